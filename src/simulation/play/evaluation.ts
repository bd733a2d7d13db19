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
  const alarmIf = (isBreaching: boolean): AlarmState => (isBreaching ? "ALARM" : "OK");
  const { real, breaching } = seen;
  // Enough real points: "the value you set for how to treat missing data is not needed and is ignored".
  const shortfall = rule.evaluationPeriods - real;
  if (shortfall === 0 || rule.missing === "notBreaching") return alarmIf(breaching >= rule.datapointsToAlarm);
  // "All real data points are included … CloudWatch uses missing data points only as few times as possible."
  if (rule.missing === "breaching") return alarmIf(breaching + shortfall >= rule.datapointsToAlarm);
  if (real === 0) return rule.missing === "ignore" ? null : "INSUFFICIENT_DATA";
  if (breaching >= rule.datapointsToAlarm) return "ALARM";
  if (!isEarlyAlarm(seen, rule)) return "OK";
  return rule.missing === "ignore" ? null : "ALARM";
}

interface Seen {
  readonly real: number;
  readonly breaching: number;
  /** Of the oldest breaching point among the last Evaluation Periods; 1 is the newest place, 0 none. */
  readonly oldestBreaching: number;
}

function look(rule: Judged, pointAt: (age: number) => number): Seen {
  const breaches = BREACHES[rule.comparison];
  const range = evaluationRange(rule);
  let real = 0;
  let breaching = 0;
  let oldestBreaching = 0;
  for (let age = 0; age < range && real < rule.evaluationPeriods; age += 1) {
    const value = pointAt(age);
    if (Number.isNaN(value)) continue;
    real += 1;
    if (!breaches(value, rule.threshold)) continue;
    breaching += 1;
    if (age < rule.evaluationPeriods) oldestBreaching = age + 1;
  }
  return { real, breaching, oldestBreaching };
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
