// Asynchronous invocations: Lambda queues the event itself, and drops it when the function keeps failing.

import { durabilityOf } from "../functions/durable.ts";
import type { FunctionNode, Qualifier, WithFunctions } from "../functions/function.ts";
import { resolveQualifier } from "../functions/function.ts";
import { qualifierKey } from "../functions/qualifier.ts";
import type { Invocation, WithInvocations } from "../invocations/invocation.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved, type Value } from "../value.ts";
import { type FailureDestination, failureDestination } from "./dead-letter.ts";
import { LAMBDA, typeMismatch } from "./queue-type.ts";

/** A qualifier through which a function is invoked asynchronously. */
export interface AsynchronousEntry {
  readonly qualifier: Qualifier;
  /** Those of which it is certain come first. */
  readonly invocations: readonly [Invocation, ...Invocation[]];
  /** Where events go that the function keeps failing on; the best that is known. */
  readonly failures: Failures;
}

export type Failures =
  | {
      readonly kind: "destination";
      readonly from: Resource;
      readonly to: FailureDestination;
      readonly isQueueOfFunction: boolean;
    }
  | { readonly kind: "unresolved"; readonly from: Resource; readonly doubt: Unresolved }
  /** Lambda refuses it; `why` is a sentence. */
  | { readonly kind: "refused"; readonly from: Resource; readonly to: FailureDestination; readonly why: string }
  /** `elsewhere`: a configuration whose destination does not apply, being for another qualifier or of a durable function. */
  | { readonly kind: "none"; readonly elsewhere: AsynchronousConfiguration | null; readonly isDurable: boolean };

export interface AsynchronousConfiguration {
  readonly resource: Resource;
  readonly function: Value<FunctionNode>;
  readonly qualifier: Qualifier;
  readonly onFailure: Value<FailureDestination>;
}

/** What names a destination, and the destination. */
type Candidate = readonly [from: Resource, to: Value<FailureDestination>];

const CONFIGURATION = "AWS::Lambda::EventInvokeConfig";

export interface WithAsynchronousConfigurations {
  /** What functions do with asynchronous events that they fail on. */
  readonly asynchronousConfigurations: readonly AsynchronousConfiguration[];
}

export function linkAsynchronousConfigurations(model: WithFunctions & WithSystem): readonly AsynchronousConfiguration[] {
  const { system, functionIndex } = model;
  const resources = [...system.resourcesOf(CONFIGURATION), ...system.outsideOf(CONFIGURATION)];
  return resources.map((resource) => {
    const target = functionIndex.find(resource.property("FunctionName").symbol(), resource.stack);
    const owner = target.state === "known" ? { ...target, value: target.value.function } : target;
    const qualifier = resource.property("Qualifier").symbol();
    const aliases = owner.state === "known" ? functionIndex.aliasesOf(owner.value) : [];
    return {
      resource,
      function: owner.state === "external" || owner.state === "missing" ? { state: "absent" } : owner,
      qualifier:
        qualifier.state === "unresolved"
          ? { kind: "unresolved", doubt: qualifier }
          : resolveQualifier(qualifier.state === "known" ? qualifier.value : null, aliases, system),
      onFailure: failureDestination(resource.property("DestinationConfig", "OnFailure", "Destination"), resource, system),
    };
  });
}

/** Through which qualifiers a function is invoked asynchronously, each with where its failures go. */
export function asynchronousEntries(
  node: FunctionNode,
  model: WithAsynchronousConfigurations & WithInvocations & WithSystem,
): readonly AsynchronousEntry[] {
  const groups = new Map<string, { readonly qualifier: Qualifier; readonly invocations: [Invocation, ...Invocation[]] }>();
  for (const invocation of model.invocationsOf(node)) {
    const qualifier = entryOf(invocation);
    if (qualifier === null) continue;
    const group = groups.get(qualifierKey(qualifier));
    if (group === undefined) groups.set(qualifierKey(qualifier), { qualifier, invocations: [invocation] });
    else if (isCertain(invocation)) group.invocations.unshift(invocation);
    else group.invocations.push(invocation);
  }
  return [...groups.values()].map((group) => ({ ...group, failures: failuresOfEntry(node, group, model) }));
}

/** null for what does not invoke asynchronously, or is switched off. */
function entryOf({ target, enabled, asynchronous }: Invocation): Qualifier | null {
  const isOff = [enabled, asynchronous].some((value) => value.state === "known" && !value.value);
  return target.state !== "known" || isOff ? null : target.value.qualifier;
}

function isCertain({ resource, enabled, asynchronous }: Invocation): boolean {
  return [resource.presence, enabled, asynchronous].every(({ state }) => state === "known");
}

