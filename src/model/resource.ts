// A stack and a resource in one world: the facts, read through the resolver.
import type { Language, Location, ResourceFacts, StackFacts } from "./facts.ts";
import type { Path } from "./json.ts";
import { resolveCondition } from "./resolve/conditions.ts";
import type { TemplateNode } from "./resolve/node.ts";
import type { Resolver } from "./resolve/resolver.ts";
import type { Scope } from "./resolve/scope.ts";
import { type Known, known, type Unresolved, unresolved } from "./value.ts";

/** Present for sure, or under an undecided condition. */
export type Presence = Known<true> | Unresolved;

export class Stack {
  readonly facts: StackFacts;
  readonly scope: Scope;
  /** Undecided where the stack is nested under a condition that is. */
  readonly presence: Presence;

  constructor(facts: StackFacts, scope: Scope, presence: Presence) {
    this.facts = facts;
    this.scope = scope;
    this.presence = presence;
  }

  get name(): string {
    return this.facts.name;
  }

  get language(): Language {
    return this.facts.language;
  }
}

const CDK_DIGEST = /[0-9A-F]{8}$/;

export class Resource {
  /** Unique in the system. */
  readonly id: string;
  readonly stack: Stack;
  readonly facts: ResourceFacts;
  readonly presence: Presence;
  readonly #resolver: Resolver;

  constructor(stack: Stack, facts: ResourceFacts, presence: Presence, resolver: Resolver) {
    this.id = `${stack.name}/${facts.logicalId}`;
    this.stack = stack;
    this.facts = facts;
    this.presence = presence;
    this.#resolver = resolver;
  }

  get logicalId(): string {
    return this.facts.logicalId;
  }

  get type(): string {
    return this.facts.type;
  }

  /** The short name by which a person knows it: the logical id, without the digest that the CDK appends. */
  get label(): string {
    return this.facts.constructPath === null ? this.logicalId : this.logicalId.replace(CDK_DIGEST, "");
  }

  /** The node below the resource's body, e.g. `at("UpdatePolicy", "CodeDeployLambdaAliasUpdate")`. */
  at(...keys: readonly (string | number)[]): TemplateNode {
    return this.#resolver.node(this.facts.body, this.stack.scope).at(...keys);
  }

  property(...keys: readonly (string | number)[]): TemplateNode {
    return this.at("Properties", ...keys);
  }

  /** The text that represents an attribute of it wherever the templates refer to it. */
  attribute(name: string): string {
    return this.#resolver.symbols.attribute(this.stack.name, this.logicalId, name);
  }

  locate(path: Path): Location {
    return this.facts.locate(path);
  }
}

/** Whether a resource exists in this world; null where it certainly does not. */
export function presenceOf(facts: ResourceFacts, stack: Stack, resolver: Resolver): Presence | null {
  if (facts.absence !== undefined) return null;
  const { Condition: name } = facts.body;
  if (name === undefined) return stack.presence;
  // `Condition: No` is a boolean to YAML 1.1: which condition it names is unknown.
  if (typeof name !== "string")
    return unresolved(`depends on the condition ${JSON.stringify(name)}, which is not a name; write it in quotes`);
  const condition = resolveCondition(name, stack.scope, resolver);
  if (condition.state === "known") return condition.value ? stack.presence : null;
  if (condition.state === "absent") return unresolved(`depends on condition ${name}, which the template does not define`);
  return condition;
}

export const present: Known<true> = known(true);
