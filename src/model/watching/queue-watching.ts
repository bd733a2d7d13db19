// Which alarms watch the number or age of messages in a queue.
import type { WithAlarms } from "../alarms/alarm.ts";
import { findQueue } from "../messages/dead-letter.ts";
import type { WithQueueConsumers } from "../messages/queue.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mentions } from "../resolve/mentions.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { alarmsOnResource } from "./resource-watching.ts";
import type { Watchers } from "./watching.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithQueueConsumers & WithSeriesExistence & WithSystem;

/** A redrive policy moves messages without sending them: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const SENT = "NumberOfMessagesSent";
/** What only a receiver moves. */
const RECEIVED: readonly string[] = ["ApproximateNumberOfMessagesNotVisible", "NumberOfMessagesReceived"];

/** What says that there is something in a queue. */
const QUEUE = {
  namespace: "AWS/SQS",
  dimension: "QueueName",
  names: ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage", ...RECEIVED, SENT],
};

/** @param isRedriven other queues move their messages into it */
export function alarmsOnQueue(queue: Resource, isRedriven: boolean, model: Linked): Watchers {
  const flawOf = (name: string): string | Unresolved | null => {
    if (name === SENT && isRedriven) return "which does not count messages that a redrive policy moves";
    return RECEIVED.includes(name) ? unreceived(queue, model) : null;
  };
  return alarmsOnResource(queue, { ...QUEUE, flawOf }, model);
}

/** Why a queue has, or may have, no consumer; null where it has one. */
function unreceived(queue: Resource, model: WithQueueConsumers & WithSystem): string | Unresolved | null {
  const consumers = model.queueConsumers.get(queue) ?? [];
  if (consumers.some(({ doubt }) => doubt === null) || readByPipe(queue, model)) return null;
  const [open] = consumers.flatMap(({ doubt }) => doubt ?? []);
  if (open !== undefined) return open;
  const poller = model.system.resources.find((resource) => mayPoll(resource, queue, model));
  if (poller === undefined) return "which stays 0 if nothing receives from the queue";
  return unresolved(`${poller.label} refers to the queue, but the template does not show whether it receives from it`);
}

function readByPipe(queue: Resource, { system }: WithSystem): boolean {
  return system.resourcesOf("AWS::Pipes::Pipe").some((pipe) => {
    const source = findQueue(pipe.property("Source").symbol(), pipe, system);
    return source.state === "known" && source.value === queue;
  });
}

/** By resource type, where code gets the queues that it reads. */
const POLLERS: Readonly<Record<string, string>> = {
  "AWS::Lambda::Function": "Environment",
  "AWS::ECS::TaskDefinition": "ContainerDefinitions",
};

function mayPoll(resource: Resource, queue: Resource, { system }: WithSystem): boolean {
  const place = POLLERS[resource.type];
  if (place !== undefined) return mentions(resource.property(place), queue, system.symbols);
  // A mapping whose source is open may read any queue.
  return resource.type === "AWS::Lambda::EventSourceMapping" && resource.property("EventSourceArn").doubt !== null;
}
