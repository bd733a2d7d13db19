// Which alarms watch the server errors of an API's stage: its own metrics, or metric filters on its access log or its functions' logs.
import type { AlarmNode, MetricFilterNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import { accessLogFields } from "../apis/access-log.ts";
import type { ApiStageNode, WithApis } from "../apis/api.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import { invocationsOfApi } from "../apis/api-traffic.ts";
import { routesPastFunctions } from "../apis/route-backends.ts";
import type { FunctionNode } from "../functions/function.ts";
import { accessLogGroup, logGroupNameIn } from "../functions/log-group.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { WithSystem } from "../system.ts";
import { linkApiWatching, type MetricsByKind } from "./api-watching.ts";
import type { WithFunctionErrors } from "./function-watching.ts";
import type { WithLogMetrics } from "./log-metrics.ts";
import { newerDoubts, watchableStage } from "./newer-alarms.ts";
import { certainOf, type DoubtfulWatch, type Watch, WatcherList, type Watchers } from "./watching.ts";

/** What the answers are read from. */
type Linked = WithAlarms &
  WithApis &
  WithFunctionErrors &
  WithInvocationsByApi &
  WithLogMetrics &
  WithSeriesExistence &
  WithSystem;

export const apiErrorMetrics: MetricsByKind = {
  rest: ["5XXError"],
  http: ["5xx"],
  websocket: ["ExecutionError", "IntegrationError"],
};

export interface ApiErrorWatchers extends Watchers {
  /** One alarm a function, on a metric filter of its log group, where every route leads to a function that has one. */
  readonly ofFunctions: readonly Watch[];
}

export function linkApiErrors(model: Linked): { alarmsOf(stage: ApiStageNode): ApiErrorWatchers } {
  const watching = linkApiWatching(apiErrorMetrics, { kind: "failures" }, model);
  return {
    alarmsOf(stage) {
      const own = watching.alarmsOf(stage);
      const logged = watchersOfAccessLog(stage, model);
      const ofFunctions = watchersOfFunctions(stage, model);
      return {
        watches: [...own.watches, ...logged.watches],
        ofFunctions: ofFunctions.watches,
        doubts: [...own.doubts, ...logged.doubts, ...ofFunctions.doubts, ...newerDoubts(watchableStage(stage, model), model)],
        misses: [...own.misses, ...logged.misses, ...ofFunctions.misses],
      };
    },
  };
}

function watchersOfAccessLog(stage: ApiStageNode, model: Linked): Watchers {
  const list = new WatcherList(model);
  const group = accessLogGroup(stage, model.system);
  if (group.state !== "known") return list;
  const variables = accessLogFields(stage);
  for (const filter of model.alarmIndex.metricFilters) {
    const named = filter.logGroup.state === "known" ? model.system.concrete(logGroupNameIn(filter.logGroup.value)) : null;
    if (named === null || !mayBeEqual(named, group.value, model.system.symbols)) continue;
    const doubt = named === group.value ? null : model.system.resolver.unknownIn(`${named} ${group.value}`);
    for (const alarm of model.alarmIndex.alarms) takeFiltered(alarm, filter, doubt, variables, list, model);
  }
  return list;
}

function takeFiltered(
  alarm: AlarmNode,
  filter: MetricFilterNode,
  doubt: DoubtfulWatch["because"] | null,
  variables: ReadonlyMap<string, string>,
  list: WatcherList,
  model: WithLogMetrics & WithSystem,
): void {
  const { resource } = filter;
  const all = alarm.series.state === "known" ? alarm.series.value : [];
  const [found] = all.flatMap((series) => {
    const { namespace, metricName } = series;
    if (namespace.state !== "known" || metricName.state !== "known") return [];
    const [space, name] = [namespace.value, metricName.value].map((text) => model.system.concrete(text)) as [string, string];
    const metric = model.logMetrics
      .find(space, name, alarm.resource)
      .find((each) => each.filter === resource && each.namespace === space && each.name === name);
    return metric === undefined ? [] : [{ series, sampling: metric.sampling }];
  });
  if (found === undefined) return;
  const { series, sampling } = found;
  const watch = { alarm, series, what: `what metric filter ${resource.label} counts in the access log`, via: [resource] };
  if (doubt !== null) list.doubts.push({ resource, because: doubt });
  else list.addFiltered(watch, resource, sampling, variables);
}

function watchersOfFunctions({ api }: ApiStageNode, model: Linked): Watchers {
  const nothing = { watches: [], doubts: [], misses: [] };
  if (api.state !== "known") return nothing;
  const invocations = invocationsOfApi(api.value, model).filter(({ kind }) => kind !== "authorizer");
  const targets = invocations.map(({ target }) => target);
  const functions = [...new Set(targets.flatMap((target) => (target.state === "known" ? [target.value.function] : [])))];
  if (functions.length === 0 || targets.some(({ state }) => state === "external" || state === "missing")) return nothing;
  const each = functions.map((node) => filteredWatch(node, model));
  if (each.some(({ watch, doubts }) => watch === null && doubts.length === 0)) return nothing;
  const watches = each.flatMap(({ watch }) => watch ?? []);
  const doubtful = each.flatMap(({ watch, doubts }) => (watch === null ? doubts : []));
  const open = invocations.flatMap(({ target, resource }) =>
    target.state === "unresolved" ? [{ resource, because: target }] : [],
  );
  const others = routesPastFunctions(api.value, model);
  const doubts = [...doubtful, ...open, ...others.doubts];
  const [route] = others.known;
  if (route !== undefined)
    return { ...nothing, misses: watches.slice(0, 1).map(({ alarm }) => ({ alarm, reason: notOn(route) })) };
  return doubts.length > 0 ? { ...nothing, doubts } : { ...nothing, watches };
}

function notOn(route: string): string {
  return `counts errors in the logs of functions only, and ${route} invokes no function`;
}

/** An alarm on what a metric filter counts in the function's own log group, else those that may be one. */
function filteredWatch(
  node: FunctionNode,
  { functionErrors, alarmIndex }: WithAlarms & WithFunctionErrors,
): { readonly watch: Watch | null; readonly doubts: readonly DoubtfulWatch[] } {
  const { watches, doubts } = functionErrors.alarmsOf(node);
  const [watch = null] = certainOf(watches.filter(({ via }) => via.some(({ type }) => type === "AWS::Logs::MetricFilter")));
  const ofServices = alarmIndex.alarms.filter(({ series }) => series.state === "known" && series.value.every(isOfService));
  const others = new Set(ofServices.map(({ resource }) => resource));
  return { watch, doubts: doubts.filter(({ resource }) => !others.has(resource)) };
}

/** Metric filters have namespaces of their own. */
function isOfService({ namespace }: MetricSeries): boolean {
  return namespace.state === "known" && namespace.value.startsWith("AWS/");
}
