// The questions about the system's own resources, by the kind of live state: what a live run asks for the checks that rely on it.
import type { WithAlarms } from "../alarms/alarm.ts";
import { type AlarmNode, namesInRule } from "../alarms/alarm.ts";
import type { ConfigurationEnvironment, WithConfigurationEnvironments } from "../deployments/configuration-environment.ts";
import { isPredefinedConfiguration } from "../deployments/deployment-configuration.ts";
import type { DeploymentGroupNode, WithDeployments } from "../deployments/deployment-group.ts";
import type { GradualRollout, WithGradualRollouts } from "../deployments/gradual-rollout.ts";
import type { WithStackRollbacks } from "../deployments/rollback-triggers.ts";
import type { Qualifier, WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import type { WithInvocations } from "../invocations/invocation.ts";
import type { WithAsynchronousConfigurations } from "../messages/asynchronous.ts";
import { asynchronousEntries } from "../messages/asynchronous.ts";
import { isElsewhere } from "../names/environment.ts";
import { functionNameIn } from "../names/function-name.ts";
import type { Stack } from "../resource.ts";
import type { Target, WithSystem } from "../system.ts";
import { taggableResources, tagQuestion } from "../tags/tags.ts";
import { known } from "../value.ts";
import type { Ask, AskKind } from "./ask.ts";
import { alarmQuestion, aliasesQuestion, functionQuestion, groupQuestion, targetName } from "./own-questions.ts";
import { alarmNameIn, physicalName } from "./physical-name.ts";

/** The parts of the model about which a live run asks. */
export type QuestionSources = WithAlarms &
  WithAsynchronousConfigurations &
  WithConfigurationEnvironments &
  WithDeployments &
  WithFunctions &
  WithGradualRollouts &
  WithInvocations &
  WithStackRollbacks &
  WithSubjects &
  WithSystem;

/** Everything of that kind that the system has. What is not deployed, or whose name is unknown, is not asked for. */
export function questionsOf(kind: AskKind, model: QuestionSources): readonly Ask[] {
  return QUESTIONS[kind](model);
}

const QUESTIONS: Readonly<Record<AskKind, (model: QuestionSources) => readonly Ask[]>> = {
  function: (model) => model.functions.flatMap((node) => functionQuestion(node) ?? []),
  aliases: (model) => [...model.functions.flatMap((node) => aliasesQuestion(node) ?? []), ...ofForeignFunctions(model)],
  versions,
  "event-invoke-config": eventInvokeConfigs,
  "account-settings": (model) => [...new Set(model.functions.map(({ resource }) => resource.stack))].map(accountSettings),
  "deployment-group": groups,
  deployments: (model) => groups(model).map((question) => ({ ...question, kind: "deployments" })),
  "deployment-configuration": (model) => groupsThere(model).flatMap((group) => ofConfiguration(group)),
  alarm: alarms,
  // Only a check knows which series it measures.
  metric: () => [],
  "metric-history": () => [],
  tags: (model) =>
    model.system.stacks.flatMap((stack) => taggableResources(stack, model).flatMap((resource) => tagQuestion(resource) ?? [])),
};

/** The versions of a function without an alias are not read: no alias shifts to them. */
function versions({ functions, functionIndex }: WithFunctions & WithSubjects): readonly Ask[] {
  const published = functions.filter((node) => functionIndex.aliasesOf(node).length > 0);
  return published.map(functionQuestion).flatMap((question) => (question === null ? [] : [{ ...question, kind: "versions" }]));
}

/** Functions that are not in the audited stacks, of which the system defines an alias. */
function ofForeignFunctions(model: WithFunctions): readonly Ask[] {
  return model.aliases.flatMap(({ function: owner, resource }): readonly Ask[] => {
    const functionName = owner.state === "external" ? reachable(owner.name, resource.stack) : null;
    return functionName === null
      ? []
      : [{ kind: "aliases", stack: resource.stack.name, functionName: functionNameIn(functionName) }];
  });
}

function accountSettings({ name }: Stack): Ask {
  return { kind: "account-settings", stack: name };
}

/** For qualifiers that are configured or invoked asynchronously: the latter may have been configured manually. */
function eventInvokeConfigs(model: QuestionSources): readonly Ask[] {
  const configured = model.asynchronousConfigurations.flatMap(({ function: owner, qualifier }) =>
    owner.state === "known" && model.isSubject(owner.value) ? [{ node: owner.value, qualifier }] : [],
  );
  const invoked = model.functions.flatMap((node) =>
    asynchronousEntries(node, model).map(({ qualifier }) => ({ node, qualifier })),
  );
  return [...configured, ...invoked].flatMap(({ node, qualifier }): readonly Ask[] => {
    const question = functionQuestion(node);
    const name = qualifierName(qualifier);
    return question === null || name === null ? [] : [{ ...question, kind: "event-invoke-config", qualifier: name }];
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

/** Those that the stacks define, and those that an alias names by a string. */
function groups({
  deployments,
  aliases,
}: WithDeployments & WithFunctions): readonly Extract<Ask, { kind: "deployment-group" }>[] {
  const own = deployments.groups.map(groupQuestion);
  const foreign = aliases.map((alias) => {
    const link = deployments.linkOf(alias);
    if (link.state !== "known" || link.value.group.state !== "external") return null;
    const application = targetName(link.value.application);
    const { name: group } = link.value.group;
    return application === null
      ? null
      : { kind: "deployment-group" as const, stack: alias.resource.stack.name, application, group };
  });
  return [...own, ...foreign].filter((question) => question !== null);
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

/** The system's alarms, and those from elsewhere that deployment groups, state machine aliases and AppConfig environments watch and that composite alarms name. */
function alarms(model: QuestionSources): readonly Ask[] {
  const ask = (stack: Stack, name: string | null): readonly Ask[] =>
    name === null ? [] : [{ kind: "alarm", stack: stack.name, name }];
  const { alarms: own } = model.alarmIndex;
  const named = [
    ...groupsThere(model).flatMap((group) => watchedBy(group, model).map((alarm) => ({ alarm, by: group.resource }))),
    ...model.gradualRollouts.flatMap((rollout) => watchedByRollout(rollout).map((alarm) => ({ alarm, by: rollout.resource }))),
    ...model.configurationEnvironments.flatMap((each) => monitoredBy(each).map((alarm) => ({ alarm, by: each.resource }))),
    ...model.stackRollbacks.flatMap(({ stack, triggers }) => triggers.map(({ alarm }) => ({ alarm, by: { stack } }))),
    ...alarmsThere(model).flatMap((above) => membersOf(above, model).map((alarm) => ({ alarm, by: above.resource }))),
  ];
  return [
    ...own.flatMap(({ resource }) => alarmQuestion(resource) ?? []),
    ...named.flatMap(({ alarm, by }) => (alarm.state === "external" ? ask(by.stack, reachableAlarm(alarm.name, by.stack)) : [])),
  ];
}

/** Those of the system, and those that it names and that were seen elsewhere. */
function groupsThere({ deployments, aliases }: WithDeployments & WithFunctions): readonly DeploymentGroupNode[] {
  const linked = aliases.flatMap((alias) => {
    const link = deployments.linkOf(alias);
    return link.state === "known" && link.value.group.state === "known" ? [link.value.group.value] : [];
  });
  return [...new Set([...deployments.groups, ...linked])];
}

function alarmsThere(model: QuestionSources): readonly AlarmNode[] {
  const watched = [
    ...groupsThere(model).flatMap((group) => watchedBy(group, model)),
    ...model.gradualRollouts.flatMap(watchedByRollout),
    ...model.configurationEnvironments.flatMap(monitoredBy),
    ...model.stackRollbacks.flatMap(({ triggers }) => triggers.map(({ alarm }) => alarm)),
  ];
  const found = new Set([...model.alarmIndex.alarms, ...watched.flatMap(nodeIn)]);
  // What is added meanwhile is walked as well.
  for (const alarm of found) for (const member of membersOf(alarm, model).flatMap(nodeIn)) found.add(member);
  return [...found];
}

function nodeIn(alarm: Target<AlarmNode>): readonly AlarmNode[] {
  return alarm.state === "known" ? [alarm.value] : [];
}

function watchedBy(group: DeploymentGroupNode, model: WithAlarms): readonly Target<AlarmNode>[] {
  const watched = model.alarmIndex.rollbackAlarmsOf(group);
  return watched.state === "known" ? watched.value.map(({ alarm }) => alarm) : [];
}

function watchedByRollout({ alarms: named }: GradualRollout): readonly Target<AlarmNode>[] {
  return named.state === "known" ? named.value.map(({ alarm }) => alarm) : [];
}

function monitoredBy({ monitors }: ConfigurationEnvironment): readonly Target<AlarmNode>[] {
  return monitors.state === "known" ? monitors.value.map(({ alarm }) => alarm) : [];
}

function membersOf({ composition, resource }: AlarmNode, model: WithAlarms): readonly Target<AlarmNode>[] {
  if (composition.state !== "known") return [];
  return namesInRule(composition.value).map((name) => model.alarmIndex.find(known(name), resource));
}

function reachableAlarm(text: string, from: Stack): string | null {
  const reached = reachable(text, from);
  return reached === null ? null : alarmNameIn(reached);
}

/** null for an ARN of another account or region, which this run cannot read. */
function reachable(text: string, from: Stack): string | null {
  return isElsewhere(text, from.facts) ? null : text;
}
