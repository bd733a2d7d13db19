// Alarms: what each watches, the members of composite alarms, and who is notified.
import type { AlarmNode, MetricSeries } from "../model/alarms/alarm.ts";
import { endOfAction } from "../model/alarms/alarm-action.ts";
import { linkAlarmUses } from "../model/alarms/alarm-use.ts";
import { matchApi } from "../model/metrics/api-identity.ts";
import { readLambdaSeries } from "../model/metrics/lambda-series.ts";
import type { Model } from "../model/model.ts";
import type { TemplateNode } from "../model/resolve/node.ts";
import type { Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { drawAlias, drawFunction } from "./deployments.ts";
import type { Draft, DraftNode } from "./draft.ts";

/** Alarms without their links, for others to link to. */
export function drawAlarms(draft: Draft, model: Model): void {
  for (const alarm of model.alarmIndex.alarms) {
    const { resource } = alarm;
    const detail = alarm.kind === "composite" ? "of other alarms" : conditionOf(alarm, model);
    draft.node({ id: alarmId(alarm), kind: "alarm", label: resource.label, detail, resource });
  }
}

/** Needs the alarms, functions and stages of APIs in place. */
export function linkAlarms(draft: Draft, model: Model): void {
  const uses = linkAlarmUses(model);
  for (const alarm of model.alarmIndex.alarms) {
    const node = draft.nodes.get(alarmId(alarm));
    if (node === undefined) continue;
    linkSeries(draft, node, alarm, model);
    linkComposites(draft, node, alarm, model);
    linkActions(draft, node, alarm, model);
    for (const use of uses.of(alarm)) if (use.kind === "used" && use.by !== null) linkUse(draft, node, use.by, use.what);
  }
}

function linkComposites(draft: Draft, node: DraftNode, alarm: AlarmNode, model: Model): void {
  for (const above of model.alarmIndex.compositesOver(alarm)) {
    const composite = draft.nodes.get(alarmId(above));
    if (composite !== undefined && composite !== node) draft.link(composite, node, "member");
  }
}

/** What uses an alarm without being notified by it; composite alarms and deployment groups have links of their own. */
function linkUse(draft: Draft, node: DraftNode, by: Resource, what: string): void {
  if (draft.nodes.has(`alarm ${by.id}`) || draft.nodes.has(`deployment-group ${by.id}`)) return;
  const detail = what.replace(/ \S*$/, "");
  const made = { id: `user ${by.id}`, kind: "subscriber", label: by.label, detail, resource: by } as const;
  draft.link(node, draft.node(made), "action");
}

function alarmId({ resource }: AlarmNode): string {
  return `alarm ${resource.id}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: "≥",
  GreaterThanThreshold: ">",
  LessThanOrEqualToThreshold: "≤",
  LessThanThreshold: "<",
};

function conditionOf({ series, comparison, threshold }: AlarmNode, model: Model): string | null {
  if (threshold.state === "absent" || comparison.state !== "known") return null;
  const operator = OPERATORS[comparison.value];
  if (operator === undefined) return null;
  const only = series.state === "known" && series.value.length === 1 ? series.value[0] : undefined;
  const statistic = only === undefined ? "expression" : shown(only.statistic, model);
  return `${statistic} ${operator} ${threshold.state === "known" ? threshold.value : "?"}`;
}

function linkSeries(draft: Draft, node: DraftNode, alarm: AlarmNode, model: Model): void {
  if (alarm.series.state !== "known") return;
  for (const series of alarm.series.value) {
    const { of, sources } = readSeries(draft, series, alarm, model);
    const label = shown(series.metricName, model);
    const detail = of ?? dimensionsOf(series, model);
    const made = { id: `metric ${label} ${detail} ${node.id}`, kind: "metric", label, detail, resource: null } as const;
    draft.link(node, draft.node(made), "metric");
    for (const source of sources) draft.link(source, node, "watch");
  }
}

interface Reading {
  /** What the series is of, for a person. */
  readonly of: string | null;
  readonly sources: readonly DraftNode[];
}

/** Which functions, aliases and stages a series is about. */
function readSeries(draft: Draft, series: MetricSeries, alarm: AlarmNode, model: Model): Reading {
  const { system } = model;
  if (series.namespace.state !== "known" || series.metricName.state !== "known") return { of: null, sources: [] };
  const namespace = system.concrete(series.namespace.value);
  if (namespace === "AWS/Lambda") return readLambda(draft, series, alarm, model);
  if (namespace === "AWS/ApiGateway") return readApi(draft, series, alarm, model);
  const metrics = model.logMetrics.find(namespace, system.concrete(series.metricName.value), alarm.resource);
  const owners = metrics.flatMap((metric) => metric.owners).filter((owner) => model.isSubject(owner));
  const of = owners.length === 0 ? null : `in the logs of ${owners.map(({ resource }) => resource.label).join(", ")}`;
  return { of, sources: owners.map((owner) => drawFunction(draft, owner)) };
}

function readLambda(draft: Draft, series: MetricSeries, alarm: AlarmNode, model: Model): Reading {
  const read = readLambdaSeries(series, alarm, model);
  if (read.kind === "account") return { of: "of all functions", sources: [] };
  if (read.kind !== "published") return { of: null, sources: [] };
  const { label } = read.function.resource;
  const of =
    read.alias === null ? (read.level === "version" ? `one version of ${label}` : label) : `${label}:${read.alias.label}`;
  if (!model.isSubject(read.function)) return { of: `of ${of}`, sources: [] };
  const source = read.alias === null ? drawFunction(draft, read.function) : drawAlias(draft, read.alias);
  return { of: `of ${of}`, sources: [source] };
}

function readApi(draft: Draft, series: MetricSeries, alarm: AlarmNode, model: Model): Reading {
  const given = series.dimensions.state === "known" ? series.dimensions.value : new Map<string, string>();
  const stages = model.apis.stages.filter((stage) => matchApi(given, stage, alarm.resource.stack, model).kind === "this");
  const [first] = stages;
  const of = first?.api.state === "known" ? `of ${first.api.value.resource.label}` : null;
  return { of, sources: stages.flatMap(({ resource }) => draft.nodes.get(`stage ${resource.id}`) ?? []) };
}

function dimensionsOf({ namespace, dimensions }: MetricSeries, model: Model): string {
  const given = dimensions.state === "known" ? [...dimensions.value] : [];
  const texts = given.map(([name, value]) => `${name}=${named(value, model)}`);
  return [shown(namespace, model), ...texts].join(" ");
}

/** A resource that a dimension refers to, by its short name. */
function named(text: string, { system }: Model): string {
  const token = system.symbols.sole(text);
  const resource = token?.kind === "attribute" ? system.resource(token.stack, token.logicalId) : undefined;
  return resource?.label ?? system.symbols.display(text);
}

function linkActions(draft: Draft, node: DraftNode, alarm: AlarmNode, model: Model): void {
  for (const action of alarm.actions.state === "known" ? alarm.actions.value : []) {
    const end = endOfAction(action, alarm, model);
    const to = end.path[0];
    draft.link(node, to === undefined ? drawElsewhere(draft, action, end.kind, model) : drawEnd(draft, to, model), "action");
  }
}

const ELSEWHERE = {
  nobody: "reaches nobody",
  reaches: "elsewhere",
  unresolved: "unknown",
  "handed out": "unknown",
} as const;

/** What an action names that is not among the resources of the system: one node for all alarms that name it alike. */
function drawElsewhere(draft: Draft, action: TemplateNode, end: keyof typeof ELSEWHERE, { system }: Model): DraftNode {
  const text = action.symbol();
  const written = text.state === "known" ? text.value : "";
  const name = system.symbols.display(written.slice(written.lastIndexOf(":") + 1));
  // An export of another stack or a parameter without a value is only shown as an ellipsis.
  const isNamed = /\w/.test(name);
  return draft.node({
    id: `elsewhere ${end} ${system.symbols.keyOf(written)}`,
    kind: "topic",
    label: isNamed ? name : ELSEWHERE[end],
    detail: isNamed ? ELSEWHERE[end] : null,
    resource: null,
  });
}

export function drawEnd(draft: Draft, resource: Resource, model: Model): DraftNode {
  if (resource.type === "AWS::SNS::Topic") return drawTopic(draft, resource, model);
  const detail = resource.type.replace(/^AWS::/, "");
  return draft.node({ id: `end ${resource.id}`, kind: "subscriber", label: resource.label, detail, resource });
}

function drawTopic(draft: Draft, resource: Resource, model: Model): DraftNode {
  const topic = draft.node({ id: `topic ${resource.id}`, kind: "topic", label: resource.label, detail: null, resource });
  for (const [index, { resource: by, protocol }] of model.topics.listenersOf(resource).entries()) {
    const id = `subscriber ${by.id}${by === resource ? ` ${index}` : ""}`;
    const label = endpointOf(by, resource, index) ?? by.label;
    draft.link(topic, draft.node({ id, kind: "subscriber", label, detail: protocol, resource: by }), "subscription");
  }
  return topic;
}

/** Mail addresses only, and only where the template spells them out: other endpoints can carry a key. */
function endpointOf(by: Resource, topic: Resource, index: number): string | null {
  const { Properties: properties } = by.facts.body;
  const written = JSON.stringify(properties) ?? "";
  const node = by === topic ? by.property("Subscription", index, "Endpoint") : by.property("Endpoint");
  const text = node.text();
  const isWritten = text.state === "known" && written.includes(JSON.stringify(text.value));
  return isWritten && /^[^\s@:/]+@[^\s@:/]+$/.test(text.value) ? text.value : null;
}

function shown(text: Value<string>, model: Model): string {
  return text.state === "known" ? model.system.symbols.display(text.value) : "?";
}
