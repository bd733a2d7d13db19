// API definitions that SAM writes or adds to: skeletons, paths, methods and integrations.
import { SAM_EVENT } from "../../../model/invocations/sam-event.ts";
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { type Mutable, mapUnder, thaw } from "./draft.ts";
import { alternatives, isIntrinsic, truthy, underCondition } from "./intrinsics.ts";

const integrationKey = "x-amazon-apigateway-integration";
export const anyMethod = "x-amazon-apigateway-any-method";
export const defaultPath = "$default";

export function swaggerSkeleton(): Mutable {
  return thaw({ swagger: "2.0", info: { version: "1.0", title: { Ref: "AWS::StackName" } }, paths: {} });
}

export function openApiSkeleton(): Mutable {
  return thaw({ openapi: "3.0.1", info: { version: "1.0", title: { Ref: "AWS::StackName" } }, paths: {} });
}

/** A definition that SAM would edit; an `Fn::Transform` alone is not one. */
export function isDefinition(body: Json | undefined): body is Mutable {
  return isObject(body) && isObject(body["paths"]) && (truthy(body["swagger"]) || truthy(body["openapi"]));
}

export function pathsOf(definition: Mutable): Mutable {
  return mapUnder(definition, "paths");
}

export function normalizedMethod(method: string): string {
  const lower = method.toLowerCase();
  return lower === "any" ? anyMethod : lower;
}

/** Makes the place for a method, in every alternative of a conditional path. */
export function addMethod(definition: Mutable, path: string, method: string): void {
  mapUnder(pathsOf(definition), path);
  for (const item of pathItems(definition, path)) mapUnder(item, normalizedMethod(method));
}

/** True where every alternative of the path has an integration for the method. */
export function hasIntegration(definition: Mutable, path: string, method: string): boolean {
  const items = pathItems(definition, path);
  return items.length > 0 && items.every((item) => methodDefinitions(item, method).some(isIntegrated));
}

/** The alternatives of a path. */
function pathItems(definition: Mutable, path: string): readonly Mutable[] {
  return alternatives(property(definition["paths"], path)).filter(isObject) as Mutable[];
}

function methodDefinitions(item: Mutable, method: string): readonly JsonObject[] {
  return alternatives(property(item, normalizedMethod(method))).filter(isObject);
}

function isIntegrated(definition: JsonObject): boolean {
  return truthy(definition[integrationKey]);
}

export interface RoutePlace {
  readonly path: string;
  readonly method: string;
  readonly condition: string | null;
  /** The function's logical id and the event's name. */
  readonly event: { readonly function: string; readonly event: string };
}

interface Integration {
  readonly type: string;
  readonly uri: Json;
  readonly settings?: JsonObject;
}

/** Adds an integration to a method; a condition wraps both its URI and the method. The model learns from which event it is. */
export function addIntegration(definition: Mutable, place: RoutePlace, integration: Integration): void {
  const method = normalizedMethod(place.method);
  addMethod(definition, place.path, method);
  for (const item of pathItems(definition, place.path)) {
    const operation = mapUnder(item, method);
    operation[integrationKey] = thaw({
      type: integration.type,
      httpMethod: "POST",
      uri: underCondition(place.condition, integration.uri),
      ...integration.settings,
    });
    operation[SAM_EVENT] = thaw(place.event);
    mapUnder(operation, "responses");
    item[method] = underCondition(place.condition, operation);
  }
}

/** Sets what an event says about a method that has its integration already. */
export function configureIntegration(definition: Mutable, path: string, method: string, settings: JsonObject): void {
  for (const item of pathItems(definition, path)) {
    for (const operation of methodDefinitions(item, method)) {
      const integration = operation[integrationKey];
      if (isObject(integration)) Object.assign(integration, settings);
    }
  }
}

/** The whole path exists only under the condition. */
export function makePathConditional(definition: Mutable, path: string, condition: string): void {
  const paths = pathsOf(definition);
  paths[path] = underCondition(condition, paths[path] ?? {});
}

/** True where the method's integration calls exactly this function, unqualified, in every alternative. */
export function callsFunction(definition: Json | undefined, path: string, method: string, functionId: string): boolean {
  if (!isDefinition(definition) || !hasIntegration(definition, path, method)) return false;
  const uris = pathItems(definition, path)
    .flatMap((item) => methodDefinitions(item, method))
    .map((operation) => property(operation[integrationKey], "uri"));
  return uris.every((uri) => isIntrinsic(uri) && alternatives(uri).every((item) => namesFunction(item, functionId)));
}

function namesFunction(uri: Json, functionId: string): boolean {
  const text = property(uri, "Fn::Sub");
  return typeof text === "string" && /([A-Za-z0-9]+)\.Arn/.exec(text)?.[1] === functionId;
}

/** Cross-origin requests: an OPTIONS method that answers by itself. */
export function addPreflight(definition: Mutable): void {
  for (const path of Object.keys(pathsOf(definition))) {
    for (const item of pathItems(definition, path)) {
      if (Object.hasOwn(item, "options")) continue;
      item["options"] = thaw({
        summary: "CORS support",
        [integrationKey]: { type: "mock", requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' } },
        responses: { "200": { description: "Default response for CORS method" } },
      });
    }
  }
}

/** The URI through which API Gateway calls a function; `function` is written as `${…}`. */
export function integrationUri(functionShorthand: string, streamed: boolean): JsonObject {
  const version = streamed ? "2021-11-15" : "2015-03-31";
  const action = streamed ? "response-streaming-invocations" : "invocations";
  const prefix = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path";
  return { "Fn::Sub": `${prefix}/${version}/functions/${functionShorthand}/${action}` };
}
