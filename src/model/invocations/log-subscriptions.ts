// Subscription filters of log groups.
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const logSubscriptions: Family = ({ system }) =>
  system
    .resourcesOf("AWS::Logs::SubscriptionFilter")
    .flatMap((filter) => placesAt(filter, "DestinationArn"))
    .map((place) => ({ kind: "log-subscription", detail: null, place, certain: false }));
