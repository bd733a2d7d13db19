// EventBridge rules and their targets.
import { mapValue, orDefault } from "../value.ts";
import type { Family } from "./candidate.ts";
import { below, items, placesAt, shown } from "./place.ts";

export const rules: Family = ({ system }) =>
  system.resourcesOf("AWS::Events::Rule").flatMap((rule) => {
    const enabled = orDefault(
      mapValue(rule.property("State").text("DISABLED"), (state) => state !== "DISABLED"),
      true,
    );
    return placesAt(rule, "Targets")
      .flatMap(items)
      .flatMap((target) => {
        const detail = shown(target.node.at("Id").symbol(), (text) => system.symbols.display(text));
        return below(target, "Arn").map((place) => ({ kind: "rule" as const, detail, place, certain: false, enabled }));
      });
  });
