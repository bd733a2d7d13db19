// The alias's share of an API's requests, measured live by route: Count of the last day.
import type { AlarmNode, MetricSeries } from "../model/alarms/alarm.ts";
import type { ApiNode, ApiStageNode } from "../model/apis/api.ts";
import { invocationsOfApi } from "../model/apis/api-traffic.ts";
import { hasDetailedMetrics } from "../model/apis/detailed-metrics.ts";
import { apiBehind, invokersOf, otherRouteOf } from "../model/deployments/alias-invokers.ts";
import type { Deployed } from "../model/deployments/coverage.ts";
import { matchKnownApi } from "../model/metrics/api-identity.ts";
import type { Model } from "../model/model.ts";
import { keyOf, type MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk, total } from "../model/observed/gauge.ts";
import { seriesWritten } from "../model/observed/series.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../model/value.ts";
import { watchedAlarmsOf } from "./watched-alarms.ts";

/** A day shows the hours in which other routes get more. */
const SPAN = { windowSeconds: 86_400, periodSeconds: 3600 };

/**
 * Requests to the API that go elsewhere, for each one that goes to the alias.
 * @returns null where the system is not a live one, or its traffic was not read
 */
export function otherTrafficOf(
  series: MetricSeries,
  { resource }: AlarmNode,
  api: ApiNode,
  deployed: Deployed,
  model: Model,
): Known<number> | Unresolved | null {
  const { observations } = model.system.facts;
  if (observations === undefined) return null;
  const asks = asksFor(series, resource, api, deployed, model);
  if (asks.state !== "known") return asks;
  if (!asks.value.every((ask) => observations.has(keyOf(ask)))) return null;
  const answers = answersTo(asks.value, model);
  if (answers.state !== "known") return answers;
  const [all = 0, ...own] = answers.value.map(total);
  const ofAlias = own.reduce((sum, each) => sum + each, 0);
  if (ofAlias <= 0) return unresolved("no requests to its routes were counted in the last day");
  return known(Math.max(0, all / ofAlias - 1));
}

/** What a live run has to ask for the alarms of its deployments that compare a rate over an API with other routes. */
export function shareAsks(model: Model): readonly MetricAsk[] {
  const asks = model.shiftedAliases.flatMap((shifted) => {
    const { alias } = shifted;
    const owner = alias.function;
    if (owner.state !== "known") return [];
    const deployed = { function: owner.value, alias };
    return watchedAlarmsOf(shifted, model).flatMap((alarm) => asksOfAlarm(alarm, deployed, model));
  });
  return [...new Map(asks.map((ask) => [keyOf(ask), ask])).values()];
}

function asksOfAlarm(alarm: AlarmNode, deployed: Deployed, model: Model): readonly MetricAsk[] {
  const all = alarm.series.state === "known" ? alarm.series.value : [];
  // Nothing else takes from a lone sum of failures.
  const isRate = all.length > 1 || all.some(({ statistic }) => statistic.state === "known" && statistic.value === "Average");
  if (!isRate) return [];
  return all.flatMap((series) => {
    const api = apiOf(series, alarm, model);
    if (api === null || isOneRoute(series) || otherRouteOf(api, deployed, model) === null) return [];
    const asks = asksFor(series, alarm.resource, api, deployed, model);
    return asks.state === "known" ? asks.value : [];
  });
}

function apiOf({ namespace, dimensions }: MetricSeries, { resource }: AlarmNode, model: Model): ApiNode | null {
  if (namespace.state !== "known" || namespace.value !== "AWS/ApiGateway" || dimensions.state !== "known") return null;
  const given = dimensions.value;
  return model.apis.apis.find((api) => matchKnownApi(given, api, resource.stack, model).kind === "this") ?? null;
}

/** It is of one route, not of the API as a whole. */
export function isOneRoute({ dimensions }: MetricSeries): boolean {
  return dimensions.state === "known" && (dimensions.value.has("Route") || dimensions.value.has("Method"));
}

