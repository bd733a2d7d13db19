// AWS::Serverless::HttpApi: the HTTP API with its definition, stage, authorizers and domain.
import { emptyObject, isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { defaultPath, isDefinition } from "./api-body.ts";
import { authorizerPermissions, httpAuthorizers } from "./authorizers.ts";
import { bucketAndKey } from "./code.ts";
import { httpDomainResources } from "./custom-domain.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, mapUnder, pick } from "./draft.ts";
import { ref, textOf, truthy } from "./intrinsics.ts";
import { idWithName, isAlphanumeric } from "./logical-id.ts";
import { propagateTags } from "./tags.ts";

const samTag: JsonObject = { "httpapi:createdBy": "SAM" };
const defaultStage = "$default";

export function expandHttpApi(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const body = properties["DefinitionBody"];
  const authorizers = httpAuthorizers(properties["Auth"]);
  const tags = ownTags(properties["Tags"], body);
  if (isDefinition(body)) {
    const schemes = Object.fromEntries(authorizers.map(({ name, scheme }) => [name, scheme]));
    if (truthy(schemes)) Object.assign(mapUnder(mapUnder(body, "components"), "securitySchemes"), schemes);
    nameDefinition(macro, body);
    addBodyTags(body, tags);
    renameDefaultPath(macro, body);
  }
  const isLocated = truthy(properties["DefinitionUri"]);
  const api = generated(
    "AWS::ApiGatewayV2::Api",
    macro.id,
    {
      ...pick(properties, ["FailOnWarnings"]),
      BodyS3Location: isLocated ? (bucketAndKey(properties["DefinitionUri"]) ?? properties["DefinitionUri"]) : undefined,
      Body: isLocated || !truthy(body) ? undefined : body,
    },
    { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] },
  );
  const resources = [
    api,
    ...authorizerPermissions(macro, authorizers),
    ...httpDomainResources(draft, macro, samTag, draft.recordSetGroups),
    stageOf(macro, tags),
  ];
  // With a definition the author's tags always reach the domain and the stage.
  propagateTags(resources, truthy(properties["Tags"]) ? tags : null, body !== undefined && body !== null);
  return resources;
}

/** The author's tags and SAM's own; an API that is defined elsewhere has only the author's. */
function ownTags(tags: Json | undefined, body: Json | undefined): JsonObject | undefined {
  const own = isObject(tags) ? tags : undefined;
  return isDefinition(body) ? { ...own, ...samTag } : own;
}

function nameDefinition(macro: Macro, body: Mutable): void {
  const { Name, Description } = macro.properties;
  if (truthy(Name)) mapUnder(body, "info")["title"] = Name;
  if (truthy(Description)) mapUnder(body, "info")["description"] = Description;
}

/** An HTTP API's tags are part of its definition. */
function addBodyTags(body: Mutable, tags: JsonObject | undefined): void {
  const key = "x-amazon-apigateway-tag-value";
  const merged = new Map<string, JsonObject>();
  for (const tag of Array.isArray(body["tags"]) ? (body["tags"] as readonly Json[]) : []) {
    if (isObject(tag)) merged.set(textOf(tag["name"]), tag);
  }
  for (const [name, value] of Object.entries(tags ?? {})) merged.set(name, { ...merged.get(name), name, [key]: value });
  body["tags"] = [...merged.values()];
}

/** With FailOnWarnings API Gateway accepts the default route only as a path. */
function renameDefaultPath(macro: Macro, body: Mutable): void {
  const paths = mapUnder(body, "paths");
  if (!truthy(macro.properties["FailOnWarnings"]) || !Object.hasOwn(paths, defaultPath)) return;
  paths[`/${defaultPath}`] = paths[defaultPath];
  delete paths[defaultPath];
}

function stageOf(macro: Macro, tags: JsonObject | undefined): Generated {
  const { StageName } = macro.properties;
  const stageName = truthy(StageName) ? StageName : defaultStage;
  return generated(
    "AWS::ApiGatewayV2::Stage",
    stageId(macro.id, stageName),
    {
      ...pick(macro.properties, ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"]),
      ApiId: ref(macro.id),
      AutoDeploy: true,
      StageName: stageName,
      Tags: tags === undefined ? undefined : Object.assign(emptyObject(), tags),
    },
    { attributes: macro.shared, path: ["Properties", "StageName"] },
  );
}

function stageId(apiId: string, stageName: Json): string {
  if (stageName === defaultStage) return `${apiId}ApiGatewayDefaultStage`;
  const name = typeof stageName === "string" ? stageName : "";
  return isAlphanumeric(name) ? `${apiId}${name}Stage` : idWithName(`${apiId}Stage`, name);
}
