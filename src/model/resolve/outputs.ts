// Values from other stacks: exports, outputs of nested stacks and of stacks by name, CDK's cross-region writers.

import { isObject, type Json, property } from "../json.ts";
import { inReach, isSameAccount } from "../names/environment.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { heldElsewhere, known, type Unresolved, unionOf, unresolved, type Value } from "../value.ts";
import { resolveCondition } from "./conditions.ts";
import type { Intrinsic, Resolver } from "./resolver.ts";
import { once, type Resolved, type Scope } from "./scope.ts";
import { withGivenNames } from "./spelling.ts";

interface Export {
  readonly scope: Scope;
  readonly key: string;
  /** Set where its condition is undecided. */
  readonly doubt: Unresolved | null;
}

export interface OutputIndex {
  /** By the export's name as text with tokens. */
  readonly exports: ReadonlyMap<string, readonly Export[]>;
  /** By the stack's name in AWS. */
  readonly stacks: ReadonlyMap<string, readonly Scope[]>;
  /** By key, of CDK's cross-region export writers. */
  readonly written: ReadonlyMap<string, readonly Resolved[]>;
}

export function outputIndex(resolver: Resolver): OutputIndex {
  const scopes = [...resolver.scopes.values()];
  let exports: OutputIndex["exports"] | undefined;
  return {
    stacks: grouped(scopes.map((scope) => [scope.facts.deployedName ?? scope.facts.name, scope])),
    written: grouped(scopes.flatMap(writtenBy)),
    get exports() {
      if (exports !== undefined) return exports;
      // While export names are resolved there are no exports: a name cannot depend on another export.
      exports = new Map();
      exports = grouped(scopes.flatMap((scope) => exportsOf(scope, resolver)));
      return exports;
    },
  };
}

function writtenBy(scope: Scope): readonly (readonly [string, Resolved])[] {
  const writers = [...scope.facts.resources.values()].filter(({ type }) => type === "Custom::CrossRegionExportWriter");
  return writers.flatMap(({ body }) => {
    const exports = property(property(property(body, "Properties"), "WriterProps"), "exports");
    return isObject(exports) ? Object.keys(exports).map((key) => [key, { raw: exports[key] ?? null, scope }] as const) : [];
  });
}

function exportsOf(scope: Scope, resolver: Resolver): readonly (readonly [string, Export])[] {
  const { Outputs } = scope.facts.template;
  return Object.keys(Outputs).flatMap((key) => {
    const written = property(property(Outputs[key], "Export"), "Name");
    const name = written === undefined ? null : resolver.symbol(written, scope);
    if (name?.state !== "known") return [];
    const condition = conditionOf(Outputs[key], scope, resolver);
    if (condition.state === "known" && !condition.value) return [];
    return [
      [withGivenNames(name.value, resolver), { scope, key, doubt: condition.state === "unresolved" ? condition : null }] as const,
    ];
  });
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, item] of pairs) push(groups, key, item);
  return groups;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Whether a declaration of a template is there: what its `Condition` comes to. */
export function conditionOf(declaration: Json | undefined, scope: Scope, resolver: Resolver): Value<boolean> {
  const name = property(declaration, "Condition");
  return typeof name === "string" ? resolveCondition(name, scope, resolver) : known(true);
}

export const importValue: Intrinsic = (argument, scope, resolver) => {
  const name = resolver.symbol(argument, scope);
  if (name.state !== "known") return name;
  const { exports } = resolver.outputs;
  const given = withGivenNames(name.value, resolver);
  const candidates = inReach(exports.get(given) ?? [], (each) => each.scope.facts, scope.facts);
  const [first, ...others] = candidates;
  const shown = resolver.symbols.display(name.value);
  if (first === undefined) return doubtfulImport(given, shown, exports, resolver);
  if (others.length === 0) return output(first.scope, first.key, resolver);
  const doubts = candidates.flatMap(({ doubt }) => (doubt === null ? [] : [doubt]));
  const [doubt] = doubts;
  if (doubt === undefined) return unresolved(`is imported as ${shown}, which ${candidates.length} of the audited stacks export`);
  return unresolved(doubt.reason, unionOf(doubts.map(({ undecided }) => undecided)));
};

function doubtfulImport(name: string, shown: string, exports: OutputIndex["exports"], resolver: Resolver): Unresolved {
  for (const other of exports.keys()) {
    if (!mayBeEqual(name, other, resolver.symbols)) continue;
    const doubt = resolver.unknownIn(`${name}${other}`);
    if (doubt !== null) return unresolved(doubt.reason, doubt.undecided);
  }
  return heldElsewhere(`is imported as ${shown}, which no audited stack exports; also audit the stack that exports it`);
}

function output(scope: Scope, key: string, resolver: Resolver): Value<Resolved> {
  const what = () => `output ${key}`;
  return once(scope.outputs, key, what, () => {
    const value = property(property(scope.facts.template.Outputs, key), "Value");
    return value === undefined ? unresolved(`depends on output ${key}, which has no value`) : resolver.resolve(value, scope);
  });
}

/** CDK's weak reference: an output of another stack, by the stack's name. */
export const getStackOutput: Intrinsic = (argument, scope, resolver) => {
  const node = resolver.node(argument, scope);
  const [stack, name, region] = [node.at("StackName").text(), node.at("OutputName").text(), node.at("Region").text()];
  if (stack.state !== "known" || name.state !== "known")
    return stack.state === "unresolved"
      ? stack
      : name.state === "unresolved"
        ? name
        : unresolved("has a malformed Fn::GetStackOutput");
  const there = { ...scope.facts, region: region.state === "known" ? region.value : scope.facts.region };
  const candidates = inReach(resolver.outputs.stacks.get(stack.value) ?? [], ({ facts }) => facts, there);
  const [only] = candidates;
  if (only === undefined) {
    return heldElsewhere(`is output ${name.value} of stack ${stack.value}, which is not among the audited stacks; audit it too`);
  }
  if (candidates.length > 1) return unresolved(`is an output of stack ${stack.value}, of which there are ${candidates.length}`);
  return output(only, name.value, resolver);
};

/** `GetAtt Nested.Outputs.Name`. */
export function nestedOutput(logicalId: string, name: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const nested = resolver.nestedIn(scope).find(({ facts }) => facts.parent?.logicalId === logicalId);
  if (nested !== undefined) return output(nested, name, resolver);
  return heldElsewhere(`is output ${name} of nested stack ${logicalId}, whose template is not available`);
}

/** A value that CDK carries over regions: the reader's attribute is the key under which the producer's writer exports it. */
export function crossRegionExport(key: string, scope: Scope, resolver: Resolver): Value<Resolved> {
  const writers = resolver.outputs.written.get(key) ?? [];
  const found = writers.find((writer) => isSameAccount(writer.scope.facts, scope.facts));
  if (found !== undefined) return resolver.resolve(found.raw, found.scope);
  return heldElsewhere(`is read from ${key}, which no audited stack writes`);
}
