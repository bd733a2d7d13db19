// CloudWatch's metrics: the data points of one series after another, in as few calls as the service allows.
import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import pLimit from "p-limit";
import type { Answer, MetricAsk, MetricHistory, MetricHistoryAsk, MetricObserved } from "../../model/observed/ask.ts";
import { historyOf } from "../../model/observed/metric-history.ts";
import {
  type Answered,
  allPages,
  answered,
  type Collector,
  given,
  grouped,
  incomplete,
  merged,
  type Site,
  spread,
} from "./collector.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const SERIES_A_CALL = 500;
const POINTS_A_CALL = 100_800;

const MINUTE = 60_000;
/** In seconds. */
const DAY = 86_400;

interface Span {
  readonly from: number;
  readonly to: number;
}

type AskOfMetric = MetricAsk | MetricHistoryAsk;

/** One series in one span, and those who ask for it. */
interface Wanted {
  readonly ask: AskOfMetric;
  readonly same: readonly AskOfMetric[];
  readonly span: Span;
}

/** Whole histories are large: no more calls than these have their answers in memory before they are made short. */
const CALLS_AT_ONCE = 4;

export const metricCollector: Collector<"metric" | "metric-history"> = {
  actions: { metric: ["cloudwatch:GetMetricData"], "metric-history": ["cloudwatch:GetMetricData"] },
  async collect(asks, site) {
    const wanted = [...grouped(asks, ({ stack: _shared, ...series }) => JSON.stringify(series)).values()].flatMap(
      (same): readonly Wanted[] => same.slice(0, 1).map((ask) => ({ ask, same, span: spanOf(ask, site.now) })),
    );
    const bySpan = [...grouped(wanted, ({ ask, span }) => `${ask.kind} ${span.from} ${span.to}`).values()];
    const limit = pLimit(CALLS_AT_ONCE);
    const calls = bySpan.flatMap(inCalls).map((call) => {
      const run = () => collectCall(call, site);
      return call[0]?.ask.kind === "metric-history" ? limit(run) : run();
    });
    return merged(await Promise.all(calls));
  },
};

/** Of a history one value a minute. */
function periodOf(ask: AskOfMetric): number {
  return ask.kind === "metric" ? ask.periodSeconds : 60;
}

/**
 * CloudWatch's periods begin with the window's start, which it rounds down: to the minute, of what is older than 15 and 63 days
 * to 5 minutes and an hour. With an end that is rounded the same way no data point is of half a period, and all series of a
 * window are about the same time.
 */
function spanOf({ windowSeconds }: AskOfMetric, now: number): Span {
  const step = windowSeconds > 63 * DAY ? 60 * MINUTE : windowSeconds > 15 * DAY ? 5 * MINUTE : MINUTE;
  const to = Math.floor(now / step) * step;
  return { from: to - windowSeconds * 1000, to };
}

function inCalls(series: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const calls: Wanted[][] = [];
  let points = Number.POSITIVE_INFINITY;
  for (const each of series) {
    const own = Math.ceil(each.ask.windowSeconds / periodOf(each.ask));
    const last = calls.at(-1);
    if (last === undefined || last.length === SERIES_A_CALL || points + own > POINTS_A_CALL) {
      calls.push([each]);
      points = own;
    } else {
      last.push(each);
      points += own;
    }
  }
  return calls;
}

async function collectCall(series: readonly Wanted[], site: Site): Promise<Answered> {
  const found = await answered("cloudwatch:GetMetricData", site, () => resultsOf(series, site));
  const answers = series.map(async ({ ask, same, span }, index) => {
    if (found.state === "unseen") return spread(same, found);
    const look = async (): Promise<MetricObserved | MetricHistory> => {
      const observed = observedIn(found.value.get(idOf(index)) ?? [], span, periodOf(ask));
      return ask.kind === "metric" ? observed : byMinute(observed);
    };
    const answer: Answer = await answered("cloudwatch:GetMetricData", site, look);
    return spread(same, answer);
  });
  return merged(await Promise.all(answers));
}

/** Ids have to begin with a small letter. */
function idOf(index: number): string {
  return `m${index}`;
}

/** By id, what all pages have on it. */
async function resultsOf(
  series: readonly Wanted[],
  { clients, region }: Site,
): Promise<ReadonlyMap<string, readonly MetricDataResult[]>> {
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const client = clients.of(sdk.CloudWatchClient, region);
  const { from, to } = given(series[0], "question").span;
  const queries = series.map(({ ask }, index) => queryOf(ask, idOf(index)));
  const results = await allPages(async (NextToken) => {
    const page = await client.send(
      new sdk.GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: "TimestampAscending",
        NextToken,
      }),
    );
    return { items: given(page.MetricDataResults, "MetricDataResults"), next: page.NextToken };
  });
  return grouped(results, ({ Id }) => given(Id, "Id"));
}

function queryOf(ask: AskOfMetric, Id: string) {
  const { namespace, metricName, dimensions, statistic } = ask;
  const Dimensions = dimensions.map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: periodOf(ask), Stat: statistic }, ReturnData: true };
}

/** Oldest first, whatever the order of the service. @throws IncompleteAnswer where it is partial or missing: no data is an empty list */
function observedIn(results: readonly MetricDataResult[], { from, to }: Span, periodSeconds: number): MetricObserved {
  const last = results.at(-1);
  if (last === undefined) incomplete("it does not contain the metric");
  const status = given(last.StatusCode, "StatusCode");
  if (status !== "Complete") incomplete(`its status is ${status}${saidOf(last)}`);
  const points = results.flatMap(({ Timestamps = [], Values = [] }) => {
    if (Timestamps.length !== Values.length) incomplete(`it has ${Timestamps.length} times and ${Values.length} values`);
    if (!Values.every(Number.isFinite)) incomplete("it has a value that is not a number");
    return Timestamps.map((time, index) => ({ time: time.getTime(), value: given(Values[index], "value") }));
  });
  const within = points.filter(({ time }) => time > from - periodSeconds * 1000 && time < to).sort((a, b) => a.time - b.time);
  return { from, to, times: within.map(({ time }) => time), values: within.map(({ value }) => value) };
}

function byMinute({ from, to, times, values }: MetricObserved): MetricHistory {
  const minutes = new Float64Array(Math.round((to - from) / MINUTE)).fill(Number.NaN);
  for (const [index, time] of times.entries()) minutes[Math.floor((time - from) / MINUTE)] = values[index] ?? Number.NaN;
  return historyOf(from, minutes);
}

function saidOf({ Messages = [] }: MetricDataResult): string {
  const texts = Messages.flatMap(({ Value }) => Value ?? []);
  return texts.length === 0 ? "" : `: ${texts.join("; ")}`;
}
