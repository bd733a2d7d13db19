// deployment-exposure: the value of a canary is that a broken version receives little traffic.
import * as z from "zod";
import type { Measurement, Remedy } from "../assessment.ts";
import { numberInWords, percentInWords } from "../measuring/words.ts";
import { shiftingsOf } from "../model/deployments/shifting.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { adviceFor } from "../simulation/advice/advise.ts";
import { explain, type Why } from "../simulation/explain.ts";
import { openAlarmAmong } from "../simulation/open-alarms.ts";
import type { SimulatedDeployment } from "../simulation/outcome.ts";
import { isPlayable, isRollout, type ReadShift } from "../simulation/read/rollout.ts";
import { type PlayedDeployment, SIMULATION_DEFAULTS, simulator } from "../simulation/simulate.ts";
import { type Rate, rateAsks, rateOf, requestsIn } from "../simulation/traffic-rate.ts";
import { shareAsks } from "../simulation/traffic-share.ts";
import { defineCheck } from "./define-check.ts";

const optionsSchema = z.strictObject({
  maximumMinutes: z.number().positive().optional().describe("Maximum exposure to a broken version, in minutes of full traffic."),
  maximumRequests: z.number().positive().optional().describe("Maximum number of requests to a broken version."),
  requestsPerMinute: z
    .number()
    .positive()
    .max(1_000_000_000)
    .optional()
    .describe("Requests per minute through an alias; by default as measured over the last hour on a live system."),
  errorRate: z.number().positive().max(1).default(1).describe("The share of requests that fail on a broken version."),
});
type Options = z.output<typeof optionsSchema>;

export default defineCheck({
  id: "deployment-exposure",
  title: "a broken version receives little traffic before it is rolled back",
  characteristic: "deployability",
  scope: "holistic",
  cadence: "triggered",
  needs: "either",
  subjects: "function with a deployment group, state machine alias with a DeploymentPreference",
  severity: "off",
  options: optionsSchema,
  observes: ["deployment-group", "deployment-configuration", "alarm", "metric"],
  asks: ({ model, options }) =>
    isBounded(options)
      ? [...(options.requestsPerMinute === undefined ? rateAsks(shiftingsOf(model)) : []), ...shareAsks(model)]
      : [],
  *assess({ model, options, pass, fail, unknown }) {
    if (!isBounded(options)) return;
    const play = simulator(model);
    for (const shifting of shiftingsOf(model)) {
      const rate = rateOf(shifting, model, options.requestsPerMinute);
      const { errorRate } = options;
      const settings = { ...SIMULATION_DEFAULTS, requestsPerMinute: requestsIn(rate), errorRate, seeksBounds: false };
      const played = play(shifting, settings);
      const { because, fits, ...said } = hedged(judge(played, rate, options), played);
      const answer = { ...said, remedy: fits ? RATE : remedyOf(played.read, rate, options) };
      const resource = shiftedBy(played.read);
      const at = resource === null ? {} : { at: { resource, path: ["Properties"] } };
      const finding = { ...answer, ...at, evidence: [...shifting.chain, ...played.walked] };
      if (because !== null) yield unknown(shifting.subject, { ...finding, because });
      else yield (fits ? pass : fail)(shifting.subject, finding);
    }
  },
});

/** What says how it shifts; null where that is unknown. */
function shiftedBy(read: ReadShift): Resource | null {
  return isRollout(read) ? read.rollout.resource : (read.group?.resource ?? null);
}

/** Without a bound there is nothing to judge. */
function isBounded({ maximumMinutes, maximumRequests }: Options): boolean {
  return maximumMinutes !== undefined || maximumRequests !== undefined;
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  readonly measurement?: Measurement;
}

const UNSAID = "the exposure to a broken version is unknown";

function judge({ outcome, why }: PlayedDeployment, rate: Rate, options: Options): Judgement {
  const doubtful = (because: Unresolved | string): Judgement => ({ message: UNSAID, because, fits: false });
  if (rate?.state === "unresolved") return doubtful(rate);
  if (why !== null) return judgeUnstopped(outcome, why);
  if (rate !== null && requestsIn(rate) === null) return doubtful(NO_REQUEST);
  const bounds = boundsOf(outcome, options);
  const known = bounds.flatMap((bound) => (bound.value === null ? [] : [{ ...bound, value: bound.value }]));
  const broken = known.find((bound) => bound.value > bound.maximum);
  const [shown] = broken !== undefined ? [broken] : known.length < bounds.length ? [] : known;
  if (shown === undefined) return doubtful(NO_RATE);
  const { value, unit, maximum: threshold } = shown;
  const often = outcome.percentiles === null ? "" : " in 95 of 100 deployments";
  const message = `${numberInWords(value)} ${unit} reach a broken version before it is rolled back${often}`;
  return {
    message: broken === undefined ? message : `${message}, more than ${numberInWords(threshold)}`,
    fits: broken === undefined,
    because: null,
    measurement: { value, unit, comparator: "<=", threshold },
  };
}

/** What blocks every deployment exposes no user to a broken version, but does not count as a way to stop one. */
function hedged(judged: Judgement, { read, runs }: PlayedDeployment): Judgement {
  const open = judged.fits ? openAlarmAmong(read.alarms ?? [], runs) : null;
  if (open === null) return judged;
  return {
    message: `it is unknown whether ${open.name} is in ALARM on healthy traffic`,
    because: open.because,
    fits: false,
  };
}

const RATE = "set the option requestsPerMinute";
const NO_RATE = "the request rate is unknown; set the option requestsPerMinute";
const NO_REQUEST = "there were no requests in the last hour; set the option requestsPerMinute";

function judgeUnstopped(outcome: SimulatedDeployment, why: Why): Judgement {
  const reason = explain(why, outcome.endMinute);
  if (why.kind === "unknown" || why.kind === "not-simulated")
    return { message: UNSAID, because: why.doubt ?? reason, fits: false };
  const { probabilityStopped: probability } = outcome;
  const often =
    probability === null || probability === 0
      ? "not rolled back"
      : `rolled back with a probability of only ${percentInWords(probability)}`;
  return { message: `a broken version is ${often}: ${reason}`, because: null, fits: false };
}

interface Bounded {
  /** null where it is undetermined without a rate of requests. */
  readonly value: number | null;
  readonly unit: string;
  readonly maximum: number;
}

function boundsOf({ exposedMinutes, percentiles }: SimulatedDeployment, options: Options): readonly Bounded[] {
  const { maximumMinutes, maximumRequests } = options;
  const minutes = percentiles?.exposedMinutes.p95 ?? exposedMinutes;
  const requests = percentiles?.exposedRequests.p95 ?? null;
  return [
    ...(maximumMinutes === undefined ? [] : [{ value: minutes, unit: "minutes of full traffic", maximum: maximumMinutes }]),
    ...(maximumRequests === undefined ? [] : [{ value: requests, unit: "requests", maximum: maximumRequests }]),
  ];
}

/** What was simulated and found to work. */
function remedyOf(
  read: ReadShift,
  rate: Rate,
  { maximumMinutes = Number.POSITIVE_INFINITY, maximumRequests }: Options,
): Remedy | string {
  if (!isPlayable(read)) return RATE;
  const requests = requestsIn(rate);
  const byRequests = maximumRequests === undefined || requests === null ? Number.POSITIVE_INFINITY : maximumRequests / requests;
  const rates = requests === null ? [] : [requests];
  return adviceFor(read, { rates, maximumExposedMinutes: Math.min(maximumMinutes, byRequests), isWide: true });
}
