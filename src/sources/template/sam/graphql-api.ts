// AWS::Serverless::GraphQLApi: the API with its data sources, functions and resolvers. Functions are called by the ARN the author wrote.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { connectorResources } from "./connector.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { apiId, dataSources, entriesOf, resource } from "./graphql-data-sources.ts";
import { getAtt, ref, sub, textOf, truthy } from "./intrinsics.ts";
import { roleFor } from "./role.ts";
import { tagList } from "./tags.ts";

const keptProperties = [
  "Visibility",
  "OwnerContact",
  "XrayEnabled",
  "IntrospectionConfig",
  "QueryDepthLimit",
  "ResolverCountLimit",
];

export function expandGraphQLApi(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const auth = isObject(properties["Auth"]) ? properties["Auth"] : {};
  const logging = loggingOf(macro);
  const tags = tagList({ ...(isObject(properties["Tags"]) ? properties["Tags"] : {}), "graphqlapi:createdBy": "SAM" });
  const additional = listOf(auth["Additional"]).map(additionalAuthentication);
  const api = resource(macro, "AWS::AppSync::GraphQLApi", macro.id, {
    ...pick(properties, keptProperties),
    ...authentication(auth),
    AdditionalAuthenticationProviders: additional.length > 0 ? additional : undefined,
    LogConfig: logging.config,
    Name: properties["Name"] ?? macro.id,
    Tags: tags,
  });
  const schema = resource(macro, "AWS::AppSync::GraphQLSchema", `${macro.id}Schema`, {
    ApiId: apiId(macro),
    Definition: properties["SchemaInline"],
    DefinitionS3Location: properties["SchemaUri"],
  });
  return [
    api,
    schema,
    ...authorizerConnectors(draft, macro, [auth, ...listOf(auth["Additional"])]),
    ...logging.role,
    ...keyed(macro, "ApiKeys", (id, key) =>
      resource(macro, "AWS::AppSync::ApiKey", id, {
        ApiId: apiId(macro),
        Expires: key["ExpiresOn"],
        ...pick(key, ["ApiKeyId", "Description"]),
      }),
    ),
    ...cacheAndDomain(macro),
    ...dataSources(draft, macro),
    ...functionsAndResolvers(macro),
  ];
}

function listOf(node: Json | undefined): readonly JsonObject[] {
  return Array.isArray(node) ? (node as readonly Json[]).filter(isObject) : [];
}

function keyed(macro: Macro, section: string, make: (id: string, entry: JsonObject) => Generated): readonly Generated[] {
  return entriesOf(macro.properties[section]).map(([name, entry]) => make(`${macro.id}${name}`, entry));
}

function authentication(provider: JsonObject): JsonObject {
  const { Type, LambdaAuthorizer, OpenIDConnect, UserPool } = provider;
  const configs = { LambdaAuthorizerConfig: LambdaAuthorizer, OpenIDConnectConfig: OpenIDConnect, UserPoolConfig: UserPool };
  return { AuthenticationType: Type, ...pick(configs, Object.keys(configs)) };
}

/** Only the main authentication has a default action. */
function additionalAuthentication(provider: JsonObject): JsonObject {
  const { UserPool } = provider;
  if (!isObject(UserPool)) return authentication(provider);
  const { DefaultAction: _, ...pool } = UserPool;
  return authentication({ ...provider, UserPool: pool });
}

function authorizerConnectors(draft: Draft, macro: Macro, providers: readonly JsonObject[]): readonly Generated[] {
  const arns = providers
    .map((provider) => property(provider["LambdaAuthorizer"], "AuthorizerUri"))
    .filter((arn) => arn !== undefined);
  const source = { Type: "AWS::AppSync::GraphQLApi", Arn: ref(macro.id), ResourceId: apiId(macro) };
  return arns.flatMap((arn, index) =>
    connectorResources(draft, {
      id: `${macro.id}ToLambdaAuthConnector${index + 1}`,
      attributes: {},
      properties: { Source: source, Destination: { Type: "AWS::Lambda::Function", Arn: arn }, Permissions: ["Write"] },
    }),
  );
}

