// Notifications of S3 buckets, as the bucket has them and as the CDK adds them by a custom resource.
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, items, type Place, placesAt } from "./place.ts";
import { readSamEvent, SAM_EVENT } from "./sam-event.ts";

export const bucketNotifications: Family = ({ system }) => [
  ...system
    .resourcesOf("AWS::S3::Bucket")
    .flatMap((bucket) => notifications(bucket, "LambdaConfigurations", "Function", "Event", system)),
  ...system
    .resourcesOf("Custom::S3BucketNotifications")
    .flatMap((resource) => notifications(resource, "LambdaFunctionConfigurations", "LambdaFunctionArn", "Events", system)),
];

function notifications(
  resource: Resource,
  list: string,
  functionKey: string,
  eventKey: string,
  system: System,
): readonly Candidate[] {
  return placesAt(resource, "NotificationConfiguration", list)
    .flatMap(items)
    .flatMap((configuration) => {
      const detail = eventsOf(below(configuration, eventKey), system);
      const samEvent = readSamEvent(configuration.node.at(SAM_EVENT));
      return below(configuration, functionKey).map((place) => ({
        kind: "bucket-notification" as const,
        detail,
        place,
        certain: true,
        samEvent,
      }));
    });
}

function eventsOf(places: readonly Place[], system: System): string | null {
  const events = places.flatMap(items).flatMap(({ node }) => {
    const event = node.symbol();
    return event.state === "known" ? [system.symbols.display(event.value)] : [];
  });
  return events.length === 0 ? null : events.join(", ");
}
