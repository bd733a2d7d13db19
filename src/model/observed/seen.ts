// What was seen, by the resource that it is about: its live properties, or that it is gone.
import { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { alarmProperties } from "./alarm-properties.ts";
import type { AliasState, Answer, Answers, Ask, AskKind } from "./ask.ts";
import { type DeployedResources, deployedResources, type OfFunction, type OfGroup } from "./deployed-resources.ts";
import { compareText, deployedText } from "./deployed-text.ts";
import {
  aliasProperties,
  configurationProperties,
  eventInvokeProperties,
  functionProperties,
  groupProperties,
  type LiveProperty,
} from "./live-properties.ts";
import { type Observations, questionIn } from "./observations.ts";
import { physicalName } from "./physical-name.ts";

/** Of what is another kind of thing by now, all that it has. */
export interface Became {
  readonly type: string;
  readonly properties: readonly LiveProperty[];
}

export type SeenState = readonly LiveProperty[] | Became | "gone";

export interface Seen {
  readonly resources: ReadonlyMap<Resource, SeenState>;
  /** Seen by a name that no resource of the system has. */
  readonly others: readonly Other[];
}

/** Something that the system refers to but its templates do not define. */
export interface Other {
  readonly ask: Ask;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly LiveProperty[];
}

export function seenIn(observations: Observations, system: System): Seen {
  const found: Found = { resources: new Map(), others: [] };
  const answers = answersIn(observations);
  const looking = lookingAt(answers, system);
  for (const [ask, answer] of answers) if (answer.state === "seen") addSeen(ask, answer.value, looking, found);
  return found;
}

/** A question and what it was answered with. */
type Answered = readonly [ask: Ask, answer: Answer];

export function answersIn(observations: Observations): readonly Answered[] {
  return [...observations].flatMap(([key, answer]): Answered[] => {
    const ask = questionIn(key);
    return ask === null ? [] : [[ask, answer]];
  });
}

interface Found {
  readonly resources: Map<Resource, SeenState>;
  readonly others: Other[];
}

function addSeen(ask: Ask, value: unknown, looking: Looking, { resources, others }: Found): void {
  for (const [resource, state] of entriesOf(ask, value, looking)) {
    if (resource instanceof Resource) {
      if (!Array.isArray(state) || state.length > 0) resources.set(resource, state);
    } else if (Array.isArray(state)) others.push({ ask, ...resource, properties: state });
  }
}

/** The resources that a question is about, whatever the answer: a function may have settings that no template defines. */
export function resourcesAskedAbout(ask: Ask, looking: Looking): readonly Resource[] {
  const owner = ask.kind === "aliases" || ask.kind === "event-invoke-config" ? functionsOf(ask, looking) : [];
  const own = entriesOf(ask, null, looking).flatMap(([resource]) => (resource instanceof Resource ? [resource] : []));
  return [...owner, ...own];
}

export interface Looking {
  readonly system: System;
  readonly resources: DeployedResources;
  /** The aliases that a deployment is shifting. */
  readonly inFlux: ReadonlySet<Resource>;
}

/** @param answers all of them: what one means depends on the others */
export function lookingAt(answers: readonly Answered[], system: System): Looking {
  const resources = deployedResources(system);
  return { system, resources, inFlux: new Set(answers.flatMap(runningDeployment).flatMap(resources.shiftedBy)) };
}

type SeenEntry = readonly [Resource | Pick<Other, "type" | "name">, SeenState];
type EntryReader<Kind extends AskKind> = (
  ask: Extract<Ask, { readonly kind: Kind }>,
  value: Answers[Kind],
  looking: Looking,
) => readonly SeenEntry[];

function entriesOf(ask: Ask, value: unknown, looking: Looking): readonly SeenEntry[] {
  const read = ENTRY_READERS[ask.kind] as EntryReader<AskKind> | undefined;
  return read?.(ask, value as Answers[AskKind], looking) ?? [];
}

const ENTRY_READERS: { readonly [Kind in AskKind]?: EntryReader<Kind> } = {
  function: (ask, value, looking) =>
    functionsOf(ask, looking).map((own) => [own, value === null ? "gone" : functionProperties(value, ask.functionName)]),
  aliases: (ask, value, looking) =>
    looking.resources
      .ofFunction(ALIAS, ask)
      .filter((alias) => !isInFlux(alias, looking))
      .map((alias) => [alias, aliasIn(value ?? [], alias)]),
  // They only show whether it is the newest.
  versions: (ask, _value, { resources }) => resources.ofFunction(VERSION, ask).map((version) => [version, []]),
  // They tell whether it is on its way.
  deployments: (ask, _value, { resources }) => resources.shiftedBy(ask).map((alias) => [alias, []]),
  "event-invoke-config": (ask, value, looking) => {
    const own = configurationsOf(ask, looking);
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
  "deployment-group": (ask, value, { system, resources }) => {
    const own = resources.named([GROUP], ask.group, ask).filter((group) => isOf(group, ask.application, system));
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, groupProperties(value)]);
    const names = [
      { name: "ApplicationName", live: ask.application },
      { name: "DeploymentGroupName", live: ask.group },
    ];
    return [[{ type: GROUP, name: ask.group }, [...names, ...groupProperties(value)]]];
  },
  "deployment-configuration": (ask, value, { resources }) => {
    const own = resources.named([CONFIGURATION], ask.name, ask);
    if (value === null) return own.map((each) => [each, "gone"]);
    if (own.length > 0) return own.map((each) => [each, configurationProperties(value)]);
    const name = { name: "DeploymentConfigName", live: ask.name };
    return [[{ type: CONFIGURATION, name: ask.name }, [name, ...configurationProperties(value)]]];
  },
  alarm: (ask, value, { resources }) => {
    const own = resources.named(Object.values(ALARMS), ask.name, ask);
    if (value === null) return own.map((each) => [each, "gone"]);
    const [type, properties] = [ALARMS[value.kind], alarmProperties(value)];
    if (own.length > 0) return own.map((each) => [each, each.type === type ? properties : { type, properties }]);
    return [[{ type, name: ask.name }, [{ name: "AlarmName", live: ask.name }, ...properties]]];
  },
};

