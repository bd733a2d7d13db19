// EventBridge pipes: what enriches their events, and where they lead.
import { mapValue, orDefault } from "../value.ts";
import type { Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const pipes: Family = ({ system }) =>
  system.resourcesOf("AWS::Pipes::Pipe").flatMap((pipe) => {
    const enabled = orDefault(
      mapValue(pipe.property("DesiredState").text(), (state) => state !== "STOPPED"),
      true,
    );
    return ["Enrichment", "Target"].flatMap((detail) =>
      placesAt(pipe, detail).map((place) => ({ kind: "pipe" as const, detail, place, certain: false, enabled })),
    );
  });