/** Nothing is lost for certain where it is unknown whether any event arrives. */
function failuresOfEntry(
  node: FunctionNode,
  { qualifier, invocations }: Pick<AsynchronousEntry, "qualifier" | "invocations">,
  model: WithAsynchronousConfigurations & WithSystem,
): Failures {
  const failures = failuresOf(node, qualifier, model);
  const [{ resource: from, enabled, asynchronous }] = invocations;
  const doubt = asynchronous.state === "unresolved" ? asynchronous : enabled;
  const isLost = failures.kind === "none" || failures.kind === "refused";
  return isLost && doubt.state === "unresolved" ? { kind: "unresolved", from, doubt } : failures;
}

function failuresOf(node: FunctionNode, qualifier: Qualifier, model: WithAsynchronousConfigurations & WithSystem): Failures {
  const configurations = model.asynchronousConfigurations.filter((config) => isOf(config, node));
  const durability = durabilityOf(node);
  // A durable function sends what it fails on to its dead-letter queue only.
  const own = durability.state === "known" ? [] : configurations;
  const key = qualifierKey(qualifier);
  const there = own.filter((config) => qualifierKey(config.qualifier) === key);
  const queue = failureDestination(node.resource.property("DeadLetterConfig", "TargetArn"), node.resource, model.system);
  const destinations = there.map(({ resource, onFailure }): Candidate => [resource, onFailure]);
  const ofFunction: Candidate = [node.resource, queue];
  // Its queue serves a function whether it is durable or not.
  const candidates = durability.state === "unresolved" ? [ofFunction, ...destinations] : [...destinations, ofFunction];
  const found = destinationIn(candidates, node);
  if (found !== null && !found.isQueueOfFunction && durability.state === "unresolved")
    return { kind: "unresolved", from: node.resource, doubt: durability };
  const others = durability.state === "known" ? null : (aliasElsewhere(node, qualifier) ?? strayIn(node, model));
  const isDurable = durability.state === "known";
  const elsewhere = configurations.find(({ onFailure }) => onFailure.state === "known") ?? null;
  if (found !== null) return taken(found);
  return doubtIn(candidates, own, qualifier) ?? others ?? { kind: "none", elsewhere, isDurable };
}

type Destination = Extract<Failures, { readonly kind: "destination" }>;

function taken(destination: Destination): Failures {
  const { from, to } = destination;
  const mismatch = typeMismatch(to, LAMBDA);
  if (mismatch === null) return destination;
  const { why, because } = mismatch;
  return because === null ? { kind: "refused", from, to, why } : { kind: "unresolved", from, doubt: because };
}

/** The first of those that certainly exist, else the first that is named. */
function destinationIn(candidates: readonly Candidate[], { resource }: FunctionNode): Destination | null {
  const found = candidates.flatMap(([from, to]) =>
    to.state === "known" ? [{ kind: "destination" as const, from, to: to.value, isQueueOfFunction: from === resource }] : [],
  );
  const certain = found.find(({ from, to }) => [from, to.resource].every((each) => each?.presence.state !== "unresolved"));
  return certain ?? found[0] ?? null;
}

function isOf(config: AsynchronousConfiguration, node: FunctionNode): boolean {
  return config.function.state === "known" && config.function.value.resource === node.resource;
}

function doubtIn(
  candidates: readonly Candidate[],
  own: readonly AsynchronousConfiguration[],
  qualifier: Qualifier,
): Failures | null {
  for (const [from, to] of candidates) if (to.state === "unresolved") return { kind: "unresolved", from, doubt: to };
  for (const { resource, qualifier: other, onFailure } of own) {
    const doubt = other.kind === "unresolved" ? other : qualifier.kind === "unresolved" ? qualifier : null;
    if (doubt !== null && onFailure.state !== "absent") return { kind: "unresolved", from: resource, doubt: doubt.doubt };
  }
  return null;
}

/** What defines an alias may configure it too. */
function aliasElsewhere({ resource: from }: FunctionNode, qualifier: Qualifier): Failures | null {
  if (qualifier.kind === "unresolved") return { kind: "unresolved", from, doubt: qualifier.doubt };
  if (qualifier.kind !== "unknown alias") return null;
  const { name } = qualifier;
  const reason = `no audited stack defines alias ${name} of the function; also audit the stack that defines it`;
  return { kind: "unresolved", from, doubt: unresolved(reason) };
}

/** A configuration of the same stack whose function is unknown may be this one's. */
function strayIn({ resource }: FunctionNode, model: WithAsynchronousConfigurations): Failures | null {
  for (const { resource: from, function: owner, onFailure } of model.asynchronousConfigurations) {
    const isNear = from.stack === resource.stack && onFailure.state !== "absent";
    if (isNear && owner.state === "unresolved") return { kind: "unresolved", from, doubt: owner };
  }
  return null;
}
