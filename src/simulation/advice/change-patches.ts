// Changes as edits of the templates that they are made in: those of alarms, and those of what shifts.
import type { Path } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import { isRollout, type ReadShift } from "../read/rollout.ts";
import type { AlarmEdits, Change } from "./change.ts";
import { groupPatches, versionDimensions } from "./group-patch.ts";
import { type Patch, set } from "./patch.ts";
import { preferencePatches } from "./preference-patch.ts";

export function patchesOf(changes: readonly Change[], read: ReadShift): readonly Patch[] {
  return changes.flatMap((change) => {
    if (change.kind !== "alarm") return isRollout(read) ? preferencePatches(change, read) : groupPatches(change, read);
    const alarm = read.alarms?.[change.place];
    return alarm === undefined ? [] : patchesOfEdits(alarm, change.edits, read);
  });
}

function patchesOfEdits({ alarm }: ReadAlarm, edits: AlarmEdits, read: ReadShift): readonly Patch[] {
  if (alarm === null) return [];
  const { resource } = alarm;
  const { statistic, threshold, periodMinutes, evaluationPeriods, datapointsToAlarm, missing, level } = edits;
  const has = (name: string): boolean => !resource.property(name).isAbsent;
  return [
    ...(statistic === undefined ? [] : [set(resource, ["Statistic"], statistic)]),
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
