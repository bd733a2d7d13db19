// Which alarms watch metrics of one resource that a dimension names: a queue, a stream.
import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import { dimensionTarget } from "../metrics/dimension-target.ts";
import { publisherOf } from "../metrics/published-metrics.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { queriesOf, unreadQuery, WatcherList, type Watchers } from "./watching.ts";

/** Metrics that a service publishes by one resource. */
export interface ResourceMetrics {
  readonly namespace: string;
  readonly dimension: string;
  readonly names: readonly string[];
  /** Why one of the names shows nothing about this resource, certainly or perhaps; null where it does. */
  flawOf?(name: string): string | Unresolved | null;
}

export function alarmsOnResource(
  resource: Resource,
  metrics: ResourceMetrics,
  model: WithAlarms & WithSeriesExistence & WithSystem,
): Watchers {
  const list = new WatcherList(model);
  for (const alarm of model.alarmIndex.alarms) {
    const query = queriesOf(alarm).find(
      (text) => text.includes(metrics.namespace) && metrics.names.some((name) => text.includes(name)),
    );
    if (query !== undefined) list.doubts.push({ resource: alarm.resource, because: unreadQuery(alarm) });
    if (alarm.series.state === "unresolved") list.doubts.push({ resource: alarm.resource, because: alarm.series });
    if (alarm.series.state === "known")
      for (const series of alarm.series.value) take(series, { alarm, resource, metrics, model }, list);
  }
  return list;
}

interface Looking {
  readonly alarm: AlarmNode;
  readonly resource: Resource;
  readonly metrics: ResourceMetrics;
  readonly model: WithSystem;
}

function take(series: MetricSeries, looking: Looking, list: WatcherList): void {
  const name = nameOf(series, looking);
  const { dimensions } = series;
  if (name === null || dimensions.state === "absent") return;
  if (dimensions.state === "unresolved") list.doubts.push({ resource: looking.alarm.resource, because: dimensions });
  const text = dimensions.state === "known" ? dimensions.value.get(looking.metrics.dimension) : undefined;
  if (text !== undefined) takeNamed(text, name, series, looking, list);
}

function takeNamed(
  text: string,
  name: string | Unresolved,
  series: MetricSeries,
  { alarm, resource, metrics, model }: Looking,
  list: WatcherList,
): void {
  const { namespace, dimension } = metrics;
  const expected = publisherOf(namespace)?.resources.get(dimension);
  if (expected === undefined) return;
  const target = dimensionTarget(dimension, text, expected, alarm.resource.stack, model.system);
  if (target.kind === "never" && target.via.includes(resource)) {
    list.misses.push({ alarm, reason: `never has data: ${target.reason}` });
  } else if (target.kind === "unresolved") {
    if (mayBeEqual(text, model.system.nameOf(resource), model.system.symbols))
      list.doubts.push({ resource: alarm.resource, because: target.because });
  } else if (target.kind === "there" && target.resource === resource) takeOwn(name, series, { alarm, metrics }, list);
}

/** A series of the resource itself. */
function takeOwn(
  name: string | Unresolved,
  series: MetricSeries,
  { alarm, metrics }: Pick<Looking, "alarm" | "metrics">,
  list: WatcherList,
): void {
  if (typeof name !== "string") list.doubts.push({ resource: alarm.resource, because: name });
  else {
    const flaw = metrics.flawOf?.(name) ?? null;
    if (flaw === null) list.add({ alarm, series, what: name, via: [] }, { kind: "amount" });
    else if (typeof flaw === "string") list.misses.push({ alarm, reason: `watches ${name}, ${flaw}` });
    else list.doubts.push({ resource: alarm.resource, because: flaw });
  }
}

/** The metric's name; null where it is certainly another metric, a doubt where that is undecided. */
function nameOf({ namespace, metricName }: MetricSeries, { metrics, model: { system } }: Looking): string | Unresolved | null {
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  const [space, name] = [system.concrete(namespace.value), system.concrete(metricName.value)];
  if (space === metrics.namespace && metrics.names.includes(name)) return name;
  const mayBe = (text: string, wanted: string): boolean => mayBeEqual(text, wanted, system.symbols);
  const isAlike = mayBe(space, metrics.namespace) && metrics.names.some((wanted) => mayBe(name, wanted));
  return isAlike ? system.resolver.unknownIn(`${space} ${name}`) : null;
}
