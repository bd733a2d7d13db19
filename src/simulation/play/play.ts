// Plays a deployment against its alarms: once with even traffic, or with the traffic that it is given.
import type { AlarmRun, Bucket, Scenario } from "../scenario.ts";
import { count } from "./counters.ts";
import { alarmRuns, historyOf, type Run, run, steadyStates } from "./run.ts";
import { weightAt } from "./schedule.ts";
import { type Stage, stageOf } from "./stage.ts";
import { evenTraffic } from "./traffic.ts";

const DAY = 1440;

/** An alarm that first enters ALARM this long after the shift is too late to be useful. */
export const MINUTES_AFTER_SHIFT = DAY;

/**
 * The run with even traffic, by the place of each alarm; of all alignments to the clock the one in which the first alarm is latest.
 * @param shortfall what the new version lacks of its share of the requests, and of its share of failures, where that is not all of them
 */
export function playAlarms(scenario: Scenario, shortfall = 0): readonly AlarmRun[] {
  const stage = stageOf(scenario);
  const { endMinute } = scenario.schedule;
  // From the end of the shift on every bucket is the same; once the windows show no others, so is every state.
  const lastMinute = endMinute + Math.min(MINUTES_AFTER_SHIFT, stage.history);
  const { errorRate } = scenario;
  const version = { ...scenario, errorRate: lessThanAll(errorRate, shortfall) };
  const bucketAt = evenTraffic(version, (minute) => lessThanAll(weightAt(scenario.schedule, minute), shortfall));
  const counters = historyOf(stage, lastMinute, bucketAt);
  for (let minute = 0; minute < lastMinute; minute += 1) count(counters, minute, bucketAt(minute));
  const said = stage.thresholds.map(() => new Map());
  const settings = { counters, reveal: () => {}, said, before: steadyStates(stage, scenario), lastMinute, endsWithFirst: false };
  const runs = alignmentsWithin(stage, lastMinute).map((alignment) => run(stage, { ...settings, alignment }));
  const worst = runs.reduce((latest, each) => (isLater(stage, each, latest) ? each : latest));
  return alarmRuns(stage, worst.alarmMinutes, worst.isUnclear);
}

/** All remain all. */
export function lessThanAll(share: number, shortfall: number): number {
  return share < 1 ? share * (1 - shortfall) : share;
}

/**
 * The run with the traffic that is given, history before minute 0 included, by the place of each alarm.
 * @param alignment minutes from a boundary of the clock to minute 0
 */
export function playTraffic(scenario: Scenario, bucketAt: (minute: number) => Bucket, alignment = 0): readonly AlarmRun[] {
  const stage = stageOf(scenario);
  const lastMinute = scenario.schedule.endMinute + MINUTES_AFTER_SHIFT;
  const counters = historyOf(stage, lastMinute, bucketAt);
  const reveal = (minute: number): void => count(counters, minute, bucketAt(minute));
  const before = steadyStates(stage, scenario);
  const { alarmMinutes, isUnclear } = run(stage, { counters, reveal, before, alignment, lastMinute, endsWithFirst: false });
  return alarmRuns(stage, alarmMinutes, isUnclear);
}

/** The minute of the first watched alarm, also past the shift; null where none enters ALARM, or one is always on: it blocks every deployment. */
export function alarmMinuteOf({ alarms }: Scenario, runs: readonly AlarmRun[]): number | null {
  const minute = firstMinute(runs.flatMap(({ goesOffMinute }, place) => (alarms[place]?.isWatched ? [goesOffMinute ?? -1] : [])));
  return Number.isFinite(minute) ? minute : null;
}

/** Infinite where no alarm enters ALARM, or one is in ALARM from the start. */
export function firstMinute(alarmMinutes: readonly number[]): number {
  if (alarmMinutes.includes(0)) return Number.POSITIVE_INFINITY;
  return Math.min(...alarmMinutes.filter((minute) => minute > 0));
}

/**
 * One for each minute in which a boundary of the clock may be the first to be seen; those that are seen by no alarm, weeks apart,
 * differ no more from each other than a day shows.
 */
function alignmentsWithin({ alignments, hidden }: Stage, lastMinute: number): readonly number[] {
  const tried = Math.min(alignments, hidden + lastMinute + 1 + DAY);
  return Array.from({ length: tried }, (_, index) => (alignments - (index % alignments) + hidden) % alignments);
}

function isLater({ watched }: Stage, run: Run, other: Run): boolean {
  const order = ({ alarmMinutes }: Run): readonly number[] => [
    firstMinute(watched.map((place) => alarmMinutes[place] ?? -1)),
    ...alarmMinutes.map((minute) => (minute < 0 ? Number.POSITIVE_INFINITY : minute)),
  ];
  const [minutes, others] = [order(run), order(other)];
  const index = minutes.findIndex((minute, place) => minute !== others[place]);
  return index >= 0 && (minutes[index] ?? 0) > (others[index] ?? 0);
}
