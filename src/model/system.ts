// All stacks of one system in one world: their resources by type, and which resource a text means.

import type { StackFacts, SystemFacts } from "./facts.ts";
import { isElsewhere } from "./names/environment.ts";
import { mayBeEqual } from "./names/may-be-equal.ts";
import { NameIndex } from "./names/name-index.ts";
import { isName } from "./names/name-properties.ts";
import { namesIn } from "./names/names-in.ts";
import { nearest } from "./names/nearest.ts";
import { nameText, referenceText } from "./names/resource-name.ts";
import { type LookUp, lookUpIn } from "./observed/gone.ts";
import { Resolver } from "./resolve/resolver.ts";
import { type Presence, presenceOf, present, Resource, Stack } from "./resource.ts";
import type { Symbols, UnknownToken } from "./symbol.ts";
import type { Absent, Known, Unresolved, Value } from "./value.ts";
import { known, unionOf, unresolved } from "./value.ts";
import type { World } from "./world.ts";

/** Named by a string and not defined in the audited stacks: a template does not say what it is. */
export interface External {
  readonly state: "external";
  readonly name: string;
}

/** Certainly not there: its condition is false, or the template does not define it. */
export interface Missing {
  readonly state: "missing";
  readonly name: string;
  readonly isUndefined?: true;
}

/** For a person: `Errors, which does not exist`. */
export function missingInWords({ name, isUndefined }: Missing): string {
  return `${name}, which ${isUndefined === true ? "the template does not define" : "does not exist"}`;
}

/** What a reference leads to. */
export type Target<T> = Known<T> | Absent | Unresolved | External | Missing;

export interface WithSystem {
  readonly system: System;
}

export class System {
  readonly facts: SystemFacts;
  readonly resolver: Resolver;
  readonly stacks: readonly Stack[];
  readonly resources: readonly Resource[];
  readonly #stackByName: ReadonlyMap<string, Stack>;
  readonly #byStack = new Map<string, Map<string, Resource>>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #names = new NameIndex(this);
  readonly #outside: readonly Resource[];
  #gone: readonly Resource[] | null = null;
  readonly #lookUp: LookUp;

