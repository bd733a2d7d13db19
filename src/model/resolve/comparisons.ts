// The values that a template compares each parameter with.
import type { StackFacts } from "../facts.ts";
import { isObject, type Json, type JsonObject, property } from "../json.ts";
import type { Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";

export interface Expectation {
  /** Values that a comparison or a mapping asks for. */
  readonly compared: ReadonlySet<string>;
  /** The only values with which the template can be deployed; null where nothing restricts them. */
  readonly required: ReadonlySet<string> | null;
}

/** What this stack and those nested in it, as far as they are passed the parameter as it is, expect of it. */
export function expectationOf(name: string, scope: Scope, resolver: Resolver): Expectation {
  const own = expectationsIn(scope.facts).get(name);
  const found: Expectation[] = own === undefined ? [] : [own];
  for (const child of resolver.nestedIn(scope)) {
    for (const inner of passedAs(name, child, scope)) found.push(expectationOf(inner, child, resolver));
  }
  return found.reduce<Expectation>(both, NOTHING);
}

const NOTHING: Expectation = { compared: new Set(), required: null };

function both(a: Expectation, b: Expectation): Expectation {
  return { compared: new Set([...a.compared, ...b.compared]), required: intersection(a.required, b.required) };
}

function intersection(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((value) => b.has(value)));
}

/** The names under which a nested stack has the parameter: a pseudo parameter of the environment is the same everywhere. */
function passedAs(name: string, child: Scope, scope: Scope): readonly string[] {
  if (name.startsWith("AWS::")) return [name];
  const anchor = scope.facts.resources.get(child.facts.parent?.logicalId ?? "")?.body;
  const passed = property(property(anchor, "Properties"), "Parameters");
  if (!isObject(passed)) return [];
  return Object.keys(passed).filter((inner) => property(property(passed, inner), "Ref") === name);
}

interface Found {
  readonly compared: Set<string>;
  required: ReadonlySet<string> | null;
}

/** Worked out once a stack: it is the same in every world. */
const known = new WeakMap<StackFacts, ReadonlyMap<string, Found>>();

function expectationsIn(facts: StackFacts): ReadonlyMap<string, Found> {
  const existing = known.get(facts);
  if (existing !== undefined) return existing;
  const survey = new Survey(facts);
  survey.visit(facts.template.Conditions, false);
  survey.visit(facts.template.Outputs, true);
  for (const { body } of facts.resources.values()) survey.visit(body, Object.hasOwn(body, "Condition"));
  known.set(facts, survey.found);
  return survey.found;
}

class Survey {
  readonly found = new Map<string, Found>();
  readonly #facts: StackFacts;

  constructor(facts: StackFacts) {
    this.#facts = facts;
  }

  /** @param guarded whether an `Fn::If` above it may drop it */
  visit(node: Json | undefined, guarded: boolean): void {
    if (typeof node !== "object" || node === null) return;
    for (const key in node) {
      const child = (node as JsonObject)[key];
      if (typeof child !== "object" || child === null) continue;
      if (Array.isArray(child)) this.#ask(key, child, guarded);
      this.visit(child, guarded || key === "Fn::If");
    }
  }

  #ask(intrinsic: string, argument: readonly Json[], guarded: boolean): void {
    if (intrinsic === "Fn::Equals") this.#compareOperands(argument);
    else if (intrinsic === "Fn::FindInMap") this.#compareKeys(argument, guarded);
  }

  #of(name: string): Found {
    const existing = this.found.get(name);
    if (existing !== undefined) return existing;
    const made: Found = { compared: new Set(), required: null };
    this.found.set(name, made);
    return made;
  }

  #compareOperands(operands: readonly Json[]): void {
    const [left = null, right = null] = operands;
    this.#compare(left, right);
    this.#compare(right, left);
  }

  #compare(one: Json, other: Json): void {
    const name = property(one, "Ref");
    const literal = this.#literalOf(other);
    if (typeof name === "string" && literal !== null) this.#of(name).compared.add(literal);
  }

  /** A scalar, or what a parameter is by its default or from outside; never worked out, since that would ask for comparisons again. */
  #literalOf(operand: Json): string | null {
    if (typeof operand !== "object") return String(operand);
    const name = property(operand, "Ref");
    if (typeof name !== "string") return null;
    const { parameters, template } = this.#facts;
    const value = parameters.get(name)?.value ?? property(property(template.Parameters, name), "Default");
    return value === undefined || typeof value === "object" ? null : String(value);
  }

  #compareKeys(lookup: readonly Json[], guarded: boolean): void {
    const [map, first = null, second = null, options] = lookup;
    const entries = typeof map === "string" ? property(this.#facts.template.Mappings, map) : undefined;
    if (!isObject(entries)) return;
    const isRequired = !guarded && property(options, "DefaultValue") === undefined;
    this.#askFor(first, Object.keys(entries), isRequired);
    this.#askFor(
      second,
      Object.values(entries).flatMap((entry) => (isObject(entry) ? Object.keys(entry) : [])),
      isRequired,
    );
  }

  /** Without a default, a parameter that is no key of the mapping makes CloudFormation refuse the deployment. */
  #askFor(key: Json, values: readonly string[], isRequired: boolean): void {
    const name = property(key, "Ref");
    if (typeof name !== "string") return;
    const found = this.#of(name);
    for (const value of values) found.compared.add(value);
    if (isRequired) found.required = intersection(found.required, new Set(values));
  }
}
