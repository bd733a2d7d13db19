// Changes of the DeploymentPreference of a state machine alias, and of what it watches, as edits of its template.
import { property } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadRollout } from "../read/rollout.ts";
import type { Change } from "./change.ts";
import { alarmPatch, type Patch, set } from "./patch.ts";

export function preferencePatches(change: Change, { rollout }: ReadRollout): readonly Patch[] {
  const { machine, resource } = rollout;
  const owner = ownerOf(resource);
  const stack = resource.stack.name;
  if (change.kind === "preference")
    return Object.entries(change.edits).map(([name, value]) => set(owner, ["DeploymentPreference", name], value));
  if (change.kind !== "new-alarm" || machine.state !== "known") return [];
  const id = `${owner.logicalId}RollbackFailures`;
  const metric = {
    Namespace: "AWS/States",
    MetricName: "ExecutionsFailed",
    Dimensions: [
      { Name: "StateMachineArn", Value: { Ref: machine.value.logicalId } },
      { Name: "Alias", Value: property(property(resource.facts.body, "Properties"), "Name") ?? "" },
    ],
    Statistic: "Sum",
  };
  const path = ["Properties", "DeploymentPreference", "Alarms"];
  const listed: Patch = { op: "append", stack, logicalId: owner.logicalId, path, value: { Ref: id } };
  return [alarmPatch(stack, id, metric, change.rule), listed];
}

/** Where a SAM state machine's DeploymentPreference makes the alias. */
function ownerOf({ stack, logicalId, facts }: Resource): Pick<Resource, "stack" | "logicalId"> {
  return { stack, logicalId: facts.generatedFrom?.logicalId ?? logicalId };
}
