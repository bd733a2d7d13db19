// The data sources of a GraphQL API, each with the role that may use its table or function.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { connectorResources } from "./connector.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { getAtt, ref, sub, truthy } from "./intrinsics.ts";
import { roleFor } from "./role.ts";

export function dataSources(draft: Draft, macro: Macro): readonly Generated[] {
  const sources = macro.properties["DataSources"];
  const tables = entriesOf(property(sources, "DynamoDb")).flatMap(([name, source]) => tableSource(draft, macro, name, source));
  const functions = entriesOf(property(sources, "Lambda")).flatMap(([name, source]) =>
    functionSource(draft, macro, name, source),
  );
  return [...tables, ...functions];
}

function functionSource(draft: Draft, macro: Macro, name: string, source: JsonObject): readonly Generated[] {
  const { FunctionArn } = source;
  return dataSource(draft, macro, {
    id: `${macro.id}${name}LambdaDataSource`,
    path: ["Properties", "DataSources", "Lambda", name],
    source,
    properties: { Name: source["Name"] ?? name, Type: "AWS_LAMBDA", LambdaConfig: { LambdaFunctionArn: FunctionArn } },
    connector: { suffix: "ToLambdaConnector", type: "AWS::Lambda::Function", arn: FunctionArn ?? null, permissions: ["Write"] },
  });
}

function tableSource(draft: Draft, macro: Macro, name: string, source: JsonObject): readonly Generated[] {
  const region = source["Region"] ?? ref("AWS::Region");
  const variables = { __TableName__: source["TableName"], __Region__: region };
  const arn = sub("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", variables);
  const delta = isObject(source["DeltaSync"]) ? { DeltaSyncConfig: source["DeltaSync"] } : {};
  const config = { AwsRegion: region, ...pick(source, ["TableName", "UseCallerCredentials", "Versioned"]), ...delta };
  const permissions = Array.isArray(source["Permissions"]) ? source["Permissions"] : ["Read", "Write"];
  return dataSource(draft, macro, {
    id: `${macro.id}${name}DynamoDBDataSource`,
    path: ["Properties", "DataSources", "DynamoDb", name],
    source,
    properties: { Name: source["Name"] ?? name, Type: "AMAZON_DYNAMODB", DynamoDBConfig: config },
    connector: { suffix: "ToTableConnector", type: "AWS::DynamoDB::Table", arn: source["TableArn"] ?? arn, permissions },
  });
}

interface DataSourceRequest {
  readonly id: string;
  readonly path: readonly string[];
  readonly source: JsonObject;
  readonly properties: JsonObject;
  readonly connector: {
    readonly suffix: string;
    readonly type: string;
    readonly arn: Json;
    readonly permissions: readonly Json[];
  };
}

function dataSource(draft: Draft, macro: Macro, request: DataSourceRequest): readonly Generated[] {
  const { id, source, connector } = request;
  const roleId = `${id}Role`;
  const ownRole = !truthy(source["ServiceRoleArn"]);
  const properties = {
    ApiId: apiId(macro),
    ...pick(source, ["Description"]),
    ...request.properties,
    ServiceRoleArn: ownRole ? getAtt(roleId, "Arn") : source["ServiceRoleArn"],
  };
  const main = resource(macro, "AWS::AppSync::DataSource", id, properties, request.path);
  if (!ownRole) return [main];
  const from = { Type: "AWS::AppSync::DataSource", Arn: getAtt(id, "DataSourceArn"), RoleName: ref(roleId) };
  return [
    main,
    roleFor({ id: roleId, service: "appsync.amazonaws.com", shared: macro.attributes, path: request.path }),
    ...connectorResources(draft, {
      id: `${id}${connector.suffix}`,
      attributes: {},
      properties: { Source: from, Destination: { Type: connector.type, Arn: connector.arn }, Permissions: connector.permissions },
    }),
  ];
}

export function apiId(macro: Macro): JsonObject {
  return getAtt(macro.id, "ApiId");
}

export function resource(
  macro: Macro,
  type: string,
  id: string,
  properties: JsonObject,
  path: readonly string[] = [],
): Generated {
  return generated(type, id, properties, { attributes: macro.attributes, dependsOn: macro.body["DependsOn"], path });
}

export function entriesOf(node: Json | undefined): readonly (readonly [string, JsonObject])[] {
  return Object.entries(isObject(node) ? node : {}).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}
