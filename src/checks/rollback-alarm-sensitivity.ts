// rollback-alarm-sensitivity: a canary with hardly any traffic shows an alarm little; one that treats missing data as breaching fires for nothing.
import * as z from "zod";
import type { Finding, Remedy } from "../assessment.ts";
import { percentInWords, requestsInWords } from "../measuring/words.ts";
import { type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { adviceFor } from "../simulation/advice/advise.ts";
import { explain } from "../simulation/explain.ts";
import { idleSensitivity, type Sensitivity, sensitivityAt } from "../simulation/sensitivity.ts";
import { type Rate, rateAsks, rateOf, requestsIn } from "../simulation/traffic-rate.ts";
import { shareAsks } from "../simulation/traffic-share.ts";
import { type WatchedDeployment, watchedDeployments } from "../simulation/watched-deployments.ts";
import { defineCheck } from "./define-check.ts";

const RATE = "set the option requestsPerMinute";
const DELAY = { metricDelaySeconds: 60 };

const optionsSchema = z.strictObject({
  requestsPerMinute: z
    .number()
    .positive()
    .max(1_000_000_000)
    .optional()
    .describe("Requests per minute through an alias; by default as measured over the last hour on a live system."),
  errorRate: z.number().positive().max(1).default(1).describe("The share of requests that fail on a broken version."),
  minimumProbability: z
    .number()
    .positive()
    .max(1)
    .default(0.95)
    .describe("The minimum probability of a rollback of a broken version."),
});

export default defineCheck({
  id: "rollback-alarm-sensitivity",
  title: "at the actual traffic, failures trigger a rollback alarm and missing data does not",
  characteristic: "deployability",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  subjects: "function or state machine alias that alarms watch while its traffic shifts step by step",
  severity: "warning",
  options: optionsSchema,
  observes: ["deployment-group", "deployment-configuration", "alarm", "metric"],
  asks: ({ model, options }) => [
    ...(options.requestsPerMinute === undefined ? rateAsks(shiftingsOf(model)) : []),
    ...shareAsks(model),
  ],
  *assess({ model, options, pass, fail, unknown }) {
    const { errorRate } = options;
    const rateFor = (shifting: Shifting): Rate => rateOf(shifting, model, options.requestsPerMinute);
    // Nothing is known of traffic without a rate: what is judged then is how silence sounds.
    const settingsOf = (shifting: Shifting) => ({ ...DELAY, requestsPerMinute: requestsIn(rateFor(shifting)) ?? 0, errorRate });
    for (const deployment of watchedDeployments(model, "function", settingsOf)) {
      const { subject, chain } = deployment.shifting;
      const { because, fits, walked, remedy, ...answer } = judge(
        deployment,
        rateFor(deployment.shifting),
        options.minimumProbability,
      );
      const [alarm] = walked;
      const at = alarm === undefined ? {} : { at: { resource: alarm, path: ["Properties"] } };
      const finding = { ...answer, ...at, evidence: [...chain, ...deployment.walked, ...walked] };
      if (because !== null) yield unknown(subject, { ...finding, because, remedy });
      else if (fits) yield pass(subject, finding);
      else yield fail(subject, { ...finding, remedy });
    }
  },
});

interface Answer {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
}

type Watched = WatchedDeployment & { readonly kind: "watched" };
type Judgement = Answer & Pick<Finding, "measurement"> & { readonly remedy: Remedy; readonly walked: readonly Resource[] };

function judge(deployment: WatchedDeployment, rate: Rate, minimum: number): Judgement {
  if (deployment.kind === "unknown") {
    const { message, because, remedy } = deployment;
    return { message, because, fits: false, remedy, walked: [] };
  }
  const requests = requestsIn(rate);
  const sensitivity = requests === null ? idleSensitivity(deployment) : sensitivityAt(deployment, requests, minimum);
  const { endMinute } = deployment.scenario.schedule;
  const answer = tell(sensitivity, { rate, often: `${requestsInWords(requests ?? 0)} a minute`, endMinute });
  const remedy = answer.fits ? NOTHING_TO_DO : remedyOf(sensitivity, deployment, { requests, minimum });
  return { ...answer, ...measurementOf(sensitivity, minimum), remedy, walked: sensitivity.walked };
}

const NOTHING_TO_DO: Remedy = { cdk: "", sam: "", cloudformation: "" };
const ASK: Remedy = { cdk: RATE, sam: RATE, cloudformation: RATE };

interface Sought {
  readonly requests: number | null;
  readonly minimum: number;
}

/** What was simulated and found to work, by an alarm in scope. */
function remedyOf(sensitivity: Sensitivity, { read, alarms }: Watched, { requests, minimum }: Sought): Remedy {
  if (sensitivity.kind === "quiet") return ASK;
  const inScope = new Set(alarms.flatMap(({ scope, place }) => (scope === "in" ? [place] : [])));
  const counts = (place: number): boolean => inScope.has(place);
  const rates = requests === null ? {} : { rates: [requests], maximumHealthy: 1 - minimum };
  return adviceFor(read, { ...rates, minimumProbability: minimum, counts, isQuiet: requests === null });
}

interface Traffic {
  readonly rate: Rate;
  /** `4 requests a minute` */
  readonly often: string;
  readonly endMinute: number;
}

function tell(sensitivity: Sensitivity, { rate, often, endMinute }: Traffic): Answer {
  switch (sensitivity.kind) {
    case "quiet": {
      const message = "no alarm enters ALARM without traffic";
      if (rate === null) return { message, fits: true, because: null };
      const unseen = `there were no requests in the last hour; ${RATE}`;
      const because = rate.state === "known" ? unseen : rate;
      return { message: "the probability of a rollback is unknown", fits: false, because };
    }
    case "false alarm":
      return { message: falseAlarm(sensitivity, often), fits: false, because: null };
    case "probable":
      return { message: stopped(sensitivity.probability, often), fits: true, because: null };
    case "improbable": {
      const { probability, why } = sensitivity;
      return { message: `${stopped(probability, often)}: ${explain(why, endMinute)}`, fits: false, because: null };
    }
    case "unknown": {
      const { message, because } = sensitivity;
      return { message, fits: false, because };
    }
  }
}

function stopped(probability: number, often: string): string {
  return `a broken version is rolled back with a probability of ${percentInWords(probability)} at ${often}`;
}

function falseAlarm(
  { alarm, probability, byMissingData }: Sensitivity & { readonly kind: "false alarm" },
  often: string,
): string {
  const because = byMissingData ? ": it treats missing data as breaching" : "";
  if (probability === null) return `${alarm} enters ALARM without traffic${because}`;
  return `${alarm} enters ALARM without a failure with a probability of ${percentInWords(probability)} at ${often}${because}`;
}

function measurementOf(sensitivity: Sensitivity, threshold: number): Pick<Finding, "measurement"> {
  if (sensitivity.kind !== "probable" && sensitivity.kind !== "improbable") return {};
  return { measurement: { value: sensitivity.probability, unit: "probability", comparator: ">=", threshold } };
}
