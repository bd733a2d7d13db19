// Which alarms watch what piles up in a queue.
import type { Model } from "../model.ts";
import type { Resource } from "../resource.ts";
import { alarmsOnResource } from "./resource-watching.ts";
import type { Watchers } from "./watching.ts";

/** A redrive policy moves messages without sending them: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const SENT = "NumberOfMessagesSent";

/** What says that there is something in a queue. */
const QUEUE = {
  namespace: "AWS/SQS",
  dimension: "QueueName",
  names: [
    "ApproximateNumberOfMessagesVisible",
    "ApproximateAgeOfOldestMessage",
    "ApproximateNumberOfMessagesNotVisible",
    "NumberOfMessagesReceived",
    SENT,
  ],
};

/** @param isRedriven other queues move their messages into it */
export function alarmsOnQueue(queue: Resource, isRedriven: boolean, model: Model): Watchers {
  const flawOf = (name: string): string | null =>
    name === SENT && isRedriven ? "which does not count what a redrive policy moves" : null;
  return alarmsOnResource(queue, { ...QUEUE, flawOf }, model);
}
