// Which minutes an alarm evaluates: sliding windows, clock-aligned windows, and alarms over days.
import type { Scenario, ThresholdRule } from "../scenario.ts";
import { evaluationRange } from "./evaluation.ts";

type Windows = Pick<ThresholdRule, "periodMinutes" | "evaluationPeriods" | "isWallClock">;

const DAY = 1440;
const HOUR = 60;

/** Buckets that are not yet to be seen: a metric arrives this long after its minute has ended. */
export function hiddenBuckets({ metricDelaySeconds }: Pick<Scenario, "metricDelaySeconds">): number {
  return Math.ceil(metricDelaySeconds / 60);
}

/**
 * The minute before which the newest data point ends. Sliding windows move with every evaluation, each minute; windows by the
 * clock show "the data for the most recently completed" period, evaluated as often.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 * @param visible the minute before which the newest visible bucket ends
 * @param alignment minutes from a boundary of the clock to minute 0
 */
export function windowEnd(rule: Windows, visible: number, alignment: number): number {
  const end = isMultiDay(rule) ? lastBoundary(visible, HOUR, alignment) : visible;
  return rule.isWallClock ? lastBoundary(end, rule.periodMinutes, alignment) : end;
}

/**
 * "If the number of evaluation periods multiplied by the length of each evaluation period exceeds one day, the alarm is
 * evaluated once per hour", on the metrics "up to the current hour at the :00 minute".
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function isMultiDay({ periodMinutes, evaluationPeriods }: Windows): boolean {
  return periodMinutes * evaluationPeriods > DAY;
}

function lastBoundary(minute: number, every: number, alignment: number): number {
  return minute - minutesPast(minute, every, alignment);
}

/** At least one. */
export function minutesToBoundary(minute: number, every: number, alignment: number): number {
  return every - minutesPast(minute, every, alignment);
}

function minutesPast(minute: number, every: number, alignment: number): number {
  const past = (minute + alignment) % every;
  return past < 0 ? past + every : past;
}

/** The minutes from one window of this alarm to the next. */
export function strideOfRule(rule: Windows): number {
  return rule.isWallClock ? rule.periodMinutes : isMultiDay(rule) ? HOUR : 1;
}

/** The minutes after which the windows of this alarm lie as before, whatever the alignment. */
export function alignmentsOfRule(rule: Windows): number {
  return commonMultiple(isMultiDay(rule) ? HOUR : 1, rule.isWallClock ? rule.periodMinutes : 1);
}

export function commonMultiple(one: number, other: number): number {
  let [larger, smaller] = [one, other];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return (one / larger) * other;
}

/** How far back from the newest visible bucket any data point of this alarm can begin. */
export function reachOfRule(rule: Windows): number {
  return evaluationRange(rule) * rule.periodMinutes + (isMultiDay(rule) ? HOUR : 0) + (rule.isWallClock ? rule.periodMinutes : 0);
}
