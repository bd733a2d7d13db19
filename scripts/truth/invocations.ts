// Pairs the corpus's invocations with ours: its details are coarser, so they are matched rather than compared as text.
import type { Invocation } from "../../src/model/invocations/invocation.ts";
import type { Model } from "../../src/model/model.ts";
import type { TrueInvocation } from "./corpus.ts";
import { KINDS, routeOf } from "./our-facts.ts";

export interface Described {
  readonly kind: string;
  readonly resource: string;
  readonly detail: string;
}

/** Ours of one function. */
export function invocationsOf(id: string, model: Model): readonly Invocation[] {
  return model.invocations.filter(({ target }) => target.state === "known" && target.value.function.resource.logicalId === id);
}

/** Our invocation that matches theirs, removed from `candidates`; undefined where there is none. */
export function take(theirs: Described, candidates: Invocation[]): Invocation | undefined {
  const index = candidates.findIndex((ours) => isSame(theirs, ours));
  return index < 0 ? undefined : candidates.splice(index, 1)[0];
}

function isSame(theirs: Described, ours: Invocation): boolean {
  if (theirs.kind !== KINDS[ours.kind] || theirs.resource !== ours.resource.logicalId) return false;
  // A method without its path, or no detail at all.
  return theirs.detail === "" || theirs.detail === ours.detail || (ours.detail ?? "").startsWith(`${theirs.detail} `);
}

export function describe({ kind, resource, detail, target, enabled }: Invocation): string {
  const route = target.state === "known" ? routeOf(target.value.qualifier) : target.state;
  const state = enabled.state === "known" && !enabled.value ? " off" : "";
  return `${KINDS[kind]} ${resource.logicalId} ${detail ?? ""}: ${route}${state}`;
}

export function sayOurs({ target, enabled }: Invocation): string {
  const route = target.state === "known" ? routeOf(target.value.qualifier) : target.state;
  return `${route}${enabled.state === "known" && !enabled.value ? " off" : ""}`;
}

export function sayTheirs({ route, qualifier, enabled }: TrueInvocation): string {
  return `${route === "alias" ? `alias ${qualifier}` : route}${enabled === false ? " off" : ""}`;
}
