// The value that an alarm compares with its threshold: statistics of metrics and metric math over them, per period.
import { type PointOf, pointOf } from "../../model/alarms/math/evaluate.ts";
import type { Feed, Formula, Statistic } from "../scenario.ts";
import { between, type Counters } from "./counters.ts";
import { durationsOf, mixedQuantile } from "./durations.ts";

/** The data point over the buckets from minute `from` to before minute `to`; NaN where there is none. */
export type DataPoint = PointOf<[counters: Counters, from: number, to: number]>;

/** Where the counters have what is drawn of requests. */
export interface Places {
  /** What was measured of their durations. */
  ofDurations(feed: DurationsFeed): number;
  /** Those that go elsewhere. @param ratio to the requests to the alias */
  ofOthers(ratio: number): number;
}

/** Of requests that come evenly nothing is drawn. */
const NOWHERE: Places = { ofDurations: () => -1, ofOthers: () => -1 };

export function dataPointOf(formula: Formula, places: Places = NOWHERE): DataPoint {
  return pointOf(formula, ({ feed, statistic }) => seriesOf(feed, statistic, places));
}

export type DurationsFeed = Feed & { readonly kind: "durations" };

function seriesOf(feed: Feed, statistic: Statistic, places: Places): DataPoint {
  switch (feed.kind) {
    case "durations":
      return durationOf(feed, places.ofDurations(feed));
    case "never":
      return () => Number.NaN;
    case "healthy":
      return (_, from, to) => (statistic === "SampleCount" ? to - from : 0);
    case "requests":
      return feed.counts === "failures" ? failuresOf(feed, statistic, places) : requestsOf(feed, statistic, places);
    case "matches":
      return matchesOf(feed.value, feed.otherwise, statistic);
  }
}

type RequestsFeed = Feed & { readonly kind: "requests" };

function requestsOf(feed: RequestsFeed, statistic: Statistic, places: Places): DataPoint {
  const count = requestsIn(feed, places);
  return (counters, from, to) => {
    const requests = count(counters, from, to);
    if (requests <= 0) return Number.NaN;
    return statistic === "Sum" || statistic === "SampleCount" ? requests : 1;
  };
}

/** With those of the same API that go elsewhere. */
function requestsIn({ of, others = 0 }: RequestsFeed, places: Places): DataPoint {
  const isAll = of === "all versions";
  const own: DataPoint = (counters, from, to) =>
    between(isAll ? counters.requests : counters.newRequests, counters.history, from, to);
  if (others === 0) return own;
  const place = places.ofOthers(others);
  return (counters, from, to) => {
    const requests = own(counters, from, to);
    const drawn = counters.others[place];
    return requests + (drawn === undefined ? others * requests : between(drawn, counters.history, from, to));
  };
}

function failuresOf(feed: RequestsFeed, statistic: Statistic, places: Places): DataPoint {
  const isAll = feed.of === "all versions";
  const count = requestsIn(feed, places);
  return (counters, from, to) => {
    const requests = count(counters, from, to);
    if (requests <= 0) return Number.NaN;
    const failures = between(isAll ? counters.failures : counters.newFailures, counters.history, from, to);
    // Shares of requests are sums of fractions.
    const areAll = failures >= requests * (1 - 1e-9);
    return statisticOf(statistic, { sum: failures, samples: requests, minimum: areAll ? 1 : 0, maximum: failures > 0 ? 1 : 0 });
  };
}

/**
 * `DefaultValue` is "the value emitted when a filter pattern does not match a log event"; without it there is no data then.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
function matchesOf(value: number, otherwise: number | null, statistic: Statistic): DataPoint {
  return (counters, from, to) => {
    const failures = between(counters.failures, counters.history, from, to);
    const quiet = otherwise === null ? 0 : between(counters.quiet, counters.history, from, to);
    if (failures + quiet <= 0) return Number.NaN;
    const usual = otherwise ?? 0;
    const values = [...(failures > 0 ? [value] : []), ...(quiet > 0 ? [usual] : [])];
    const [minimum, maximum] = [Math.min(...values), Math.max(...values)];
    return statisticOf(statistic, { sum: failures * value + quiet * usual, samples: failures + quiet, minimum, maximum });
  };
}

/** Of requests that come evenly what the distribution gives; of those that were drawn what was measured of them. */
function durationOf({ of, known, percentile }: DurationsFeed, place: number): DataPoint {
  const durations = durationsOf(known);
  const mean = durations.sumBetween(0, 1);
  const expected = (old: number, fresh: number, slowdown: number): number =>
    percentile === null
      ? (mean * (old + fresh * slowdown)) / (old + fresh)
      : mixedQuantile(durations, percentile, old, fresh, slowdown);
  return ({ requests, newRequests, history, slowdown, measured }, from, to) => {
    const fresh = between(newRequests, history, from, to);
    const all = of === "new version" ? fresh : between(requests, history, from, to);
    if (all <= 0) return Number.NaN;
    const drawn = measured[place];
    return drawn === undefined
      ? expected(all - fresh, fresh, slowdown)
      : drawnStatistic(between(drawn, history, from, to), all, percentile);
  };
}

/** The mean, or for a percentile, infinite where it is above the threshold, else zero. */
function drawnStatistic(amount: number, requests: number, percentile: number | null): number {
  if (percentile === null) return amount / requests;
  return amount > requests - Math.ceil(percentile * requests - 1e-9) ? Number.POSITIVE_INFINITY : 0;
}

interface Samples {
  readonly sum: number;
  readonly samples: number;
  readonly minimum: number;
  readonly maximum: number;
}

function statisticOf(statistic: Statistic, { sum, samples, minimum, maximum }: Samples): number {
  switch (statistic) {
    case "Sum":
      return sum;
    case "Average":
      return sum / samples;
    case "Maximum":
      return maximum;
    case "Minimum":
      return minimum;
    case "SampleCount":
      return samples;
  }
}
