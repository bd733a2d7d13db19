// The targets of EventBridge rules, each on its own.

import { items, type Place, placesAt } from "../invocations/place.ts";
import type { Resource, Stack } from "../resource.ts";
import { samOriginOf } from "../sam-origin.ts";
import { isLiteral } from "../symbol.ts";
import type { WithSystem } from "../system.ts";

export interface RuleTarget {
  readonly rule: Resource;
  /** The target within the rule. */
  readonly place: Place;
  /** The rule and the target's id; for an event of SAM's the function and the event's name. */
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string | null };
}

/** Those of rules that are not switched off. */
export function ruleTargets(model: WithSystem): readonly RuleTarget[] {
  return model.system.resourcesOf("AWS::Events::Rule").flatMap((rule): readonly RuleTarget[] => {
    const state = rule.property("State").text("DISABLED");
    if (state.state === "known" && state.value === "DISABLED") return [];
    const origin = samOriginOf(rule, model.system);
    const seen = new Set<string | null>();
    return placesAt(rule, "Targets")
      .flatMap(items)
      .flatMap((place, index): readonly RuleTarget[] => {
        const id = place.node.at("Id").symbol();
        const name = id.state === "known" ? model.system.symbols.display(id.value) : null;
        // Of one id are the targets of two branches of a condition; ids that are open may be two.
        if (seen.has(name) && id.state === "known" && isLiteral(id.value)) return [];
        const detail = seen.has(name) ? `target ${index + 1}` : name;
        seen.add(detail);
        return [{ rule, place, subject: { stack: rule.stack, resource: rule, detail, ...origin } }];
      });
  });
}