function loggingOf(macro: Macro): { config: Json | undefined; role: readonly Generated[] } {
  const { Logging } = macro.properties;
  if (Logging === false) return { config: undefined, role: [] };
  const given = isObject(Logging) ? Logging : {};
  const id = `${macro.id}CloudWatchRole`;
  const roleArn = given["CloudWatchLogsRoleArn"];
  const config = { FieldLogLevel: "ALL", ...given, CloudWatchLogsRoleArn: roleArn ?? getAtt(id, "Arn") };
  if (truthy(roleArn)) return { config, role: [] };
  const managed = [sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs")];
  return { config, role: [roleFor({ id, service: "appsync.amazonaws.com", shared: macro.attributes, managed })] };
}

function cacheAndDomain(macro: Macro): readonly Generated[] {
  const { Cache, DomainName } = macro.properties;
  const resources: Generated[] = [];
  if (isObject(Cache))
    resources.push(resource(macro, "AWS::AppSync::ApiCache", `${macro.id}ApiCache`, { ApiId: apiId(macro), ...Cache }));
  if (isObject(DomainName)) {
    const id = `${macro.id}DomainName`;
    const association = { ApiId: apiId(macro), DomainName: ref(id) };
    resources.push(
      resource(macro, "AWS::AppSync::DomainName", id, DomainName),
      resource(macro, "AWS::AppSync::DomainNameApiAssociation", `${macro.id}DomainNameApiAssociation`, association),
    );
  }
  return resources;
}

function functionsAndResolvers(macro: Macro): readonly Generated[] {
  const functions = entriesOf(macro.properties["Functions"]).filter(([, fn]) => !truthy(fn["Id"]));
  const noneId = `${macro.id}NoneDataSource`;
  const usesNone = functions.some(([, fn]) => isNone(fn["DataSource"]));
  const none = { ApiId: apiId(macro), Name: noneId, Type: "NONE" };
  return [
    ...functions.map(([name, fn]) => functionConfiguration(macro, name, fn, noneId)),
    ...resolvers(macro),
    ...(usesNone ? [resource(macro, "AWS::AppSync::DataSource", noneId, none)] : []),
  ];
}

function isNone(source: Json | undefined): boolean {
  return typeof source === "string" && source.toLowerCase() === "none";
}

function functionConfiguration(macro: Macro, name: string, fn: JsonObject, noneId: string): Generated {
  const { DataSource, InlineCode, CodeUri, Runtime } = fn;
  const source = textOf(DataSource);
  const tables = property(property(macro.properties["DataSources"], "DynamoDb"), source);
  const ownId = `${macro.id}${source}${tables === undefined ? "Lambda" : "DynamoDB"}DataSource`;
  const sourceId = isNone(DataSource) ? noneId : ownId;
  return resource(macro, "AWS::AppSync::FunctionConfiguration", `${macro.id}${name}`, {
    ...pick(fn, ["MaxBatchSize", "Description"]),
    ApiId: apiId(macro),
    Name: fn["Name"] ?? name,
    Code: InlineCode,
    CodeS3Location: CodeUri,
    DataSourceName: typeof DataSource === "string" ? getAtt(sourceId, "Name") : DataSource,
    Runtime: runtime(Runtime),
    SyncConfig: fn["Sync"],
  });
}

function runtime(given: Json | undefined): JsonObject {
  return { Name: property(given, "Name") ?? "APPSYNC_JS", RuntimeVersion: property(given, "Version") ?? "1.0.0" };
}

function resolvers(macro: Macro): readonly Generated[] {
  const all = entriesOf(macro.properties["Resolvers"]);
  return all.flatMap(([type, fields]) => entriesOf(fields).map(([name, resolver]) => resolverOf(macro, type, name, resolver)));
}

function resolverOf(macro: Macro, type: string, name: string, resolver: JsonObject): Generated {
  const steps = Array.isArray(resolver["Pipeline"]) ? (resolver["Pipeline"] as readonly Json[]) : [];
  const properties = {
    ApiId: apiId(macro),
    Code: resolver["InlineCode"],
    CodeS3Location: resolver["CodeUri"],
    FieldName: resolver["FieldName"] ?? name,
    Kind: "PIPELINE",
    MaxBatchSize: resolver["MaxBatchSize"],
    PipelineConfig: { Functions: steps.map((step) => stepId(macro, textOf(step))) },
    Runtime: runtime(resolver["Runtime"]),
    TypeName: type,
    CachingConfig: resolver["Caching"],
  };
  const options = {
    attributes: macro.attributes,
    dependsOn: [`${macro.id}Schema`],
    path: ["Properties", "Resolvers", type, name],
  };
  return generated("AWS::AppSync::Resolver", `${macro.id}${type}${name}`, properties, options);
}

function stepId(macro: Macro, step: string): Json {
  const existing = property(property(macro.properties["Functions"], step), "Id");
  return existing ?? getAtt(`${macro.id}${step}`, "FunctionId");
}
