// AWS::Serverless::Connector: the permissions between two resources. Permissions to invoke a function are always unqualified.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, thaw } from "./draft.ts";
import { getAtt, ref, referencedId, sub, textOf } from "./intrinsics.ts";

export interface ConnectorRequest {
  readonly id: string;
  readonly attributes: JsonObject;
  readonly properties: JsonObject;
  readonly dependsOn?: Json | undefined;
}

/** `Connectors` on a resource are connectors from that resource. */
export function detachConnectors(draft: Draft): void {
  for (const [sourceId, body] of [...draft.resources]) {
    const connectors = body["Connectors"];
    delete body["Connectors"];
    for (const [name, connector] of Object.entries(isObject(connectors) ? connectors : {})) {
      if (!isObject(connector) || !isObject(connector["Properties"])) continue;
      draft.resources.set(`${sourceId}${name}`, detached(sourceId, connector, connector["Properties"]));
      draft.origins.set(`${sourceId}${name}`, { logicalId: sourceId, path: ["Connectors", name] });
    }
  }
}

function detached(sourceId: string, connector: JsonObject, embedded: JsonObject): Mutable {
  const { SourceReference, ...properties } = embedded;
  const source = { Id: sourceId, ...(isObject(SourceReference) ? SourceReference : {}) };
  return thaw({ ...connector, Type: "AWS::Serverless::Connector", Properties: { ...properties, Source: source } });
}

export function expandConnector(draft: Draft, macro: Macro): readonly Generated[] {
  const { id, attributes, properties } = macro;
  return connectorResources(draft, { id, attributes, properties, dependsOn: macro.body["DependsOn"] });
}

export function connectorResources(draft: Draft, request: ConnectorRequest): readonly Generated[] {
  const { Source, Destination } = request.properties;
  if (!isObject(Source)) return [];
  const isList = Array.isArray(Destination);
  const destinations = (isList ? Destination : [Destination]) as readonly Json[];
  const resources = destinations.flatMap((destination, index) => {
    if (!isObject(destination)) return [];
    const ends = { source: endOf(draft, Source, destination), destination: endOf(draft, destination, Source) };
    return connect(draft, request, ends, isList ? `Destination${index}` : "");
  });
  draft.replacedDependencies.set(
    request.id,
    resources.map((resource) => resource.id),
  );
  return resources;
}

interface End {
  readonly type: string;
  readonly arn: Json;
  readonly url: Json;
  readonly resourceId: Json;
  readonly qualifier: Json;
  readonly roleName: Json;
}

const typesOfSam: { readonly [type: string]: string } = {
  "AWS::Serverless::Function": "AWS::Lambda::Function",
  "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
  "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
  "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
  "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
};

/** Types whose `Ref` is their ARN. */
const refIsArn = new Set([
  "AWS::StepFunctions::StateMachine",
  "AWS::SNS::Topic",
  "AWS::AppSync::GraphQLApi",
  "AWS::AppSync::DataSource",
]);

const roleProperties: { readonly [type: string]: string } = {
  "AWS::Lambda::Function": "Role",
  "AWS::StepFunctions::StateMachine": "RoleArn",
  "AWS::AppSync::DataSource": "ServiceRoleArn",
};

/** One end of a connector: a resource of the template, or the facts that the author gives of one elsewhere. */
function endOf(draft: Draft, reference: JsonObject, other: JsonObject): End {
  const id = reference["Id"];
  const resource = typeof id === "string" ? draft.resources.get(id) : undefined;
  if (resource === undefined || typeof id !== "string") {
    const { Type, Arn, QueueUrl, ResourceId, Qualifier, RoleName } = reference;
    const type = typesOfSam[textOf(Type)] ?? textOf(Type);
    return {
      type,
      arn: Arn ?? null,
      url: QueueUrl ?? null,
      resourceId: ResourceId ?? null,
      qualifier: Qualifier ?? null,
      roleName: RoleName ?? null,
    };
  }
  const type = textOf(resource["Type"]);
  return {
    type,
    arn: refIsArn.has(type) ? ref(id) : getAtt(id, "Arn"),
    url: ref(id),
    resourceId: type === "AWS::AppSync::GraphQLApi" ? getAtt(id, "ApiId") : ref(id),
    qualifier: reference["Qualifier"] ?? "*",
    roleName: roleNameOf(resource, type, other),
  };
}

function roleNameOf(resource: Mutable, type: string, other: JsonObject): Json {
  const properties = resource["Properties"];
  const role = type === "AWS::Events::Rule" ? roleOfTarget(properties, other) : property(properties, roleProperties[type] ?? "");
  const id = referencedId(role);
  return id === null ? null : ref(id);
}

