// APIs that exist only because an event needs one, and the paths that events add to the definitions SAM manages.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import {
  addMethod,
  anyMethod,
  defaultPath,
  isDefinition,
  makePathConditional,
  openApiSkeleton,
  pathsOf,
  swaggerSkeleton,
} from "./api-body.ts";
import { combineConditions } from "./conditions.ts";
import { type Draft, type Mutable, mapUnder, propertiesOf, thaw } from "./draft.ts";
import { ref, textOf, truthy, underCondition } from "./intrinsics.ts";

interface ApiKind {
  readonly event: "Api" | "HttpApi";
  readonly resource: "AWS::Serverless::Api" | "AWS::Serverless::HttpApi";
  readonly implicitId: string;
  /** The event's property that names its API. */
  readonly idProperty: string;
  skeleton(): Mutable;
}

const restKind: ApiKind = {
  event: "Api",
  resource: "AWS::Serverless::Api",
  implicitId: "ServerlessRestApi",
  idProperty: "RestApiId",
  skeleton: swaggerSkeleton,
};

const httpKind: ApiKind = {
  event: "HttpApi",
  resource: "AWS::Serverless::HttpApi",
  implicitId: "ServerlessHttpApi",
  idProperty: "ApiId",
  skeleton: openApiSkeleton,
};

/** APIs without a definition get an empty one that SAM then fills. */
export function addDefaultDefinitions(draft: Draft): void {
  for (const kind of [restKind, httpKind]) {
    for (const [, body] of resourcesOf(draft, [kind.resource])) {
      const properties = propertiesOf(body);
      if (truthy(properties["DefinitionBody"]) || truthy(properties["DefinitionUri"])) continue;
      properties["DefinitionBody"] = kind.skeleton();
      draft.managedApis.add(body);
    }
  }
}

/** Adds `ServerlessRestApi` and `ServerlessHttpApi` where events need them, and every event's path to its API. */
export function addImplicitApis(draft: Draft): void {
  for (const kind of [restKind, httpKind]) addImplicitApi(draft, kind);
}

/** An API's method with what it takes over from the resource of its event. */
interface Route {
  readonly api: string;
  readonly path: string;
  readonly method: string;
  readonly owner: Mutable;
}

function addImplicitApi(draft: Draft, kind: ApiKind): void {
  const authored = draft.resources.get(kind.implicitId);
  const implicit = thaw({ Type: kind.resource, Properties: { DefinitionBody: kind.skeleton() } });
  if (kind === restKind) propertiesOf(implicit)["StageName"] = "Prod";
  draft.managedApis.add(implicit);
  draft.resources.set(kind.implicitId, implicit);

  const routes = addRoutes(draft, kind);
  takeOverAttributes(draft, kind, implicit, routes);
  addPathConditions(draft, kind, routes);
  if (Object.keys(pathsOf(mapUnder(propertiesOf(implicit), "DefinitionBody"))).length > 0) return;
  if (authored === undefined) draft.resources.delete(kind.implicitId);
  else draft.resources.set(kind.implicitId, authored);
}

