// Dead-letter queues and on-failure destinations, and what refers to them.
import { EACH, type Place, placesAt, step } from "../invocations/place.ts";
import type { TemplateNode } from "../resolve/node.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";

/** A place that names a queue, a topic, a bucket, … for what has failed. */
export interface DeadLetterUse {
  /** Whose failures go there: a queue, a function, a rule, a subscription, … */
  readonly user: Resource;
  /** Why it may turn out not to name it: the condition on the way to it. */
  readonly doubt: Unresolved | null;
}

export interface DeadLetterIndex {
  /** Who names this queue; those that certainly do come first. */
  usesOf(queue: Resource): readonly DeadLetterUse[];
  /** The queues that are referred to. */
  readonly queues: readonly Resource[];
}

/** What a property says of its destination. */
export interface FailureDestination {
  /** The resource that it names, where an audited stack defines it. */
  readonly resource: Resource | null;
  /** For a person. */
  readonly label: string;
}

/** The label of a value that has no name of its own. */
const UNLABELLED = "${…}";
const JSON_TEXT = "{}";

/** By resource type, the properties that name one; `*` is each element of a list, `{}` a map or its JSON text. */
const PLACES: readonly (readonly [type: string, ...keys: string[]])[] = [
  ["AWS::SQS::Queue", "RedrivePolicy", JSON_TEXT, "deadLetterTargetArn"],
  ["AWS::SNS::Subscription", "RedrivePolicy", JSON_TEXT, "deadLetterTargetArn"],
  ["AWS::Lambda::Function", "DeadLetterConfig", "TargetArn"],
  ["AWS::Lambda::EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"],
  ["AWS::Lambda::EventSourceMapping", "DestinationConfig", "OnFailure", "Destination"],
  ["AWS::Events::EventBus", "DeadLetterConfig", "Arn"],
  ["AWS::Events::Rule", "Targets", EACH, "DeadLetterConfig", "Arn"],
  ["AWS::Scheduler::Schedule", "Target", "DeadLetterConfig", "Arn"],
  ["AWS::IoT::TopicRule", "TopicRulePayload", "ErrorAction", "Sqs", "QueueUrl"],
  ["AWS::Pipes::Pipe", "SourceParameters", "DynamoDBStreamParameters", "DeadLetterConfig", "Arn"],
  ["AWS::Pipes::Pipe", "SourceParameters", "KinesisStreamParameters", "DeadLetterConfig", "Arn"],
];

const QUEUE = ["AWS::SQS::Queue"];
const DESTINATIONS = [
  ...QUEUE,
  "AWS::SNS::Topic",
  "AWS::S3::Bucket",
  "AWS::Events::EventBus",
  "AWS::Lambda::Function",
  "AWS::Lambda::Alias",
  "AWS::MSK::Cluster",
];

export interface WithDeadLetters {
  /** Who names which queue for what has failed. */
  readonly deadLetters: DeadLetterIndex;
}

export function linkDeadLetters(system: System): DeadLetterIndex {
  const uses = new Map<Resource, DeadLetterUse[]>();
  for (const [type, ...keys] of PLACES) {
    for (const place of system.resourcesOf(type).flatMap((resource) => follow(placesAt(resource), keys, system))) {
      const target = findQueue(place.node.symbol(), place.resource, system);
      // A queue that names itself is not a dead-letter queue.
      if (target.state !== "known" || target.value === place.resource) continue;
      const use = { user: place.resource, doubt: place.doubt };
      uses.set(target.value, [...(uses.get(target.value) ?? []), use]);
    }
  }
  const certainFirst = (list: readonly DeadLetterUse[]): readonly DeadLetterUse[] =>
    [...list].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
  return { usesOf: (queue) => certainFirst(uses.get(queue) ?? []), queues: [...uses.keys()] };
}

function isOpen({ user, doubt }: DeadLetterUse): boolean {
  return doubt !== null || user.presence.state === "unresolved";
}

function follow(places: readonly Place[], keys: readonly string[], system: System): readonly Place[] {
  return keys.reduce((found, key) => {
    if (key === JSON_TEXT) return found.map((place) => ({ ...place, node: mapOrText(place.node, system.resolver) }));
    return found.flatMap((place) => step(place, key));
  }, places);
}

/** The queue that an ARN, a URL, a name or a reference means. */
export function findQueue(text: Value<string>, from: Resource, system: System): Target<Resource> {
  return system.find(text, from.stack, QUEUE);
}

/** The dead-letter queue or destination that a property names; absent where it is not set or empty. */
export function failureDestination(node: TemplateNode, from: Resource, system: System): Value<FailureDestination> {
  const head = node.head();
  // What another stack exports is set for certain, whatever it is.
  if (head.state === "unresolved" && head.elsewhere !== true) return head;
  const text = node.symbol();
  if (text.state !== "known") return text;
  if (text.value === "") return { state: "absent" };
  const target = system.find(text, from.stack, DESTINATIONS);
  if (target.state === "missing") return unresolved(`names ${target.name}, which does not exist`);
  if (target.state === "known") return known({ resource: target.value, label: target.value.label });
  return known({ resource: null, label: labelOfExternal(text.value, system) });
}

/** For a person: what is not defined in the audited stacks. */
export function labelOfExternal(text: string, { symbols }: System): string {
  const token = symbols.sole(text);
  const isImport = token?.kind === "unknown" && token.elsewhere === true && token.label === UNLABELLED;
  return isImport ? "what another stack exports" : symbols.display(text);
}
