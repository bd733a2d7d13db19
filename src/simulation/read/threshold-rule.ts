// A metric alarm as a rule for the simulation: value, comparison, threshold, window.
import type { AlarmNode } from "../../model/alarms/alarm.ts";
import { seriesOf } from "../../model/alarms/math/formula.ts";
import { forbid, read, refuse, refuseFor } from "../../model/alarms/math/refusal.ts";
import type { TemplateNode } from "../../model/resolve/node.ts";
import type { FeedSeries, Formula, MissingData, ThresholdRule } from "../scenario.ts";
import { formulaOfAlarm } from "./queries.ts";
import type { Findings, Reading } from "./reading.ts";

/** Properties of which nothing is played: with one of them an alarm behaves in a way of its own. */
const UNPLAYED = ["EvaluationCriteria", "EvaluationInterval", "WarmUpConfiguration", "ThresholdMetricId"];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: seconds, below an hour and from there on. */
const LONGEST_WINDOW = { short: 86_400, long: 604_800, hour: 3600 };
const SUB_MINUTE = [10, 20, 30];
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html */
const WALL_CLOCK_PERIODS = [60, 300, 3600, 86_400, 604_800];

const COMPARISONS = [
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
] as const;
const MISSING_DATA: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

/** @throws Refusal where CloudWatch would refuse it, or it is not simulated; naming the property. */
export function thresholdRuleOf(alarm: AlarmNode, reading: Reading, findings: Findings): ThresholdRule {
  forbidUnplayed(alarm);
  const { formula, periodSeconds } = formulaOfAlarm(alarm, reading, findings);
  if (reading.requestsPerMinute === null) refuseCounts(formula);
  return { ...evaluationOf(alarm, periodSeconds), formula };
}

/** @throws Refusal */
export function forbidUnplayed({ resource }: AlarmNode): void {
  for (const name of UNPLAYED) forbid(resource.property(name), name);
}

/** How it is evaluated, whatever it compares. @throws Refusal */
export function evaluationOf(alarm: AlarmNode, periodSeconds: number): Omit<ThresholdRule, "formula"> {
  const { resource } = alarm;
  const evaluationPeriods =
    wholeNumber(resource.property("EvaluationPeriods"), "EvaluationPeriods") ?? lacks("EvaluationPeriods");
  const datapointsToAlarm = wholeNumber(resource.property("DatapointsToAlarm"), "DatapointsToAlarm") ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods)
    refuse(
      `has more DatapointsToAlarm (${datapointsToAlarm}) than EvaluationPeriods (${evaluationPeriods}), which CloudWatch rejects`,
    );
  const isWallClock = isOnWallClock(resource.property("EvaluationWindow"));
  holdPeriod(periodSeconds, evaluationPeriods, isWallClock);
  return {
    kind: "threshold",
    periodMinutes: periodSeconds / 60,
    evaluationPeriods,
    datapointsToAlarm,
    comparison: oneOf(COMPARISONS, read(alarm.comparison, "its ComparisonOperator") ?? "", "ComparisonOperator"),
    threshold: read(alarm.threshold, "its Threshold") ?? lacks("Threshold"),
    missing: oneOf(
      MISSING_DATA,
      read(resource.property("TreatMissingData").text("breaching"), "its TreatMissingData") ?? "missing",
      "TreatMissingData",
    ),
    isWallClock,
  };
}

function lacks(name: string): never {
  return refuse(`has no ${name}`);
}

function wholeNumber(node: TemplateNode, name: string): number | null {
  const value = read(node.number(), `its ${name}`);
  if (value !== null && !(Number.isInteger(value) && value >= 1)) refuse(`has ${name} ${value}, which CloudWatch rejects`);
  return value;
}

function oneOf<T extends string>(known: readonly T[], written: string, name: string): T {
  return (
    known.find((each) => each === written) ?? refuse(`has ${name} ${written === "" ? "unset" : written}, which is not simulated`)
  );
}

function isOnWallClock(node: TemplateNode): boolean {
  const window = node.at("WallClockWindow");
  const { doubt } = window;
  if (doubt !== null) refuseFor("its EvaluationWindow", doubt);
  return !window.isAbsent;
}

function holdPeriod(seconds: number, periods: number, isWallClock: boolean): void {
  if (SUB_MINUTE.includes(seconds)) refuse(`has Period ${seconds}, below a minute, which is not simulated`);
  if (seconds < 60 || seconds % 60 !== 0) refuse(`has Period ${seconds}, which CloudWatch rejects`);
  const longest = seconds < LONGEST_WINDOW.hour ? LONGEST_WINDOW.short : LONGEST_WINDOW.long;
  if (seconds * periods > longest)
    refuse(`has ${periods} EvaluationPeriods of ${seconds} seconds, more than the ${longest} that CloudWatch allows`);
  if (isWallClock && !WALL_CLOCK_PERIODS.includes(seconds))
    refuse(`has Period ${seconds} with EvaluationWindow, which CloudWatch rejects for a WallClockWindow`);
}

/** Heavy traffic exceeds any number of requests, so an alarm on that number itself is undetermined. */
function refuseCounts(formula: Formula): void {
  const series = seriesOf(formula);
  const isCount = series.some(({ feed }) => feed.kind === "requests" && feed.counts === "requests");
  if (isCount && !series.some(isFailureSeries)) refuse(WITHOUT_RATE);
}

/** It counts what fails. */
function isFailureSeries({ feed }: FeedSeries): boolean {
  return feed.kind === "matches" || (feed.kind === "requests" && feed.counts === "failures");
}

/** Why an alarm on the number of requests is not simulated. */
export const WITHOUT_RATE = "counts requests, but no request rate is given";
