// Functions, their aliases, and the deployment groups that shift them: how, with which hooks, and stopped by which alarms.
import type { DeploymentConfiguration } from "../model/deployments/deployment-configuration.ts";
import type { DeploymentGroupNode, DeploymentLink } from "../model/deployments/deployment-group.ts";
import type { AliasNode, FunctionNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import type { Target } from "../model/system.ts";
import type { Draft, DraftNode } from "./draft.ts";

export function drawFunction(draft: Draft, { resource }: FunctionNode): DraftNode {
  return draft.node({ id: `function ${resource.id}`, kind: "function", label: resource.label, detail: null, resource });
}

export function drawAlias(draft: Draft, { resource, label, version }: AliasNode): DraftNode {
  const versions = { published: "a published version", latest: "$LATEST", unresolved: "an unknown version" };
  const detail = version.kind === "number" ? `version ${version.number}` : versions[version.kind];
  return draft.node({ id: `alias ${resource.id}`, kind: "alias", label, detail, resource });
}

/** Everything from the functions to the names of the alarms that stop their deployments. */
export function drawDeployments(draft: Draft, model: Model): void {
  for (const node of model.functions) {
    const from = drawFunction(draft, node);
    for (const alias of model.functionIndex.aliasesOf(node)) draft.link(from, drawAlias(draft, alias), "alias");
  }
  for (const { alias } of model.trafficAliases) {
    const link = model.deployments.linkOf(alias);
    if (link.state === "known") drawLink(draft, drawAlias(draft, alias), link.value, model);
  }
  for (const { group } of model.deployments.inertGroups) drawGroup(draft, group, model);
}

function drawLink(draft: Draft, alias: DraftNode, { group, hooks }: DeploymentLink, model: Model): void {
  if (group.state === "external") {
    const detail = "defined elsewhere";
    const made = { id: `group of ${alias.id}`, kind: "deployment-group", label: group.name, detail, resource: null } as const;
    draft.link(alias, draft.node(made), "deployment");
  }
  if (group.state !== "known") return;
  const from = drawGroup(draft, group.value, model);
  draft.link(alias, from, "deployment");
  for (const { when, function: node } of hooks) {
    const target = model.functionIndex.find(node.symbol(), group.value.resource.stack);
    const resource = target.state === "known" ? target.value.function.resource : null;
    const label = resource?.label ?? ("name" in target ? target.name : "unknown");
    const detail = `${when} the traffic shifts`;
    draft.link(from, draft.node({ id: `hook ${when} ${alias.id}`, kind: "hook", label, detail, resource }), "hook");
  }
}

function drawGroup(draft: Draft, group: DeploymentGroupNode, model: Model): DraftNode {
  const { resource } = group;
  const id = `deployment-group ${resource.id}`;
  const node = draft.node({ id, kind: "deployment-group", label: resource.label, detail: null, resource });
  const { label, detail } = shiftOf(group.configuration);
  const own = group.configuration.state === "known" ? group.configuration.value.resource : null;
  draft.link(
    node,
    draft.node({ id: `shift ${resource.id}`, kind: "configuration", label, detail, resource: own }),
    "configuration",
  );
  const entries = model.alarmIndex.rollbackAlarmsOf(group);
  for (const { name, alarm } of entries.state === "known" ? entries.value : []) {
    const foreign = { id: `alarm of ${resource.id}: ${name}`, kind: "alarm", label: name, detail: null, resource: null } as const;
    const made = alarm.state === "known" ? draft.nodes.get(`alarm ${alarm.value.resource.id}`) : undefined;
    const detail = alarm.state === "missing" ? "does not exist" : "defined elsewhere";
    draft.link(node, made ?? draft.node({ ...foreign, detail }), "rollback");
  }
  return node;
}

function shiftOf(configuration: Target<DeploymentConfiguration>): { readonly label: string; readonly detail: string | null } {
  if (configuration.state === "absent") return { label: "CodeDeploy's default", detail: null };
  if (configuration.state === "unresolved") return { label: "unknown", detail: null };
  if (configuration.state !== "known") return { label: configuration.name, detail: "defined elsewhere" };
  const { name, kind, firstStepPercent, bakeMinutes } = configuration.value;
  const details = {
    canary: `${firstStepPercent} % for ${bakeMinutes} min`,
    linear: `${firstStepPercent} % a step, ${bakeMinutes} min`,
    "all-at-once": "all at once",
  };
  return { label: name.replace(/^CodeDeployDefault\./, ""), detail: details[kind] };
}
