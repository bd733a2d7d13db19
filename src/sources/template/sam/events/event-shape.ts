// Validates events as the SAM transform (1.115) does, because a rejected template cannot be deployed.
import { emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../../../model/json.ts";
import { UNREAD_INCLUDE } from "../../../../model/resolve/resolver.ts";
import { nearestName } from "../../../../nearest.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { refuse } from "../refusal.ts";

type Kind =
  | "text"
  | "reference"
  | "API"
  | "literal text"
  | "literal texts"
  | "number"
  | "boolean"
  | "boolean or map"
  | "map"
  | "list";

/** A property is of one kind in every type of event that has it. */
const KINDS: Readonly<Record<Kind, string>> = {
  API: "ApiId RestApiId",
  reference: "Bucket UserPool",
  "literal text": "Path Method",
  "literal texts": "Events Trigger",
  text: `AwsIotSqlVersion ConsumerGroupId Description EndDate EventBusName FilterPattern GroupName Input InputPath LogGroupName Name
    PayloadFormatVersion PermissionsBoundary Region ResponseTransferMode RoleArn RuleName Schedule ScheduleExpression
    ScheduleExpressionTimezone SecretsManagerKmsKeyId SkillId Sql Stage StartDate State Topic`,
  number: `BatchSize MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds MaximumRetryAttempts ParallelizationFactor
    TimeoutInMillis TumblingWindowInSeconds`,
  boolean: "BisectBatchOnFunctionError Enabled",
  "boolean or map": "SqsSubscription",
  map: `Auth DeadLetterConfig DestinationConfig Filter FilterCriteria FlexibleTimeWindow InputTransformer LoggingConfig MetricsConfig
    Pattern ProvisionedPollerConfig RedrivePolicy RequestModel RetryPolicy RouteSettings ScalingConfig SchemaRegistryConfig Target`,
  list: "FunctionResponseTypes KafkaBootstrapServers Queues RequestParameters SourceAccessConfigurations Topics",
};
const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  Object.entries(KINDS).flatMap(([kind, names]) => names.split(/\s+/).map((name) => [name, kind as Kind] as const)),
);

const IN_WORDS: Readonly<Record<Kind, string>> = {
  "literal text": "literal text",
  "literal texts": "literal text or a list of literal texts",
  API: "an API of the same template",
  reference: "a Ref to a resource of the same template",
  text: "text",
  number: "a number",
  boolean: "true or false",
  "boolean or map": "true, false or a map",
  map: "a map",
  list: "a list",
};

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Api: ["Path", "Method"],
  CloudWatchLogs: ["LogGroupName", "FilterPattern"],
  Cognito: ["UserPool", "Trigger"],
  DocumentDB: ["Cluster", "DatabaseName", "SourceAccessConfigurations"],
  DynamoDB: ["Stream", "StartingPosition"],
  IoTRule: ["Sql"],
  Kinesis: ["Stream", "StartingPosition"],
  MQ: ["Broker", "SourceAccessConfigurations"],
  MSK: ["Stream", "StartingPosition"],
  S3: ["Bucket", "Events"],
  SNS: ["Topic"],
  SQS: ["Queue"],
  Schedule: ["Schedule"],
  ScheduleV2: ["ScheduleExpression"],
  SelfManagedKafka: ["KafkaBootstrapServers", "Topics", "SourceAccessConfigurations"],
};

export interface Template {
  readonly resources: JsonObject;
  readonly parameters: JsonObject;
}

/** Who has events: the function or state machine, with the types that it can have. */
interface EventOwner {
  readonly id: string;
  readonly types: ReadonlySet<string>;
  readonly template: Template;
}

/** @throws SamRefusal for an event that the transform refuses */
export function refuseMisshapenEvents(events: Json | undefined, owner: EventOwner): void {
  const at = ["Properties", "Events"];
  if (events === undefined || events === null || isUnread(events)) return;
  if (!isObject(events) || isIntrinsic(events)) refuse(owner.id, "its Events are not a map", "write a map of its events", at);
  for (const name of Object.keys(events)) refuseMisshapenEvent(property(events, name) ?? null, name, owner, [...at, name]);
}

