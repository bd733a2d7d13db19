// Event source mappings: queues and streams that Lambda polls.
import { orDefault } from "../value.ts";
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const eventSourceMappings: Family = ({ system }) =>
  system.resourcesOf("AWS::Lambda::EventSourceMapping").flatMap((mapping) =>
    placesAt(mapping, "FunctionName").map((place) => ({
      kind: "event-source-mapping",
      detail: null,
      place,
      certain: true,
      enabled: orDefault(mapping.property("Enabled").boolean(), true),
    })),
  );
