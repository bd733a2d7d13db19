// Changes of a deployment group, and of what it watches, as edits of its template.

import { missingSwitches } from "../../model/deployments/rollback.ts";
import { type Json, property } from "../../model/json.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import type { ReadDeployment } from "../read/deployment.ts";
import type { Change } from "./change.ts";
import { alarmPatch, type Patch, set } from "./patch.ts";

export function groupPatches(change: Change, read: ReadDeployment): readonly Patch[] {
  switch (change.kind) {
    case "shift":
      return shiftPatches(change, read);
    case "new-alarm":
      return newAlarmPatches(change, read);
    case "unwatch":
      return unwatchPatches(change, read);
    case "rollback":
      return rollbackPatches(read);
    default:
      return [];
  }
}

function aliasDimensions({ shifted: { alias } }: ReadDeployment): Json[] {
  const owner = alias.function.state === "known" ? alias.function.value.resource.logicalId : "";
  return [
    { Name: "FunctionName", Value: { Ref: owner } },
    { Name: "Resource", Value: { "Fn::Sub": `\${${owner}}:${alias.label}` } },
  ];
}

export function versionDimensions(read: ReadDeployment): Json {
  const { version } = read.shifted.alias;
  const id = version.kind === "published" ? (version.resource?.logicalId ?? "") : "";
  return [...aliasDimensions(read), { Name: "ExecutedVersion", Value: { "Fn::GetAtt": [id, "Version"] } }];
}

/** Where a SAM function's DeploymentPreference makes the group. */
function isGenerated({ group }: ReadDeployment): boolean {
  return group !== null && group.resource.facts.generatedFrom !== null;
}

const LISTED = ["AlarmConfiguration", "Alarms"];
const PREFERRED = ["DeploymentPreference", "Alarms"];

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
  const metric = {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: level === "version" ? versionDimensions(read) : aliasDimensions(read),
    Statistic: level === "version" ? "Average" : "Sum",
  };
  const added = alarmPatch(stack, id, metric, rule);
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
  const list = LISTED.reduce<Json | undefined>(property, property(group.resource.facts.body, "Properties"));
  if (!Array.isArray(list) || list.length !== watched.length) return [];
  const others = list.filter((_, at) => at !== index);
  // SAM makes an entry of each name in the DeploymentPreference.
  const names = others.map((each) => property(each, "Name") ?? null);
  return [isGenerated(read) ? set(shifted.subject.resource, PREFERRED, names) : set(group.resource, LISTED, others)];
}

function rollbackPatches(read: ReadDeployment): readonly Patch[] {
  const { group } = read;
  if (group === null || isGenerated(read)) return [];
  const { resource } = group;
  return missingSwitches(group).map((each) =>
    each === "alarms"
      ? set(resource, ["AlarmConfiguration", "Enabled"], true)
      : set(resource, ["AutoRollbackConfiguration"], {
          Enabled: true,
          Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
        }),
  );
}
