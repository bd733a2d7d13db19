// What was seen, by the resource that it is about: its live properties, or that it is gone.
import { functionNameIn } from "../resolve/attributes.ts";
import { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { AliasState, Answers, Ask, AskKind } from "./ask.ts";
import { compareText, deployedText } from "./deployed-text.ts";
import {
  alarmProperties,
  aliasProperties,
  configurationProperties,
  eventInvokeProperties,
  functionProperties,
  groupProperties,
  type LiveProperty,
} from "./live-properties.ts";
import { type Observations, questionIn } from "./observations.ts";
import { physicalName } from "./physical-name.ts";

export interface Seen {
  readonly resources: ReadonlyMap<Resource, readonly LiveProperty[] | "gone">;
  /** Seen by a name that no resource of the system has. */
  readonly others: readonly Other[];
}

/** Something that the system names and none of its templates defines. */
export interface Other {
  readonly ask: Ask;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly LiveProperty[];
}

export function seenIn(observations: Observations, system: System): Seen {
  const found: Found = { resources: new Map(), others: [] };
  const looking: Looking = { system, observations };
  for (const [key, answer] of observations) {
    const ask = questionIn(key);
    if (ask !== null && answer.state === "seen") addSeen(ask, answer.value, looking, found);
  }
  return found;
}

interface Found {
  readonly resources: Map<Resource, readonly LiveProperty[] | "gone">;
  readonly others: Other[];
}

function addSeen(ask: Ask, value: unknown, looking: Looking, { resources, others }: Found): void {
  for (const [resource, state] of sightsOf(ask, value, looking)) {
    if (resource instanceof Resource) {
      if (state.length > 0) resources.set(resource, state);
    } else if (state !== "gone") others.push({ ask, ...resource, properties: state });
  }
}

/** What a question is about, whatever the answer: somebody may have given a function what no template does. */
export function resourcesAskedAbout(ask: Ask, looking: Looking): readonly Resource[] {
  const owner = ask.kind === "aliases" || ask.kind === "event-invoke-config" ? functionsOf(ask, looking.system) : [];
  const own = sightsOf(ask, null, looking).flatMap(([resource]) => (resource instanceof Resource ? [resource] : []));
  return [...owner, ...own];
}

interface Looking {
  readonly system: System;
  readonly observations: Observations;
}

type Sight = readonly [Resource | Pick<Other, "type" | "name">, readonly LiveProperty[] | "gone"];
type Sighting<Kind extends AskKind> = (
  ask: Extract<Ask, { readonly kind: Kind }>,
  value: Answers[Kind],
  looking: Looking,
) => readonly Sight[];

function sightsOf(ask: Ask, value: unknown, looking: Looking): readonly Sight[] {
  const sighting = SIGHTINGS[ask.kind] as Sighting<AskKind> | undefined;
  return sighting?.(ask, value as Answers[AskKind], looking) ?? [];
}

const SIGHTINGS: { readonly [Kind in AskKind]?: Sighting<Kind> } = {
  function: (ask, value, { system }) =>
    functionsOf(ask, system).map((own) => [own, value === null ? "gone" : functionProperties(value)]),
  aliases: (ask, value, looking) =>
    aliasesOf(ask, looking.system)
      .filter((alias) => !isInFlux(alias, looking))
      .map((alias) => [alias, aliasIn(value ?? [], alias)]),
  // They tell nothing of an alias but whether it follows them.
  versions: (ask, _value, { system }) => aliasesOf(ask, system).map((alias) => [alias, []]),
  // They tell whether it is on its way.
  deployments: (ask, _value, { system }) =>
    system
      .resourcesOf("AWS::Lambda::Alias")
      .filter((alias) => isShiftedBy(alias, ask, system))
      .map((alias) => [alias, []]),
  "event-invoke-config": (ask, value, { system }) => {
    const own = configurationsOf(ask, system);
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, eventInvokeProperties(value)]);
    const { functionName, qualifier } = ask;
    const owner = [
      { name: "FunctionName", live: functionName },
      { name: "Qualifier", live: qualifier },
    ];
    const other = { type: "AWS::Lambda::EventInvokeConfig", name: `${functionName}:${qualifier}` };
    return [[other, [...owner, ...eventInvokeProperties(value)]]];
  },
  "deployment-group": (ask, value, { system }) => {
    const own = ownNamed([GROUP], ask.group, ask, system).filter((group) => isOf(group, ask.application, system));
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, groupProperties(value)]);
    const names = [
      { name: "ApplicationName", live: ask.application },
      { name: "DeploymentGroupName", live: ask.group },
    ];
    return [[{ type: GROUP, name: ask.group }, [...names, ...groupProperties(value)]]];
  },
  "deployment-configuration": (ask, value, { system }) => {
    const own = ownNamed([CONFIGURATION], ask.name, ask, system);
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, configurationProperties(value)]);
    const name = { name: "DeploymentConfigName", live: ask.name };
    return [[{ type: CONFIGURATION, name: ask.name }, [name, ...configurationProperties(value)]]];
  },
  alarm: (ask, value, { system }) => {
    const own = ownNamed(Object.values(ALARMS), ask.name, ask, system);
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, alarmProperties(value)]);
    const name = { name: "AlarmName", live: ask.name };
    return [[{ type: ALARMS[value.kind], name: ask.name }, [name, ...alarmProperties(value)]]];
  },
};

