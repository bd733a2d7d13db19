// A change as edits of the templates that it is made in.
import type { Json, Path } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import { isRollout, type ReadShift } from "../read/rollout.ts";
import type { ThresholdRule } from "../scenario.ts";
import type { AlarmEdits, Change } from "./change.ts";
import { groupPatches, versionDimensions } from "./group-patch.ts";
import { preferencePatches } from "./preference-patch.ts";

/** `path` is below the resource; `append` adds to the list there, `add` adds the resource. */
export interface Patch {
  readonly op: "set" | "append" | "add";
  readonly stack: string;
  readonly logicalId: string;
  readonly path: Path;
  /** JSON. */
  readonly value: unknown;
}

export function patchesOf(changes: readonly Change[], read: ReadShift): readonly Patch[] {
  return changes.flatMap((change) => {
    if (change.kind !== "alarm") return isRollout(read) ? preferencePatches(change, read) : groupPatches(change, read);
    const alarm = read.alarms?.[change.place];
    return alarm === undefined ? [] : patchesOfEdits(alarm, change.edits, read);
  });
}

export function set({ stack, logicalId }: Pick<Resource, "stack" | "logicalId">, path: Path, value: Json): Patch {
  return { op: "set", stack: stack.name, logicalId, path: ["Properties", ...path], value };
}

/** A new alarm of one-minute periods on a metric. */
export function alarmPatch(stack: string, logicalId: string, metric: object, rule: ThresholdRule): Patch {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missing } = rule;
  const properties = {
    ...metric,
    Period: 60,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    Threshold: threshold,
    ComparisonOperator: comparison,
    TreatMissingData: missing,
  };
  return { op: "add", stack, logicalId, path: [], value: { Type: "AWS::CloudWatch::Alarm", Properties: properties } };
}

function patchesOfEdits({ alarm }: ReadAlarm, edits: AlarmEdits, read: ReadShift): readonly Patch[] {
  if (alarm === null) return [];
  const { resource } = alarm;
  const { threshold, periodMinutes, evaluationPeriods, datapointsToAlarm, missing, level } = edits;
  const has = (name: string): boolean => !resource.property(name).isAbsent;
  return [
    ...(threshold === undefined ? [] : [set(resource, ["Threshold"], threshold)]),
    ...(evaluationPeriods === undefined ? [] : [set(resource, ["EvaluationPeriods"], evaluationPeriods)]),
    // What is not written follows EvaluationPeriods.
    ...(datapointsToAlarm === undefined || (datapointsToAlarm === evaluationPeriods && !has("DatapointsToAlarm"))
      ? []
      : [set(resource, ["DatapointsToAlarm"], datapointsToAlarm)]),
    ...(missing === undefined ? [] : [set(resource, ["TreatMissingData"], missing)]),
    ...placesOfMetrics(resource).flatMap(({ period, dimensions }) => [
      ...(periodMinutes === undefined ? [] : [set(resource, period, periodMinutes * 60)]),
      ...(level === undefined || isRollout(read) ? [] : [set(resource, dimensions, versionDimensions(read))]),
    ]),
  ];
}

/** Where the period and the dimensions of each of its metrics are written. */
function placesOfMetrics(resource: Resource): readonly { readonly period: Path; readonly dimensions: Path }[] {
  const metrics = resource.property("Metrics").items();
  if (metrics.state !== "known") return [{ period: ["Period"], dimensions: ["Dimensions"] }];
  return metrics.value.flatMap((query, index) =>
    query.at("MetricStat").isAbsent
      ? []
      : [
          {
            period: ["Metrics", index, "MetricStat", "Period"],
            dimensions: ["Metrics", index, "MetricStat", "Metric", "Dimensions"],
          },
        ],
  );
}
