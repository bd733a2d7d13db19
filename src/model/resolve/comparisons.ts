// What a template compares each parameter with: of a parameter without a value, only that can change an answer.
import { isObject, type Json, property } from "../json.ts";
import type { Scope } from "./scope.ts";

export function comparedWith(name: string, scope: Scope): ReadonlySet<string> {
  scope.comparisons ??= comparisonsOf(scope);
  return scope.comparisons.get(name) ?? new Set();
}

function comparisonsOf(scope: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, literals: Iterable<string>): void => {
    const set = found.get(name) ?? new Set();
    for (const literal of literals) set.add(literal);
    found.set(name, set);
  };
  const { Conditions, Mappings, Outputs } = scope.facts.template;
  const visit = (node: Json | undefined): void => {
    if (typeof node !== "object" || node === null) return;
    for (const child of Object.values(node)) visit(child as Json);
    const [equals, lookup] = [property(node, "Fn::Equals"), property(node, "Fn::FindInMap")];
    if (Array.isArray(equals)) compareOperands(equals, scope, add);
    if (Array.isArray(lookup)) compareKeys(lookup, Mappings, add);
  };
  visit(Conditions);
  visit(Outputs);
  for (const resource of scope.facts.resources.values()) visit(resource.body);
  return found;
}

type Add = (name: string, literals: Iterable<string>) => void;

function compareOperands(operands: readonly Json[], scope: Scope, add: Add): void {
  const [left, right] = operands as readonly [Json, Json];
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const name = property(one, "Ref");
    if (typeof name !== "string" || other === undefined) continue;
    const literal = literalOf(other, scope);
    if (literal !== null) add(name, [literal]);
  }
}

/** A scalar, or what a parameter is by its default or from outside; never worked out, since that would ask for comparisons again. */
function literalOf(operand: Json, scope: Scope): string | null {
  if (typeof operand !== "object") return String(operand);
  const name = property(operand, "Ref");
  if (typeof name !== "string") return null;
  const value = scope.facts.parameters.get(name)?.value ?? property(property(scope.facts.template.Parameters, name), "Default");
  return value === undefined || typeof value === "object" ? null : String(value);
}

/** A parameter that is a key of a mapping must be one of its keys, or the deployment is refused. */
function compareKeys(lookup: readonly Json[], mappings: Json, add: Add): void {
  const [map, first, second] = lookup;
  const entries = typeof map === "string" ? property(mappings, map) : undefined;
  if (!isObject(entries)) return;
  const top = property(first, "Ref");
  if (typeof top === "string") add(top, Object.keys(entries));
  const inner = property(second, "Ref");
  if (typeof inner !== "string") return;
  for (const entry of Object.values(entries)) if (isObject(entry)) add(inner, Object.keys(entry));
}
