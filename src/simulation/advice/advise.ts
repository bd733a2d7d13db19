// What to do about a deployment: the smallest change that was simulated on it and found to work, in words.
import type { Advice } from "../explain.ts";
import { type Readable, searchChange, WANTED, type Wanted } from "./search.ts";
import { adviceOf } from "./words.ts";

export function adviceFor(read: Readable, wanted: Partial<Wanted>): Advice {
  return adviceOf(searchChange(read, { ...WANTED, ...wanted }), read.scenario);
}

/** The same where an alarm is not simulated: where no change helps, which alarms would be. */
export function adviceForUnplayed(read: Readable, wanted: Partial<Wanted>): Advice {
  return adviceOf(searchChange(read, { ...WANTED, ...wanted }), read.scenario, SIMULATED_ALARM);
}

export const SIMULATED_ALARM =
  "give the deployment group an alarm that can be simulated: a Sum of Errors of the alias, of 5XXError of its API, or of what a metric filter counts as failures";
