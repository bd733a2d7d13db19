// The time range that a picture of a deployment shows: from its start past the end of the shift to the last alarm nearby.
import type { SimulatedDeployment } from "../../audit/report.ts";

/** The last minute that has a place of its own: an alarm of the next day must not crush a shift of five minutes. */
export function endOf({ endMinute, alarms }: Pick<SimulatedDeployment, "endMinute" | "alarms">): number {
  const shiftEnd = endMinute ?? 0;
  const furthest = Math.max(shiftEnd * 2, shiftEnd + 20);
  const near = alarms.flatMap(({ goesOffMinute }) =>
    goesOffMinute !== null && goesOffMinute <= furthest ? [Math.ceil(goesOffMinute)] : [],
  );
  return Math.max(5, Math.ceil(shiftEnd), ...near);
}

const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 360, 480, 720, 1440];

/** The minutes to write below or above an axis: as many as there is room for, at most. */
export function ticksOf(end: number, most: number): readonly number[] {
  const step = STEPS.find((each) => Math.floor(end / each) + 1 <= most) ?? Math.ceil(end / Math.max(1, most - 1));
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}
