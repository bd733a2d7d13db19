// Alarms and the series they watch, metric filters, and what is above an alarm: composite alarms and deployment groups.

import type { DeploymentGroupNode } from "../deployments/deployment-group.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, unresolved, type Value } from "../value.ts";
import { membersOf as membersOfRule, parseComposition } from "./composition.ts";
import { seriesBehind } from "./math/series-behind.ts";

export interface MetricSeries {
  /** The id within a metric-math alarm; null for a plain one. */
  readonly id: string | null;
  readonly namespace: Value<string>;
  readonly metricName: Value<string>;
  /** Name → value as text with tokens. */
  readonly dimensions: Value<ReadonlyMap<string, string>>;
  /** `Sum`, `p99`, …; absent where the service's rules make one up. */
  readonly statistic: Value<string>;
  readonly periodSeconds: Value<number>;
  /** The only unit of which it takes data; absent where it takes all. */
  readonly unit: Value<string>;
}

export interface AlarmNode {
  readonly resource: Resource;
  readonly kind: "metric" | "composite" | "log";
  /** Its name as text: the explicit one, else the token of its `Ref`. */
  readonly name: string;
  /** Every series that can change its state; empty for composite alarms and Metrics Insights queries. */
  readonly series: Value<readonly MetricSeries[]>;
  /** Absent for anomaly detection bands and composite alarms. */
  readonly threshold: Value<number>;
  readonly comparison: Value<string>;
  readonly actionsEnabled: Value<boolean>;
  readonly actions: Value<readonly TemplateNode[]>;
  /** The rule of a composite alarm, as text with tokens. */
  readonly composition: Value<string>;
}

export interface MetricFilterNode {
  readonly resource: Resource;
  readonly logGroup: Value<string>;
  readonly transformations: Value<readonly MetricTransformation[]>;
}

/** What a metric filter makes of the events that it selects. */
export interface MetricTransformation {
  readonly namespace: Value<string>;
  readonly metricName: Value<string>;
  /** A number, or the field of the event that has it: `$.latency`. */
  readonly value: Value<string>;
  /** What events that it does not select give; absent where they give nothing. */
  readonly defaultValue: Value<number>;
}

/** An alarm that a deployment group watches, as its entry names it. */
export interface RollbackAlarm {
  readonly group: DeploymentGroupNode;
  readonly name: string;
  readonly alarm: Target<AlarmNode>;
}

export interface AlarmIndex {
  readonly alarms: readonly AlarmNode[];
  readonly metricFilters: readonly MetricFilterNode[];
  find(text: Value<string>, from: Pick<Resource, "stack">): Target<AlarmNode>;
  /** The entries of `AlarmConfiguration.Alarms`; unresolved where the list or one of its members is undecided. */
  rollbackAlarmsOf(group: DeploymentGroupNode): Value<readonly RollbackAlarm[]>;
  /** The composite alarms whose rule names it. */
  compositesOver(alarm: AlarmNode): readonly AlarmNode[];
}

const KINDS: Readonly<Record<string, AlarmNode["kind"]>> = {
  "AWS::CloudWatch::Alarm": "metric",
  "AWS::CloudWatch::CompositeAlarm": "composite",
  "AWS::CloudWatch::LogAlarm": "log",
};
const ALARM_TYPES = Object.keys(KINDS);

export interface WithAlarms {
  readonly alarmIndex: AlarmIndex;
}

export function linkAlarms(system: System): AlarmIndex {
  const alarms = system.resourcesOf(...ALARM_TYPES).map((resource) => alarmNode(resource, system));
  const outside = system.outsideOf(...ALARM_TYPES).map((resource) => alarmNode(resource, system));
  const byId = new Map([...alarms, ...outside].map((alarm) => [alarm.resource.id, alarm]));
  const find: AlarmIndex["find"] = (text, from) => {
    const target = system.find(text, from.stack, ALARM_TYPES);
    if (target.state !== "known") return target;
    const alarm = byId.get(target.value.id);
    return alarm === undefined ? { state: "missing", name: target.value.logicalId } : known(alarm, target.origin);
  };
  const members = new Map<AlarmNode, readonly AlarmNode[]>(
    alarms.filter(({ kind }) => kind === "composite").map((composite) => [composite, membersOf(composite, find)]),
  );
  return {
    alarms,
    metricFilters: system.resourcesOf("AWS::Logs::MetricFilter").map(metricFilterNode),
    find,
    rollbackAlarmsOf: (group) => rollbackAlarms(group, find, system),
    compositesOver: (alarm) => [...members].flatMap(([composite, below]) => (below.includes(alarm) ? [composite] : [])),
  };
}