function roleOfTarget(rule: Json | undefined, other: JsonObject): Json | undefined {
  const targets = property(rule, "Targets");
  const found = (Array.isArray(targets) ? (targets as readonly Json[]) : []).find((target) => {
    const arn = property(target, "Arn");
    return referencedId(arn) === other["Id"] || JSON.stringify(arn) === JSON.stringify(other["Arn"]);
  });
  return property(found, "RoleArn");
}

/** Services that call a function by its resource-based permission. */
const callers: { readonly [type: string]: string } = {
  "AWS::ApiGateway::RestApi": "apigateway.amazonaws.com",
  "AWS::ApiGatewayV2::Api": "apigateway.amazonaws.com",
  "AWS::AppSync::GraphQLApi": "appsync.amazonaws.com",
  "AWS::Events::Rule": "events.amazonaws.com",
  "AWS::S3::Bucket": "s3.amazonaws.com",
  "AWS::SNS::Topic": "sns.amazonaws.com",
};

interface Ends {
  readonly source: End;
  readonly destination: End;
}

function connect(draft: Draft, request: ConnectorRequest, ends: Ends, suffix: string): readonly Generated[] {
  const { source, destination } = ends;
  const principal = callers[source.type];
  if (destination.type === "AWS::Lambda::Function" && principal !== undefined)
    return permissions(draft, request, ends, principal, suffix);
  const make = (type: string, name: string, properties: JsonObject) => [
    connected(draft, request, ends, type, `${name}${suffix}`, properties),
  ];
  const document = { Version: "2012-10-17", Statement: [] };
  if (destination.type === "AWS::SQS::Queue" && principal !== undefined) {
    return make("AWS::SQS::QueuePolicy", "QueuePolicy", { PolicyDocument: document, Queues: [destination.url] });
  }
  if (destination.type === "AWS::SNS::Topic" && principal !== undefined) {
    return make("AWS::SNS::TopicPolicy", "TopicPolicy", { PolicyDocument: document, Topics: [destination.arn] });
  }
  const isPolled = ["AWS::DynamoDB::Table", "AWS::SQS::Queue"].includes(source.type);
  const role = isPolled ? destination.roleName : source.roleName;
  return make("AWS::IAM::ManagedPolicy", "Policy", { PolicyDocument: document, Roles: [role] });
}

function permissions(
  draft: Draft,
  request: ConnectorRequest,
  ends: Ends,
  principal: string,
  suffix: string,
): readonly Generated[] {
  const { source, destination } = ends;
  const wanted = request.properties["Permissions"];
  const isBucket = source.type === "AWS::S3::Bucket";
  return (Array.isArray(wanted) ? (wanted as readonly Json[]) : []).map((access) =>
    connected(draft, request, ends, "AWS::Lambda::Permission", `${textOf(access)}LambdaPermission${suffix}`, {
      Action: "lambda:InvokeFunction",
      FunctionName: destination.arn,
      Principal: principal,
      SourceArn: sourceArn(source),
      SourceAccount: isBucket ? sub("${AWS::AccountId}") : undefined,
    }),
  );
}

function sourceArn({ type, arn, resourceId, qualifier }: End): Json {
  const prefix = "arn:${AWS::Partition}:";
  const region = "${AWS::Region}:${AWS::AccountId}";
  if (type === "AWS::AppSync::GraphQLApi")
    return sub(`${prefix}appsync:${region}:apis/\${SourceResourceId}`, { SourceResourceId: resourceId });
  if (!type.startsWith("AWS::ApiGateway")) return arn;
  const variables = { SourceResourceId: resourceId, SourceQualifier: qualifier };
  return sub(`${prefix}execute-api:${region}:\${SourceResourceId}/\${SourceQualifier}`, variables);
}

function connected(
  draft: Draft,
  request: ConnectorRequest,
  ends: Ends,
  type: string,
  name: string,
  properties: JsonObject,
): Generated {
  const authoredType = (end: End, key: "Source" | "Destination") => {
    const id = property(request.properties[key], "Id");
    return (typeof id === "string" ? property(property(draft.authored, id), "Type") : undefined) ?? end.type;
  };
  const types = {
    Source: { Type: authoredType(ends.source, "Source") },
    Destination: { Type: authoredType(ends.destination, "Destination") },
  };
  const attributes = { ...request.attributes, Metadata: { "aws:sam:connectors": { [request.id]: types } } };
  return generated(type, `${request.id}${name}`, properties, { attributes, dependsOn: request.dependsOn });
}
