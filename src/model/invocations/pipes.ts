// EventBridge pipes: their enrichment and their target.
import { known, mapKnown, mapValue, orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const pipes: Family = ({ system }) =>
  system.resourcesOf("AWS::Pipes::Pipe").flatMap((pipe) => {
    const enabled = orDefault(
      mapValue(pipe.property("DesiredState").text("STOPPED"), (state) => state !== "STOPPED"),
      true,
    );
    const invocationType = pipe.property("TargetParameters", "LambdaFunctionParameters", "InvocationType").text();
    const forgets = mapKnown(orDefault(invocationType, "REQUEST_RESPONSE"), (type) => type === "FIRE_AND_FORGET");
    return (["Enrichment", "Target"] as const).flatMap((detail) =>
      placesAt(pipe, detail).map((place): Candidate => {
        const asynchronous = detail === "Target" ? forgets : known(false);
        return { kind: "pipe", detail, place, certain: false, enabled, asynchronous };
      }),
    );
  });