function addRoutes(draft: Draft, kind: ApiKind): readonly Route[] {
  const routes: Route[] = [];
  for (const [id, owner] of resourcesOf(draft, ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"])) {
    for (const [name, event] of eventsOfKind(kind, owner)) {
      const route = addRoute(draft, kind, event, owner);
      if (route === null) continue;
      routes.push(route);
      if (!draft.origins.has(route.api)) draft.origins.set(route.api, { logicalId: id, path: ["Properties", "Events", name] });
    }
  }
  return routes;
}

function eventsOfKind(kind: ApiKind, owner: Mutable): readonly (readonly [string, Mutable])[] {
  const events = property(owner["Properties"], "Events");
  const all = Object.entries(isObject(events) ? events : {});
  return all.filter((entry): entry is [string, Mutable] => isObject(entry[1]) && entry[1]["Type"] === kind.event);
}

function addRoute(draft: Draft, kind: ApiKind, event: Mutable, owner: Mutable): Route | null {
  if (kind === restKind && !truthy(event["Properties"])) return null;
  const properties = mapUnder(event, "Properties");
  if (!Object.hasOwn(properties, kind.idProperty)) {
    shareTags(draft, kind, owner);
    properties[kind.idProperty] = ref(kind.implicitId);
  }
  if (kind === httpKind && !truthy(properties["Path"]) && !truthy(properties["Method"])) {
    properties["Path"] = defaultPath;
    properties["Method"] = anyMethod;
  }
  const api = apiIdOf(properties[kind.idProperty]);
  const { Path: path, Method: method } = properties;
  if (api === null || typeof path !== "string" || typeof method !== "string") return null;
  const resource = draft.resources.get(api);
  if (resource === undefined) return { api, path, method, owner };
  const definition = property(resource["Properties"], "DefinitionBody");
  if (draft.managedApis.has(resource) && isDefinition(definition)) addMethod(definition, path, method);
  if (kind === httpKind) addRouteSettings(resource, properties, owner);
  return { api, path, method, owner };
}

/** The logical id that an event names its API by. */
export function apiIdOf(reference: Json | undefined): string | null {
  const id = isObject(reference) ? reference["Ref"] : reference;
  return typeof id === "string" ? id : null;
}

function shareTags(draft: Draft, kind: ApiKind, owner: Mutable): void {
  const section = textOf(owner["Type"]).slice("AWS::Serverless::".length);
  const either = (key: string) => {
    const local = property(owner["Properties"], key);
    return truthy(local) ? local : property(property(draft.globals, section), key);
  };
  const tags = either("Tags");
  const implicit = draft.resources.get(kind.implicitId);
  if (implicit === undefined || !isObject(tags) || !truthy(tags) || !truthy(either("PropagateTags"))) return;
  Object.assign(mapUnder(propertiesOf(implicit), "Tags"), tags);
  propertiesOf(implicit)["PropagateTags"] = true;
}

function addRouteSettings(api: Mutable, event: JsonObject, owner: Mutable): void {
  const settings = event["RouteSettings"];
  if (!isObject(settings)) return;
  const method = textOf(event["Method"]);
  const route = method === anyMethod ? textOf(event["Path"]) : `${method.toUpperCase()} ${textOf(event["Path"])}`;
  Object.assign(mapUnder(mapUnder(propertiesOf(api), "RouteSettings"), route), underCondition(conditionOf(owner), settings));
}

function conditionOf(body: JsonObject): string | null {
  return typeof body["Condition"] === "string" ? body["Condition"] : null;
}

/** The implicit API is conditional where all its methods are, and is kept where one of them is. */
function takeOverAttributes(draft: Draft, kind: ApiKind, implicit: Mutable, all: readonly Route[]): void {
  const routes = all.filter((route) => route.api === kind.implicitId);
  const condition = combinedCondition(draft, `${kind.implicitId}Condition`, routes);
  if (condition !== null) implicit["Condition"] = condition;
  for (const [attribute, precedence] of [
    ["DeletionPolicy", ["Retain", "Delete"]],
    ["UpdateReplacePolicy", ["Retain", "Snapshot", "Delete"]],
  ] as const) {
    const policy = precedence.find((candidate) => routes.some((route) => route.owner[attribute] === candidate));
    if (policy !== undefined) implicit[attribute] = policy;
  }
}

/** One condition for all routes, added to the template where there are several; null where a route has none. */
function combinedCondition(draft: Draft, name: string, routes: readonly Route[]): string | null {
  // The last event of a method decides: SAM keeps one condition a method.
  const byMethod = new Map(routes.map((route) => [`${route.method} ${route.path}`, conditionOf(route.owner)]));
  const conditions = new Set(byMethod.values());
  if (conditions.size === 0 || conditions.has(null)) return null;
  return combineConditions(draft, name, [...(conditions as Set<string>)].sort());
}

function addPathConditions(draft: Draft, kind: ApiKind, routes: readonly Route[]): void {
  for (const [id, body] of resourcesOf(draft, [kind.resource])) {
    const definition = property(body["Properties"], "DefinitionBody");
    if (!draft.managedApis.has(body) || !isDefinition(definition)) continue;
    for (const path of Object.keys(pathsOf(definition))) {
      const name = path.replaceAll("/", "SLASH").replaceAll("{", "OB").replaceAll("}", "CB");
      const onPath = routes.filter((route) => route.api === id && route.path === path);
      const condition = combinedCondition(draft, `${id}${name}PathCondition`, onPath);
      if (condition !== null) makePathConditional(definition, path, condition);
    }
  }
}

function resourcesOf(draft: Draft, types: readonly string[]): readonly (readonly [string, Mutable])[] {
  return [...draft.resources].filter(([, body]) => types.includes(textOf(body["Type"])));
}
