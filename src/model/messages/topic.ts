// Topics and their subscriptions.

import { itemsOf, type TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, type Value } from "../value.ts";

export interface Listener {
  readonly resource: Resource;
  /** `email`, `lambda`, `sqs`, …, or `chatbot`. */
  readonly protocol: string;
}

export interface TopicIndex {
  find(text: Value<string>, from: Resource): Target<Resource>;
  /** Subscriptions and chat configurations; a subscription whose topic is unknown belongs to no topic. */
  listenersOf(topic: Resource): readonly Listener[];
  /** Why the topic may have other listeners, and what decides it; null where it has no others. */
  doubtOf(topic: Resource): { readonly because: Unresolved; readonly resource: Resource } | null;
}

const TOPIC = ["AWS::SNS::Topic"];
const CHAT_CONFIGURATIONS = [
  "AWS::Chatbot::SlackChannelConfiguration",
  "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
  "AWS::Chatbot::CustomAction",
];

export interface WithTopics {
  readonly topics: TopicIndex;
}

export function linkTopics(system: System): TopicIndex {
  const listeners = new Map<string, Listener[]>();
  const doubts: { readonly because: Unresolved; readonly resource: Resource }[] = [];
  const find = (text: Value<string>, from: Resource): Target<Resource> => system.find(text, from.stack, TOPIC);
  const listen = (topic: Target<Resource>, resource: Resource, protocol: string): void => {
    if (topic.state === "unresolved" && topic.elsewhere !== true) doubts.push({ because: topic, resource });
    if (topic.state !== "known") return;
    listeners.set(topic.value.id, [...(listeners.get(topic.value.id) ?? []), { resource, protocol }]);
  };
  for (const subscription of system.resourcesOf("AWS::SNS::Subscription")) {
    listen(
      find(subscription.property("TopicArn").symbol(), subscription),
      subscription,
      protocolOf(subscription.property("Protocol")),
    );
  }
  for (const topic of system.resourcesOf(...TOPIC)) {
    for (const entry of itemsOf(topic.property("Subscription"))) listen(known(topic), topic, protocolOf(entry.at("Protocol")));
  }
  for (const chat of system.resourcesOf(...CHAT_CONFIGURATIONS)) {
    const topics = chat.property("SnsTopicArns");
    if (topics.doubt !== null) doubts.push({ because: topics.doubt, resource: chat });
    for (const topic of itemsOf(topics)) listen(find(topic.symbol(), chat), chat, "chatbot");
  }
  return {
    find,
    listenersOf: (topic) => listeners.get(topic.id) ?? [],
    doubtOf: (topic) => {
      const own = topic.property("Subscription").doubt;
      return own === null ? (doubts[0] ?? null) : { because: own, resource: topic };
    },
  };
}

function protocolOf(node: TemplateNode): string {
  const protocol = node.text();
  return protocol.state === "known" ? protocol.value : "unknown protocol";
}
