// Event source mappings: what kind of source Lambda polls, and for which function.
import type { FunctionReference, WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import { placesAt } from "../invocations/place.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { orDefault, type Unresolved, type Value } from "../value.ts";

export type EventSourceKind = "queue" | "kinesis" | "dynamodb" | "kafka" | "mq" | "documentdb";

export interface EventSource {
  readonly resource: Resource;
  /** Unresolved where only that it is, or is not, read as a stream is known. */
  readonly kind: Value<EventSourceKind>;
  /** It is read from a starting position, record by record in their order: no queue and no broker's. */
  readonly isStream: boolean;
  readonly target: Target<FunctionReference>;
  readonly enabled: Value<boolean>;
}

const KINDS_OF_TYPES: ReadonlyMap<string, EventSourceKind> = new Map([
  ["AWS::SQS::Queue", "queue"],
  ["AWS::Kinesis::Stream", "kinesis"],
  ["AWS::Kinesis::StreamConsumer", "kinesis"],
  ["AWS::DynamoDB::Table", "dynamodb"],
  ["AWS::DynamoDB::GlobalTable", "dynamodb"],
  ["AWS::MSK::Cluster", "kafka"],
  ["AWS::MSK::ServerlessCluster", "kafka"],
  ["AWS::AmazonMQ::Broker", "mq"],
  ["AWS::DocDB::DBCluster", "documentdb"],
]);

const KINDS_OF_SERVICES: ReadonlyMap<string, EventSourceKind> = new Map([
  ["sqs", "queue"],
  ["kinesis", "kinesis"],
  ["dynamodb", "dynamodb"],
  ["kafka", "kafka"],
  ["mq", "mq"],
  ["rds", "documentdb"],
]);

/** Prefix of an unknown ARN where no other property shows the kind: a stream, or without a starting position a queue. */
const STREAMS = ["arn:aws:kinesis:", "arn:aws:dynamodb:"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html says which property belongs to which source. */
const KINDS_OF_PROPERTIES: readonly (readonly [string, EventSourceKind])[] = [
  ["SelfManagedEventSource", "kafka"],
  ["SelfManagedKafkaEventSourceConfig", "kafka"],
  ["AmazonManagedKafkaEventSourceConfig", "kafka"],
  ["Topics", "kafka"],
  ["DocumentDBEventSourceConfig", "documentdb"],
  ["Queues", "mq"],
  ["ScalingConfig", "queue"],
];

export interface WithEventSources {
  /** The event source mappings and what they read from. */
  readonly eventSources: readonly EventSource[];
}

export function linkEventSources(model: WithFunctions & WithSystem): readonly EventSource[] {
  return model.system.resourcesOf("AWS::Lambda::EventSourceMapping").map((resource): EventSource => {
    const kind = kindOf(resource, model.system);
    const isPositioned = !resource.property("StartingPosition").isAbsent;
    return {
      resource,
      kind,
      isStream: kind.state === "known" ? kind.value !== "queue" && kind.value !== "mq" : isPositioned,
      target: model.functionIndex.find(resource.property("FunctionName").symbol(), resource.stack),
      enabled: orDefault(resource.property("Enabled").boolean(), true),
    };
  });
}

/** It is not switched off, and what it invokes serves traffic as far as is known. */
export function isInUse({ target, enabled }: EventSource, model: WithSubjects): boolean {
  const isOff = enabled.state === "known" && !enabled.value;
  return !isOff && (target.state !== "known" || model.isSubject(target.value.function));
}

function kindOf(mapping: Resource, system: System): Value<EventSourceKind> {
  const telling = KINDS_OF_PROPERTIES.find(([name]) => !mapping.property(name).isAbsent);
  const kinds = placesAt(mapping, "EventSourceArn").map(({ node }) => kindOfArn(node.symbol(...STREAMS), system));
  const sole = kinds.find((kind) => kind !== null);
  if (sole !== undefined && sole !== null && kinds.every((kind) => kind === sole)) return { state: "known", value: sole };
  if (telling !== undefined) return { state: "known", value: telling[1] };
  return { state: "unresolved", ...doubtOfArn(mapping, system) };
}

function doubtOfArn(mapping: Resource, system: System): Omit<Unresolved, "state"> {
  const text = mapping.property("EventSourceArn").symbol();
  const doubt = text.state === "known" ? system.resolver.literal(text.value) : null;
  return doubt ?? { reason: "its source is of an unknown type", undecided: [] };
}

function kindOfArn(text: Value<string>, system: System): EventSourceKind | null {
  if (text.state !== "known") return null;
  const token = system.symbols.sole(text.value);
  if (token?.kind === "attribute") {
    const type = system.resolver.scopes.get(token.stack)?.facts.resources.get(token.logicalId)?.type ?? "";
    return KINDS_OF_TYPES.get(type) ?? null;
  }
  const [prefix, , service = ""] = text.value.split(":");
  return prefix === "arn" && isLiteral(service) ? (KINDS_OF_SERVICES.get(service) ?? null) : null;
}
