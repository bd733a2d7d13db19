// The subscriptions of topics, on their own and within the topic, and where their undelivered messages go.

import { items, placesAt } from "../invocations/place.ts";
import type { Path } from "../json.ts";
import type { TemplateNode } from "../resolve/node.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource, Stack } from "../resource.ts";
import { samOriginOf } from "../sam-origin.ts";
import type { System, WithSystem } from "../system.ts";
import type { Sender } from "./queue-type.ts";

export interface TopicSubscription {
  /** The subscription, or the topic that has it within. */
  readonly resource: Resource;
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string | null };
  /** Its redrive policy, and which queues it takes; null where it can have none: within the topic. */
  readonly redrive: { readonly policy: TemplateNode; readonly sender: Sender } | null;
  /** Of the policy, or of the subscription within the topic. */
  readonly path: Path;
}

export function topicSubscriptions(model: WithSystem): readonly TopicSubscription[] {
  const { system } = model;
  const own = system.resourcesOf("AWS::SNS::Subscription").map((resource): TopicSubscription => {
    const subject = { stack: resource.stack, resource, detail: null, ...samOriginOf(resource, system) };
    const policy = mapOrText(resource.property("RedrivePolicy"), system.resolver);
    const redrive = { policy, sender: senderOf(resource, system) };
    return { resource, subject, redrive, path: ["Properties", "RedrivePolicy"] };
  });
  const within = system.resourcesOf("AWS::SNS::Topic").flatMap((resource) =>
    placesAt(resource, "Subscription")
      .flatMap(items)
      .map((place): TopicSubscription => {
        const endpoint = place.node.at("Endpoint").symbol();
        const detail = endpoint.state === "known" ? system.symbols.display(nameIn(endpoint.value)) : null;
        return { resource, subject: { stack: resource.stack, resource, detail }, redrive: null, path: place.path };
      }),
  );
  return [...own, ...within];
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
function senderOf(subscription: Resource, system: System): Sender {
  const topic = system.find(subscription.property("TopicArn").symbol(), subscription.stack, ["AWS::SNS::Topic"]);
  const label = (type: string | null): string => `a subscription of ${type === null ? "the" : `a ${type}`} topic`;
  return { label, takes: topic.state === "known" ? topic.value : null };
}

/** Of an ARN what is behind its last colon; addresses have colons of their own. */
function nameIn(endpoint: string): string {
  return endpoint.startsWith("arn:") ? endpoint.slice(endpoint.lastIndexOf(":") + 1) : endpoint;
}
