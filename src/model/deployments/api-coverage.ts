// What an AWS/ApiGateway metric shows of a deployment: whether the API's requests go through the alias.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { ApiKind, ApiNode, WithApis } from "../apis/api.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import { invocationsOfApi } from "../apis/api-traffic.ts";
import type { Invocation } from "../invocations/invocation.ts";
import { type ApiMatch, matchApi } from "../metrics/api-identity.ts";
import type { WithSystem } from "../system.ts";
import { type Coverage, type Deployed, determined, metricOf, undetermined } from "./coverage.ts";

type Dimensions = ReadonlyMap<string, string>;

export function coverageOfApi(
  series: MetricSeries,
  alarm: AlarmNode,
  deployed: Deployed,
  model: WithApis & WithInvocationsByApi & WithSystem,
): Coverage {
  const metric = metricOf(series, model.system);
  if (series.dimensions.state === "unresolved") return undetermined(`watches ${metric} of an unknown API`, series.dimensions);
  const given: Dimensions = series.dimensions.state === "known" ? series.dimensions.value : new Map();
  if (given.size === 0) return determined("account", `watches ${metric} of all APIs of the account`);
  const names = [...given.keys()].sort().join(", ");
  if (!PUBLISHED.includes(names))
    return determined("nothing", `never has data: API Gateway publishes no metric with the dimensions ${names}`);
  const matches = model.apis.apis.map((api) => ({ api, match: match(api, given, alarm, model) }));
  const found = matches.find((each) => each.match.kind === "this");
  if (found !== undefined) return coverageThrough(found.api, metric, given, deployed, model);
  return coverageWithoutApi(
    matches.map((each) => each.match),
    metric,
    given,
    model,
  );
}

/** By names in alphabetical order. */
const PUBLISHED: readonly string[] = [
  "ApiName",
  "ApiName, Stage",
  "ApiName, Method, Resource, Stage",
  "ApiId",
  "ApiId, Stage",
  "ApiId, Method, Resource, Stage",
  "ApiId, Route, Stage",
];

/** What the kind of API calls otherwise. */
const FOREIGN_NAMES: Readonly<Record<ApiKind, readonly string[]>> = {
  rest: ["4xx", "5xx"],
  http: ["4XXError", "5XXError"],
  websocket: ["4XXError", "5XXError", "4xx", "5xx", "Latency"],
};

function match(api: ApiNode, given: Dimensions, alarm: AlarmNode, model: WithApis & WithSystem): ApiMatch {
  const anyStage = { resource: api.resource, api: { state: "known", value: api }, name: { state: "absent" } } as const;
  return matchApi(given, anyStage, alarm.resource.stack, model);
}

function coverageWithoutApi(matches: readonly ApiMatch[], metric: string, given: Dimensions, { system }: WithSystem): Coverage {
  const miss = matches.find(({ kind }) => kind === "miss");
  if (miss?.kind === "miss") return determined("nothing", `never has data: ${miss.reason}`);
  const open = matches.find(({ kind }) => kind === "unresolved");
  if (open?.kind === "unresolved") return undetermined(`watches ${metric} of an unknown API`, open.doubt);
  const name = given.get("ApiName") ?? given.get("ApiId") ?? "";
  const doubt = system.resolver.unknownIn(name);
  const shown = system.symbols.display(name);
  const because = `API ${shown} is not defined in the audited stacks; also audit the stack that defines it`;
  return undetermined(`watches ${metric} of API ${shown}`, doubt ?? because);
}

function coverageThrough(
  api: ApiNode,
  metric: string,
  given: Dimensions,
  { function: node, alias }: Deployed,
  model: WithInvocationsByApi & WithSystem,
): Coverage {
  const name = api.resource.label;
  if (FOREIGN_NAMES[api.kind].includes(metric))
    return determined("nothing", `never has data: ${KIND_NAMES[api.kind]} publishes no ${metric}`);
  const routes = invocationsOfApi(api, model).filter((invocation) => isOf(invocation, given));
  const route = given.get("Route") ?? (given.has("Method") ? `${given.get("Method")} ${given.get("Resource")}` : null);
  const what = `watches ${metric} of ${route === null ? "" : `${model.system.symbols.display(route)} of `}API ${name}`;
  const through = routes.find(({ target }) => {
    if (target.state !== "known" || target.value.function !== node) return false;
    return target.value.qualifier.kind === "alias" && target.value.qualifier.alias === alias;
  });
  if (through !== undefined)
    return determined("api", `${what}, which invokes alias ${alias.label}`, [api.resource, through.resource, ...through.along]);
  const open = routes.map(({ target }) => target).find((target) => target.state === "unresolved");
  if (open?.state === "unresolved") return undetermined(what, open);
  const qualifiers = routes.flatMap(({ target }) =>
    target.state === "known" && target.value.function === node ? [target.value.qualifier] : [],
  );
  const doubtful = qualifiers.find(({ kind }) => kind === "unresolved");
  if (doubtful?.kind === "unresolved") return undetermined(what, doubtful.doubt);
  return determined(
    "nothing",
    qualifiers.length > 0 ? `${what}, which bypasses alias ${alias.label}` : `${what}, which does not invoke the function`,
  );
}

const KIND_NAMES: Readonly<Record<ApiKind, string>> = { rest: "a REST API", http: "an HTTP API", websocket: "a WebSocket API" };

/** Whether the series counts what comes in on this route; an authorizer is asked on any. */
function isOf({ kind, detail }: Invocation, given: Dimensions): boolean {
  const [method, resource, route] = [given.get("Method"), given.get("Resource"), given.get("Route")];
  if (kind === "authorizer" || detail === null || (method === undefined && route === undefined)) return true;
  if (route !== undefined) return detail === route;
  // An invocation that has a namesake carries what it leads to behind an arrow.
  const own = detail.split(" → ")[0];
  return own === `${method} ${resource}` || own === `ANY ${resource}` || own === "$default";
}
