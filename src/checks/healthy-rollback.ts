// healthy-rollback: an alarm that also fires for versions that are as good as the old one rolls back what is fine.
import * as z from "zod";
import type { Finding, Remedy } from "../assessment.ts";
import { secondsIn, windowOption } from "../measuring/options.ts";
import { percentInWords, requestsInWords } from "../measuring/words.ts";
import { type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import { adviceFor, simulatedAlarmFor } from "../simulation/advice/advise.ts";
import { baselineAsks, baselineOf } from "../simulation/baseline.ts";
import { type HealthyOutcome, healthyOutcome } from "../simulation/healthy-outcome.ts";
import type { Playable } from "../simulation/read/rollout.ts";
import { type Rate, rateAsks, rateOf, requestsIn } from "../simulation/traffic-rate.ts";
import { shareAsks } from "../simulation/traffic-share.ts";
import { watchedDeployments } from "../simulation/watched-deployments.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "healthy-rollback",
  title: "a healthy version is rarely rolled back",
  characteristic: "deployability",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  subjects: "function or state machine alias that alarms watch while its traffic shifts step by step",
  severity: "warning",
  options: z.strictObject({
    maximumProbability: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe("The highest accepted probability that a healthy version is rolled back or blocked."),
    requestsPerMinute: z
      .number()
      .positive()
      .max(1_000_000_000)
      .optional()
      .describe("Requests per minute through an alias; by default as measured over the last hour on a live system."),
    baselineErrorRate: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        "The share of requests that fail on a healthy version; by default as measured over `window` on a live system, otherwise 0.",
      ),
    window: windowOption("1d"),
  }),
  observes: ["deployment-group", "deployment-configuration", "alarm", "metric"],
  asks: ({ model, options }) => [
    ...(options.requestsPerMinute === undefined ? rateAsks(shiftingsOf(model)) : []),
    ...shareAsks(model),
    ...(options.baselineErrorRate === undefined ? baselineAsks(shiftingsOf(model), secondsIn(options.window)) : []),
  ],
  *assess({ model, options, pass, fail, unknown }) {
    const { maximumProbability: maximum } = options;
    const rateFor = (shifting: Shifting): Rate => rateOf(shifting, model, options.requestsPerMinute);
    const baselineFor = (shifting: Shifting) => baselineOf(shifting, model, options.baselineErrorRate, secondsIn(options.window));
    const settingsOf = (shifting: Shifting) => {
      const baseline = baselineFor(shifting);
      const baselineErrorRate = baseline.state === "known" ? baseline.value : 0;
      return { metricDelaySeconds: 60, requestsPerMinute: requestsIn(rateFor(shifting)), errorRate: 1, baselineErrorRate };
    };
    for (const deployment of watchedDeployments(model, "function", settingsOf)) {
      const { shifting, walked } = deployment;
      const { subject, chain } = shifting;
      if (deployment.kind === "unknown") {
        const { message, because, remedy } = deployment;
        yield unknown(subject, { message, because, evidence: [...chain, ...walked], remedy });
        continue;
      }
      const outcome = healthyOutcome(deployment, { rate: rateFor(shifting), baseline: baselineFor(shifting), maximum });
      const [alarm] = outcome.walked;
      const at = alarm === undefined ? {} : { at: { resource: alarm, path: ["Properties"] } };
      const finding = { evidence: [...chain, ...walked, ...outcome.walked], ...at, ...measurementOf(outcome, maximum) };
      const message = tell(outcome);
      if (outcome.kind === "unknown") {
        yield unknown(subject, { ...finding, message, because: outcome.because, remedy: wayOut(outcome, deployment.read) });
      } else if (outcome.kind === "rare") yield pass(subject, { ...finding, message });
      else yield fail(subject, { ...finding, message, remedy: remedyOf(deployment.read, outcome.requestsPerMinute, maximum) });
    }
  },
});

function tell(outcome: HealthyOutcome): string {
  if (outcome.kind === "unknown") return outcome.message;
  const { probability, requestsPerMinute, baselineErrorRate } = outcome;
  if (requestsPerMinute !== null && probability !== null) {
    const failing = baselineErrorRate === 0 ? "" : `, of which ${percentInWords(baselineErrorRate)} fail as usual`;
    const often = `${requestsInWords(requestsPerMinute)} a minute${failing}`;
    return `${percentInWords(probability)} of healthy deployments are rolled back at ${often}${outcome.kind === "often" ? cause(outcome) : ""}`;
  }
  if (outcome.kind === "rare") return "no alarm is in ALARM on healthy traffic or enters ALARM without traffic";
  const rolledBack = probability === null ? "rolled back without traffic" : "rolled back";
  return `every deployment is ${outcome.isBlocked ? "blocked" : rolledBack}${cause(outcome)}`;
}

function cause({ alarm, byMissingData }: HealthyOutcome & { readonly kind: "often" }): string {
  return `: by ${alarm}${byMissingData ? ", which treats missing data as breaching" : ""}`;
}

function measurementOf(outcome: HealthyOutcome, threshold: number): Pick<Finding, "measurement"> {
  if (outcome.kind === "unknown" || outcome.probability === null) return {};
  return { measurement: { value: outcome.probability, unit: "probability", comparator: "<=", threshold } };
}

/** The smallest change with which a broken version is rolled back and a healthy one is not; simulated and found to work. */
function remedyOf(read: Playable, requestsPerMinute: number | null, maximum: number): Remedy {
  const rates = requestsPerMinute === null ? [] : [requestsPerMinute];
  return adviceFor(read, { rates, maximumHealthy: maximum, isQuiet: requestsPerMinute === null, isWide: true });
}

const TRAFFIC = "set the options requestsPerMinute and baselineErrorRate";

function wayOut({ lacksTraffic }: HealthyOutcome & { readonly kind: "unknown" }, read: Playable): string {
  return lacksTraffic ? TRAFFIC : simulatedAlarmFor(read);
}
