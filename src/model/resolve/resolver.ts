// Resolves intrinsic functions in one world: takes a raw node and its scope, returns a value.
import type { SystemFacts } from "../facts.ts";
import { asText, isObject, type Json, property } from "../json.ts";
import { isLiteral, Symbols } from "../symbol.ts";
import { chosenBy, known, type Unresolved, unionOf, unresolved, type Value } from "../value.ts";
import type { World } from "../world.ts";
import { getAttribute, reference } from "./attributes.ts";
import { deciding } from "./candidates.ts";
import { resolveCondition } from "./conditions.ts";
import { findInMap } from "./mappings.ts";
import { TemplateNode } from "./node.ts";
import { getStackOutput, importValue, type OutputIndex, outputIndex } from "./outputs.ts";
import { type Resolved, type Scope, scopeOf } from "./scope.ts";
import { base64, join, length, select, split, substitute, toJsonString } from "./strings.ts";

/** Written by a source in place of an `AWS::Include` that it could not read; its value is the reason. */
export const UNREAD_INCLUDE = "Fitness::UnreadInclude";

export type Intrinsic = (argument: Json, scope: Scope, resolver: Resolver) => Value<Resolved>;

/** Documents are at most 200 deep, and what one looks up in another is worked out once: more is a chain that is not hand-written. */
const DEPTH = 400;
const STEPS = 20_000_000;
const DYNAMIC = "{{resolve:";

export class Resolver {
  readonly symbols = new Symbols();
  readonly world: World;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly #nested = new Map<string, Scope[]>();
  readonly #met = new Map<string, Unresolved>();
  #outputs: OutputIndex | undefined;
  #depth = 0;
  #steps = 0;

  constructor(facts: SystemFacts, world: World) {
    this.world = world;
    this.scopes = new Map(facts.stacks.map((stack) => [stack.name, scopeOf(stack)]));
    for (const scope of this.scopes.values()) {
      const { parent } = scope.facts;
      if (parent === null || !this.scopes.has(parent.stack)) continue;
      const siblings = this.#nested.get(parent.stack);
      if (siblings === undefined) this.#nested.set(parent.stack, [scope]);
      else siblings.push(scope);
    }
  }

  /** The stack in which this one is nested. */
  above({ facts: { parent } }: Scope): Scope | null {
    return parent === null ? null : (this.scopes.get(parent.stack) ?? null);
  }

  nestedIn(scope: Scope): readonly Scope[] {
    return this.#nested.get(scope.facts.name) ?? [];
  }

  get outputs(): OutputIndex {
    this.#outputs ??= outputIndex(this);
    return this.#outputs;
  }

  /** Remembers what a value depends on that is open. */
  meet({ reason, undecided }: Unresolved): void {
    for (const each of undecided) {
      const known = this.#met.get(each.id)?.undecided[0]?.outcomes ?? [];
      const outcomes = [...new Set([...known, ...(each.outcomes ?? [])])];
      if (outcomes.length > known.length) this.#met.set(each.id, unresolved(reason, [{ ...each, outcomes }]));
    }
  }

  /** Remembers that it makes a difference whether a text is one of these. */
  weigh(text: string, wanted: readonly string[]): void {
    for (const doubt of deciding(text, wanted, this.symbols)) this.meet(doubt);
  }

