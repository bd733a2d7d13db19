// rollback-alarm-timing: an alarm that fires after the shift is over stops nothing.
import * as z from "zod";
import type { Assessment, Finding, Remedy, Subject } from "../assessment.ts";
import { numberInWords } from "../measuring/words.ts";
import { type AlarmLevel, alarmLevels, reaches } from "../model/deployments/coverage.ts";
import { adviceFor, adviceForUnplayed } from "../simulation/advice/advise.ts";
import { explain } from "../simulation/explain.ts";
import { type Timing, timingOf } from "../simulation/timing.ts";
import { type WatchedDeployment, watchedDeployments } from "../simulation/watched-deployments.ts";
import { defineCheck } from "./define-check.ts";

const [, ...levels] = alarmLevels;

export default defineCheck({
  id: "rollback-alarm-timing",
  title: "an alarm rolls back a broken version before its shift ends",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function or state machine alias that alarms watch while its traffic shifts step by step",
  severity: "warning",
  observes: ["deployment-group", "deployment-configuration", "alarm"],
  options: z.strictObject({
    marginMinutes: z
      .number()
      .min(0)
      .default(0)
      .describe("The alarm must enter ALARM more than this many minutes before the shift ends."),
    metricDelaySeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(60)
      .describe("Seconds until the metrics of a minute are in CloudWatch."),
    minimum: z
      .enum(levels)
      .default("function")
      .describe("The minimum level at which an alarm must watch the deployed function to count, as in rollback-alarm-scope."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const { metricDelaySeconds, marginMinutes, minimum } = options;
    const settings = { requestsPerMinute: null, errorRate: 1, metricDelaySeconds };
    for (const deployment of watchedDeployments(model, minimum, () => settings)) {
      const { shifting, walked } = deployment;
      const { subject, chain } = shifting;
      if (deployment.kind === "unknown") {
        const { message, because, remedy } = deployment;
        yield unknown(subject, { message, because, evidence: [...chain, ...walked], remedy });
        continue;
      }
      const remedyAt: RemedyAt = (margin, isUnplayed) => remedyOf(deployment, margin, minimum, isUnplayed);
      yield judged(subject, deployment, [...chain, ...walked], remedyAt);
    }

    function judged(subject: Subject, watched: Watched, above: Above, remedyAt: RemedyAt): Assessment {
      const timing = timingOf(watched, marginMinutes);
      const evidence = [...above, ...timing.walked];
      if (timing.kind === "unknown") {
        const { message, because } = timing;
        return unknown(subject, { evidence, message, because, remedy: remedyAt(0, true) });
      }
      const measured = { evidence, ...measurementOf(timing, marginMinutes) };
      if (timing.kind === "in time") return pass(subject, { ...measured, message: inTime(timing) });
      const [alarm] = timing.walked;
      const at = alarm === undefined ? {} : { at: { resource: alarm, path: ["Properties"] } };
      const message =
        timing.kind === "close"
          ? `${inTime(timing)}; marginMinutes requires more than ${minutes(marginMinutes)}`
          : explain(timing.why, watched.scenario.schedule.endMinute);
      return fail(subject, { ...measured, ...at, message, remedy: remedyAt(marginMinutes, false) });
    }
  },
});

type Watched = Parameters<typeof timingOf>[0];
type Above = NonNullable<Finding["evidence"]>;
/** `isUnplayed`: an alarm is not simulated. */
type RemedyAt = (margin: number, isUnplayed: boolean) => Remedy;

function inTime({ alarm, minute, spare }: Timing & { readonly kind: "in time" | "close" }): string {
  return `${alarm} enters ALARM at minute ${numberInWords(minute)}, ${minutes(spare)} before the shift ends`;
}

function minutes(value: number): string {
  return `${numberInWords(value)} ${value === 1 ? "minute" : "minutes"}`;
}

function measurementOf(timing: Timing, threshold: number): Pick<Finding, "measurement"> {
  if (timing.kind === "unknown" || timing.spare === null) return {};
  return { measurement: { value: timing.spare, unit: "minutes", comparator: ">", threshold } };
}

/** What was simulated and found to work, by an alarm in scope. */
function remedyOf(
  { read, alarms }: WatchedDeployment & { readonly kind: "watched" },
  margin: number,
  minimum: AlarmLevel,
  isUnplayed: boolean,
): Remedy {
  const inScope = new Set(alarms.flatMap(({ scope, place }) => (scope === "in" ? [place] : [])));
  const wanted = { margin, counts: (place: number) => inScope.has(place), countsNew: reaches("alias", minimum) };
  return isUnplayed ? adviceForUnplayed(read, wanted) : adviceFor(read, wanted);
}
