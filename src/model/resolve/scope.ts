// A scope: one stack's declarations, and the answers that were already worked out in it.
import type { StackFacts } from "../facts.ts";
import type { Json } from "../json.ts";
import type { Unresolved, Value } from "../value.ts";

/** A value that is no intrinsic any more: a scalar, a list or a map whose children may still be intrinsics of that scope. */
export interface Resolved {
  readonly raw: Json;
  readonly scope: Scope;
}

export interface Scope {
  readonly facts: StackFacts;
  readonly parameters: Map<string, Value<Resolved>>;
  readonly conditions: Map<string, Value<boolean>>;
  /** Parameter or pseudo parameter → literals that the template compares it with; filled on first use. */
  comparisons: ReadonlyMap<string, ReadonlySet<string>> | null;
}

export function scopeOf(facts: StackFacts): Scope {
  return { facts, parameters: new Map(), conditions: new Map(), comparisons: null };
}

export function cycle(what: string): Unresolved {
  return { state: "unresolved", reason: `${what} refers to itself`, undecided: [] };
}