function refuseMisshapenEvent(event: Json, name: string, owner: EventOwner, at: Path): void {
  const { id, template } = owner;
  if (isUnread(event)) return;
  if (!isObject(event)) refuse(id, `event ${name} is not a map`, "write a map with its Type and its Properties", at);
  const type = knownType(event["Type"], name, owner, [...at, "Type"]);
  const properties = property(event, "Properties") === undefined ? emptyObject() : (event["Properties"] ?? null);
  if (isUnread(properties)) return;
  if (!isObject(properties) || isIntrinsic(properties))
    refuse(id, `the Properties of event ${name} are not a map`, "write a map of its properties", [...at, "Properties"]);
  for (const key of Object.keys(properties))
    refuseMisshapenProperty(key, properties[key] ?? null, template, { event: name, owner: id, at: [...at, "Properties", key] });
  refuseMissing(type, properties, name, id, at);
}

function knownType(type: Json | undefined, name: string, { id, types }: EventOwner, at: Path): string {
  if (typeof type !== "string") return refuse(id, `the Type of event ${name} is not text`, ofTypes(types), at);
  if (types.has(type)) return type;
  const nearest = nearestName(type, types);
  const remedy = nearest === null ? ofTypes(types) : `did you mean ${nearest}?`;
  return refuse(id, `event ${name} has the Type ${type}, which the SAM transform does not support`, remedy, at);
}

/** It may hold anything. */
function isUnread(node: Json): boolean {
  return property(node, UNREAD_INCLUDE) !== undefined;
}

function ofTypes(types: ReadonlySet<string>): string {
  return `write one of ${[...types].join(", ")}`;
}

interface PropertyPlace {
  readonly event: string;
  readonly owner: string;
  readonly at: Path;
}

function refuseMisshapenProperty(key: string, value: Json, template: Template, { event, owner, at }: PropertyPlace): void {
  const kind = KIND_OF.get(key);
  if (kind === undefined || value === null || isUnread(value) || fits(value, kind, template)) return;
  const given = isIntrinsic(value) && kind !== "reference" && kind !== "API" ? `, not ${Object.keys(value)[0]}` : "";
  const problem = `${key} of event ${event} must be ${IN_WORDS[kind]}${given}; the SAM transform rejects other values`;
  refuse(owner, problem, `write ${IN_WORDS[kind]}`, at);
}

function fits(value: Json, kind: Kind, template: Template): boolean {
  if (kind === "reference") return isReference(value, template);
  if (kind === "API")
    return isReference(value, template) || (typeof value === "string" && property(template.resources, value) !== undefined);
  // To the transform, every map of one key may be a function.
  if (isObject(value) && Object.keys(value).length === 1) return kind !== "literal text" && kind !== "literal texts";
  switch (kind) {
    case "text":
    case "literal text":
      return typeof value === "string";
    case "literal texts":
      return typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
    case "number":
      return typeof value === "number" || typeof value === "boolean";
    case "boolean":
      return typeof value === "boolean";
    case "boolean or map":
      return typeof value === "boolean" || isObject(value);
    case "map":
      return isObject(value);
    case "list":
      return Array.isArray(value);
  }
}

function isReference(value: Json, { parameters }: Template): boolean {
  const name = isIntrinsic(value) ? value["Ref"] : undefined;
  return typeof name === "string" && !name.startsWith("AWS::") && property(parameters, name) === undefined;
}

function refuseMissing(type: string, properties: JsonObject, name: string, owner: string, at: Path): void {
  const isSet = (key: string): boolean => properties[key] !== undefined && properties[key] !== null;
  // An event of an HTTP API has both or neither: then it is the default route.
  const both = type === "HttpApi" && ["Path", "Method"].some(isSet) ? ["Path", "Method"] : [];
  const missing = [...(REQUIRED[type] ?? []), ...both].find((key) => !isSet(key));
  if (missing !== undefined)
    refuse(
      owner,
      `event ${name} of type ${type} has no ${missing}, which the SAM transform requires`,
      `add ${missing} to it`,
      at,
    );
}
