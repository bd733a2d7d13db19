// Alarms of kinds that are not evaluated, and whether they refer to a function or an API: PromQL, log queries, Application Signals
// and its service level objectives. One that names it may watch its errors.

import type { AlarmIndex, AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import type { ApiStageNode } from "../apis/api.ts";
import type { FunctionNode } from "../functions/function.ts";
import { accessLogGroup, functionLogGroup, logGroupNameIn } from "../functions/log-group.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { refersTo, textsBelow } from "../resolve/mentions.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import type { DoubtfulWatch } from "./watching.ts";

/** What such an alarm may name. */
export interface Watchable {
  readonly resource: Resource;
  /** As texts with tokens: a function's name, an API's name or id, the name that a service has in traces. */
  readonly names: readonly string[];
  /** The name of its log group; null where it has none. */
  readonly logGroup: string | null;
}

export function watchableFunction(node: FunctionNode, { system }: WithSystem): Watchable {
  const service = node.resource.property("Environment", "Variables", "OTEL_SERVICE_NAME").symbol();
  const names = [node.name, ...(service.state === "known" ? [system.concrete(service.value)] : [])];
  return { resource: node.resource, names, logGroup: functionLogGroup(node, system) };
}

export function watchableStage(stage: ApiStageNode, { system }: WithSystem): Watchable {
  const { api, resource } = stage;
  const group = accessLogGroup(stage, system);
  const identity = api.state === "known" ? api.value.metricIdentity : null;
  return {
    resource: api.state === "known" ? api.value.resource : resource,
    names: identity?.state === "known" ? [identity.value] : [],
    logGroup: group.state === "known" ? group.value : null,
  };
}

/** The alarms that may watch the errors of that, and why. */
export function newerDoubts(watchable: Watchable, model: WithAlarms & WithSystem): readonly DoubtfulWatch[] {
  return newerAlarms(model).flatMap((alarm) => {
    const because = newerDoubt(alarm, watchable, model);
    return because === null ? [] : [{ resource: alarm.resource, because }];
  });
}

const newerIn = new WeakMap<AlarmIndex, readonly AlarmNode[]>();

/** Those that can say anything here: of thousands of alarms hardly one, and each function asks. */
function newerAlarms(model: WithAlarms): readonly AlarmNode[] {
  const found = newerIn.get(model.alarmIndex) ?? model.alarmIndex.alarms.filter(isNewer);
  newerIn.set(model.alarmIndex, found);
  return found;
}

function isNewer({ kind, resource, series }: AlarmNode): boolean {
  if (kind === "log" || !resource.property("EvaluationCriteria").isAbsent) return true;
  return series.state === "known" && series.value.some(isOfApplicationSignals);
}

function isOfApplicationSignals({ namespace }: MetricSeries): boolean {
  return namespace.state === "known" && APPLICATION_SIGNALS.test(namespace.value);
}

const APPLICATION_SIGNALS = /^(?:AWS\/)?ApplicationSignals$/;

/** Why an alarm may watch the errors of that; null where it does not name it, or is of a kind that is read. */
export function newerDoubt(alarm: AlarmNode, watchable: Watchable, model: WithSystem): Unresolved | null {
  if (alarm.kind === "log") return ofLogAlarm(alarm, watchable, model);
  const criteria = alarm.resource.property("EvaluationCriteria");
  if (!criteria.isAbsent) return ofPromQl(criteria.at("PromQLCriteria", "Query"), alarm, watchable, model);
  const series = alarm.series.state === "known" ? alarm.series.value : [];
  const doubts = series.map((each) => ofApplicationSignals(each, alarm, watchable, model));
  return doubts.find((doubt) => doubt !== null) ?? null;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-logalarm.html */
function ofLogAlarm({ resource }: AlarmNode, { logGroup }: Watchable, { system }: WithSystem): Unresolved | null {
  const query = resource.property("ScheduledQueryConfiguration");
  const groups = query.at("LogGroupIdentifiers").items();
  if (groups.state === "unresolved") return groups;
  if (groups.state === "absent" || groups.value.length === 0)
    return unresolved(`alarm ${resource.label} names its log groups in its query, which is not evaluated`);
  const names = groups.value.flatMap((group) => {
    const text = group.symbol();
    return text.state === "known" ? [system.concrete(logGroupNameIn(text.value))] : [];
  });
  const own = logGroup === null ? undefined : names.find((name) => mayBeEqual(name, logGroup, system.symbols));
  if (own === undefined) return null;
  return own === logGroup
    ? unresolved(`alarm ${resource.label} queries its log group, and what the query counts is not evaluated`)
    : system.resolver.unknownIn(`${own} ${logGroup}`);
}

function ofPromQl(node: TemplateNode, { resource }: AlarmNode, watchable: Watchable, model: WithSystem): Unresolved | null {
  const text = node.symbol();
  if (text.state !== "known") return text.state === "unresolved" ? text : null;
  const doubt = model.system.resolver.unknownIn(text.value);
  if (doubt !== null) return doubt;
  return namesIt(text.value, watchable, model)
    ? unresolved(`alarm ${resource.label} names it in a PromQL query, which is not evaluated`)
    : null;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-MetricsCollected.html */
function ofApplicationSignals(
  { namespace, metricName, dimensions }: MetricSeries,
  alarm: AlarmNode,
  watchable: Watchable,
  model: WithSystem,
): Unresolved | null {
  if (namespace.state !== "known" || !APPLICATION_SIGNALS.test(namespace.value)) return null;
  if (dimensions.state === "unresolved") return dimensions;
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  const [service, objective] = [given.get("Service"), given.get("SloName")];
  if (objective !== undefined) return ofObjective(objective, alarm, watchable, model);
  const isOfErrors = metricName.state !== "known" || !isLiteral(metricName.value) || /fault|error/i.test(metricName.value);
  if (service === undefined || !isOfErrors || !mayName(service, watchable, model)) return null;
  const counted = "Application Signals counts its faults only if it is enabled for it";
  return (
    model.system.resolver.unknownIn(service) ?? unresolved(`alarm ${alarm.resource.label} names it as a service, and ${counted}`)
  );
}

/** The burn rate and the attainment of a service level objective: what the objective is about is in its own resource. */
function ofObjective(name: string, alarm: AlarmNode, watchable: Watchable, model: WithSystem): Unresolved | null {
  const { system } = model;
  const target = system.find(known(name), alarm.resource.stack, ["AWS::ApplicationSignals::ServiceLevelObjective"]);
  const own = system
    .resourcesOf("AWS::ApplicationSignals::ServiceLevelObjective")
    .find((resource) => (target.state === "known" ? resource === target.value : isCalled(resource, name)));
  const texts = own === undefined ? [name] : textsBelow(own.property());
  if (!texts.some((text) => mayName(text, watchable, model) || namesIt(text, watchable, model))) return null;
  const doubt = own === undefined ? system.resolver.unknownIn(name) : null;
  return (
    doubt ?? unresolved(`alarm ${alarm.resource.label} is on a service level objective that names it, which is not evaluated`)
  );
}

function isCalled(resource: Resource, name: string): boolean {
  const written = resource.property("Name").symbol();
  return written.state === "known" && written.value === name;
}

/** The whole text is, or may turn out to be, one of its names. */
function mayName(text: string, { names }: Watchable, { system }: WithSystem): boolean {
  return names.some((name) => mayBeEqual(system.concrete(text), name, system.symbols));
}

/** Shorter names are words of any text. */
const SHORTEST = 4;

/** One of its names, or a reference to it, is a part of the text. */
function namesIt(text: string, { resource, names }: Watchable, { system }: WithSystem): boolean {
  const isReferred = refersTo(text, resource, system.symbols);
  const words = text.split(/[^A-Za-z0-9_-]+/);
  return isReferred || names.some((name) => isLiteral(name) && name.length >= SHORTEST && words.includes(name));
}
