// The questions about the system's own resources, by the kind of live state: what a live run asks for the checks that rely on it.
import { type AlarmNode, namesInRule } from "../alarms/alarm.ts";
import { isPredefinedConfiguration } from "../deployments/deployment-configuration.ts";
import type { DeploymentGroupNode } from "../deployments/deployment-group.ts";
import type { FunctionNode, Qualifier } from "../functions/function.ts";
import { asynchronousEntries } from "../messages/asynchronous.ts";
import type { Model } from "../model.ts";
import { isElsewhere } from "../names/environment.ts";
import { functionNameIn } from "../resolve/attributes.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Target } from "../system.ts";
import { taggableResources } from "../tags/tags.ts";
import { known } from "../value.ts";
import { arnOf } from "./arn.ts";
import type { Ask, AskKind } from "./ask.ts";
import { alarmNameIn, physicalName } from "./physical-name.ts";

/** Everything of that kind that the system has. What is not deployed, or whose name cannot be told, is left out. */
export function questionsOf(kind: AskKind, model: Model): readonly Ask[] {
  return QUESTIONS[kind](model);
}

const QUESTIONS: Readonly<Record<AskKind, (model: Model) => readonly Ask[]>> = {
  function: (model) => model.functions.flatMap((node) => ofFunction("function", node)),
  aliases: (model) => [...model.functions.flatMap((node) => ofFunction("aliases", node)), ...ofForeignFunctions(model)],
  // A function without an alias publishes for nobody.
  versions: (model) => functionsWithAlias(model).flatMap((node) => ofFunction("versions", node)),
  "event-invoke-config": eventInvokeConfigs,
  "account-settings": (model) => [...new Set(model.functions.map(({ resource }) => resource.stack))].map(accountSettings),
  "deployment-group": (model) => namedGroups(model).map((group) => ({ kind: "deployment-group", ...group })),
  deployments: (model) => namedGroups(model).map((group) => ({ kind: "deployments", ...group })),
  "deployment-configuration": (model) => model.deployments.groups.flatMap((group) => ofConfiguration(group)),
  alarm: alarms,
  // Only a check knows which series it measures.
  metric: () => [],
  tags: (model) => model.stacks.flatMap((stack) => taggableResources(stack, model).flatMap(ofTags)),
};

function ofFunction<Kind extends "function" | "aliases" | "versions">(kind: Kind, { resource }: FunctionNode) {
  const functionName = physicalName(resource.facts);
  return functionName === null ? [] : [{ kind, stack: resource.stack.name, functionName }];
}

/** Functions that stand elsewhere, of which the system defines an alias. */
function ofForeignFunctions(model: Model): readonly Ask[] {
  return model.aliases.flatMap(({ function: owner, resource }): readonly Ask[] => {
    const functionName = owner.state === "external" ? reachable(owner.name, resource.stack) : null;
    return functionName === null
      ? []
      : [{ kind: "aliases", stack: resource.stack.name, functionName: functionNameIn(functionName) }];
  });
}

function functionsWithAlias(model: Model): readonly FunctionNode[] {
  return model.functions.filter((node) => model.functionIndex.aliasesOf(node).length > 0);
}

function accountSettings({ name }: Stack): Ask {
  return { kind: "account-settings", stack: name };
}

/** Of the qualifiers that are configured and of those that are invoked asynchronously: somebody may have configured them by hand. */
function eventInvokeConfigs(model: Model): readonly Ask[] {
  const configured = model.asynchronousConfigurations.flatMap(({ function: owner, qualifier }) =>
    owner.state === "known" && model.isSubject(owner.value) ? [{ node: owner.value, qualifier }] : [],
  );
  const invoked = model.functions.flatMap((node) =>
    asynchronousEntries(node, model).map(({ qualifier }) => ({ node, qualifier })),
  );
  return [...configured, ...invoked].flatMap(({ node, qualifier }): readonly Ask[] => {
    const functionName = physicalName(node.resource.facts);
    const name = qualifierName(qualifier);
    return functionName === null || name === null
      ? []
      : [{ kind: "event-invoke-config", stack: node.resource.stack.name, functionName, qualifier: name }];
  });
}

