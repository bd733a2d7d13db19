// Queues: redrive policies and visibility timeouts.

import { durabilityOf, longestSynchronousExecution } from "../functions/durable.ts";
import type { FunctionNode } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import { placesAt } from "../invocations/place.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { type Known, known, orDefault, type Unresolved, unresolved, type Value } from "../value.ts";
import type { WithDeadLetters } from "./dead-letter.ts";
import { findQueue, labelOfExternal } from "./dead-letter.ts";
import type { WithEventSources } from "./event-source.ts";
import { type EventSource, isInUse } from "./event-source.ts";

export interface RedrivePolicy {
  readonly target: Target<Resource>;
  /** The dead-letter queue for a person. */
  readonly label: string;
  readonly maximumReceives: Known<number> | Unresolved;
}

/** A function that gets a queue's messages through a mapping. */
export interface QueueConsumer {
  readonly source: EventSource;
  /** Why the mapping may turn out to read another queue. */
  readonly doubt: Unresolved | null;
  /** Seconds after which an invocation ends, or an execution of a durable function. */
  readonly timeout: Known<number> | Unresolved;
  readonly isDurable: boolean;
  /** Seconds for which Lambda gathers messages before it invokes. */
  readonly window: Known<number> | Unresolved;
}

const DEFAULT_RECEIVES = 10;
const DEFAULT_TIMEOUT = 3;

/** Absent where there is none; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export function redrivePolicyOf(queue: Resource, system: System): Value<RedrivePolicy> {
  const policy = mapOrText(queue.property("RedrivePolicy"), system.resolver);
  const head = policy.head();
  if (head.state !== "known") return head;
  const text = policy.at("deadLetterTargetArn").symbol();
  if (text.state !== "known" || text.value === "") return text.state === "unresolved" ? text : { state: "absent" };
  const target = findQueue(text, queue, system);
  const label = labelOf(target) ?? labelOfExternal(text.value, system);
  const maximumReceives = orDefault(policy.at("maxReceiveCount").number(), DEFAULT_RECEIVES);
  return { state: "known", value: { target, label, maximumReceives } };
}

function labelOf(target: Target<Resource>): string | null {
  if (target.state === "known") return target.value.label;
  return target.state === "missing" ? target.name : null;
}

/** What says that a queue is itself a dead-letter queue. */
export type DeadLetterSign =
  | { readonly kind: "used"; readonly by: Resource }
  /** Other queues may name it as theirs (RedriveAllowPolicy). */
  | { readonly kind: "offered" }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved }
  /** Nothing but its name. */
  | { readonly kind: "named" }
  | { readonly kind: "none" };

export function deadLetterSignOf(queue: Resource, model: WithDeadLetters & WithSystem): DeadLetterSign {
  const [use] = model.deadLetters.usesOf(queue);
  if (use !== undefined) return use.doubt === null ? { kind: "used", by: use.user } : { kind: "unresolved", doubt: use.doubt };
  const offered = allowsRedrive(queue, model.system);
  if (offered === true) return { kind: "offered" };
  const name = queue.property("QueueName").symbol();
  const names = [queue.logicalId, name.state === "known" ? name.value : ""];
  const doubt = offered === false ? doubtOfName(name, model.system) : offered;
  if (names.some((each) => DEAD_LETTERS.test(each))) return { kind: "named" };
  return doubt === null ? { kind: "none" } : { kind: "unresolved", doubt };
}

const DEAD_LETTERS = /dlq|dead[-_]?letter/i;

/** A name that a parameter gives may say it. */
function doubtOfName(name: Value<string>, { symbols, resolver }: System): Unresolved | null {
  if (name.state !== "known") return name.state === "unresolved" ? name : null;
  const isPlain = symbols.unknownsOf(name.value).every((token) => token.isPlain === true);
  return isPlain ? null : resolver.unknownIn(name.value);
}

function allowsRedrive(queue: Resource, system: System): boolean | Unresolved {
  const permission = mapOrText(queue.property("RedriveAllowPolicy"), system.resolver).at("redrivePermission").text("denyAll");
  if (permission.state === "unresolved") return permission;
  return permission.state === "known" && permission.value !== "denyAll";
}

export interface WithQueueConsumers {
  /** By queue, the functions that its messages are given to. */
  readonly queueConsumers: ReadonlyMap<Resource, readonly QueueConsumer[]>;
}

export function linkQueueConsumers(
  model: WithEventSources & WithSubjects & WithSystem,
): ReadonlyMap<Resource, readonly QueueConsumer[]> {
  const consumers = new Map<Resource, QueueConsumer[]>();
  for (const source of model.eventSources.filter((each) => isInUse(each, model))) {
    const queues = new Map<Resource, Unresolved | null>();
    for (const { node, doubt } of placesAt(source.resource, "EventSourceArn")) {
      const target = findQueue(node.symbol(), source.resource, model.system);
      if (target.state === "known") queues.set(target.value, doubt);
    }
    const window = orDefault(source.resource.property("MaximumBatchingWindowInSeconds").number(), 0);
    for (const [queue, doubt] of queues)
      consumers.set(queue, [...(consumers.get(queue) ?? []), { source, doubt, ...durationOf(source), window }]);
  }
  return consumers;
}

function durationOf({ target }: EventSource): Pick<QueueConsumer, "timeout" | "isDurable"> {
  if (target.state === "known") return ownDuration(target.value.function);
  if (target.state === "unresolved") return { timeout: target, isDurable: false };
  const name = target.state === "absent" ? "" : ` ${target.name}`;
  return {
    timeout: unresolved(`depends on the function${name}, which is not defined in the audited stacks`),
    isDurable: false,
  };
}

/** A mapping waits until a durable execution has ended: https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking-esm.html */
function ownDuration(node: FunctionNode): Pick<QueueConsumer, "timeout" | "isDurable"> {
  const durability = durabilityOf(node);
  if (durability.state === "unresolved") return { timeout: durability, isDurable: false };
  if (durability.state === "absent")
    return { timeout: orDefault(node.resource.property("Timeout").number(), DEFAULT_TIMEOUT), isDurable: false };
  const { executionTimeout } = durability.value;
  const longest = longestSynchronousExecution(node);
  const isCapped = executionTimeout.state === "known" && longest.state === "known" && executionTimeout.value > longest.value;
  if (isCapped) return { timeout: known(longest.value, "the longest that a mapping waits"), isDurable: true };
  return { timeout: executionTimeout, isDurable: true };
}
