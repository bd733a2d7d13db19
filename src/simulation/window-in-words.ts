// The window of an alarm for a person.
import type { ThresholdRule } from "./scenario.ts";

/** `3 × 5 minutes` */
export function windowOf({ evaluationPeriods, datapointsToAlarm, periodMinutes, isWallClock }: ThresholdRule): string {
  const some = datapointsToAlarm < evaluationPeriods ? `${datapointsToAlarm} of ` : "";
  const [size, unit] = UNITS.find(([minutes]) => periodMinutes % minutes === 0) ?? [1, "minute"];
  const count = periodMinutes / size;
  return `${some}${evaluationPeriods} × ${count} ${unit}${count === 1 ? "" : "s"}${isWallClock ? " by the clock" : ""}`;
}

const UNITS = [
  [1440, "day"],
  [60, "hour"],
  [1, "minute"],
] as const;