function alarmNode(resource: Resource, system: System): AlarmNode {
  const actionsEnabled = resource.property("ActionsEnabled").boolean();
  const actions = resource.property("AlarmActions").items();
  return {
    resource,
    kind: KINDS[resource.type] ?? "metric",
    name: system.nameOf(resource),
    series: resource.type === "AWS::CloudWatch::Alarm" ? seriesOf(resource) : known([]),
    threshold: resource.property("Threshold").number(),
    comparison: resource.property("ComparisonOperator").text(),
    actionsEnabled: actionsEnabled.state === "absent" ? known(true, "the service's default") : actionsEnabled,
    actions: actions.state === "absent" ? known([]) : actions,
    composition: resource.property("AlarmRule").symbol(),
  };
}

function seriesOf(resource: Resource): Value<readonly MetricSeries[]> {
  const metrics = resource.property("Metrics");
  if (metrics.isAbsent) {
    const statistic = resource.property("ExtendedStatistic").text();
    const plain = resource.property("Statistic").text();
    return known([series(null, resource.property(), statistic.state === "absent" ? plain : statistic, resource.property())]);
  }
  const behind = seriesBehind(metrics);
  if (behind.state !== "known") return behind;
  return known(
    behind.value.map(({ id, stat }) => series(id, stat.at("Metric"), stat.at("Stat").text(), stat)),
    behind.origin,
  );
}

/** @param sampled what has Period and Unit */
function series(id: string | null, metric: TemplateNode, statistic: Value<string>, sampled: TemplateNode): MetricSeries {
  return {
    id,
    namespace: metric.at("Namespace").symbol(),
    metricName: metric.at("MetricName").symbol(),
    dimensions: dimensionsOf(metric.at("Dimensions")),
    statistic,
    periodSeconds: sampled.at("Period").number(),
    unit: sampled.at("Unit").text(),
  };
}

function dimensionsOf(list: TemplateNode): Value<ReadonlyMap<string, string>> {
  const items = list.items();
  if (items.state === "absent") return known(new Map());
  if (items.state === "unresolved") return items;
  const dimensions = new Map<string, string>();
  for (const item of items.value) {
    const doubt = item.doubt;
    if (doubt !== null) return doubt;
    const [name, value] = [item.at("Name").text(), item.at("Value").symbol()];
    if (name.state === "unresolved") return name;
    if (value.state === "unresolved") return value;
    if (name.state === "known" && value.state === "known") dimensions.set(name.value, value.value);
  }
  return known(dimensions);
}

function metricFilterNode(resource: Resource): MetricFilterNode {
  const items = resource.property("MetricTransformations").items();
  return {
    resource,
    logGroup: resource.property("LogGroupName").symbol(),
    transformations:
      items.state === "known"
        ? known(
            items.value.map((item) => ({
              namespace: item.at("MetricNamespace").symbol(),
              metricName: item.at("MetricName").symbol(),
              value: item.at("MetricValue").text(),
              defaultValue: item.at("DefaultValue").number(),
            })),
          )
        : items,
  };
}

function rollbackAlarms(group: DeploymentGroupNode, find: AlarmIndex["find"], system: System): Value<readonly RollbackAlarm[]> {
  const items = group.resource.property("AlarmConfiguration", "Alarms").items();
  if (items.state !== "known") return items;
  const found: RollbackAlarm[] = [];
  for (const item of items.value) {
    const doubt = item.doubt;
    if (doubt !== null) return doubt;
    const name = item.at("Name").symbol();
    if (name.state === "absent") return unresolved("has an entry without a name");
    const shown = name.state === "known" ? system.symbols.display(name.value) : "";
    found.push({ group, name: shown, alarm: find(name, group.resource) });
  }
  return known(found, items.origin);
}

const RULE_MEMBER = /(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]+))\s*\)/g;

/** The names and ARNs that a composite alarm's rule names alarms by. */
export function namesInRule(rule: string): readonly string[] {
  const parsed = parseComposition(rule);
  if (parsed !== null) return membersOfRule(parsed);
  return [...rule.matchAll(RULE_MEMBER)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/** The content of a rule except the alarms that it names. */
export function withoutNames(rule: string): string {
  return rule.replace(RULE_MEMBER, "");
}

function membersOf(composite: AlarmNode, find: AlarmIndex["find"]): readonly AlarmNode[] {
  if (composite.composition.state !== "known") return [];
  return namesInRule(composite.composition.value).flatMap((name) => {
    const target = find(known(name), composite.resource);
    return target.state === "known" ? [target.value] : [];
  });
}