/** Of the API as the alarm sees it, then of each of the alias's routes. */
function asksFor(
  { dimensions }: MetricSeries,
  from: AlarmNode["resource"],
  api: ApiNode,
  deployed: Deployed,
  model: Model,
): Known<readonly MetricAsk[]> | Unresolved {
  if (dimensions.state !== "known") return unresolved("the dimensions of its metric are unknown");
  const stage = stageOf(dimensions.value.get("Stage"), api, model);
  if (stage.state !== "known") return stage;
  const routes = routesOf(api, stage.value, deployed, model);
  if (routes.state !== "known") return routes;
  const { name } = stage.value;
  if (name.state !== "known") return unresolved("the name of its stage is unknown");
  const ofStage = new Map([...dimensions.value, ["Stage", name.value]]);
  const asks: MetricAsk[] = [];
  for (const own of [[], ...routes.value]) {
    const ask = countOf([...(own.length === 0 ? dimensions.value : ofStage), ...own], from, model);
    if (ask.state !== "known") return ask;
    asks.push(ask.value);
  }
  return known(asks);
}

type Dimensions = readonly (readonly [name: string, text: string])[];

function countOf(dimensions: Dimensions, { stack }: AlarmNode["resource"], { system }: Model): Known<MetricAsk> | Unresolved {
  return mapKnown(seriesWritten(stack, "AWS/ApiGateway", dimensions, system), (series) =>
    metricAsk(series, "Count", "Sum", SPAN),
  );
}

/** The one that is named, else the only one. */
function stageOf(named: string | undefined, api: ApiNode, { apis, system }: Model): Known<ApiStageNode> | Unresolved {
  const own = apis.stages.filter((each) => each.api.state === "known" && each.api.value === api);
  const wanted = named === undefined ? null : system.concrete(named);
  const found =
    wanted === null ? own : own.filter(({ name }) => name.state === "known" && system.concrete(name.value) === wanted);
  const [stage] = found;
  return stage === undefined || found.length > 1 ? unresolved(`the stage of API ${api.resource.label} is unknown`) : known(stage);
}

/** The dimensions of each route that leads to the alias. */
function routesOf(
  api: ApiNode,
  stage: ApiStageNode,
  { function: owner, alias }: Deployed,
  model: Model,
): Known<readonly Dimensions[]> | Unresolved {
  const { throughAlias } = invokersOf({ function: owner, alias }, model);
  const another = throughAlias.find((each) => apiBehind(each, model) !== api);
  if (another !== undefined) return unresolved(`${another.resource.label} invokes alias ${alias.label} as well`);
  const own = invocationsOfApi(api, model).filter((each) => each.kind !== "authorizer" && throughAlias.includes(each));
  const found = new Map<string, Dimensions>();
  for (const { detail } of own) {
    const route = detail?.split(" → ")[0] ?? "";
    const dimensions = dimensionsOf(route, api, stage);
    if (dimensions.state !== "known") return dimensions;
    found.set(route, dimensions.value);
  }
  return found.size === 0 ? unresolved("no route is known to invoke the alias") : known([...found.values()]);
}

function dimensionsOf(route: string, { kind }: ApiNode, stage: ApiStageNode): Known<Dimensions> | Unresolved {
  const [method = "", path] = route.split(" ");
  if (kind === "websocket" || (kind === "rest" && (path === undefined || method === "ANY")))
    return unresolved(`AWS does not document which metric counts the requests of ${route === "" ? "a route" : route}`);
  const isCounted = hasDetailedMetrics(stage, route);
  if (isCounted === false)
    return unresolved(`its stage publishes no metrics of ${route}: detailed metrics are not enabled for it`);
  if (isCounted !== true) return isCounted;
  return known(
    kind === "rest"
      ? [
          ["Method", method],
          ["Resource", path ?? ""],
        ]
      : [["Route", route]],
  );
}
