// Conditions, in three states: an undecided one may still be decided by its other operands.
import { asText, isObject, type Json, type JsonObject, property } from "../json.ts";
import { isLiteral } from "../symbol.ts";
import { absent, known, type Undecided, unionOf, unresolved, type Value } from "../value.ts";
import { plainOf } from "./plain.ts";
import type { Resolver } from "./resolver.ts";
import { once, type Scope } from "./scope.ts";

/** The condition of that name; absent where the template has none. */
export function resolveCondition(name: string, scope: Scope, resolver: Resolver): Value<boolean> {
  const existing = scope.conditions.get(name);
  if (existing !== undefined) return existing;
  const { Conditions } = scope.facts.template;
  for (const each of leavesFirst(name, Conditions, scope.conditions)) {
    const what = () => `condition ${each}`;
    once(scope.conditions, each, what, () => {
      const value = evaluate(property(Conditions, each) ?? null, scope, resolver);
      if (value.state !== "unresolved") return value;
      const doubt = unresolved(`depends on ${what()}, which ${value.reason}`, value.undecided);
      resolver.meet(doubt);
      return doubt;
    });
  }
  return scope.conditions.get(name) ?? absent;
}

/** The condition and all that it is made of, each after what it names: a chain of thousands is no recursion. */
function leavesFirst(name: string, conditions: JsonObject, answered: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const order = new Set<string>();
  const entered = new Set<string>();
  const pending = [name];
  for (let each = pending.at(-1); each !== undefined; each = pending.at(-1)) {
    const expression = property(conditions, each);
    if (entered.has(each)) order.add(each);
    if (entered.has(each) || expression === undefined || answered.has(each)) {
      pending.pop();
      continue;
    }
    entered.add(each);
    for (const named of namedIn(expression)) pending.push(named);
  }
  return order;
}

function namedIn(expression: Json): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap((operand: Json) => namedIn(operand));
  if (!isObject(expression)) return [];
  return Object.keys(expression).flatMap((key) => {
    const argument = property(expression, key) ?? null;
    return key === "Condition" && typeof argument === "string" ? [argument] : namedIn(argument);
  });
}

type Operands = readonly Json[];
type ConditionFunction = (operands: Operands, scope: Scope, resolver: Resolver) => Value<boolean>;

function evaluate(expression: Json, scope: Scope, resolver: Resolver): Value<boolean> {
  if (!isObject(expression)) return literalCondition(expression);
  const [name] = Object.keys(expression);
  if (name === undefined) return literalCondition("");
  const argument = property(expression, name);
  if (name === "Condition" && typeof argument === "string") return nested(resolveCondition(argument, scope, resolver), argument);
  const apply = conditionFunctions.get(name);
  if (apply === undefined) return unresolved(`uses ${name}, which is not a condition function`);
  return Array.isArray(argument) ? apply(argument, scope, resolver) : unresolved(`has a malformed ${name}`);
}

const conditionFunctions: ReadonlyMap<string, ConditionFunction> = new Map<string, ConditionFunction>([
  ["Fn::Equals", equals],
  ["Fn::Not", ([operand = null], scope, resolver) => not(evaluate(operand, scope, resolver))],
  ["Fn::And", (operands, scope, resolver) => combine(operands, scope, resolver, false)],
  ["Fn::Or", (operands, scope, resolver) => combine(operands, scope, resolver, true)],
]);

function literalCondition(expression: Json): Value<boolean> {
  const text = asText(expression).toLowerCase();
  return text === "true" || text === "false" ? known(text === "true") : unresolved("has a malformed condition");
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
function combine(operands: Operands, scope: Scope, resolver: Resolver, decisive: boolean): Value<boolean> {
  const values = operands.map((operand) => evaluate(operand, scope, resolver));
  const deciding = values.find((value) => value.state === "known" && value.value === decisive);
  if (deciding !== undefined) return deciding;
  const open = values.filter((value) => value.state === "unresolved");
  const [first] = open;
  if (first !== undefined) return unresolved(first.reason, unionOf(open.map(({ undecided }) => undecided)));
  const origin = values.map((value) => (value.state === "known" ? value.origin : undefined)).find((from) => from !== undefined);
  return known(!decisive, origin);
}

function equals(operands: Operands, scope: Scope, resolver: Resolver): Value<boolean> {
  const [a, b] = [0, 1].map((index) => comparable(operands[index] ?? null, scope, resolver)) as [Value<string>, Value<string>];
  if (a.state === "unresolved") return a;
  if (b.state === "unresolved") return b;
  if (a.state === "absent" || b.state === "absent") return known(a.state === b.state);
  const origin = a.origin ?? b.origin;
  if (a.value === b.value) return known(true, origin);
  if (isLiteral(a.value) && isLiteral(b.value)) return known(false, origin);
  if (differsInThisWorld(a.value, b.value, resolver) || differsInThisWorld(b.value, a.value, resolver)) return known(false);
  return openComparison([a.value, b.value], resolver, scope);
}

/** Text; CloudFormation compares lists as well. */
function comparable(operand: Json, scope: Scope, resolver: Resolver): Value<string> {
  const text = resolver.symbol(operand, scope);
  if (text.state !== "unresolved") return text;
  const whole = plainOf(operand, scope, resolver);
  return whole.state === "known" ? known(JSON.stringify(whole.value)) : whole;
}

/** The world says that the parameter has a value which the template compares with nothing: no literal is equal to it. */
function differsInThisWorld(text: string, literal: string, { symbols }: Resolver): boolean {
  const token = symbols.sole(text);
  return token?.kind === "unknown" && isLiteral(literal) && token.isNot?.has(literal) === true;
}

/** A comparison that only the deployment can make is decided by the world or stays open, as a whole or by its parameters. */
function openComparison(texts: readonly string[], resolver: Resolver, scope: Scope): Value<boolean> {
  const unknowns = texts.flatMap((text) => resolver.symbols.unknownsOf(text));
  const parameters = unionOf(unknowns.map(({ undecided }) => undecided)).filter(({ outcomes }) => outcomes !== null);
  const reason = unknowns[0]?.reason ?? "is only known at deployment";
  if (parameters.length > 0) return unresolved(reason, parameters);
  const comparison: Undecided = {
    id: `${scope.facts.name} ${texts.map((text) => resolver.symbols.keyOf(text)).join(" = ")}`,
    label: comparisonLabel(texts, resolver),
    outcomes: ["true", "false"],
  };
  const decided = resolver.world.get(comparison.id);
  return decided === undefined ? unresolved(reason, [comparison]) : known(decided === "true");
}

function comparisonLabel(texts: readonly string[], resolver: Resolver): string {
  return `whether ${texts.map((text) => resolver.symbols.display(text) || "the empty text").join(" equals ")}`;
}
