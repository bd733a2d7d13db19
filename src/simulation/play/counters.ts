// Cumulative sums of one-minute data points, so that any window needs two look-ups.
import type { Bucket } from "../scenario.ts";

/** Entry `minute + history` of each array is the sum of all buckets before `minute`. */
export interface Counters {
  /** Minutes before minute 0 that are held. */
  readonly history: number;
  readonly requests: Float64Array;
  readonly newRequests: Float64Array;
  /** Of both versions. */
  readonly failures: Float64Array;
  readonly newFailures: Float64Array;
  /** Buckets with requests and no failure. */
  readonly quiet: Float64Array;
  /** Of requests that are drawn: those that go elsewhere, by the place of their ratio. Empty where they come evenly. */
  readonly others: readonly Float64Array[];
  /** How many times slower the new version is. */
  readonly slowdown: number;
  /** Of requests that were drawn one by one: what each measure of durations makes of them. Empty where they come evenly. */
  readonly measured: readonly Float64Array[];
}

/** What is drawn from requests apart from their number: how often each is kept. */
export interface Drawn {
  readonly measures: number;
  readonly others: number;
}

export function emptyCounters(
  history: number,
  minutes: number,
  slowdown = 1,
  drawn: Drawn = { measures: 0, others: 0 },
): Counters {
  const entries = (): Float64Array => new Float64Array(history + Math.ceil(minutes) + 1);
  return {
    history,
    requests: entries(),
    newRequests: entries(),
    failures: entries(),
    newFailures: entries(),
    quiet: entries(),
    slowdown,
    others: Array.from({ length: drawn.others }, entries),
    measured: Array.from({ length: drawn.measures }, entries),
  };
}

/** Adds what the measures make of the requests between two minutes. */
export function measure({ measured, history }: Counters, from: number, to: number, amounts: Float64Array): void {
  addAll(measured, history, from, to, amounts);
}

/** Adds the requests that go elsewhere between two minutes. */
export function countOthers({ others, history }: Counters, from: number, to: number, amounts: ArrayLike<number>): void {
  addAll(others, history, from, to, amounts);
}

function addAll(all: readonly Float64Array[], history: number, from: number, to: number, amounts: ArrayLike<number>): void {
  for (const [index, sums] of all.entries()) sums[to + history] = (sums[from + history] ?? 0) + (amounts[index] ?? 0);
}

/** Buckets are counted in order: what is before this minute is taken as counted. */
export function count(counters: Counters, minute: number, { newRequests, failures, oldRequests, oldFailures = 0 }: Bucket): void {
  const entry = minute + counters.history;
  const requests = newRequests + oldRequests;
  add(counters.requests, entry, requests);
  add(counters.newRequests, entry, newRequests);
  add(counters.failures, entry, failures + oldFailures);
  add(counters.newFailures, entry, failures);
  add(counters.quiet, entry, requests > 0 && failures + oldFailures === 0 ? 1 : 0);
}

/** Counts a stretch of healthy buckets at once: right for every window that does not divide it, and for quiet buckets if it is one. */
export function countHealthy(counters: Counters, from: number, to: number, amount: number, failed: number): void {
  const { requests, failures, quiet, history } = counters;
  requests[to + history] = (requests[from + history] ?? 0) + amount;
  failures[to + history] = (failures[from + history] ?? 0) + failed;
  quiet[to + history] = (quiet[from + history] ?? 0) + (amount > 0 && failed === 0 ? 1 : 0);
}

function add(sums: Float64Array, entry: number, amount: number): void {
  sums[entry + 1] = (sums[entry] ?? 0) + amount;
}

/** The sum over the buckets from minute `from` to before minute `to`. */
export function between(sums: Float64Array, history: number, from: number, to: number): number {
  return (sums[to + history] ?? 0) - (sums[from + history] ?? 0);
}
