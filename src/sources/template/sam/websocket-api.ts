// AWS::Serverless::WebSocketApi: the API, and per route an integration and a permission.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { authorizerPermission } from "./authorizers.ts";
import { httpDomainResources } from "./custom-domain.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { ref, sub, truthy } from "./intrinsics.ts";
import { propagateTags } from "./tags.ts";

const samTag: JsonObject = { "websocketapi:createdBy": "SAM" };
const defaultStage = "default";
const functionsPath = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions";

const keptProperties = [
  "ApiKeySelectionExpression",
  "Description",
  "DisableExecuteApiEndpoint",
  "DisableSchemaValidation",
  "IpAddressType",
  "RouteSelectionExpression",
];

export function expandWebSocketApi(draft: Draft, authored: Macro): readonly Generated[] {
  // SAM hands none of the resource's attributes on, its condition included.
  const macro: Macro = { ...authored, attributes: {}, shared: {}, condition: null };
  const { properties } = macro;
  const tags = { ...(isObject(properties["Tags"]) ? properties["Tags"] : {}), ...samTag };
  const api = generated(
    "AWS::ApiGatewayV2::Api",
    macro.id,
    { ...pick(properties, keptProperties), Name: properties["Name"] ?? macro.id, ProtocolType: "WEBSOCKET", Tags: tags },
    { dependsOn: macro.body["DependsOn"] },
  );
  const stageName = properties["StageName"] ?? defaultStage;
  const routes = isObject(properties["Routes"]) ? Object.entries(properties["Routes"]) : [];
  const resources = [
    api,
    ...routes.flatMap(([key, route]) => (isObject(route) ? routeResources(macro, key, route, stageName) : [])),
    ...httpDomainResources(draft, macro, samTag, new Map()),
    stageOf(macro, stageName),
    ...authorizerResources(macro),
  ];
  propagateTags(resources, truthy(properties["Tags"]) ? tags : null, properties["PropagateTags"]);
  return resources;
}

/** `$connect` becomes `Connect`, `sendMessage` `Sendmessage`. */
function routeName(key: string): string {
  const plain = key.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function routeResources(macro: Macro, key: string, route: JsonObject, stageName: Json): readonly Generated[] {
  const prefix = `${macro.id}${routeName(key)}`;
  const options = { path: ["Properties", "Routes", key] };
  const { FunctionArn } = route;
  const integration = {
    ApiId: ref(macro.id),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: sub(`${functionsPath}/\${FunctionArn}/invocations`, { FunctionArn }),
    TimeoutInMillis: route["IntegrationTimeout"],
  };
  const permission = {
    Action: "lambda:InvokeFunction",
    FunctionName: FunctionArn,
    Principal: "apigateway.amazonaws.com",
    SourceArn: routeArn(macro.id, stageName, key),
  };
  const settings = [
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RequestParameters",
    "RouteResponseSelectionExpression",
  ];
  const target = { "Fn::Join": ["/", ["integrations", ref(`${prefix}Integration`)]] };
  const properties = {
    ApiId: ref(macro.id),
    RouteKey: key,
    Target: target,
    ...pick(route, settings),
    ...authorization(macro, key),
  };
  return [
    generated("AWS::ApiGatewayV2::Route", `${prefix}Route`, properties, options),
    generated("AWS::ApiGatewayV2::Integration", `${prefix}Integration`, integration, options),
    generated("AWS::Lambda::Permission", `${prefix}Permission`, permission, options),
  ];
}

function routeArn(apiId: string, stageName: Json, key: string): JsonObject {
  const api = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${apiId}.ApiId}`;
  if (typeof stageName === "string") return sub(`${api}/${stageName}/${key}`);
  return sub(`${api}/\${__StageName__}/${key}`, { __StageName__: stageName });
}

function authorizationType(macro: Macro): Json | undefined {
  const auth = macro.properties["Auth"];
  return isObject(auth) ? auth["AuthType"] : undefined;
}

/** Only the connection itself is authorized. */
function authorization(macro: Macro, key: string): JsonObject {
  const type = authorizationType(macro);
  if (type === undefined || key !== "$connect") return {};
  return { AuthorizationType: type, ...(type === "CUSTOM" && { AuthorizerId: ref(`${macro.id}ConnectAuthorizer`) }) };
}

function authorizerResources(macro: Macro): readonly Generated[] {
  const auth = macro.properties["Auth"];
  const routes = macro.properties["Routes"];
  if (!isObject(auth) || authorizationType(macro) !== "CUSTOM" || !isObject(routes) || !Object.hasOwn(routes, "$connect"))
    return [];
  const id = `${macro.id}ConnectAuthorizer`;
  const path = ["Properties", "Auth"];
  const { AuthArn, InvokeRole, IdentitySource, Name } = auth;
  const authorizer = {
    ApiId: ref(macro.id),
    AuthorizerCredentialsArn: InvokeRole,
    AuthorizerType: "REQUEST",
    AuthorizerUri: sub(`${functionsPath}/\${AuthArn}/invocations`, { AuthArn }),
    IdentitySource,
    Name: truthy(Name) ? Name : id,
  };
  const resource = generated("AWS::ApiGatewayV2::Authorizer", id, authorizer, { path });
  if (truthy(InvokeRole)) return [resource];
  return [resource, authorizerPermission(macro, `${macro.id}AuthorizerPermission`, AuthArn ?? null, path)];
}

function stageOf(macro: Macro, stageName: Json): Generated {
  const { RouteSettings, Routes } = macro.properties;
  const name = typeof stageName === "string" ? stageName : "";
  const routeIds = Object.keys(isObject(Routes) ? Routes : {}).map((key) => `${macro.id}${routeName(key)}Route`);
  return generated(
    "AWS::ApiGatewayV2::Stage",
    name === defaultStage ? `${macro.id}DefaultStage` : `${macro.id}${name}Stage`,
    {
      ...pick(macro.properties, ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"]),
      ApiId: ref(macro.id),
      AutoDeploy: true,
      StageName: stageName,
      Tags: samTag,
    },
    { path: ["Properties", "StageName"], dependsOn: truthy(RouteSettings) ? routeIds : undefined },
  );
}