const GROUP = "AWS::CodeDeploy::DeploymentGroup";
const CONFIGURATION = "AWS::CodeDeploy::DeploymentConfig";
const ALARMS = {
  metric: "AWS::CloudWatch::Alarm",
  composite: "AWS::CloudWatch::CompositeAlarm",
  log: "AWS::CloudWatch::LogAlarm",
} as const;

/** A name is unique within an account and region. */
function ownNamed(types: readonly string[], name: string, ask: Ask, system: System): readonly Resource[] {
  return system.resourcesOf(...types).filter((own) => physicalName(own.facts) === name && isSite(own, ask, system));
}

/** In the account and region of the stack that is asked for, whichever of the stacks there has it. */
function isSite({ stack: own }: Resource, { stack }: Ask, system: System): boolean {
  const there = system.stack(stack)?.facts;
  return own.facts.region === there?.region && own.facts.account === there?.account;
}

function isOf(group: Resource, application: string, system: System): boolean {
  const name = group.property("ApplicationName").symbol();
  return name.state === "known" && compareText(name.value, application, system) !== "different";
}

type OfFunction = Extract<Ask, { readonly functionName: string }>;

function functionsOf(ask: OfFunction, system: System): readonly Resource[] {
  return ownNamed(["AWS::Lambda::Function"], ask.functionName, ask, system);
}

function isOfFunction(resource: Resource, ask: OfFunction, system: System): boolean {
  if (!isSite(resource, ask, system)) return false;
  const owner = resource.property("FunctionName").symbol();
  return owner.state === "known" && functionNameIn(deployedText(owner.value, system)) === ask.functionName;
}

function aliasesOf(ask: OfFunction, system: System): readonly Resource[] {
  return system.resourcesOf("AWS::Lambda::Alias").filter((alias) => isOfFunction(alias, ask, system));
}

function configurationsOf(ask: OfFunction & { readonly qualifier: string }, system: System): readonly Resource[] {
  return system.resourcesOf("AWS::Lambda::EventInvokeConfig").filter((configuration) => {
    const qualifier = configuration.property("Qualifier").symbol();
    if (!isOfFunction(configuration, ask, system) || qualifier.state !== "known") return false;
    return qualifierNameIn(deployedText(qualifier.value, system)) === ask.qualifier;
  });
}

/** An alias's reference is its ARN. */
function qualifierNameIn(text: string): string {
  return text.slice(text.lastIndexOf(":") + 1);
}

function aliasIn(states: readonly AliasState[], alias: Resource): readonly LiveProperty[] | "gone" {
  const name = alias.property("Name").text();
  const state = states.find((each) => name.state === "known" && each.name === name.value);
  if (state !== undefined) return aliasProperties(state);
  return name.state === "known" ? "gone" : [];
}

const RUNNING: ReadonlySet<string> = new Set(["Created", "Queued", "InProgress", "Baking", "Ready"]);

/** While a deployment runs, the alias is on its way: what it points at now contradicts nothing. */
function isInFlux(alias: Resource, { system, observations }: Looking): boolean {
  if (/_IN_PROGRESS$/.test(alias.stack.facts.deployed?.status ?? "")) return true;
  return [...observations].some(([key, answer]) => {
    const ask = questionIn(key);
    if (ask?.kind !== "deployments" || answer.state !== "seen") return false;
    const [newest] = answer.value as Answers["deployments"];
    return newest !== undefined && RUNNING.has(newest.status) && isShiftedBy(alias, ask, system);
  });
}

/** By that group of that application: other applications may have groups of the same name. */
function isShiftedBy(alias: Resource, ask: Extract<Ask, { readonly group: string }>, system: System): boolean {
  const policy = alias.at("UpdatePolicy", "CodeDeployLambdaAliasUpdate");
  const isNamed = (property: string, name: string): boolean => {
    const text = policy.at(property).symbol();
    return text.state === "known" && compareText(text.value, name, system) === "same";
  };
  return isSite(alias, ask, system) && isNamed("DeploymentGroupName", ask.group) && isNamed("ApplicationName", ask.application);
}
