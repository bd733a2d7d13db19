// Events that a function polls for: an event source mapping, and the permissions of the generated role to read the source.
import { emptyObject, isObject, type Json, type JsonObject } from "../../../../model/json.ts";
import { type Generated, pick } from "../draft.ts";
import { truthy } from "../intrinsics.ts";
import { managedPolicyArn } from "../role.ts";
import { eventResource, type SamEvent } from "./event.ts";

const kept = [
  "BatchSize",
  "Enabled",
  "MaximumBatchingWindowInSeconds",
  "MaximumRetryAttempts",
  "BisectBatchOnFunctionError",
  "MaximumRecordAgeInSeconds",
  "ParallelizationFactor",
  "StartingPosition",
  "StartingPositionTimestamp",
  "Topics",
  "Queues",
  "SourceAccessConfigurations",
  "TumblingWindowInSeconds",
  "FunctionResponseTypes",
  "FilterCriteria",
  "KmsKeyArn",
  "ScalingConfig",
  "ProvisionedPollerConfig",
  "MetricsConfig",
  "LoggingConfig",
];

/** The event's property that names its source, and the managed policy that reads it. */
const sources: { readonly [type: string]: { readonly property?: string; readonly policy?: string } } = {
  DocumentDB: { property: "Cluster" },
  DynamoDB: { property: "Stream", policy: "AWSLambdaDynamoDBExecutionRole" },
  Kinesis: { property: "Stream", policy: "AWSLambdaKinesisExecutionRole" },
  MQ: { property: "Broker" },
  MSK: { property: "Stream", policy: "AWSLambdaMSKExecutionRole" },
  SQS: { property: "Queue", policy: "AWSLambdaSQSQueueExecutionRole" },
  SelfManagedKafka: {},
};

export function expandMappingEvent(event: SamEvent): readonly Generated[] {
  const source = sources[event.type] ?? {};
  const { properties } = event;
  return mappingResources(event, event.id, {
    policy: source.policy,
    properties: {
      ...pick(properties, kept),
      EventSourceArn: source.property === undefined ? undefined : properties[source.property],
      DestinationConfig: withoutType(properties["DestinationConfig"]),
      ...sourceConfig(event),
    },
  });
}

/** @param mapping its properties without the function, and the managed policy for the generated role. */
export function mappingResources(
  event: SamEvent,
  id: string,
  mapping: { readonly policy: string | undefined; readonly properties: JsonObject },
): readonly Generated[] {
  if (mapping.policy !== undefined) allow(event.role, managedPolicyArn(`service-role/${mapping.policy}`));
  const properties = { FunctionName: event.target.name, ...mapping.properties };
  return [eventResource(event, "AWS::Lambda::EventSourceMapping", id, properties)];
}

function allow(role: Generated | null, arn: JsonObject): void {
  if (role === null) return;
  const present = (role.properties["ManagedPolicyArns"] ?? []) as readonly Json[];
  const key = JSON.stringify(arn);
  if (!present.some((policy) => JSON.stringify(policy) === key)) role.properties["ManagedPolicyArns"] = [...present, arn];
}

/** The destination's Type is SAM's own: it only says which policy the role needs. An intrinsic function in its place is left as it is. */
function withoutType(config: Json | undefined): Json | undefined {
  if (!isObject(config) || !isObject(config["OnFailure"])) return truthy(config) ? config : undefined;
  const { OnFailure } = config;
  return {
    ...config,
    OnFailure: pick(
      OnFailure,
      Object.keys(OnFailure).filter((key) => key !== "Type"),
    ),
  };
}

function sourceConfig(event: SamEvent): JsonObject {
  const { ConsumerGroupId, SchemaRegistryConfig, KafkaBootstrapServers } = event.properties;
  const config = emptyObject();
  if (truthy(KafkaBootstrapServers)) config["SelfManagedEventSource"] = { Endpoints: { KafkaBootstrapServers } };
  if (event.type === "DocumentDB") {
    config["DocumentDBEventSourceConfig"] = pick(event.properties, ["DatabaseName", "CollectionName", "FullDocument"]);
  }
  const kafka = {
    ...(truthy(ConsumerGroupId) && { ConsumerGroupId }),
    ...(truthy(SchemaRegistryConfig) && { SchemaRegistryConfig }),
  };
  if (!truthy(kafka)) return config;
  if (event.type === "MSK") config["AmazonManagedKafkaEventSourceConfig"] = kafka;
  if (event.type === "SelfManagedKafka") config["SelfManagedKafkaEventSourceConfig"] = kafka;
  return config;
}
