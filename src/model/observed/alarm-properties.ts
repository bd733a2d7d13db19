// What was seen of an alarm, in the properties in which its template writes it: all that its kind can have, so that what was removed is not there.
import type { Json, JsonObject } from "../json.ts";
import type { AlarmObserved } from "./ask.ts";
import type { LiveProperty } from "./live-properties.ts";

const COMMON = [
  "AlarmName",
  "AlarmDescription",
  "ActionsEnabled",
  "AlarmActions",
  "InsufficientDataActions",
  "OKActions",
] as const;

/** By kind of alarm, the properties of its resource type that DescribeAlarms gives under the same names. */
export const alarmPropertyNames = {
  metric: [
    ...COMMON,
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationCriteria",
    "EvaluationInterval",
    "EvaluationPeriods",
    "EvaluationWindow",
    "ExtendedStatistic",
    "MetricName",
    "Metrics",
    "Namespace",
    "Period",
    "Statistic",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
    "WarmUpConfiguration",
  ],
  composite: [...COMMON, "ActionsSuppressor", "ActionsSuppressorExtensionPeriod", "ActionsSuppressorWaitPeriod", "AlarmRule"],
  log: [
    ...COMMON,
    "ActionLogLineCount",
    "ActionLogLineRoleArn",
    "ComparisonOperator",
    "QueryResultsToAlarm",
    "QueryResultsToEvaluate",
    "ScheduledQueryConfiguration",
    "Threshold",
    "TreatMissingData",
    "WarmUpConfiguration",
  ],
} as const satisfies Readonly<Record<AlarmObserved["kind"], readonly string[]>>;

export function alarmProperties({ kind, properties, actionsEnabled, alarmActions }: AlarmObserved): readonly LiveProperty[] {
  const seen: JsonObject = { ...(properties as JsonObject), ActionsEnabled: actionsEnabled, AlarmActions: [...alarmActions] };
  const unsets = unsetIn(seen);
  // Its name is what it is asked by.
  const names = alarmPropertyNames[kind].filter((name) => name !== "AlarmName");
  return names.map((name): LiveProperty => {
    const unset = unsets.get(name);
    return { name, live: seen[name], ...(unset === undefined ? {} : { unset }) };
  });
}

/** What the service takes, or makes up itself, where a template says nothing. */
function unsetIn(seen: JsonObject): ReadonlyMap<string, Json> {
  return new Map<string, Json>([
    ["ActionsEnabled", true],
    ["DatapointsToAlarm", seen["EvaluationPeriods"] ?? null],
    ["EvaluateLowSampleCountPercentile", "evaluate"],
    ["EvaluationCriteria", seen["EvaluationCriteria"] ?? null],
    ["EvaluationInterval", seen["EvaluationInterval"] ?? null],
    ["EvaluationWindow", seen["EvaluationWindow"] ?? null],
    ["TreatMissingData", "missing"],
    ["WarmUpConfiguration", seen["WarmUpConfiguration"] ?? null],
  ]);
}
