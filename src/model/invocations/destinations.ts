// Destinations of asynchronous invocations that are functions themselves.
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const destinations: Family = ({ system }) =>
  system.resourcesOf("AWS::Lambda::EventInvokeConfig").flatMap((config) =>
    ["OnSuccess", "OnFailure"].flatMap((detail) =>
      placesAt(config, "DestinationConfig", detail, "Destination").map((place) => ({
        kind: "destination" as const,
        detail,
        place,
        certain: false,
      })),
    ),
  );
