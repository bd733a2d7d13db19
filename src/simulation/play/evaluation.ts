// One evaluation of an alarm: from its newest data points to its state, missing data included.
import type { AlarmState } from "../../model/alarms/composition.ts";
import type { Comparison, ThresholdRule } from "../scenario.ts";

/**
 * "CloudWatch attempts to retrieve a higher number of data points than the number specified as Evaluation Periods": AWS
 * publishes no formula, only that it is 5 where they are 3.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluationRange({ evaluationPeriods }: Pick<ThresholdRule, "evaluationPeriods">): number {
  return evaluationPeriods + 2;
}

export const BREACHES: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

type Judged = Pick<ThresholdRule, "evaluationPeriods" | "datapointsToAlarm" | "comparison" | "threshold" | "missing">;

/**
 * "How alarm state is evaluated when data is missing", same page.
 * @param pointAt the data point `age` periods before the newest one, NaN where it is missing; asked for the newest first
 * @returns null where the alarm keeps its state
 */
export function stateFrom(rule: Judged, pointAt: (age: number) => number): AlarmState | null {
  const seen = look(rule, pointAt);
  if (seen.settled !== null) return seen.settled;
  // Fewer real points than Evaluation Periods, which leave it open: the rest is filled.
  if (rule.missing === "notBreaching") return "OK";
  if (rule.missing === "breaching") return "ALARM";
  if (seen.real === 0) return rule.missing === "ignore" ? null : "INSUFFICIENT_DATA";
  if (!isEarlyAlarm(seen, rule)) return "OK";
  return rule.missing === "ignore" ? null : "ALARM";
}

interface Seen {
  /** What the real points say by themselves, however the others are treated; null where they do not. */
  readonly settled: AlarmState | null;
  readonly real: number;
  readonly breaching: number;
  /** Of the oldest breaching point among the last Evaluation Periods; 1 is the newest place, 0 none. */
  readonly oldestBreaching: number;
}

/**
 * "All real data points are included … CloudWatch uses missing data points only as few times as possible.", same page; with
 * enough real points "the value you set for how to treat missing data is not needed and is ignored".
 */
function look(rule: Judged, pointAt: (age: number) => number): Seen {
  const breaches = BREACHES[rule.comparison];
  const range = evaluationRange(rule);
  let real = 0;
  let breaching = 0;
  let oldestBreaching = 0;
  let settled: AlarmState | null = null;
  for (let age = 0; age < range && settled === null; age += 1) {
    const value = pointAt(age);
    if (Number.isNaN(value)) continue;
    real += 1;
    if (breaches(value, rule.threshold)) {
      breaching += 1;
      if (age < rule.evaluationPeriods) oldestBreaching = age + 1;
    }
    settled = settledBy(rule, real, breaching);
  }
  return { settled, real, breaching, oldestBreaching };
}

/** Older points cannot change what enough newer ones say. */
function settledBy({ evaluationPeriods, datapointsToAlarm }: Judged, real: number, breaching: number): AlarmState | null {
  if (breaching >= datapointsToAlarm) return "ALARM";
  return real - breaching > evaluationPeriods - datapointsToAlarm ? "OK" : null;
}

/**
 * "Avoiding premature transitions to alarm state", same page: "alarms are designed to always go into ALARM state when the
 * oldest available breaching datapoint during the Evaluation Periods number of data points is at least as old as the value of
 * Datapoints to Alarm, and all other more recent data points are breaching or missing". That an older point within the
 * threshold speaks against it is what the row "0 - X - -" of the second table says.
 */
function isEarlyAlarm({ real, breaching, oldestBreaching }: Seen, rule: Judged): boolean {
  return oldestBreaching >= rule.datapointsToAlarm && breaching === real;
}
