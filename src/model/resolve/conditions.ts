// Conditions, in three states: an undecided one may still be decided by its other operands.
import { isObject, type Json, property } from "../json.ts";
import { isLiteral } from "../symbol.ts";
import { absent, known, type Undecided, unionOf, unresolved, type Value } from "../value.ts";
import { isOtherThan } from "./parameters.ts";
import type { Resolver } from "./resolver.ts";
import { cycle, type Scope } from "./scope.ts";

/** The condition of that name; absent where the template has none. */
export function resolveCondition(name: string, scope: Scope, resolver: Resolver): Value<boolean> {
  const existing = scope.conditions.get(name);
  if (existing !== undefined) return existing;
  const expression = property(scope.facts.template.Conditions, name);
  if (expression === undefined) return absent;
  scope.conditions.set(name, cycle(`condition ${name}`));
  const value = evaluate(expression, scope, resolver);
  const named: Value<boolean> =
    value.state === "unresolved" ? unresolved(`depends on condition ${name}, which ${value.reason}`, value.undecided) : value;
  scope.conditions.set(name, named);
  return named;
}

function evaluate(expression: Json, scope: Scope, resolver: Resolver): Value<boolean> {
  if (!isObject(expression)) return literalCondition(expression);
  const [name] = Object.keys(expression);
  const argument = name === undefined ? undefined : property(expression, name);
  if (name === "Condition" && typeof argument === "string") return nested(resolveCondition(argument, scope, resolver), argument);
  if (!Array.isArray(argument)) return unresolved(`${name} is malformed`);
  const operands = argument as readonly Json[];
  if (name === "Fn::Equals") return equals(operands, scope, resolver);
  if (name === "Fn::Not") return not(evaluate(operands[0] ?? null, scope, resolver));
  if (name === "Fn::And") return combine(operands, scope, resolver, false);
  if (name === "Fn::Or") return combine(operands, scope, resolver, true);
  return unresolved(`uses ${name}, which is no condition function`);
}

function literalCondition(expression: Json): Value<boolean> {
  const text = String(expression).toLowerCase();
  return text === "true" || text === "false" ? known(text === "true") : unresolved("is malformed");
}

/** A condition within another one is not named again: the outermost name is the one that the user meets. */
function nested(value: Value<boolean>, name: string): Value<boolean> {
  if (value.state === "absent") return unresolved(`names condition ${name}, which does not exist`);
  const prefix = `depends on condition ${name}, which `;
  if (value.state === "unresolved" && value.reason.startsWith(prefix))
    return unresolved(value.reason.slice(prefix.length), value.undecided);
  return value;
}

function not(value: Value<boolean>): Value<boolean> {
  return value.state === "known" ? known(!value.value, value.origin) : value;
}

/** And (`decisive` false) or Or (`decisive` true): one operand with the decisive value decides. */
function combine(operands: readonly Json[], scope: Scope, resolver: Resolver, decisive: boolean): Value<boolean> {
  const values = operands.map((operand) => evaluate(operand, scope, resolver));
  const deciding = values.find((value) => value.state === "known" && value.value === decisive);
  if (deciding !== undefined) return deciding;
  const open = values.filter((value) => value.state === "unresolved");
  const [first] = open;
  if (first !== undefined) return unresolved(first.reason, unionOf(open.map(({ undecided }) => undecided)));
  const origin = values.map((value) => (value.state === "known" ? value.origin : undefined)).find((from) => from !== undefined);
  return known(!decisive, origin);
}

function equals(operands: readonly Json[], scope: Scope, resolver: Resolver): Value<boolean> {
  const [left = null, right = null] = operands;
  const [a, b] = [resolver.symbol(left, scope), resolver.symbol(right, scope)];
  if (a.state === "unresolved" || b.state === "unresolved") return structurallyEqual(left, right);
  if (a.state === "absent" || b.state === "absent") return known(a.state === b.state);
  if (a.value === b.value) return known(true, a.origin ?? b.origin);
  if (isLiteral(a.value) && isLiteral(b.value)) return known(false, a.origin ?? b.origin);
  if (differsInThisWorld(left, b.value, scope, resolver) || differsInThisWorld(right, a.value, scope, resolver))
    return known(false);
  return openComparison(`${a.value} = ${b.value}`, [a.value, b.value], resolver, scope);
}

/** CloudFormation compares lists as well; without references they are equal or they are not. */
function structurallyEqual(left: Json, right: Json): Value<boolean> {
  return Array.isArray(left) && Array.isArray(right)
    ? known(JSON.stringify(left) === JSON.stringify(right))
    : unresolved("compares what is no text");
}

/** The world says that the parameter has a value which the template compares with nothing: no literal is equal to it. */
function differsInThisWorld(operand: Json, other: string, scope: Scope, resolver: Resolver): boolean {
  const name = property(operand, "Ref");
  return typeof name === "string" && isLiteral(other) && isOtherThan(other, name, scope, resolver);
}

/** A comparison that only the deployment can make is decided by the world or stays open, as a whole or by its parameters. */
function openComparison(identity: string, texts: readonly string[], resolver: Resolver, scope: Scope): Value<boolean> {
  const unknowns = texts.flatMap((text) => resolver.symbols.unknownsOf(text));
  const parameters = unionOf(unknowns.map(({ undecided }) => undecided)).filter(({ outcomes }) => outcomes !== null);
  const reason = unknowns[0]?.reason ?? "is only known at deployment";
  if (parameters.length > 0) return unresolved(reason, parameters);
  const comparison: Undecided = {
    id: `${scope.facts.name} ${identity}`,
    label: comparisonLabel(texts, resolver),
    outcomes: ["true", "false"],
  };
  const decided = resolver.world.get(comparison.id);
  return decided === undefined ? unresolved(reason, [comparison]) : known(decided === "true");
}

function comparisonLabel(texts: readonly string[], resolver: Resolver): string {
  return `whether ${texts.map((text) => resolver.symbols.display(text) || "the empty text").join(" equals ")}`;
}
