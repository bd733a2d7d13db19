// In which minute of many trials an alarm fires: the one that its lane, its sentence and the percentiles of the rollback all name.
import type { AlarmRun } from "../scenario.ts";
import { alarmRuns, isWithinShift, type Run } from "./run.ts";
import type { Stage } from "./stage.ts";

/** How often an alarm was the first one, by the minute of it; 0 where it was in ALARM before. */
export interface First {
  /** What counts as rolled back. */
  readonly counted: Map<number, number>;
  readonly all: Map<number, number>;
}

export function noFirsts(): First {
  return { counted: new Map(), all: new Map() };
}

/** @param minute of the first watched alarms of one trial @param isCounted it counts as rolled back then, unless it is blocked */
export function noteFirsts(firsts: readonly First[], { alarmMinutes }: Run, minute: number, isCounted: boolean): void {
  for (const [place, { counted, all }] of firsts.entries()) {
    if (alarmMinutes[place] !== minute) continue;
    add(all, minute);
    if (isCounted && minute > 0) add(counted, minute);
  }
}

/** null where it is not the first in time in half of the trials. */
export function minuteInTime({ counted, all }: First, trials: number): number | null {
  if ((all.get(0) ?? 0) * 2 >= trials) return 0;
  if (total(all) * 2 < trials) return null;
  return medianOf(counted.size > 0 ? counted : all);
}

export function add(times: Map<number, number>, minute: number): void {
  times.set(minute, (times.get(minute) ?? 0) + 1);
}

export function total(times: ReadonlyMap<number, number>): number {
  return [...times.values()].reduce((sum, each) => sum + each, 0);
}

function medianOf(times: ReadonlyMap<number, number>): number {
  return nearestRank(times, total(times), 0.5);
}

/** @param inTime by place, over all trials: the median of an alarm that is in time in half of them, null for others */
export function minutesOfAlarms(stage: Stage, runs: readonly Run[], inTime: readonly (number | null)[]): readonly AlarmRun[] {
  const places = [...stage.alarms.keys()];
  const isUnclear = places.map((place) =>
    runs.some((each) => each.isUnclear[place] === true && !isWithinShift(each.alarmMinutes[place] ?? -1, stage.endMinute)),
  );
  const alarmMinutes = places.map((place) => {
    if (isUnclear[place] || runs.length === 0) return -1;
    return inTime[place] ?? medianOfWhole(stage, place, runs);
  });
  return alarmRuns(stage, alarmMinutes, isUnclear);
}

/** Of an alarm that is not in time in half of all trials: where it is alone, those that are played to their end have to say the same. */
function medianOfWhole({ watched, endMinute }: Stage, place: number, runs: readonly Run[]): number {
  const minutes = runs
    .map((each) => each.alarmMinutes[place] ?? -1)
    .map((minute) => (minute < 0 ? Number.POSITIVE_INFINITY : minute))
    .sort((one, other) => one - other);
  const median = minutes[Math.ceil(minutes.length / 2) - 1] ?? Number.POSITIVE_INFINITY;
  const isAlone = watched.length === 1 && watched[0] === place;
  const shown = isAlone ? (minutes.find((minute) => minute >= Math.max(median, endMinute)) ?? Number.POSITIVE_INFINITY) : median;
  return Number.isFinite(shown) ? shown : -1;
}

export function nearestRank(stops: ReadonlyMap<number, number>, stopped: number, share: number): number {
  const rank = Math.ceil(share * stopped);
  let passed = 0;
  for (const [minute, times] of [...stops].sort(([one], [other]) => one - other)) {
    passed += times;
    if (passed >= rank) return minute;
  }
  return Number.NaN;
}
