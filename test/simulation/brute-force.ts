// CloudWatch's alarms and CodeDeploy's shift once more, from the user guide alone: slow, obvious, and without a line of src/simulation/play.
// A minute, a data point and a bucket at a time; nothing is kept between two of them.
import type {
  AlarmRun,
  AlarmState,
  Bucket,
  CompositeRule,
  MissingData,
  Scenario,
  Schedule,
  ThresholdRule,
} from "../../src/simulation/scenario.ts";
import { dataPoint } from "./brute-force-math.ts";

export type BucketAt = (minute: number) => Bucket;

/** A data point against the threshold: the user guide's X, 0 and -. */
export type Point = "X" | "0" | "-";

const HEAVY = 1e9;
const DAY = 24 * 60;

/** Percent of the traffic that the new version gets in the minute that begins at `minute`. */
export function percentAt(schedule: Schedule, minute: number): number {
  let percent = 0;
  for (const step of schedule.steps) if (step.minute <= minute) percent = step.percent;
  return percent;
}

/** The same arrivals in every minute: 10⁹ requests without a rate. */
export function steadyTraffic({ schedule, requestsPerMinute, errorRate }: Scenario): BucketAt {
  const requests = requestsPerMinute ?? HEAVY;
  return (minute) => {
    const newRequests = (requests * percentAt(schedule, minute)) / 100;
    return { newRequests, failures: newRequests * errorRate, oldRequests: requests - newRequests };
  };
}

/**
 * Every alarm's run under one alignment: the minutes by which the deployment starts after a boundary of the clock.
 * @param lastMinute where it is known that nothing changes any more
 */
export function bruteForce(
  scenario: Scenario,
  bucketAt: BucketAt,
  alignment: number,
  lastMinute = scenario.schedule.endMinute + DAY,
): readonly AlarmRun[] {
  const first: (number | null)[] = scenario.alarms.map(() => null);
  const start: readonly AlarmState[] = scenario.alarms.map(() => "INSUFFICIENT_DATA");
  // An alarm that keeps its state where data is missing has it from the healthy traffic of the days before.
  let states = statesAt(scenario, steadyTraffic(scenario), alignment, 0, start);
  for (let minute = 0; minute <= lastMinute && first.includes(null); minute += 1) {
    states = statesAt(scenario, bucketAt, alignment, minute, states);
    for (const [place, state] of states.entries()) if (state === "ALARM") first[place] ??= minute;
  }
  return scenario.alarms.map(({ rule }, place) => {
    if (rule.kind === "not-simulated") return { state: "not-simulated", goesOffMinute: null, reason: rule.reason };
    const minute = first[place] ?? null;
    const state = minute === null ? "silent" : minute === 0 ? "always-on" : "goes-off";
    return { state, goesOffMinute: minute, reason: null };
  });
}

/** The first minute at whose end a watched alarm changes to ALARM; 0 where one is always on. */
export function firstAlarm(scenario: Scenario, runs: readonly AlarmRun[]): number | null {
  const minutes = runs.flatMap(({ goesOffMinute }, place) =>
    goesOffMinute !== null && scenario.alarms[place]?.isWatched ? [goesOffMinute] : [],
  );
  return minutes.length === 0 ? null : Math.min(...minutes);
}

/** ∫ w dt up to `minute`, by adding up the minutes one by one. */
export function exposure(schedule: Schedule, minute: number): number {
  let sum = 0;
  for (let at = 0; at < minute; at += 1) sum += percentAt(schedule, at) / 100;
  return sum;
}

function statesAt(
  scenario: Scenario,
  bucketAt: BucketAt,
  alignment: number,
  minute: number,
  before: readonly AlarmState[],
): readonly AlarmState[] {
  const states: (AlarmState | null)[] = scenario.alarms.map(({ rule }, place) => {
    if (rule.kind === "composite") return null;
    const was = before[place] ?? "INSUFFICIENT_DATA";
    return rule.kind === "threshold" ? metricAlarm(scenario, rule, bucketAt, alignment, minute, was) : was;
  });
  const stateOf = (place: number): AlarmState => {
    const [state, rule] = [states[place], scenario.alarms[place]?.rule];
    if (state !== null && state !== undefined) return state;
    return rule?.kind === "composite" && composite(rule, rule.composition, stateOf) ? "ALARM" : "OK";
  };
  return states.map((_, place) => stateOf(place));
}

