// Whether a metric filter counts failures, by its pattern.
import { selectionOf } from "../log-filters/failures.ts";
import type { Resource } from "../resource.ts";
import { orDefault, type Unresolved, unresolved } from "../value.ts";

export type CountedEvents =
  | { readonly kind: "failures" }
  /** `reason` completes "the alarm …"; `isPartly`: some failures are among them. */
  | { readonly kind: "other"; readonly reason: string; readonly isPartly: boolean }
  | { readonly kind: "unresolved"; readonly because: Unresolved };

/** @param variables of an access log: the field's name → the variable that is written there */
export function countedBy(filter: Resource, variables?: ReadonlyMap<string, string>): CountedEvents {
  const pattern = orDefault(filter.property("FilterPattern").text(), "");
  if (pattern.state === "unresolved") return { kind: "unresolved", because: pattern };
  const shown = pattern.value === "" ? "every event" : pattern.value;
  const what = `watches metric filter ${filter.label}, whose pattern matches`;
  switch (selectionOf(pattern.value, variables)) {
    case "failures":
      return { kind: "failures" };
    case "some failures":
      return { kind: "other", reason: `${what} only a part of the failures (${shown})`, isPartly: true };
    case "something else":
      return { kind: "other", reason: `${what} something other than failures (${shown})`, isPartly: false };
    default: {
      const because = unresolved(
        `the pattern of metric filter ${filter.label} does not show whether it counts failures: ${shown}`,
      );
      return { kind: "unresolved", because };
    }
  }
}
