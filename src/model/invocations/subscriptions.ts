// Subscriptions of SNS topics, on their own and within the topic.
import type { TemplateNode } from "../resolve/node.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, items, type Place, placesAt } from "./place.ts";

export const subscriptions: Family = ({ system }) => [
  ...system
    .resourcesOf("AWS::SNS::Subscription")
    .flatMap((resource) => ofEndpoint(placesAt(resource, "Endpoint"), resource.property("Protocol"))),
  ...system
    .resourcesOf("AWS::SNS::Topic")
    .flatMap((topic) => placesAt(topic, "Subscription").flatMap(items))
    .flatMap((entry) => ofEndpoint(below(entry, "Endpoint"), entry.node.at("Protocol"))),
];

function ofEndpoint(endpoints: readonly Place[], protocolNode: TemplateNode): readonly Candidate[] {
  const protocol = protocolNode.text("lambda");
  const isOther = protocol.state === "known" && protocol.value !== "lambda";
  if (isOther) return [];
  const certain = protocol.state === "known";
  return endpoints.map((place) => ({ kind: "topic-subscription", detail: null, place, certain }));
}
