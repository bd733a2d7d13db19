// Whether the metric of an alarm can have data. CloudWatch matches sets of dimensions exactly.

import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import type { ApiKind, WithApis } from "../apis/api.ts";
import type { WithFunctions } from "../functions/function.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { itemsOf } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { unresolved } from "../value.ts";
import { apiOfSeries, judgeStage, kindInWords } from "./api-existence.ts";
import { judgeRoute } from "./api-route.ts";
import { type DimensionTarget, dimensionTarget, externalInWords } from "./dimension-target.ts";
import { type FilterSeriesIndex, linkFilterSeries } from "./filter-series.ts";
import { judgeFixedValues } from "./fixed-value.ts";
import { judgeLambdaSeries } from "./lambda-existence.ts";
import {
  type DimensionSet,
  isSameSet,
  type Publisher,
  publishedNamespaces,
  publisherOf,
  setInWords,
  tableDate,
} from "./published-metrics.ts";
import { judgeRequestMetrics } from "./request-metrics.ts";
import type { SeriesJudgement } from "./series-judgement.ts";
import { judgeUnit } from "./units.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithApis & WithFunctions & WithSystem;

export interface SeriesExistence {
  /** What is known of the series of an alarm, one by one, without those of which nothing is known. */
  of(alarm: AlarmNode): readonly SeriesJudgement[];
  /** The same of one series; null where nothing is known of it. */
  ofSeries(series: MetricSeries, alarm: AlarmNode): SeriesJudgement | null;
}

/** A series of which namespace, name and dimensions are known. */
interface Reading {
  readonly series: MetricSeries;
  readonly alarm: AlarmNode;
  readonly model: WithApis & WithFunctions & WithSystem;
  readonly publisher: Publisher;
  readonly metric: string;
  readonly given: ReadonlyMap<string, string>;
  readonly names: DimensionSet;
}

export interface WithSeriesExistence {
  /** Whether the metrics of alarms can have data. */
  readonly seriesExistence: SeriesExistence;
}

export function linkSeriesExistence(model: Linked): SeriesExistence {
  const filters = linkFilterSeries(model);
  const found = new Map<AlarmNode, readonly SeriesJudgement[]>();
  const judgeAll = (alarm: AlarmNode): readonly SeriesJudgement[] => {
    if (alarm.series.state === "unresolved") return [{ kind: "unresolved", because: alarm.series, via: [] }];
    if (alarm.series.state !== "known") return [];
    return alarm.series.value.flatMap((series) => judge(series, alarm, filters, model) ?? []);
  };
  return {
    of(alarm) {
      const judgements = found.get(alarm) ?? judgeAll(alarm);
      found.set(alarm, judgements);
      return judgements;
    },
    ofSeries: (series, alarm) => judge(series, alarm, filters, model),
  };
}

function judge(
  series: MetricSeries,
  alarm: AlarmNode,
  filters: FilterSeriesIndex,
  model: WithApis & WithFunctions & WithSystem,
): SeriesJudgement | null {
  const { system } = model;
  const { namespace, metricName, dimensions } = series;
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  const [space, metric] = [system.concrete(namespace.value), system.concrete(metricName.value)];
  if (dimensions.state === "unresolved") {
    const isMade = filters.judge(space, metric, { names: [], unit: series.unit }, alarm.resource) !== null;
    const isJudged = publisherOf(space) !== null || isMade || judgeOpenNamespace(space, metric, model) !== null;
    return isJudged ? { kind: "unresolved", because: dimensions, via: [] } : null;
  }
  const given = dimensions.state === "known" ? dimensions.value : new Map<string, string>();
  const names = [...given.keys()];
  const publisher = publisherOf(space);
  if (publisher !== null) {
    const judged = judgePublished({ series, alarm, model, publisher, metric, given, names });
    return judged?.kind === "published" ? (judgeUnit(series.unit, space, metric, publisher.service) ?? judged) : judged;
  }
  return filters.judge(space, metric, { names, unit: series.unit }, alarm.resource) ?? judgeOpenNamespace(space, metric, model);
}

