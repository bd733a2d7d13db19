// Conditions of deployed stacks that their parameters cannot decide: decided by which resources exist.
import type { StackFacts } from "../model/facts.ts";
import { emptyObject } from "../model/json.ts";
import { resolveCondition } from "../model/resolve/conditions.ts";
import { Resolver } from "../model/resolve/resolver.ts";
import { baseWorld } from "../model/world.ts";

/** A resource that is there has a true condition; where none is there that has it, it is false. */
export function settleConditions(stacks: readonly StackFacts[]): readonly StackFacts[] {
  const resolver = new Resolver({ kind: "stack", locator: "", stacks, notes: [], unread: [] }, baseWorld);
  return stacks.map((facts) => {
    const scope = resolver.scopes.get(facts.name);
    const decided = emptyObject();
    for (const name of Object.keys(facts.template.Conditions)) {
      const isOpen = scope !== undefined && resolveCondition(name, scope, resolver).state === "unresolved";
      const exists = isOpen ? isTrue(name, facts) : null;
      if (exists !== null) decided[name] = exists;
    }
    if (Object.keys(decided).length === 0) return facts;
    return { ...facts, template: { ...facts.template, Conditions: { ...facts.template.Conditions, ...decided } } };
  });
}

/** null where no resource tells. */
function isTrue(condition: string, { resources }: StackFacts): boolean | null {
  const under = [...resources.values()].filter(({ body }) => body["Condition"] === condition);
  return under.length === 0 ? null : under.some(({ absence }) => absence === undefined);
}