// "Alarm evaluation" and "Alarm evaluation window".
function metricAlarm(
  { metricDelaySeconds }: Scenario,
  rule: ThresholdRule,
  bucketAt: BucketAt,
  alignment: number,
  minute: number,
  before: AlarmState,
): AlarmState {
  const end = endOfData(rule, minute - Math.ceil(metricDelaySeconds / 60), alignment);
  const points: Point[] = [];
  for (let back = 0; back < rule.evaluationPeriods + 2; back += 1) {
    const buckets: Bucket[] = [];
    for (let at = 1; at <= rule.periodMinutes; at += 1) buckets.push(bucketAt(end - back * rule.periodMinutes - at));
    const value = dataPoint(rule.formula, buckets);
    points.unshift(value === null ? "-" : isBreaching(rule, value) ? "X" : "0");
  }
  return evaluatePoints(points, rule.evaluationPeriods, rule.datapointsToAlarm, rule.missing, before);
}

/** All buckets before it are evaluated: those that can be seen, up to the full hour, up to the last complete period of the clock. */
function endOfData(rule: ThresholdRule, seen: number, alignment: number): number {
  let end = seen;
  if (rule.evaluationPeriods * rule.periodMinutes > DAY) while (!isOnClock(end + alignment, 60)) end -= 1;
  if (rule.isWallClock) while (!isOnClock(end + alignment, rule.periodMinutes)) end -= 1;
  return end;
}

function isOnClock(minute: number, period: number): boolean {
  return Math.abs(minute % period) === 0;
}

function isBreaching({ comparison, threshold }: ThresholdRule, value: number): boolean {
  if (comparison === "GreaterThanThreshold") return value > threshold;
  if (comparison === "GreaterThanOrEqualToThreshold") return value >= threshold;
  if (comparison === "LessThanThreshold") return value < threshold;
  return value <= threshold;
}

/** "Configuring how CloudWatch alarms treat missing data": the points of the evaluation range, the most recent one last. */
export function evaluatePoints(
  points: readonly Point[],
  periods: number,
  toAlarm: number,
  missing: MissingData,
  before: AlarmState,
): AlarmState {
  const real = points.filter((point) => point !== "-");
  const breaching = (of: readonly Point[]): number => of.filter((point) => point === "X").length;
  const judge = (count: number): AlarmState => (count >= toAlarm ? "ALARM" : "OK");
  if (real.length >= periods) return judge(breaching(real.slice(-periods)));
  if (missing === "breaching") return judge(breaching(real) + periods - real.length);
  if (missing === "notBreaching" || breaching(real) >= toAlarm) return judge(breaching(real));
  if (real.length > 0 && !isPremature(points, periods, toAlarm)) return "OK";
  if (missing === "ignore") return before;
  return real.length === 0 ? "INSUFFICIENT_DATA" : "ALARM";
}

/**
 * "Avoiding premature transitions to alarm state": the oldest breaching point is old enough. By the second table's third row,
 * 0 - X - -, in which the alarm stays OK, a point that does not breach keeps it from entering ALARM.
 */
function isPremature(points: readonly Point[], periods: number, toAlarm: number): boolean {
  const latest = points.slice(-periods);
  const oldest = latest.indexOf("X");
  return oldest !== -1 && latest.length - oldest >= toAlarm && !points.includes("0");
}

// "Composite alarms", rule expressions.
function composite(
  rule: CompositeRule,
  composition: CompositeRule["composition"],
  stateOf: (place: number) => AlarmState,
): boolean {
  const isIn = (member: string, state: AlarmState): boolean => stateOf(rule.members.get(member) ?? -1) === state;
  switch (composition.kind) {
    case "constant":
      return composition.value;
    case "state":
      return isIn(composition.member, composition.state);
    case "not":
      return !composite(rule, composition.of, stateOf);
    case "all":
      return composition.of.every((each) => composite(rule, each, stateOf));
    case "any":
      return composition.of.some((each) => composite(rule, each, stateOf));
    case "at-least": {
      const counted = composition.members.filter((member) => isIn(member, composition.state) !== composition.isNegated).length;
      const share = (100 * counted) / composition.members.length;
      return composition.isPercent ? share >= composition.count : counted >= composition.count;
    }
  }
}