const ALIAS = "AWS::Lambda::Alias";
const VERSION = "AWS::Lambda::Version";
const GROUP = "AWS::CodeDeploy::DeploymentGroup";
const CONFIGURATION = "AWS::CodeDeploy::DeploymentConfig";
const ALARMS = {
  metric: "AWS::CloudWatch::Alarm",
  composite: "AWS::CloudWatch::CompositeAlarm",
  log: "AWS::CloudWatch::LogAlarm",
} as const;

function isOf(group: Resource, application: string, system: System): boolean {
  const name = group.property("ApplicationName").symbol();
  return name.state === "known" && compareText(name.value, application, system) !== "different";
}

function functionsOf(ask: OfFunction, { resources }: Looking): readonly Resource[] {
  return resources.named(["AWS::Lambda::Function"], ask.functionName, ask);
}

function configurationsOf(ask: OfFunction & { readonly qualifier: string }, { system, resources }: Looking): readonly Resource[] {
  return resources.ofFunction("AWS::Lambda::EventInvokeConfig", ask).filter((configuration) => {
    const qualifier = configuration.property("Qualifier").symbol();
    return qualifier.state === "known" && qualifierNameIn(deployedText(qualifier.value, system)) === ask.qualifier;
  });
}

/** An alias's reference is its ARN. */
function qualifierNameIn(text: string): string {
  return text.slice(text.lastIndexOf(":") + 1);
}

function aliasIn(states: readonly AliasState[], alias: Resource): readonly LiveProperty[] | "gone" {
  const written = alias.property("Name").text();
  const name = written.state === "known" ? written.value : physicalName(alias.facts);
  if (name === null) return [];
  const state = states.find((each) => each.name === name);
  return state === undefined ? "gone" : aliasProperties(state);
}

const RUNNING: ReadonlySet<string> = new Set(["Created", "Queued", "InProgress", "Baking", "Ready"]);

function runningDeployment([ask, answer]: Answered): readonly OfGroup[] {
  if (ask.kind !== "deployments" || answer.state !== "seen") return [];
  const [newest] = answer.value as Answers["deployments"];
  return newest !== undefined && RUNNING.has(newest.status) ? [ask] : [];
}

/** While a deployment runs, the alias is on its way: what it points at now contradicts nothing. */
function isInFlux(alias: Resource, { inFlux }: Looking): boolean {
  return /_IN_PROGRESS$/.test(alias.stack.facts.deployed?.status ?? "") || inFlux.has(alias);
}
