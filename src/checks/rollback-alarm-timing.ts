// rollback-alarm-timing: an alarm that fires after the shift is over stops nothing.
import * as z from "zod";
import { type AlarmLevel, alarmLevels, reaches } from "../model/deployments/sight.ts";
import { adviceFor } from "../simulation/advice/advise.ts";
import { explain } from "../simulation/explain.ts";
import { type Timing, timingOf } from "../simulation/timing.ts";
import { type WatchedDeployment, watchedDeployments } from "../simulation/watched-deployments.ts";
import { defineCheck, type Finding, type Remedy } from "./define-check.ts";

const [, ...levels] = alarmLevels;

export default defineCheck({
  id: "rollback-alarm-timing",
  title: "an alarm stops a broken version before its shift ends",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function that alarms watch while its traffic shifts step by step",
  severity: "warning",
  observes: ["deployment-group", "deployment-configuration", "alarm"],
  options: z.strictObject({
    marginMinutes: z.number().min(0).default(0).describe("The alarm fires more than this many minutes before the shift ends."),
    metricDelaySeconds: z.number().min(0).max(3600).default(60).describe("Seconds after which a metric shows what happened."),
    minimum: z
      .enum(levels)
      .default("function")
      .describe("How much of the deployed function an alarm that counts sees, at least, as in rollback-alarm-scope."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const { metricDelaySeconds, marginMinutes, minimum } = options;
    const settings = { requestsPerMinute: null, errorRate: 1, metricDelaySeconds };
    for (const deployment of watchedDeployments(model, minimum, () => settings)) {
      const { shifted, walked } = deployment;
      const { subject, chain } = shifted;
      if (deployment.kind === "unknown") {
        const { message, because, remedy } = deployment;
        yield unknown(subject, { message, because, evidence: [...chain, ...walked], remedy });
        continue;
      }
      const timing = timingOf(deployment, marginMinutes);
      const evidence = [...chain, ...walked, ...timing.walked];
      const measured = { evidence, ...measurementOf(timing, marginMinutes) };
      const { endMinute } = deployment.scenario.schedule;
      const [alarm] = timing.walked;
      const at = alarm === undefined ? {} : { at: { resource: alarm, path: ["Properties"] } };
      switch (timing.kind) {
        case "in time":
          yield pass(subject, { ...measured, message: inTime(timing) });
          break;
        case "close": {
          const message = `${inTime(timing)}, where more than ${minutes(marginMinutes)} must be left`;
          yield fail(subject, { ...measured, ...at, message, remedy: remedyOf(deployment, marginMinutes, minimum) });
          break;
        }
        case "never":
          yield fail(subject, {
            ...measured,
            ...at,
            message: explain(timing.why, endMinute),
            remedy: remedyOf(deployment, marginMinutes, minimum),
          });
          break;
        case "unknown":
          yield unknown(subject, {
            evidence,
            message: timing.message,
            because: timing.because,
            remedy: remedyOf(deployment, 0, minimum),
          });
      }
    }
  },
});

function inTime({ alarm, minute, spare }: Timing & { readonly kind: "in time" | "close" }): string {
  return `${alarm} enters ALARM at minute ${minute}, ${minutes(spare)} before the shift ends`;
}

function minutes(value: number): string {
  return `${value} ${value === 1 ? "minute" : "minutes"}`;
}

function measurementOf(timing: Timing, threshold: number): Pick<Finding, "measurement"> {
  if (timing.kind === "unknown" || timing.spare === null) return {};
  return { measurement: { value: timing.spare, unit: "minutes", comparator: ">", threshold } };
}

/** What was simulated and found to work, by an alarm in scope. */
function remedyOf(deployment: WatchedDeployment & { readonly kind: "watched" }, margin: number, minimum: AlarmLevel): Remedy {
  const inScope = new Set(deployment.alarms.flatMap(({ scope, place }) => (scope === "in" ? [place] : [])));
  return adviceFor(deployment.read, { margin, counts: (place) => inScope.has(place), countsNew: reaches("alias", minimum) });
}
