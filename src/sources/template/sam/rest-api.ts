// AWS::Serverless::Api: the REST API with its definition, deployment, stage, authorizers, domain and usage plan.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { addPreflight, isDefinition } from "./api-body.ts";
import { type Authorizer, authorizerPermissions, restAuthorizers } from "./authorizers.ts";
import { bucketAndKey } from "./code.ts";
import { restDomainResources } from "./custom-domain.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, mapUnder, pick } from "./draft.ts";
import { ref, textOf, truthy } from "./intrinsics.ts";
import { digest, idWithName, isAlphanumeric } from "./logical-id.ts";
import { propagateTags, tagList } from "./tags.ts";
import { usagePlanResources } from "./usage-plan.ts";

const keptProperties = [
  "BinaryMediaTypes",
  "MinimumCompressionSize",
  "Name",
  "Description",
  "Mode",
  "ApiKeySourceType",
  "Policy",
  "SecurityPolicy",
  "EndpointAccessMode",
  "FailOnWarnings",
];

const keptStageProperties = [
  "StageName",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "Variables",
  "MethodSettings",
  "AccessLogSetting",
  "CanarySetting",
  "TracingEnabled",
];

export function expandRestApi(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const authorizers = restAuthorizers(draft, properties["Auth"]);
  const api = restApi(draft, macro, authorizers);
  const deployment = deploymentOf(macro, api);
  const stage = stageOf(macro, deployment.id);
  const resources = [
    api,
    deployment,
    stage,
    ...authorizerPermissions(macro, authorizers),
    ...restDomainResources(draft, macro),
    ...usagePlanResources(draft, macro, stage.id),
  ];
  propagateTags(resources, properties["Tags"], properties["PropagateTags"]);
  return resources;
}

function restApi(draft: Draft, macro: Macro, authorizers: readonly Authorizer[]): Generated {
  const { properties } = macro;
  const body = properties["DefinitionBody"];
  if (isDefinition(body)) completeDefinition(draft, macro, body, authorizers);
  const isLocated = truthy(properties["DefinitionUri"]);
  return generated(
    "AWS::ApiGateway::RestApi",
    macro.id,
    {
      ...pick(properties, keptProperties),
      ...endpoint(properties["EndpointConfiguration"]),
      BodyS3Location: isLocated ? (bucketAndKey(properties["DefinitionUri"]) ?? properties["DefinitionUri"]) : undefined,
      Body: isLocated || !truthy(body) ? undefined : body,
    },
    { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] },
  );
}

function endpoint(configuration: Json | undefined): JsonObject {
  if (!truthy(configuration)) return {};
  const type = isObject(configuration) && truthy(configuration["Type"]) ? configuration["Type"] : configuration;
  const vpcEndpoints = isObject(configuration) ? (configuration["VPCEndpointIds"] ?? configuration["VpcEndpointIds"]) : undefined;
  const details = isObject(configuration) ? pick(configuration, ["IpAddressType"]) : {};
  return {
    EndpointConfiguration: { Types: [type], ...(vpcEndpoints !== undefined && { VpcEndpointIds: vpcEndpoints }), ...details },
    Parameters: { endpointConfigurationTypes: type },
  };
}

/** Writes into the definition what SAM adds to it: preflight methods, authorizers, the OpenAPI version. */
function completeDefinition(draft: Draft, macro: Macro, body: Mutable, authorizers: readonly Authorizer[]): void {
  const { Cors, OpenApiVersion } = macro.properties;
  if (truthy(Cors)) addPreflight(body);
  const version = textOf(OpenApiVersion ?? body["openapi"] ?? "");
  if (draft.managedApis.has(macro.body) && isOpenApi3(textOf(OpenApiVersion ?? ""))) {
    body["openapi"] = version;
    delete body["swagger"];
  }
  if (authorizers.length === 0) return;
  const schemes = Object.fromEntries(authorizers.map(({ name, scheme }) => [name, scheme]));
  const parent = body["swagger"] === undefined && isOpenApi3(version) ? mapUnder(body, "components") : body;
  Object.assign(mapUnder(parent, parent === body ? "securityDefinitions" : "securitySchemes"), schemes);
}

function isOpenApi3(version: string): boolean {
  return /^3(\.\d)(\.\d)?$/.test(version);
}

/** A new definition needs a new deployment, so its logical id depends on it. */
function deploymentOf(macro: Macro, api: Generated): Generated {
  const { OpenApiVersion, Domain } = macro.properties;
  const definition = api.properties["Body"] ?? api.properties["BodyS3Location"] ?? "";
  const hash = digest([definition, OpenApiVersion ?? "", Domain ?? ""]);
  return generated(
    "AWS::ApiGateway::Deployment",
    `${macro.id}Deployment${hash}`,
    {
      RestApiId: ref(macro.id),
      StageName: truthy(OpenApiVersion) ? undefined : "Stage",
      Description: `RestApi deployment id: ${hash}`,
    },
    { attributes: macro.shared },
  );
}

function stageOf(macro: Macro, deploymentId: string): Generated {
  const { StageName, Tags } = macro.properties;
  const name = typeof StageName === "string" ? StageName : "";
  const id = isAlphanumeric(name) ? `${macro.id}${name}Stage` : idWithName(`${macro.id}Stage`, name);
  return generated(
    "AWS::ApiGateway::Stage",
    id,
    {
      ...pick(macro.properties, keptStageProperties),
      DeploymentId: ref(deploymentId),
      RestApiId: ref(macro.id),
      Tags: isObject(Tags) ? tagList(Tags) : undefined,
    },
    { attributes: macro.shared, path: ["Properties", "StageName"] },
  );
}
