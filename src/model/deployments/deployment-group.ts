// Deployment groups of CodeDeploy, and the aliases whose traffic they shift.

import type { AliasNode } from "../functions/function.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, type Value } from "../value.ts";
import { configurationOf, type DeploymentConfiguration } from "./deployment-configuration.ts";

export interface DeploymentGroupNode {
  readonly resource: Resource;
  readonly application: Target<Resource>;
  readonly configuration: Target<DeploymentConfiguration>;
}

/** What an alias's `UpdatePolicy.CodeDeployLambdaAliasUpdate` names. */
export interface DeploymentLink {
  readonly alias: AliasNode;
  readonly group: Target<DeploymentGroupNode>;
  readonly application: Target<Resource>;
  readonly hooks: readonly { readonly when: "before" | "after"; readonly function: TemplateNode }[];
}

export interface DeploymentIndex {
  readonly groups: readonly DeploymentGroupNode[];
  /** Absent where the alias has no such update policy. */
  linkOf(alias: AliasNode): Value<DeploymentLink>;
  linksTo(group: DeploymentGroupNode): readonly DeploymentLink[];
  /** Groups for functions that no alias's update policy names. */
  readonly inertGroups: readonly InertGroup[];
}

export interface InertGroup {
  readonly group: DeploymentGroupNode;
  /** Why an alias may name it nevertheless. */
  readonly doubt: Unresolved | null;
}

const GROUP = ["AWS::CodeDeploy::DeploymentGroup"];
const APPLICATION = ["AWS::CodeDeploy::Application"];
export interface WithDeployments {
  /** Deployment groups, configurations and the aliases they shift. */
  readonly deployments: DeploymentIndex;
}

export function linkDeployments(system: System, aliases: readonly AliasNode[]): DeploymentIndex {
  const groupNode = (resource: Resource): DeploymentGroupNode => ({
    resource,
    application: system.find(resource.property("ApplicationName").symbol(), resource.stack, APPLICATION),
    configuration: configurationOf(resource, system),
  });
  const groups = system.resourcesOf(...GROUP).map(groupNode);
  const outside = system.outsideOf(...GROUP).map(groupNode);
  const byId = new Map([...groups, ...outside].map((group) => [group.resource.id, group]));
  const links = new Map<AliasNode, Value<DeploymentLink>>(aliases.map((alias) => [alias, linkAlias(alias, byId, system)]));
  const linksTo = (group: DeploymentGroupNode): readonly DeploymentLink[] =>
    [...links.values()].flatMap((link) =>
      link.state === "known" && link.value.group.state === "known" && link.value.group.value === group ? [link.value] : [],
    );
  const named = (): readonly Target<Resource>[] => aliases.flatMap((alias) => groupsNamedBy(alias, system));
  return {
    groups,
    linkOf: (alias) => links.get(alias) ?? { state: "absent" },
    linksTo,
    get inertGroups() {
      return inertAmong(groups, named());
    },
  };
}

function inertAmong(groups: readonly DeploymentGroupNode[], named: readonly Target<Resource>[]): readonly InertGroup[] {
  const certain = new Set(named.flatMap((target) => (target.state === "known" ? [target.value] : [])));
  return groups.flatMap((group): readonly InertGroup[] => {
    // SAM has an alias name each of its groups; it keeps that of a function whose condition is false, which is no fault.
    const isGenerated = group.resource.facts.generatedFrom !== null;
    if (isGenerated || certain.has(group.resource)) return [];
    const isConcerned = isForFunctions(group);
    if (isConcerned === false) return [];
    return [{ group, doubt: isConcerned === true ? mayBeNamed(group, named) : isConcerned }];
  });
}

/** Every group that its update policy may turn out to name. */
function groupsNamedBy(alias: AliasNode, system: System): readonly Target<Resource>[] {
  const policies = alias.resource.at("UpdatePolicy").alternatives();
  const updates = policies.flatMap((policy) => policy.at("CodeDeployLambdaAliasUpdate").alternatives());
  return updates.flatMap((update) => {
    const application = system.find(update.at("ApplicationName").symbol(), alias.resource.stack, APPLICATION);
    const names = update.at("DeploymentGroupName").alternatives();
    return names.map((name) => findGroup(name.symbol(), alias, application, system));
  });
}

/** Groups of the other compute platforms have nothing to do with functions: a group has the platform of its application. */
function isForFunctions({ application, configuration }: DeploymentGroupNode): boolean | Unresolved {
  const byApplication = application.state === "known" ? isLambda(application.value) : undecidedIn(application);
  if (typeof byApplication === "boolean") return byApplication;
  if (configuration.state === "known") return configuration.value.resource === null || isLambda(configuration.value.resource);
  return undecidedIn(configuration) ?? (configuration.state === "absent" ? byApplication : null) ?? false;
}

function isLambda(resource: Resource): boolean | Unresolved {
  const platform = resource.property("ComputePlatform").text("Lambda");
  return undecidedIn(platform) ?? (platform.state === "known" && platform.value === "Lambda");
}

function undecidedIn(target: Target<unknown> | Value<unknown>): Unresolved | null {
  return target.state === "unresolved" ? target : null;
}

function mayBeNamed({ resource }: DeploymentGroupNode, named: readonly Target<Resource>[]): Unresolved | null {
  const name = resource.property("DeploymentGroupName").text();
  for (const target of named) {
    if (target.state === "unresolved") return target;
    if (target.state === "external" && name.state === "unresolved") return name;
  }
  return null;
}

function linkAlias(alias: AliasNode, groups: ReadonlyMap<string, DeploymentGroupNode>, system: System): Value<DeploymentLink> {
  const policy = alias.resource.at("UpdatePolicy", "CodeDeployLambdaAliasUpdate");
  const head = policy.head();
  if (head.state !== "known") return head;
  const { stack } = alias.resource;
  const application = system.find(policy.at("ApplicationName").symbol(), stack, APPLICATION);
  const resource = findGroup(policy.at("DeploymentGroupName").symbol(), alias, application, system);
  const group = resource.state === "known" ? groups.get(resource.value.id) : undefined;
  const hooks = (["before", "after"] as const).flatMap((when) => {
    const node = policy.at(when === "before" ? "BeforeAllowTrafficHook" : "AfterAllowTrafficHook");
    return node.isAbsent ? [] : [{ when, function: node }];
  });
  return known({ alias, group: group === undefined ? (resource as Target<never>) : known(group), application, hooks });
}

/** A group's name is unique within its application only. */
function findGroup(name: Value<string>, alias: AliasNode, application: Target<Resource>, system: System): Target<Resource> {
  const found = system.find(name, alias.resource.stack, GROUP);
  if (found.state !== "unresolved" || name.state !== "known" || application.state !== "known") return found;
  const own = system.resourcesOf(...GROUP).filter((group) => {
    const applicationOfGroup = system.find(group.property("ApplicationName").symbol(), group.stack, APPLICATION);
    const isOwn = applicationOfGroup.state === "known" && applicationOfGroup.value === application.value;
    return isOwn && system.nameOf(group) === system.concrete(name.value);
  });
  const [only] = own;
  return own.length === 1 && only !== undefined ? known(only) : found;
}