function qualifierName(qualifier: Qualifier): string | null {
  switch (qualifier.kind) {
    case "none":
    case "latest":
      return "$LATEST";
    case "alias":
      return qualifier.alias.name.state === "known" ? qualifier.alias.name.value : null;
    case "unknown alias":
      return qualifier.name;
    case "version":
      return /^\d+$/.test(qualifier.version) ? qualifier.version : null;
    case "unresolved":
      return null;
  }
}

interface NamedGroup {
  readonly stack: string;
  readonly application: string;
  readonly group: string;
}

/** Those that the stacks define, and those that an alias names by a string. */
function namedGroups(model: Model): readonly NamedGroup[] {
  const own = model.deployments.groups.map(({ resource, application }) =>
    named(resource.stack, application, { state: "known", value: resource }),
  );
  const foreign = model.aliases.map((alias) => {
    const link = model.deployments.linkOf(alias);
    if (link.state !== "known" || link.value.group.state !== "external") return null;
    return named(alias.resource.stack, link.value.application, link.value.group);
  });
  return [...own, ...foreign].filter((group) => group !== null);
}

function named(stack: Stack, application: Target<Resource>, group: Target<Resource>): NamedGroup | null {
  const [applicationName, groupName] = [nameOf(application), nameOf(group)];
  return applicationName === null || groupName === null
    ? null
    : { stack: stack.name, application: applicationName, group: groupName };
}

function nameOf(target: Target<Resource>): string | null {
  if (target.state === "known") return physicalName(target.value.facts);
  return target.state === "external" ? target.name : null;
}

function ofConfiguration({ resource, configuration }: DeploymentGroupNode): readonly Ask[] {
  const ask = (stack: Stack, name: string | null): readonly Ask[] =>
    name === null || isPredefinedConfiguration(name) ? [] : [{ kind: "deployment-configuration", stack: stack.name, name }];
  if (configuration.state === "external") return ask(resource.stack, configuration.name);
  if (configuration.state !== "known") return [];
  const { resource: own, name } = configuration.value;
  const isDefined = own?.type === "AWS::CodeDeploy::DeploymentConfig";
  return own !== null && isDefined ? ask(own.stack, physicalName(own.facts)) : ask(resource.stack, name);
}

/** The system's alarms, and those from elsewhere that its deployment groups and composite alarms name. */
function alarms(model: Model): readonly Ask[] {
  const ask = (stack: Stack, name: string | null): readonly Ask[] =>
    name === null ? [] : [{ kind: "alarm", stack: stack.name, name }];
  const { alarms: own } = model.alarmIndex;
  return [
    ...own.flatMap(({ resource }) => ask(resource.stack, physicalName(resource.facts))),
    ...model.deployments.groups.flatMap((group) =>
      watchedElsewhere(group, model).flatMap((name) => ask(group.resource.stack, reachableAlarm(name, group.resource.stack))),
    ),
    ...own.flatMap((alarm) =>
      membersElsewhere(alarm, model).flatMap((name) => ask(alarm.resource.stack, reachableAlarm(name, alarm.resource.stack))),
    ),
  ];
}

function watchedElsewhere(group: DeploymentGroupNode, model: Model): readonly string[] {
  const watched = model.alarmIndex.rollbackAlarmsOf(group);
  return watched.state === "known" ? watched.value.flatMap(({ alarm }) => (alarm.state === "external" ? [alarm.name] : [])) : [];
}

function membersElsewhere({ composition, resource }: AlarmNode, model: Model): readonly string[] {
  if (composition.state !== "known") return [];
  const members = namesInRule(composition.value).map((name) => model.alarmIndex.find(known(name), resource));
  return members.flatMap((member) => (member.state === "external" ? [member.name] : []));
}

function reachableAlarm(text: string, from: Stack): string | null {
  const reached = reachable(text, from);
  return reached === null ? null : alarmNameIn(reached);
}

/** null for an ARN of another account or region: nobody can ask for it here. */
function reachable(text: string, from: Stack): string | null {
  return isElsewhere(text, from.facts) ? null : text;
}

function ofTags(resource: Resource): readonly Ask[] {
  const arn = arnOf(resource.facts, resource.stack.facts);
  return arn === null ? [] : [{ kind: "tags", stack: resource.stack.name, arn }];
}
