// A scope: one stack's declarations, and the answers that were already worked out in it.
import type { StackFacts } from "../facts.ts";
import type { Json } from "../json.ts";
import type { Value } from "../value.ts";

/** A value that is no intrinsic any more: a scalar, a list or a map whose children may still be intrinsics of that scope. */
export interface Resolved {
  readonly raw: Json;
  readonly scope: Scope;
}

export interface Scope {
  readonly facts: StackFacts;
  readonly parameters: Map<string, Value<Resolved>>;
  readonly conditions: Map<string, Value<boolean>>;
  /** Attribute, logical id → its value. */
  readonly attributes: Map<string, Map<string, Value<Resolved>>>;
  readonly outputs: Map<string, Value<Resolved>>;
}

export function scopeOf(facts: StackFacts): Scope {
  return { facts, parameters: new Map(), conditions: new Map(), attributes: new Map(), outputs: new Map() };
}

/** What was worked out before, else what `find` says; asked for itself while it does, it is in doubt. */
export function once<T>(answers: Map<string, Value<T>>, key: string, what: () => string, find: () => Value<T>): Value<T> {
  const existing = answers.get(key);
  if (existing !== undefined) return existing;
  answers.set(key, { state: "unresolved", reason: `depends on ${what()}, which refers to itself`, undecided: [] });
  const value = find();
  answers.set(key, value);
  return value;
}
