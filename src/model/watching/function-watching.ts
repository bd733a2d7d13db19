// Which alarms watch a metric of a function: Lambda's own and, for errors, one of a metric filter on the function's log group.
import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import type { FunctionNode, WithFunctions } from "../functions/function.ts";
import { readLambdaSeries } from "../metrics/lambda-series.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { System, WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { withExecutions } from "./durable-watching.ts";
import type { LogMetric, WithLogMetrics } from "./log-metrics.ts";
import { newerDoubts, watchableFunction } from "./newer-alarms.ts";
import type { Sampling } from "./samples.ts";
import { queriesOf, unreadQuery, WatcherList, type Watchers } from "./watching.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithFunctions & WithLogMetrics & WithSeriesExistence & WithSystem;

export interface FunctionWatchingIndex {
  alarmsOf(node: FunctionNode): Watchers;
}

/** A metric of the namespace AWS/Lambda. */
export interface FunctionMetric {
  readonly name: string;
  /** `errors`. */
  readonly label: string;
  readonly sampling: Sampling;
  /** What a metric filter counts in the function's log counts as well. */
  readonly isLogged: boolean;
}

/** An alarm whose watched function is unknown. */
interface Stray {
  readonly alarm: AlarmNode;
  /** What may turn out to be the function's name; null where anything may. */
  readonly name: string | null;
  readonly because: Unresolved;
}

interface Draft {
  readonly model: Linked;
  readonly metric: FunctionMetric;
  readonly strays: Stray[];
  readonly accountWide: AlarmNode[];
  of(node: FunctionNode): WatcherList;
}

/** A series whose namespace and name are text, named resources by their names. */
interface NamedSeries {
  readonly series: MetricSeries;
  readonly alarm: AlarmNode;
  readonly namespace: string;
  readonly name: string;
}

const NAMESPACE = "AWS/Lambda";
const ERRORS: FunctionMetric = { name: "Errors", label: "errors", sampling: { kind: "failures" }, isLogged: true };
/** https://docs.aws.amazon.com/lambda/latest/dg/durable-monitoring.html */
const FAILED_EXECUTIONS: FunctionMetric = {
  name: "DurableExecutionFailed",
  label: "failed executions",
  sampling: { kind: "matches", value: 1, otherwise: null },
  isLogged: false,
};

export interface WithFunctionErrors {
  /** Which alarms watch the errors of each function. */
  readonly functionErrors: FunctionWatchingIndex;
}

export function linkFunctionErrors(model: Linked): FunctionWatchingIndex {
  const errors = linkFunctionWatching(ERRORS, model);
  const executions = linkFunctionWatching(FAILED_EXECUTIONS, model);
  return { alarmsOf: (node) => withExecutions(errors.alarmsOf(node), executions.alarmsOf, node) };
}

export function linkFunctionWatching(metric: FunctionMetric, model: Linked): FunctionWatchingIndex {
  const lists = new Map<string, WatcherList>();
  const of = (node: FunctionNode): WatcherList => {
    const list = lists.get(node.resource.id) ?? new WatcherList(model);
    lists.set(node.resource.id, list);
    return list;
  };
  const draft: Draft = { model, metric, strays: [], accountWide: [], of };
  for (const alarm of model.alarmIndex.alarms) readAlarm(alarm, draft);
  return { alarmsOf: (node) => withStrays(of(node), node, draft) };
}

function readAlarm(alarm: AlarmNode, draft: Draft): void {
  const { system } = draft.model;
  if (alarm.series.state === "unresolved") draft.strays.push({ alarm, name: null, because: alarm.series });
  const isNamed = new RegExp(`\\b${draft.metric.name}\\b`);
  const query = queriesOf(alarm).find((text) => text.includes(NAMESPACE) && isNamed.test(text));
  if (query !== undefined) draft.strays.push({ alarm, name: null, because: unreadQuery(alarm) });
  if (alarm.series.state !== "known") return;
  for (const series of alarm.series.value) {
    const { namespace, metricName } = series;
    if (namespace.state !== "known" || metricName.state !== "known") continue;
    const named = { series, alarm, namespace: system.concrete(namespace.value), name: system.concrete(metricName.value) };
    readOwn(named, draft);
    if (!draft.metric.isLogged) continue;
    for (const metric of draft.model.logMetrics.find(named.namespace, named.name, alarm.resource))
      readLogMetric(named, metric, draft);
  }
}

/** True where both are the same metric, null where they certainly are not, else why it is unknown. */
function likeness(series: NamedSeries, metric: { namespace: string; name: string }, system: System): true | Unresolved | null {
  if (series.namespace === metric.namespace && series.name === metric.name) return true;
  const { symbols, resolver } = system;
  if (!mayBeEqual(series.namespace, metric.namespace, symbols) || !mayBeEqual(series.name, metric.name, symbols)) return null;
  return resolver.unknownIn([series.namespace, series.name, metric.namespace, metric.name].join(" "));
}

function readOwn(named: NamedSeries, draft: Draft): void {
  const { alarm } = named;
  const like = likeness(named, { namespace: NAMESPACE, name: draft.metric.name }, draft.model.system);
  if (like === null) return;
  const read = readLambdaSeries(named.series, alarm, draft.model);
  if (read.kind === "unresolved") draft.strays.push({ alarm, name: read.name, because: read.doubt });
  else if (read.kind === "account" && like === true) draft.accountWide.push(alarm);
  else if (read.kind === "nothing" && like === true)
    draft.of(read.function).misses.push({ alarm, reason: `never has data: ${read.reason}` });
  else if (read.kind === "published") {
    const via = read.alias === null ? [] : [read.alias.resource];
    const { name, sampling } = draft.metric;
    if (like === true) draft.of(read.function).add({ alarm, series: named.series, what: `${name} of ${read.of}`, via }, sampling);
    else draft.of(read.function).doubts.push({ resource: alarm.resource, because: like });
  }
}

function readLogMetric(named: NamedSeries, metric: LogMetric, draft: Draft): void {
  const { alarm } = named;
  const { filter, owners, doubtfulOwners, sampling } = metric;
  const like = likeness(named, metric, draft.model.system);
  for (const node of owners) {
    const what = `what metric filter ${filter.label} counts`;
    const watch = { alarm, series: named.series, what, via: [filter] };
    if (like === true) draft.of(node).addFiltered(watch, filter, sampling);
    else if (like !== null) draft.of(node).doubts.push({ resource: alarm.resource, because: like });
  }
  for (const { node, because } of doubtfulOwners) draft.of(node).doubts.push({ resource: filter, because });
}

function withStrays(list: Watchers, node: FunctionNode, draft: Draft): Watchers {
  const { symbols } = draft.model.system;
  const strays = draft.strays.filter(({ name }) => name === null || mayBeEqual(name, node.name, symbols));
  return {
    watches: list.watches,
    doubts: [
      ...list.doubts,
      ...strays.map(({ alarm, because }) => ({ resource: alarm.resource, because })),
      ...(draft.metric.isLogged ? newerDoubts(watchableFunction(node, draft.model), draft.model) : []),
    ],
    misses: [
      ...list.misses,
      ...draft.accountWide.map((alarm) => ({ alarm, reason: `watches the ${draft.metric.label} of the whole account` })),
    ],
  };
}
