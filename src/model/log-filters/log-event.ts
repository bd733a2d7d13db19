// A log event as a filter pattern sees it: one of something that failed, or of something that went well.
import type { PatternValue } from "./pattern-value.ts";
import { saidBy } from "./words.ts";

export interface LogEvent {
  readonly isFailure: boolean;
  readonly status: number;
  readonly level: string | number;
}

/** Whether an event is selected: certainly, on one path only, or unknown. */
export type Truth = boolean | "part" | "unknown";

export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

/** Whether an event has these words, as far as they tell what failed from what did not. */
export function says(value: PatternValue, event: LogEvent): Truth {
  const said = saidBy(value);
  return said === null ? "unknown" : (said === "failure") === event.isFailure;
}
