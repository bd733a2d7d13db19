// What can be changed of a shift, and of the list of its alarms: it depends on the service that shifts.
import type { Change } from "./change.ts";

export interface ShiftOptions {
  readonly shifts: readonly Change[];
  readonly newAlarms: readonly Change[];
  /** That it watches, at most. */
  readonly mostAlarms: number;
}
