// Metrics that metric filters publish from function logs, and the function of each.
import type { MetricFilterNode, WithAlarms } from "../alarms/alarm.ts";
import type { FunctionNode, WithFunctions } from "../functions/function.ts";
import { functionLogGroup, logGroupNameIn } from "../functions/log-group.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { nearest } from "../names/nearest.ts";
import type { Resource, Stack } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Known, known, type Unresolved, unresolved, type Value } from "../value.ts";
import type { Sampling } from "./samples.ts";

export interface LogMetric {
  readonly filter: Resource;
  /** As texts with tokens, named resources by their names. */
  readonly namespace: string;
  readonly name: string;
  /** What it counts for an event that the filter selects, and for one that it does not. */
  readonly sampling: Known<Sampling> | Unresolved;
  /** The value is one of the event, where it is unknown: `$.latency`. */
  readonly isFromEvent: boolean;
  /** The functions that log to the filter's log group. */
  readonly owners: readonly FunctionNode[];
  /** Functions of which unknown whether they do. */
  readonly doubtfulOwners: readonly { readonly node: FunctionNode; readonly because: Unresolved }[];
}

export interface LogMetricIndex {
  /** The metrics that these texts may refer to, of the filters that a resource in that stack may refer to. */
  find(namespace: string, name: string, from: Resource): readonly LogMetric[];
}

export interface WithLogMetrics {
  /** What metric filters count in the logs of functions. */
  readonly logMetrics: LogMetricIndex;
}

export function linkLogMetrics(model: WithAlarms & WithFunctions & WithSystem): LogMetricIndex {
  const { symbols } = model.system;
  const groups = model.functionIndex.functions.map(
    (node): LogGroupUse => ({ node, logGroup: functionLogGroup(node, model.system) }),
  );
  const metrics = model.alarmIndex.metricFilters.flatMap((filter) => metricsOf(filter, groups, model));
  const byNamespace = new Map<string, LogMetric[]>();
  for (const metric of metrics) addTo(byNamespace, metric.namespace, metric);
  const find = (namespace: string, name: string, from: Stack): readonly LogMetric[] => {
    // Metric filters cannot publish in AWS's namespaces.
    if (namespace.startsWith("AWS/")) return [];
    const candidates = [...byNamespace].flatMap(([other, list]) => (mayBeEqual(other, namespace, symbols) ? list : []));
    const isSame = (metric: LogMetric): boolean => metric.namespace === namespace && metric.name === name;
    const same = nearest(candidates.filter(isSame), ({ filter }) => filter.stack, from);
    const alike = candidates.filter((metric) => !isSame(metric) && mayBeEqual(metric.name, name, symbols));
    for (const metric of alike) model.system.resolver.weighSame([namespace, metric.namespace], [name, metric.name]);
    return [...same, ...alike];
  };
  // Most alarms watch metrics of AWS, the same ones over and over.
  const found = new Map<string, readonly LogMetric[]>();
  return {
    find(namespace, name, { stack }) {
      const key = `${stack.name}\0${namespace}\0${name}`;
      const metrics = found.get(key) ?? find(namespace, name, stack);
      found.set(key, metrics);
      return metrics;
    },
  };
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

interface LogGroupUse {
  readonly node: FunctionNode;
  readonly logGroup: string;
}

function metricsOf(filter: MetricFilterNode, groups: readonly LogGroupUse[], { system }: WithSystem): readonly LogMetric[] {
  const { resource, logGroup, transformations } = filter;
  if (logGroup.state !== "known" || transformations.state === "absent") return [];
  const text = system.concrete(logGroupNameIn(logGroup.value));
  const same = groups.filter((group) => group.logGroup === text);
  const owners = nearest(same, ({ node }) => node.resource.stack, resource.stack).map(({ node }) => node);
  // A log group that certainly is some function's is no other's.
  const others = same.length > 0 ? [] : groups;
  const doubtfulOwners = others.flatMap(({ node, logGroup: other }) => {
    if (!mayBeEqual(other, text, system.symbols)) return [];
    const because = system.resolver.unknownIn(text) ?? system.resolver.unknownIn(other);
    return because === null ? [] : [{ node, because }];
  });
  if (transformations.state === "unresolved") {
    const text = system.resolver.unknownText(transformations, `transformations of ${resource.id}`);
    return [
      { filter: resource, namespace: text, name: text, sampling: transformations, isFromEvent: false, owners, doubtfulOwners },
    ];
  }
  return transformations.value.flatMap(({ namespace, metricName, value, defaultValue }) =>
    namespace.state === "known" && metricName.state === "known"
      ? [
          {
            filter: resource,
            namespace: system.concrete(namespace.value),
            name: system.concrete(metricName.value),
            sampling: samplingOf(resource, value, defaultValue),
            isFromEvent: value.state !== "unresolved" && defaultValue.state !== "unresolved",
            owners,
            doubtfulOwners,
          },
        ]
      : [],
  );
}

function samplingOf(filter: Resource, value: Value<string>, defaultValue: Value<number>): Known<Sampling> | Unresolved {
  if (value.state === "unresolved") return value;
  if (defaultValue.state === "unresolved") return defaultValue;
  const number = value.state === "absent" || value.value.trim() === "" ? Number.NaN : Number(value.value);
  if (Number.isNaN(number))
    return unresolved(
      `metric filter ${filter.label} takes its MetricValue (${value.state === "known" ? value.value : "none"}) from the log event`,
    );
  return known({ kind: "matches", value: number, otherwise: defaultValue.state === "known" ? defaultValue.value : null });
}