  constructor(facts: SystemFacts, world: World) {
    this.facts = facts;
    this.#lookUp = lookUpIn(facts);
    this.resolver = new Resolver(facts, world);
    this.stacks = this.#stacksPresent();
    this.#stackByName = new Map(this.stacks.map((stack) => [stack.name, stack]));
    this.resources = this.stacks.flatMap((stack) => this.#resourcesPresent(stack));
    for (const resource of this.resources) {
      if (!this.#byType.has(resource.type)) this.#byType.set(resource.type, []);
      this.#byType.get(resource.type)?.push(resource);
    }
    this.#outside = this.stacks.flatMap((stack) => this.#resourcesOutside(stack));
  }

  get symbols(): Symbols {
    return this.resolver.symbols;
  }

  resourcesOf(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** What no audited template defines and was seen live. */
  outsideOf(...types: readonly string[]): readonly Resource[] {
    return this.#outside.filter(({ type }) => types.includes(type));
  }

  stack(name: string): Stack | undefined {
    return this.#stackByName.get(name);
  }

  resource(stack: string, logicalId: string): Resource | undefined {
    return this.#byStack.get(stack)?.get(logicalId);
  }

  /** What a deployed template defines and was deleted: it is in the model no more. */
  get gone(): readonly Resource[] {
    this.#gone ??= this.stacks.flatMap((stack) =>
      [...stack.facts.resources.values()].flatMap((facts) =>
        facts.absence === "gone" ? [new Resource(stack, facts, present, this.resolver)] : [],
      ),
    );
    return this.#gone;
  }

  /** The name by which a resource is known: of what is deployed its name there, else its explicit name, else the token of its `Ref`. */
  nameOf(resource: Resource): string {
    const name = nameText(resource);
    return name === null ? resource.attribute("Ref") : this.concrete(name);
  }

  /** The text with references to named resources replaced by their names, so that both ways of writing are equal. */
  concrete(text: string): string {
    return this.symbols.rewrite(text, (token, whole) => {
      const resource = token.kind === "attribute" ? this.resource(token.stack, token.logicalId) : undefined;
      if (token.kind !== "attribute" || resource === undefined) return whole;
      const isNamed = token.attribute === "Ref" || isName(resource.type, token.attribute);
      const name = isNamed ? referenceText(resource) : null;
      return name === null || name.includes(whole) ? whole : name;
    });
  }

  /** The resource of one of these types that a text means: a reference, an ARN or a name. */
  find(text: Value<string>, from: Stack, types: readonly string[]): Target<Resource> {
    if (text.state !== "known") return text;
    const whole = this.#bySoleToken(text.value, types);
    if (whole !== null) return whole;
    const last = lastSegment(text.value);
    const segments = [...new Set([last, ...namesIn(text.value, types)])].filter((name) => name !== text.value);
    const referred = segments.map((name) => this.#bySoleToken(name, types));
    const meant = referred.find((target) => target?.state === "known" || target?.state === "missing");
    if (meant !== undefined && meant !== null) return meant;
    const external: External = { state: "external", name: this.symbols.display(text.value) };
    if (isElsewhere(text.value, from.facts)) return external;
    const names = [...new Set([text.value, ...segments].map((name) => this.concrete(name)))];
    const named = names.map((name) => this.#named(name, from, types)).find((target) => target !== null);
    if (named === undefined) this.#names.weigh(names, types);
    const lookedUp = named === undefined ? this.#lookUp(names, types, from.facts) : null;
    if (lookedUp === "gone") return { state: "missing", name: external.name };
    return (
      named ??
      lookedUp ??
      this.resolver.unknownIn(text.value) ??
      referred[0] ??
      this.#perhapsNamed(names, from, types) ??
      external
    );
  }

  #bySoleToken(text: string, types: readonly string[]): Target<Resource> | null {
    const token = this.symbols.sole(text);
    if (token === null) return null;
    if (token.kind === "unknown") return this.#undefined(token) ?? this.resolver.unknownIn(text);
    const resource = this.resource(token.stack, token.logicalId);
    if (resource === undefined) return { state: "missing", name: token.logicalId };
    if (types.includes(resource.type)) return known(resource);
    return unresolved(`${token.logicalId} is a ${resource.type}, whose ${token.attribute} is only known after deployment`);
  }

  /** What was not read whole, for a macro or an include, may define it after all. */
  #undefined({ dangling }: UnknownToken): Missing | null {
    const file = dangling === undefined ? undefined : this.resolver.scopes.get(dangling.stack)?.facts.file;
    const isWhole = file !== undefined && !this.facts.unread.some((unread) => unread.file === file);
    return dangling !== undefined && isWhole ? { state: "missing", name: dangling.logicalId, isUndefined: true } : null;
  }

  #named(name: string, from: Stack, types: readonly string[]): Target<Resource> | null {
    const candidates = nearest(
      types.flatMap((type) => this.#names.of(type).get(name) ?? []),
      ({ stack }) => stack,
      from,
    );
    const [first, ...others] = candidates;
    if (first === undefined) return null;
    if (others.length === 0) return known(first);
    const reason = `${this.symbols.display(name)} is the name of ${candidates.length} resources: ${candidates.map(({ id }) => id).join(", ")}`;
    // Of alternatives, a decision leaves one.
    const doubts = candidates.flatMap(({ presence }) => (presence.state === "unresolved" ? [presence] : []));
    return unresolved(
      [reason, ...doubts.slice(0, 1).map((doubt) => doubt.reason)].join(", and it "),
      unionOf(doubts.map(({ undecided }) => undecided)),
    );
  }

  /** A doubt where a resource's own name is unknown and may turn out to be the one that is meant. */
  #perhapsNamed(names: readonly string[], from: Stack, types: readonly string[]): Unresolved | null {
    for (const other of types.flatMap((type) => this.#names.openOf(type))) {
      if (!names.some((name) => mayBeEqual(name, other, this.symbols))) continue;
      const near = nearest(
        types.flatMap((type) => this.#names.of(type).get(other) ?? []),
        ({ stack }) => stack,
        from,
      );
      const doubt = near.length === 0 ? null : this.resolver.unknownIn(other);
      if (doubt !== null) return unresolved(`may name ${near[0]?.logicalId}, whose name ${doubt.reason}`, doubt.undecided);
    }
    return null;
  }

  #stacksPresent(): Stack[] {
    const found = new Map<string, Stack | null>();
    const byName = new Map(this.facts.stacks.map((facts) => [facts.name, facts]));
    const visit = (facts: StackFacts): Stack | null => {
      const existing = found.get(facts.name);
      if (existing !== undefined) return existing;
      found.set(facts.name, null);
      const presence = this.#presenceBelow(facts, byName, visit);
      const scope = this.resolver.scopes.get(facts.name);
      const stack = presence === null || scope === undefined ? null : new Stack(facts, scope, presence);
      found.set(facts.name, stack);
      return stack;
    };
    return this.facts.stacks.flatMap((facts) => visit(facts) ?? []);
  }

  #presenceBelow(
    facts: StackFacts,
    byName: ReadonlyMap<string, StackFacts>,
    visit: (facts: StackFacts) => Stack | null,
  ): Presence | null {
    const above = facts.parent === null ? undefined : byName.get(facts.parent.stack);
    const anchor = facts.parent === null ? undefined : above?.resources.get(facts.parent.logicalId);
    if (above === undefined || anchor === undefined) return present;
    const stack = visit(above);
    return stack === null ? null : presenceOf(anchor, stack, this.resolver);
  }

  #resourcesPresent(stack: Stack): Resource[] {
    const found = new Map<string, Resource>();
    for (const facts of stack.facts.resources.values()) {
      if (facts.type === CDK_METADATA) continue;
      const presence = presenceOf(facts, stack, this.resolver);
      if (presence !== null) found.set(facts.logicalId, new Resource(stack, facts, presence, this.resolver));
    }
    this.#byStack.set(stack.name, found);
    return [...found.values()];
  }

  #resourcesOutside(stack: Stack): Resource[] {
    return [...(stack.facts.outside?.values() ?? [])].map((facts) => {
      const resource = new Resource(stack, facts, present, this.resolver);
      this.#byStack.get(stack.name)?.set(facts.logicalId, resource);
      return resource;
    });
  }
}

/** What the CDK notes of its constructs, under a condition that compares the region with every one that there is: nothing that runs. */
const CDK_METADATA = "AWS::CDK::Metadata";

/** What follows the last colon, or the last slash of an ARN's resource. */
function lastSegment(text: string): string {
  return text.slice(text.lastIndexOf(":") + 1);
}