function judgePublished(reading: Reading): SeriesJudgement | null {
  const { publisher, metric, model, given } = reading;
  const right = publisher.rightNameOf(metric);
  const isOpen = model.system.resolver.unknownIn(metric) !== null;
  const elsewhere = isOpen || right !== null || publisher.publishes(metric) ? judgeRegion(reading) : null;
  if (elsewhere !== null) return elsewhere;
  if (right !== null) return misnamed(publisher.service, metric, right);
  const doubt = model.system.resolver.unknownIn([metric, ...reading.names].join(" "));
  if (doubt !== null) return { kind: "unresolved", because: doubt, via: [] };
  if (!publisher.publishes(metric)) return judgeName(publisher, metric);
  if (publisher.setsOf(metric).length === 0) return null;
  const isForeign = isOfAnotherAccount(reading.series, reading.alarm);
  if (!isForeign && (given.has("ApiName") || given.has("ApiId"))) return judgeApi(reading);
  const judged = judgeSet(reading);
  return isForeign || judged.kind !== "published" ? judged : judgeValues(reading, judged.what);
}

/** The region is known where the stack's is. */
function judgeRegion({ publisher: { onlyIn, service }, given, alarm }: Reading): SeriesJudgement | null {
  const { region } = alarm.resource.stack.facts;
  if (onlyIn === null || region === null || region === onlyIn.region || region.startsWith("cn-")) return null;
  if (onlyIn.unless !== undefined && given.has(onlyIn.unless)) return null;
  const which = onlyIn.unless === undefined ? "its metrics" : `metrics without the dimension ${onlyIn.unless}`;
  return never(`${service} publishes ${which} in ${onlyIn.region} only, and the alarm is in ${region}`);
}

/** A name that is in no page of AWS that the table was made from: a mistake, or newer than the table. */
function judgeName(publisher: Publisher, metric: string): SeriesJudgement {
  const nearest = publisher.nearestTo(metric);
  const meant = nearest === null ? "" : `; did you mean ${nearest}?`;
  const because = unresolved(
    `${publisher.service} documents no metric ${metric} (${publisher.documentation}, as of ${tableDate})${meant}`,
  );
  return { kind: "unresolved", because, via: [], flaw: { kind: "metric name", meant: nearest } };
}

/** @param right what it is called; null where the service has nothing like it */
function misnamed(whose: string, metric: string, right: string | null): SeriesJudgement & { kind: "never" } {
  const reason = `${whose} publishes no ${metric}${right === null ? "" : `: it is called ${right}`}`;
  return { kind: "never", reason, via: [], flaw: { kind: "metric name", meant: right } };
}

/** A namespace that is unknown may turn out to be one of AWS: then the name of the metric is one of its own. */
function judgeOpenNamespace(namespace: string, metric: string, { system }: WithSystem): SeriesJudgement | null {
  const doubt = system.resolver.unknownIn(namespace);
  if (doubt === null) return null;
  const isOpenName = system.resolver.unknownIn(metric) !== null;
  const mayBe = publishedNamespaces.some(
    (each) => mayBeEqual(namespace, each, system.symbols) && (isOpenName || publisherOf(each)?.isJudged(metric) === true),
  );
  return mayBe ? { kind: "unresolved", because: doubt, via: [] } : null;
}

function never(reason: string, via: readonly Resource[] = []): SeriesJudgement {
  return { kind: "never", reason, via };
}

/** @param kind of the API, where it is known */
function judgeSet(
  { publisher, metric, names }: Reading,
  kind: ApiKind | null = null,
): SeriesJudgement & { kind: "published" | "never" } {
  const { service } = publisher;
  const sets = publisher.setsOf(metric, kind);
  const set = sets.find((each) => isSameSet(each, names));
  const whose = kind === null ? service : `${service}, for ${kindInWords[kind]},`;
  if (set !== undefined) return { kind: "published", what: `${service} publishes ${metric} with ${setInWords(set)}`, via: [] };
  if (sets.length === 0) {
    return misnamed(whose, metric, publisher.rightNameOf(metric, kind));
  }
  const right = sets.map(setInWords).join(", or ");
  return { kind: "never", reason: `${whose} publishes ${metric} with ${right}, not with ${setInWords(names)}`, via: [] };
}

