// The aliases that receive traffic, and the deployment groups that shift it: the subjects of safe deployments.

import type { AliasNode, WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Known, Unresolved } from "../value.ts";
import type { DeploymentGroupNode, WithDeployments } from "./deployment-group.ts";

export interface TrafficAlias {
  readonly alias: AliasNode;
  /** The subject of its assessments: its function, or the alias itself where the function is unknown. */
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string; readonly of: Resource };
  /** The function and the alias. */
  readonly chain: readonly { readonly resource: Resource; readonly label: string }[];
}

export interface ShiftedAlias extends TrafficAlias {
  /** Unresolved where unknown which group shifts it, or whether any does. */
  readonly group: Known<DeploymentGroupNode> | Unresolved;
}

export interface WithTrafficAliases {
  /** The aliases of functions that serve traffic. */
  readonly trafficAliases: readonly TrafficAlias[];
  /** Those whose traffic a deployment group shifts. */
  readonly shiftedAliases: readonly ShiftedAlias[];
}

/** The aliases of all functions that serve traffic, and of functions that are not in the audited stacks. */
export function linkTrafficAliases(model: WithFunctions & WithSubjects): readonly TrafficAlias[] {
  return model.aliases.flatMap((alias): readonly TrafficAlias[] => {
    const { function: owner, label, resource } = alias;
    const own = { resource, label };
    if (owner.state === "missing") return [];
    if (owner.state !== "known") return [{ alias, subject: subjectOf(resource, own), chain: [own] }];
    if (!model.isSubject(owner.value)) return [];
    const { resource: node } = owner.value;
    return [{ alias, subject: subjectOf(node, own), chain: [{ resource: node, label: node.label }, own] }];
  });
}

/** Those whose traffic a deployment group shifts, or may shift. */
export function linkShiftedAliases(model: WithDeployments & WithTrafficAliases): readonly ShiftedAlias[] {
  return model.trafficAliases.flatMap((entry): readonly ShiftedAlias[] => {
    const link = model.deployments.linkOf(entry.alias);
    const group = link.state === "known" ? link.value.group : link;
    return group.state === "known" || group.state === "unresolved" ? [{ ...entry, group }] : [];
  });
}

function subjectOf(resource: Resource, alias: TrafficAlias["chain"][number]): TrafficAlias["subject"] {
  return { stack: resource.stack, resource, detail: alias.label, of: alias.resource };
}
