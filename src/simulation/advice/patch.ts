// A change as edits of the templates that it is made in.
import { type Json, type Path, property } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import type { ReadDeployment } from "../read/deployment.ts";
import type { AlarmEdits, Change } from "./change.ts";

/** `path` is below the resource; `append` adds to the list there, `add` adds the resource. */
export interface Patch {
  readonly op: "set" | "append" | "add";
  readonly stack: string;
  readonly logicalId: string;
  readonly path: Path;
  /** JSON. */
  readonly value: unknown;
}

export function patchesOf(changes: readonly Change[], read: ReadDeployment): readonly Patch[] {
  return changes.flatMap((change) => patchesOfOne(change, read));
}

function patchesOfOne(change: Change, read: ReadDeployment): readonly Patch[] {
  switch (change.kind) {
    case "alarm": {
      const alarm = read.alarms?.[change.place];
      return alarm === undefined ? [] : patchesOfEdits(alarm, change.edits, read);
    }
    case "shift":
      return shiftPatches(change, read);
    case "new-alarm":
      return newAlarmPatches(change, read);
    case "unwatch":
      return unwatchPatches(change, read);
    case "rollback":
      return rollbackPatches(read);
  }
}

function set({ stack, logicalId }: Resource, path: Path, value: Json): Patch {
  return { op: "set", stack: stack.name, logicalId, path: ["Properties", ...path], value };
}

function patchesOfEdits({ alarm }: ReadAlarm, edits: AlarmEdits, read: ReadDeployment): readonly Patch[] {
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
      ...(level === undefined ? [] : [set(resource, dimensions, versionDimensions(read))]),
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

function aliasDimensions({ shifted: { alias } }: ReadDeployment): Json[] {
  const owner = alias.function.state === "known" ? alias.function.value.resource.logicalId : "";
  return [
    { Name: "FunctionName", Value: { Ref: owner } },
    { Name: "Resource", Value: { "Fn::Sub": `\${${owner}}:${alias.label}` } },
  ];
}

function versionDimensions(read: ReadDeployment): Json {
  const { version } = read.shifted.alias;
  const id = version.kind === "published" ? (version.resource?.logicalId ?? "") : "";
  return [...aliasDimensions(read), { Name: "ExecutedVersion", Value: { "Fn::GetAtt": [id, "Version"] } }];
}

/** Where a SAM function's DeploymentPreference makes the group. */
function isGenerated({ group }: ReadDeployment): boolean {
  return group !== null && group.resource.facts.generatedFrom !== null;
}

function shiftPatches({ shift }: Change & { readonly kind: "shift" }, read: ReadDeployment): readonly Patch[] {
  const { group, shifted } = read;
  if (group === null) return [];
  const { resource } = group;
  const owner = shifted.subject.resource;
  const at = isGenerated(read) ? set(owner, ["DeploymentPreference", "Type"], shift.name ?? "") : null;
  if (shift.name !== null) return [at ?? set(resource, ["DeploymentConfigName"], `CodeDeployDefault.Lambda${shift.name}`)];
  const id = `${owner.logicalId}Shift`;
  const routing = {
    Type: "TimeBasedCanary",
    TimeBasedCanary: { CanaryPercentage: shift.percent, CanaryInterval: shift.interval },
  };
  const value = {
    Type: "AWS::CodeDeploy::DeploymentConfig",
    Properties: { ComputePlatform: "Lambda", TrafficRoutingConfig: routing },
  };
  const reference: Json = { Ref: id };
  const named = at === null ? set(resource, ["DeploymentConfigName"], reference) : { ...at, value: reference };
  return [{ op: "add", stack: resource.stack.name, logicalId: id, path: [], value }, named];
}

function newAlarmPatches({ level, rule }: Change & { readonly kind: "new-alarm" }, read: ReadDeployment): readonly Patch[] {
  const { group, shifted } = read;
  if (group === null) return [];
  const { resource } = group;
  const stack = resource.stack.name;
  const id = `${shifted.subject.resource.logicalId}RollbackErrors`;
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missing } = rule;
  const properties = {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: level === "version" ? versionDimensions(read) : aliasDimensions(read),
    Statistic: level === "version" ? "Average" : "Sum",
    Period: 60,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    Threshold: threshold,
    ComparisonOperator: comparison,
    TreatMissingData: missing,
  };
  const added: Patch = {
    op: "add",
    stack,
    logicalId: id,
    path: [],
    value: { Type: "AWS::CloudWatch::Alarm", Properties: properties },
  };
  if (isGenerated(read)) {
    const { logicalId } = shifted.subject.resource;
    return [
      added,
      { op: "append", stack, logicalId, path: ["Properties", "DeploymentPreference", "Alarms"], value: { Ref: id } },
    ];
  }
  const listed: Patch = {
    op: "append",
    stack,
    logicalId: resource.logicalId,
    path: ["Properties", "AlarmConfiguration", "Alarms"],
    value: { Name: { Ref: id } },
  };
  return [added, listed, set(resource, ["AlarmConfiguration", "Enabled"], true)];
}

/** Where the list is written out, and each of its entries is an alarm of the scenario. */
function unwatchPatches({ place }: Change & { readonly kind: "unwatch" }, read: ReadDeployment): readonly Patch[] {
  const { group, shifted, alarms } = read;
  const watched = (alarms ?? []).filter(({ isWatched }) => isWatched);
  const index = watched.indexOf(alarms?.[place] as ReadAlarm);
  if (group === null || index < 0) return [];
  const { resource } = isGenerated(read) ? shifted.subject : group;
  const path = isGenerated(read) ? ["DeploymentPreference", "Alarms"] : ["AlarmConfiguration", "Alarms"];
  const list = path.reduce<Json | undefined>((node, key) => property(node, key), property(resource.facts.body, "Properties"));
  if (!Array.isArray(list) || list.length !== watched.length) return [];
  return [
    set(
      resource,
      path,
      list.filter((_, at) => at !== index),
    ),
  ];
}

function rollbackPatches({ group }: ReadDeployment): readonly Patch[] {
  if (group === null) return [];
  const { resource } = group;
  return [
    set(resource, ["AlarmConfiguration", "Enabled"], true),
    set(resource, ["AutoRollbackConfiguration"], { Enabled: true, Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] }),
  ];
}
