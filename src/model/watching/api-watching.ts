// Which alarms watch one of several metrics of an API's stage: its dimensions, matched exactly as CloudWatch does.
// The sets that API Gateway publishes:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import type { ApiKind, ApiStageNode, WithApis } from "../apis/api.ts";
import { kindInWords } from "../metrics/api-existence.ts";
import { matchApi } from "../metrics/api-identity.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { Sampling } from "./samples.ts";
import { type DoubtfulWatch, queriesOf, unreadQuery, WatcherList, type Watchers } from "./watching.ts";

/** The parts of the model that say which alarms watch an API. */
export type ApiWatchingSources = WithAlarms & WithApis & WithSeriesExistence & WithSystem;

const NAMESPACE = "AWS/ApiGateway";

/** The names of the metrics in question, as each kind of API publishes them. */
export type MetricsByKind = Readonly<Record<ApiKind, readonly string[]>>;

/** What a series is to a stage: one of the metrics, certainly or perhaps, something close to it, or (null) nothing. */
type Relation = { readonly what: string } | { readonly doubt: Unresolved } | { readonly miss: string } | null;

export interface ApiWatchingIndex {
  alarmsOf(stage: ApiStageNode): Watchers;
}

/** A series that is, or may be, one of the metrics of some API. */
interface ApiSeries {
  readonly alarm: AlarmNode;
  readonly series: MetricSeries;
  readonly metric: string | Unresolved;
}

/** @param sampling how the samples of these metrics come about */
export function linkApiWatching(byKind: MetricsByKind, sampling: Sampling, model: ApiWatchingSources): ApiWatchingIndex {
  const { alarms } = model.alarmIndex;
  const names = [...new Set(Object.values(byKind).flat())];
  const all = alarms.flatMap((alarm) => seriesOf(alarm, names, model));
  const doubts = alarms.flatMap((alarm) => doubtsAbout(alarm, names));
  return {
    alarmsOf(stage) {
      const list = new WatcherList(model);
      list.doubts.push(...doubts);
      for (const each of all) take(relate(each, stage, byKind, model), each, sampling, list);
      return list;
    },
  };
}

function seriesOf(alarm: AlarmNode, names: readonly string[], model: WithSystem): readonly ApiSeries[] {
  if (alarm.series.state !== "known") return [];
  return alarm.series.value.flatMap((series) => {
    const metric = metricAmong(names, series, model);
    return metric === null ? [] : [{ alarm, series, metric }];
  });
}

/** Why an alarm may watch any API. */
function doubtsAbout(alarm: AlarmNode, names: readonly string[]): readonly DoubtfulWatch[] {
  const { resource, series } = alarm;
  const isNamed = (text: string): boolean => names.some((name) => new RegExp(`\\b${name}\\b`).test(text));
  const query = queriesOf(alarm).find((text) => text.includes(NAMESPACE) && isNamed(text));
  if (query !== undefined) return [{ resource, because: unreadQuery(alarm) }];
  return series.state === "unresolved" ? [{ resource, because: series }] : [];
}

function take(relation: Relation, { alarm, series }: ApiSeries, sampling: Sampling, list: WatcherList): void {
  if (relation === null) return;
  if ("what" in relation) list.add({ alarm, series, what: relation.what, via: [] }, sampling);
  else if ("doubt" in relation) list.doubts.push({ resource: alarm.resource, because: relation.doubt });
  else list.misses.push({ alarm, reason: relation.miss });
}

function relate(
  { alarm, series, metric }: ApiSeries,
  stage: ApiStageNode,
  byKind: MetricsByKind,
  model: WithApis & WithSystem,
): Relation {
  if (series.dimensions.state !== "known") return series.dimensions.state === "unresolved" ? { doubt: series.dimensions } : null;
  const given = series.dimensions.value;
  const api = matchApi(given, stage, alarm.resource.stack, model);
  if (api.kind === "another") return null;
  if (api.kind === "miss") return { miss: `never has data: ${api.reason}` };
  const ofStage = matchStage(given, stage, model);
  if (ofStage !== true) return ofStage;
  if (api.kind === "unresolved") return { doubt: api.doubt };
  if (typeof metric !== "string") return { doubt: metric };
  const kind = stage.api.state === "known" ? stage.api.value.kind : null;
  if (kind !== null && !byKind[kind].includes(metric))
    return { miss: `never has data: ${kindInWords[kind]} publishes ${byKind[kind].join(" and ")}, and no ${metric}` };
  return { what: metric };
}

/** The metric's name; null where it is certainly another metric, a doubt where that is undecided. */
function metricAmong(
  names: readonly string[],
  { namespace, metricName }: MetricSeries,
  { system }: WithSystem,
): string | Unresolved | null {
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  if (namespace.value === NAMESPACE && names.includes(metricName.value)) return metricName.value;
  const mayBe = (text: string, name: string): boolean => mayBeEqual(text, name, system.symbols);
  const isAlike = mayBe(namespace.value, NAMESPACE) && names.some((name) => mayBe(metricName.value, name));
  return isAlike ? system.resolver.unknownIn(`${namespace.value} ${metricName.value}`) : null;
}

/** True where the series covers this stage as a whole. */
function matchStage(given: ReadonlyMap<string, string>, { name }: ApiStageNode, { system }: WithSystem): true | Relation {
  const narrower = [...given].filter(([key]) => key !== "ApiName" && key !== "ApiId" && key !== "Stage");
  if (narrower.length > 0) {
    const shown = narrower.map(([key, value]) => `${key} ${system.symbols.display(value)}`).join(", ");
    return { miss: `watches only a part of the API (${shown})` };
  }
  const stage = given.get("Stage");
  if (stage === undefined) return true;
  if (name.state !== "known") return name.state === "unresolved" ? { doubt: name } : null;
  const [written, own] = [system.concrete(stage), system.concrete(name.value)];
  if (written === own) return true;
  const doubt = mayBeEqual(written, own, system.symbols) ? system.resolver.unknownIn(`${written} ${own}`) : null;
  return doubt === null ? { miss: `watches stage ${system.symbols.display(written)}` } : { doubt };
}
