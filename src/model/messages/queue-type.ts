// Standard or FIFO: a queue that takes what has failed has to be of the type that the sender accepts.
import type { Resource } from "../resource.ts";
import { known, mapKnown, orDefault, type Unresolved } from "../value.ts";
import type { FailureDestination } from "./dead-letter.ts";

export type QueueType = "standard" | "FIFO";

/** Why AWS refuses a destination. */
export interface TypeMismatch {
  /** `Failures is a FIFO queue, and EventBridge accepts only standard queues` */
  readonly why: string;
  /** null where it is certain. */
  readonly because: Unresolved | null;
}

/** Who sends. */
export interface Sender {
  /** For a person; `type`: its own, where it has one that is known. */
  label(type: QueueType | null): string;
  /** A type, or the queue or topic whose type it takes; null where no audited stack defines that. */
  readonly takes: QueueType | Resource | null;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-eventinvokeconfig-destinationconfig.html */
export const LAMBDA: Sender = { label: () => "Lambda", takes: "standard" };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export const EVENTBRIDGE: Sender = { label: () => "EventBridge", takes: "standard" };

/** null where AWS takes it; what is not defined in the audited stacks is taken as it is. */
export function typeMismatch({ resource, label }: FailureDestination, sender: Sender): TypeMismatch | null {
  const own = typeOf(resource);
  const wanted = typeof sender.takes === "string" ? { type: known(sender.takes), text: null } : typeOf(sender.takes);
  if (own === null || wanted === null) return null;
  // Whatever the value is, both have it.
  if (own.text !== null && own.text === wanted.text) return null;
  const type = wanted.type.state === "known" ? wanted.type.value : null;
  const who = sender.label(type);
  const rule = type === null ? "" : `, and ${who} accepts only ${type} ${own.noun}s`;
  if (own.type.state === "unresolved")
    return { why: `it is unknown whether ${label} is a FIFO ${own.noun}${rule}`, because: own.type };
  const what = `${label} is a ${own.type.value} ${own.noun}`;
  if (wanted.type.state === "unresolved")
    return { why: `${what}, and it is unknown whether ${who} accepts it`, because: wanted.type };
  return own.type.value === type ? null : { why: `${what}${rule}`, because: null };
}

const KINDS = new Map([
  ["AWS::SQS::Queue", { noun: "queue", property: "FifoQueue" }],
  ["AWS::SNS::Topic", { noun: "topic", property: "FifoTopic" }],
]);

/** null of what is neither a queue nor a topic; `text`: the value as it is written. */
function typeOf(resource: Resource | null) {
  const kind = KINDS.get(resource?.type ?? "");
  if (resource === null || kind === undefined) return null;
  const written = resource.property(kind.property);
  const text = written.symbol();
  const type = mapKnown(orDefault(written.boolean(), false), (isFifo): QueueType => (isFifo ? "FIFO" : "standard"));
  return { noun: kind.noun, type, text: text.state === "known" ? text.value : null };
}
