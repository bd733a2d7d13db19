// What a simulated deployment adds to the recorded traffic: its share of the requests, and their failures.
import { binomial } from "../play/binomial.ts";
import type { Chance } from "../play/random.ts";
import { weightAt } from "../play/schedule.ts";
import type { Schedule } from "../scenario.ts";
import type { Tape } from "./tape.ts";

/** Entry `minute - start` of each array is the sum of all minutes of the deployment before that minute. */
export interface Injection {
  start: number;
  /** Minutes of the deployment that are drawn. */
  drawn: number;
  /** Requests of the new version. */
  readonly requests: Float64Array;
  /** Failures of the new version, also those that the old one would have had. */
  readonly failures: Float64Array;
  /** Failures beyond the recorded ones. */
  readonly added: Float64Array;
}

/** @param minutes that a deployment takes at most */
export function emptyInjection(minutes: number): Injection {
  const entries = (): Float64Array => new Float64Array(minutes + 1);
  return { start: 0, drawn: 0, requests: entries(), failures: entries(), added: entries() };
}

export function begin(injection: Injection, start: number): void {
  injection.start = start;
  injection.drawn = 0;
}

export interface Traffic {
  readonly requests: Tape;
  readonly failures: Tape;
}

export interface Drawing {
  readonly traffic: Traffic;
  readonly schedule: Schedule;
  readonly errorRate: number;
  readonly chance: Chance;
}

/**
 * Draws the next minute: each recorded request goes to the new version with the probability of its share, and one that did not
 * fail then fails with the error rate.
 * @param healthy the same with an error rate of 0
 */
export function drawMinute(
  broken: Injection,
  healthy: Injection,
  { traffic: { requests, failures }, schedule, errorRate, chance }: Drawing,
): void {
  const { start, drawn } = broken;
  const all = Math.round(recordedAt(requests, start + drawn));
  const failed = Math.min(all, Math.round(recordedAt(failures, start + drawn)));
  const weight = weightAt(schedule, drawn);
  const failedOfNew = binomial(failed, weight, chance);
  const passedOfNew = binomial(all - failed, weight, chance);
  const added = binomial(passedOfNew, errorRate, chance);
  addMinute(broken, failedOfNew + passedOfNew, failedOfNew + added, added);
  addMinute(healthy, failedOfNew + passedOfNew, failedOfNew, 0);
}

function addMinute(injection: Injection, requests: number, failures: number, added: number): void {
  const at = injection.drawn;
  injection.requests[at + 1] = (injection.requests[at] ?? 0) + requests;
  injection.failures[at + 1] = (injection.failures[at] ?? 0) + failures;
  injection.added[at + 1] = (injection.added[at] ?? 0) + added;
  injection.drawn = at + 1;
}

function recordedAt({ values }: Tape, minute: number): number {
  // Where there is no data the value is NaN, and nothing was requested.
  return Math.max(0, values[minute] || 0);
}

/** The sum over the minutes from `from` to before `to`, as far as they are drawn. */
export function injected({ start, drawn }: Injection, sums: Float64Array, from: number, to: number): number {
  const entryOf = (minute: number): number => Math.min(Math.max(minute - start, 0), drawn);
  return (sums[entryOf(to)] ?? 0) - (sums[entryOf(from)] ?? 0);
}
