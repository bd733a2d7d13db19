// Metrics that metric filters make of what functions log: which function each one is about.
import type { MetricFilterNode } from "./alarm.ts";
import type { FunctionNode } from "./function.ts";
import { mayBeEqual } from "./likeness.ts";
import type { Model } from "./model.ts";
import { nearest } from "./nearness.ts";
import type { Resource } from "./resource.ts";
import { isLiteral } from "./symbol.ts";
import type { Unresolved } from "./value.ts";

export interface LogMetric {
  readonly filter: Resource;
  /** As texts with tokens, named resources by their names. */
  readonly namespace: string;
  readonly name: string;
  /** The functions that log to the filter's log group. */
  readonly owners: readonly FunctionNode[];
  /** Functions of which it cannot be told whether they do. */
  readonly doubtfulOwners: readonly { readonly node: FunctionNode; readonly because: Unresolved }[];
}

export interface LogMetricIndex {
  /** The metrics that these texts may mean, of the filters that somebody in that resource's stack means. */
  find(namespace: string, name: string, from: Resource): readonly LogMetric[];
}

export function linkLogMetrics(model: Model): LogMetricIndex {
  const { symbols } = model.system;
  const groups = model.functionIndex.functions.map((node): LogGroupUse => ({ node, logGroup: functionLogGroup(node, model) }));
  const metrics = model.alarmIndex.metricFilters.flatMap((filter) => metricsOf(filter, groups, model));
  const exact = new Map<string, LogMetric[]>();
  for (const metric of metrics) exact.set(keyOf(metric), [...(exact.get(keyOf(metric)) ?? []), metric]);
  const open = metrics.filter(({ namespace, name }) => !isLiteral(namespace) || !isLiteral(name));
  return {
    find(namespace, name, from) {
      const same = nearest(exact.get(keyOf({ namespace, name })) ?? [], ({ filter }) => filter.stack, from.stack);
      const candidates = isLiteral(namespace) && isLiteral(name) ? open : metrics;
      const alike = candidates.filter(
        (metric) => mayBeEqual(metric.namespace, namespace, symbols) && mayBeEqual(metric.name, name, symbols),
      );
      return [...new Set([...same, ...alike.filter((metric) => keyOf(metric) !== keyOf({ namespace, name }))])];
    },
  };
}

interface LogGroupUse {
  readonly node: FunctionNode;
  readonly logGroup: string;
}

function keyOf({ namespace, name }: Pick<LogMetric, "namespace" | "name">): string {
  return `${namespace}\0${name}`;
}

/** The name of the log group that a function writes to, as text with tokens. */
function functionLogGroup({ resource, name }: FunctionNode, { system }: Model): string {
  const own = resource.property("LoggingConfig", "LogGroup").symbol();
  return own.state === "known" ? system.concrete(own.value) : `/aws/lambda/${name}`;
}

function metricsOf(filter: MetricFilterNode, groups: readonly LogGroupUse[], { system }: Model): readonly LogMetric[] {
  const { resource, logGroup, transformations } = filter;
  if (logGroup.state !== "known" || transformations.state !== "known") return [];
  const text = system.concrete(logGroup.value);
  const same = groups.filter((group) => group.logGroup === text);
  const owners = nearest(same, ({ node }) => node.resource.stack, resource.stack).map(({ node }) => node);
  const doubtfulOwners = groups.flatMap(({ node, logGroup: other }) => {
    if (other === text || !mayBeEqual(other, text, system.symbols)) return [];
    const because = system.resolver.unknownIn(text) ?? system.resolver.unknownIn(other);
    return because === null ? [] : [{ node, because }];
  });
  return transformations.value.flatMap(({ namespace, metricName }) =>
    namespace.state === "known" && metricName.state === "known"
      ? [
          {
            filter: resource,
            namespace: system.concrete(namespace.value),
            name: system.concrete(metricName.value),
            owners,
            doubtfulOwners,
          },
        ]
      : [],
  );
}