/** Metrics of other accounts, by cross-account observability: the audited templates do not define their resources. */
function isOfAnotherAccount({ id }: MetricSeries, { resource }: AlarmNode): boolean {
  const query = itemsOf(resource.property("Metrics")).find((node) => {
    const own = node.at("Id").text();
    return own.state === "known" && own.value === id;
  });
  return query !== undefined && !query.at("AccountId").isAbsent;
}

function judgeApi(reading: Reading): SeriesJudgement {
  const { given, alarm, model } = reading;
  const found = apiOfSeries(given, alarm, model);
  if (found.kind === "external") {
    const judged = judgeSet(reading, given.has("ApiName") ? "rest" : null);
    return judged.kind === "never" ? judged : { ...judged, what: `${judged.what}; ${externalInWords(found.name)}` };
  }
  if (found.kind !== "known") return found;
  const { resource, kind } = found.api;
  const judged = judgeSet(reading, kind);
  if (judged.kind === "never") return { ...judged, via: [resource] };
  const elsewhere = judgeStage(given, found.api, model);
  if (elsewhere !== null) return elsewhere;
  const route = judgeRoute(given, found.api, model);
  if (route.kind !== "published") return { ...route, via: [resource, ...route.via] };
  return { ...judged, what: `${judged.what}; it is about ${resource.label}`, via: [resource, ...route.via] };
}

/** What the values say, once the set is one that is published. */
function judgeValues(reading: Reading, what: string): SeriesJudgement {
  const { publisher, given, series, alarm, model } = reading;
  if (publisher === publisherOf("AWS/Lambda") && !given.has("EventSourceMappingUUID"))
    return judgeLambdaSeries(series, alarm, what, model);
  const fixed = judgeFixedValues(publisher.values, given, model.system);
  if (fixed !== null) return fixed;
  const targets = [...publisher.resources].flatMap(([name, expected]) => {
    const text = given.get(name);
    return text === undefined ? [] : [dimensionTarget(name, text, expected, alarm.resource.stack, model.system)];
  });
  return onABus(reading, targets) ?? ofBucket(reading, targets) ?? together(targets, what);
}

function together(targets: readonly DimensionTarget[], what: string): SeriesJudgement {
  const via = targets.flatMap((target) => (target.kind === "there" ? [target.resource] : []));
  const flawed = targets.find((target) => target.kind === "never");
  if (flawed?.kind === "never") return flawed;
  const open = targets.find((target) => target.kind === "unresolved");
  if (open?.kind === "unresolved") return { kind: "unresolved", because: open.because, via };
  const outside = targets.flatMap((target) => (target.kind === "external" ? [externalInWords(target.name)] : []));
  const about = via.length === 0 ? [] : [`it is about ${via.map(({ label }) => label).join(" and ")}`];
  return { kind: "published", what: [what, ...about, ...outside].join("; "), via };
}

/** Request metrics of a bucket whose configurations can be seen. */
function ofBucket({ given, model }: Reading, targets: readonly DimensionTarget[]): SeriesJudgement | null {
  const [filter, bucket] = [given.get("FilterId"), targets.find(({ kind }) => kind === "there")];
  if (filter === undefined || bucket?.kind !== "there" || bucket.resource.type !== "AWS::S3::Bucket") return null;
  return judgeRequestMetrics(bucket.resource, filter, model.system);
}

/** The metrics of a rule on a bus of one's own carry the name of the bus as well. */
function onABus({ given, model }: Reading, targets: readonly DimensionTarget[]): SeriesJudgement | null {
  const [only] = targets;
  if (!given.has("RuleName") || given.has("EventBusName") || only?.kind !== "there") return null;
  const bus = only.resource.property("EventBusName").symbol();
  if (bus.state !== "known" || /(?:^|\/)default$/.test(bus.value)) return null;
  const because = model.system.resolver.unknownIn(bus.value);
  if (because !== null) return { kind: "unresolved", because, via: [only.resource] };
  return never(`${only.resource.label} is on a custom event bus, so its metrics have EventBusName + RuleName`, [only.resource]);
}
