// Api events: the permission for the route, and its integration in a definition that SAM manages.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../../../model/json.ts";
import {
  addIntegration,
  hasIntegration,
  integrationUri,
  isDefinition,
  normalizedMethod,
  pathsOf,
  type RoutePlace,
} from "../api-body.ts";
import type { Draft, Generated, Mutable } from "../draft.ts";
import { mapUnder, propertiesOf } from "../draft.ts";
import { apiIdOf } from "../implicit-api.ts";
import { shorthand, sub, truthy } from "../intrinsics.ts";
import { permission, type SamEvent } from "./event.ts";

export function expandApiEvent(event: SamEvent): readonly Generated[] {
  const { Path: path, Method: method, RestApiId, TimeoutInMillis, ResponseTransferMode } = event.properties;
  if (typeof path !== "string" || typeof method !== "string") return [];
  const api = referencedApi(event.draft, RestApiId);
  const granted = permission(event, {
    principal: "apigateway.amazonaws.com",
    suffix: stageSuffix(api, RestApiId),
    sourceArn: routeArn(RestApiId, method, path),
  });
  if (api === null) return [granted];
  const streamed = ResponseTransferMode === "RESPONSE_STREAM";
  integrate(event, api, {
    path,
    method,
    type: "aws_proxy",
    uri: integrationUri(shorthand(event.target.arn), streamed),
    settings: {
      ...(truthy(TimeoutInMillis) && { timeoutInMillis: TimeoutInMillis }),
      ...(streamed && { responseTransferMode: "STREAM" }),
    },
  });
  return [granted];
}

/** The `AWS::Serverless::Api` or other resource of this template that an event names. */
export function referencedApi(draft: Draft, reference: Json | undefined): Mutable | null {
  const id = apiIdOf(reference);
  return (id === null ? undefined : draft.resources.get(id)) ?? null;
}

/** The stage's name is part of the permission's logical id. */
function stageSuffix(api: Mutable | null, reference: Json | undefined): string {
  if (apiIdOf(reference) === null) return "AllStages";
  const stage = property(api?.["Properties"], "StageName");
  return typeof stage === "string" ? stage : "Stage";
}

/** The ARN of a route in every stage, with `*` for what a path leaves open. */
function routeArn(api: Json | undefined, method: string, path: string): JsonObject {
  const route = pathPattern(path.replace(/^(.+)\/$/, "$1"));
  const verb = /^(any|x-amazon-apigateway-any-method)$/i.test(method) ? "*" : method.toUpperCase();
  const resource = `\${__ApiId__}/\${__Stage__}/${verb}${route}`;
  const variables = { __ApiId__: api, __Stage__: "*" };
  return sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${resource}`, variables);
}

export function pathPattern(path: string): string {
  return path.replaceAll(/\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}/g, "*");
}

interface Route {
  readonly path: string;
  readonly method: string;
  readonly type: string;
  readonly uri: Json;
  readonly settings: JsonObject;
}

/** Adds the integration where SAM manages the definition or is set to merge into it; else the author's definition is unchanged. */
export function integrate(event: SamEvent, api: Mutable, route: Route): void {
  const properties = propertiesOf(api);
  const definition = properties["DefinitionBody"];
  if (!isObject(definition)) return;
  const place = routePlace(event, route.path, route.method);
  if (truthy(properties["MergeDefinitions"]) && route.type === "aws_proxy") {
    // SAM loses the route where the definition has no paths to merge it into.
    if (truthy(definition["paths"])) mergeRoute(definition as Mutable, place, route);
  } else if (event.draft.managedApis.has(api) && isDefinition(definition)) {
    if (hasIntegration(definition, route.path, route.method)) noteRepeated(event, route);
    else addIntegration(definition, place, route);
  }
}

export function routePlace({ macro, name }: SamEvent, path: string, method: string): RoutePlace {
  return { path, method, condition: macro.condition, event: { function: macro.id, event: name } };
}

function noteRepeated(event: SamEvent, route: Route): void {
  const what = `event ${event.name} repeats ${route.method} ${route.path}`;
  event.draft.notes.push(`${event.macro.id}: ${what}, which the SAM transform rejects; the first one was used`);
}

/** MergeDefinitions: what the event says wins over what the definition says, key by key. */
function mergeRoute(definition: Mutable, place: RoutePlace, route: Route): void {
  const fresh: Mutable = emptyObject();
  addIntegration(fresh, place, route);
  const added = property(property(fresh["paths"], place.path), normalizedMethod(place.method));
  const methods = mapUnder(pathsOf(definition), place.path);
  const key = place.method.toLowerCase();
  const present = methods[key];
  methods[key] = isObject(present) && isObject(added) ? { ...present, ...added } : added;
}
