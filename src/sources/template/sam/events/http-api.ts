// HttpApi events: the permission for the route, and its integration wherever the definition has none yet.
import { isObject, type JsonObject, property } from "../../../../model/json.ts";
import {
  addIntegration,
  anyMethod,
  callsFunction,
  defaultPath,
  hasIntegration,
  integrationUri,
  isDefinition,
} from "../api-body.ts";
import type { Generated } from "../draft.ts";
import { shorthand, sub, truthy } from "../intrinsics.ts";
import { pathPattern, referencedApi } from "./api.ts";
import { permission, type SamEvent } from "./event.ts";

export function expandHttpApiEvent(event: SamEvent): readonly Generated[] {
  const { ApiId, Path: path, Method: method, TimeoutInMillis, PayloadFormatVersion } = event.properties;
  if (typeof path !== "string" || typeof method !== "string") {
    event.draft.notes.push(`${event.macro.id}: event ${event.name} has no Path or Method as text and was left out`);
    return [];
  }
  const api = referencedApi(event.draft, ApiId);
  const definition = property(api?.["Properties"], "DefinitionBody");
  // A default route to the same function has the permission for every path already.
  const covered = path !== defaultPath && callsFunction(definition, defaultPath, anyMethod, event.target.id);
  const granted = permission(event, {
    principal: "apigateway.amazonaws.com",
    sourceArn: sourceArn(event.properties, method, path),
  });
  if (isObject(definition) && isDefinition(definition) && !hasIntegration(definition, path, method)) {
    addIntegration(
      definition,
      { path, method, condition: event.macro.condition },
      {
        type: "aws_proxy",
        uri: integrationUri(shorthand(event.target.arn), false),
        settings: {
          payloadFormatVersion: truthy(PayloadFormatVersion) ? PayloadFormatVersion : "2.0",
          ...(truthy(TimeoutInMillis) && { timeoutInMillis: TimeoutInMillis }),
        },
      },
    );
  }
  return covered ? [] : [granted];
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
