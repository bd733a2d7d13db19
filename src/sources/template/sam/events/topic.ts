// SNS events: a subscription of the function, or of a queue that the function polls.
import { isObject, type Json, type JsonObject, property } from "../../../../model/json.ts";
import { type Generated, pick } from "../draft.ts";
import { getAtt, ref, referencedId, truthy } from "../intrinsics.ts";
import { replaceParameters } from "../values.ts";
import { eventResource, permission, type SamEvent } from "./event.ts";
import { mappingResources } from "./mapping.ts";

export function expandTopicEvent(event: SamEvent): readonly Generated[] {
  const { SqsSubscription, Topic } = event.properties;
  if (!truthy(SqsSubscription)) {
    const granted = permission(event, { principal: "sns.amazonaws.com", sourceArn: Topic });
    return [granted, subscription(event, "lambda", event.target.arn)];
  }
  if (isObject(SqsSubscription)) return throughQueue(event, SqsSubscription);
  const queue = eventResource(event, "AWS::SQS::Queue", `${event.id}Queue`, { FifoQueue: isFifo(event) ? true : undefined });
  return [...throughQueue(event, { QueueArn: getAtt(queue.id, "Arn"), QueueUrl: ref(queue.id) }), queue];
}

function subscription(event: SamEvent, protocol: string, endpoint: Json): Generated {
  return eventResource(event, "AWS::SNS::Subscription", event.id, {
    Endpoint: endpoint,
    Protocol: protocol,
    TopicArn: event.properties["Topic"],
    ...pick(event.properties, ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]),
  });
}

function throughQueue(event: SamEvent, queue: JsonObject): readonly Generated[] {
  const { QueueArn, QueueUrl, QueuePolicyLogicalId, BatchSize } = queue;
  const arn = QueueArn ?? null;
  const policyId = typeof QueuePolicyLogicalId === "string" ? QueuePolicyLogicalId : `${event.id}QueuePolicy`;
  const statement = {
    Action: "sqs:SendMessage",
    Effect: "Allow",
    Principal: "*",
    Resource: arn,
    Condition: { ArnEquals: { "aws:SourceArn": event.properties["Topic"] } },
  };
  const mapping = { EventSourceArn: arn, BatchSize: truthy(BatchSize) ? BatchSize : 10, Enabled: true };
  return [
    ...mappingResources(event, `${event.id}EventSourceMapping`, {
      policy: "AWSLambdaSQSQueueExecutionRole",
      properties: mapping,
    }),
    eventResource(event, "AWS::SQS::QueuePolicy", policyId, {
      PolicyDocument: { Version: "2012-10-17", Statement: [statement] },
      Queues: [QueueUrl ?? null],
    }),
    subscription(event, "sqs", arn),
  ];
}

function isFifo(event: SamEvent): boolean {
  const topic = event.draft.resources.get(referencedId(event.properties["Topic"]) ?? "");
  const fifo = topic === undefined ? undefined : property(topic["Properties"], "FifoTopic");
  return truthy(replaceParameters(fifo ?? false, event.draft.values));
}
