// HttpApi events: the permission for the route, and its integration if the definition has none yet.
import { type JsonObject, property } from "../../../../model/json.ts";
import {
  addIntegration,
  anyMethod,
  callsFunction,
  configureIntegration,
  defaultPath,
  hasIntegration,
  integrationUri,
  isDefinition,
} from "../api-body.ts";
import type { Generated, Mutable } from "../draft.ts";
import { shorthand, sub, truthy } from "../intrinsics.ts";
import { pathPattern, referencedApi, routePlace } from "./api.ts";
import { permission, type SamEvent } from "./event.ts";

export function expandHttpApiEvent(event: SamEvent): readonly Generated[] {
  const { ApiId, Path: path, Method: method } = event.properties;
  if (typeof path !== "string" || typeof method !== "string") return [];
  const api = referencedApi(event.draft, ApiId);
  const definition = property(api?.["Properties"], "DefinitionBody");
  // A default route to the same function has the permission for every path already.
  const covered = path !== defaultPath && callsFunction(definition, defaultPath, anyMethod, event.target.id);
  const granted = permission(event, {
    principal: "apigateway.amazonaws.com",
    sourceArn: sourceArn(event.properties, method, path),
  });
  if (isDefinition(definition)) integrate(event, definition, path, method);
  return covered ? [] : [granted];
}

/** Adds the integration where the method has none; an author's own keeps its URI. */
function integrate(event: SamEvent, definition: Mutable, path: string, method: string): void {
  const { TimeoutInMillis, PayloadFormatVersion } = event.properties;
  const settings = {
    ...(truthy(TimeoutInMillis) && { timeoutInMillis: TimeoutInMillis }),
    ...(truthy(PayloadFormatVersion) && { payloadFormatVersion: PayloadFormatVersion }),
  };
  if (hasIntegration(definition, path, method)) {
    configureIntegration(definition, path, method, settings);
    return;
  }
  const uri = integrationUri(shorthand(event.target.arn), false);
  addIntegration(definition, routePlace(event, path, method), {
    type: "aws_proxy",
    uri,
    settings: { payloadFormatVersion: "2.0", ...settings },
  });
}

function sourceArn(properties: JsonObject, method: string, path: string): JsonObject {
  const isAny = [anyMethod, "any"].includes(method.toLowerCase());
  const bare = path === defaultPath ? "" : pathPattern(path.replace(/^(.+)\/$/, "$1"));
  const route =
    method.toLowerCase() === "any" && bare === `/${defaultPath}` ? bare : `/${isAny ? "*" : method.toUpperCase()}${bare}`;
  const resource = `\${__ApiId__}/\${__Stage__}${route}`;
  return sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${resource}`, {
    __ApiId__: properties["ApiId"],
    __Stage__: "*",
  });
}