  /** All unresolved values read so far that can be tried, each with the first reason found. */
  open(): readonly Unresolved[] {
    return [...this.#met.values()];
  }

  /** Remembers that it makes a difference whether two texts turn out the same. */
  weighSame(...pairs: readonly (readonly [string, string])[]): void {
    for (const [one, other] of pairs) {
      this.weigh(one, [other]);
      this.weigh(other, [one]);
    }
  }

  node(raw: Json | undefined, scope: Scope): TemplateNode {
    return new TemplateNode(this, raw === undefined ? null : { raw, scope });
  }

  isIntrinsic(raw: Json): boolean {
    return intrinsicOf(raw) !== null;
  }

  resolve(raw: Json, scope: Scope): Value<Resolved> {
    if (typeof raw === "string") return known({ raw: this.#stored(raw, scope), scope });
    const name = intrinsicOf(raw);
    const intrinsic = name === null ? undefined : intrinsics.get(name);
    if (intrinsic === undefined || name === null) return known({ raw, scope });
    const value = this.#bounded(() => intrinsic(property(raw, name) ?? null, scope, this));
    if (value.state !== "known" || typeof value.value.raw !== "string" || !value.value.raw.includes(DYNAMIC)) return value;
    return known({ raw: this.#stored(value.value.raw, scope), scope: value.value.scope }, value.origin);
  }

  /** The branches of an `Fn::If` that are still possible; null for anything else. */
  branches(raw: Json, scope: Scope): readonly Json[] | null {
    const argument = property(raw, "Fn::If");
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== "string") return null;
    const [name, ...branches] = argument as [string, ...Json[]];
    const decided = resolveCondition(name, scope, this);
    return decided.state === "known" ? branches.slice(decided.value ? 0 : 1, decided.value ? 1 : 2) : branches;
  }

  /** Text of a raw node, tokens for what is unknown; null where it is absent or no text. */
  symbol(raw: Json, scope: Scope): Value<string> {
    return this.node(raw, scope).symbol();
  }

  /** One token for text that is unknown; equal identities mean equal text. */
  unknownText(doubt: Unresolved, identity: string): string {
    const { reason, undecided, elsewhere } = doubt;
    const held = elsewhere === undefined ? {} : { elsewhere };
    return this.symbols.unknown({ key: identity, label: "${…}", reason, undecided, ...held });
  }

  /** The doubt in a text that has unknown parts, or null. */
  unknownIn(text: string): Unresolved | null {
    if (isLiteral(text)) return null;
    const unknowns = this.symbols.unknownsOf(text);
    const [first] = unknowns;
    if (first === undefined) return null;
    const doubt = unresolved(first.reason, unionOf(unknowns.map(({ undecided }) => undecided)));
    return unknowns.every(({ elsewhere }) => elsewhere === true) ? { ...doubt, elsewhere: true } : doubt;
  }

  /** Why a text is not literal, or null where it is. */
  literal(text: string): Unresolved | null {
    if (isLiteral(text)) return null;
    return this.unknownIn(text) ?? unresolved(`${this.symbols.display(text)} is only known after deployment`);
  }

  /** Text in which references to stored values are tokens. */
  #stored(text: string, scope: Scope): string {
    if (!text.includes(DYNAMIC)) return text;
    return text.replace(/\{\{resolve:[^}]*\}\}/g, (reference) => {
      const shown = this.symbols.display(reference);
      return this.symbols.unknown({
        key: `${scope.facts.account}/${scope.facts.region}/${this.symbols.keyOf(reference)}`,
        label: shown,
        reason: `depends on ${shown}, which is read at deployment`,
        undecided: [],
        elsewhere: true,
      });
    });
  }

  /** Works something out, unless that took too much already. */
  #bounded(find: () => Value<Resolved>): Value<Resolved> {
    this.#steps += 1;
    if (this.#steps > STEPS) return unresolved("is too complex to resolve within the limit");
    if (this.#depth > DEPTH) return unresolved("is nested too deeply");
    this.#depth += 1;
    try {
      return find();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** The function that a map with a single key calls, or null. */
function intrinsicOf(raw: Json): string | null {
  if (!isObject(raw)) return null;
  let sole: string | null = null;
  for (const key in raw) {
    if (sole !== null) return null;
    sole = key;
  }
  return sole !== null && intrinsics.has(sole) ? sole : null;
}

const choose: Intrinsic = (argument, scope, resolver) => {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== "string")
    return unresolved("has a malformed Fn::If");
  const decided = resolveCondition(argument[0], scope, resolver);
  if (decided.state === "absent") return unresolved(`depends on condition ${argument[0]}, which the template does not define`);
  if (decided.state === "unresolved") return decided;
  const chosen = resolver.resolve(argument[decided.value ? 1 : 2] as Json, scope);
  return chosen.state === "known" && chosen.origin === undefined && decided.origin !== undefined
    ? known(chosen.value, chosenBy(decided.origin))
    : chosen;
};

const notFromHere =
  (reason: string): Intrinsic =>
  () =>
    unresolved(reason);

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ["Ref", reference],
  ["Fn::GetAtt", getAttribute],
  ["Fn::If", choose],
  ["Fn::Sub", substitute],
  ["Fn::Join", join],
  ["Fn::Select", select],
  ["Fn::Split", split],
  ["Fn::Base64", base64],
  ["Fn::Length", length],
  ["Fn::ToJsonString", toJsonString],
  ["Fn::FindInMap", findInMap],
  ["Fn::ImportValue", importValue],
  ["Fn::GetStackOutput", getStackOutput],
  ["Fn::Cidr", notFromHere("depends on Fn::Cidr, which is computed at deployment")],
  ["Fn::GetAZs", notFromHere("depends on the availability zones, which are only known at deployment")],
  ["Fn::Transform", notFromHere("depends on a macro, which is run at deployment")],
  [UNREAD_INCLUDE, (reason) => unresolved(asText(reason))],
]);
