// The values of a statistic in an imagined period: what it is for a metric whose samples come about in a known way.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html

/** How the samples of a metric come about. */
export type Sampling =
  /** One sample a request: 1 where it failed, else 0. */
  | { readonly kind: "failures" }
  /** One sample a request: 1. */
  | { readonly kind: "requests" }
  /** A metric filter: `value` for each event that it selects, `otherwise` for the others; null where they give no sample. */
  | { readonly kind: "matches"; readonly value: number; readonly otherwise: number | null }
  /** Any quantity: a depth, an age, a latency. */
  | { readonly kind: "amount" };

/** Metrics that have one sample a request. */
const SAMPLED: Readonly<Record<string, Readonly<Record<"failures" | "requests", readonly string[]>>>> = {
  "AWS/Lambda": { failures: ["Errors", "Throttles"], requests: ["Invocations"] },
  "AWS/ApiGateway": {
    failures: ["4XXError", "4xx", "5XXError", "5xx", "ClientError", "ExecutionError", "IntegrationError"],
    requests: ["Count"],
  },
};

/** How the samples of a service's metric come about; null for a metric that is not in the list. */
export function samplingOfMetric(namespace: string, name: string): Sampling | null {
  const sampled = new Map(Object.entries(SAMPLED)).get(namespace);
  if (sampled?.failures.includes(name)) return { kind: "failures" };
  return sampled?.requests.includes(name) ? { kind: "requests" } : null;
}

/** A period with so many requests, of which some fail. */
export interface Period {
  readonly requests: number;
  readonly failures: number;
}

/** What a statistic is in that period: NaN where there is no data, null where this statistic is not worked out. */
export function statisticOf(sampling: Sampling, statistic: string, period: Period): number | null {
  const sampled = samplesOf(sampling, period);
  const count = sampled.high.count + sampled.low.count;
  if (count === 0) return Number.NaN;
  const { high, low } = sampled;
  switch (statistic) {
    case "SampleCount":
      return count;
    case "Sum":
      return high.count * high.value + low.count * low.value;
    case "Maximum":
      return high.count > 0 ? high.value : low.value;
    case "Minimum":
      return sampling.kind === "failures" || low.count > 0 ? low.value : high.value;
    default:
      return otherStatistic(sampled, count, statistic);
  }
}

interface Samples {
  readonly high: { readonly value: number; readonly count: number };
  readonly low: { readonly value: number; readonly count: number };
}

/** Samples of two values, of which nothing but failures makes the high one. */
function samplesOf(sampling: Sampling, { requests, failures }: Period): Samples {
  const others = requests - failures;
  switch (sampling.kind) {
    case "failures":
      return { high: { value: 1, count: failures }, low: { value: 0, count: others } };
    case "requests":
      return { high: { value: 1, count: 0 }, low: { value: 1, count: requests } };
    case "matches": {
      const low = { value: sampling.otherwise ?? 0, count: sampling.otherwise === null ? 0 : others };
      return { high: { value: sampling.value, count: failures }, low };
    }
    case "amount":
      return { high: { value: failures, count: failures > 0 ? 1 : 0 }, low: { value: 0, count: failures > 0 ? 0 : 1 } };
  }
}

const PERCENTILE = /^[pP](\d+(?:\.\d+)?)$/;
const TRIMMED = /^(?:(?:tm|TM|wm|WM)\b.*|(?:tm|wm)\d+(?:\.\d+)?|IQM)$/;

function otherStatistic({ high, low }: Samples, count: number, statistic: string): number | null {
  const percentile = PERCENTILE.exec(statistic);
  if (percentile !== null) return high.count / count > 1 - Number(percentile[1]) / 100 ? high.value : low.value;
  if (statistic === "Average" || TRIMMED.test(statistic)) return (high.count * high.value + low.count * low.value) / count;
  return /^(?:ts\d|TS\()/.test(statistic) ? high.count * high.value + low.count * low.value : null;
}
