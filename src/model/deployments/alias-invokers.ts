// What invokes the function of a deployment in the audited stacks: through the alias that shifts, or not.

import type { ApiNode, WithApis } from "../apis/api.ts";
import { routesOf } from "../apis/api-routes.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import { apiOf, invocationsOfApi } from "../apis/api-traffic.ts";
import type { Invocation, WithInvocations } from "../invocations/invocation.ts";
import type { WithSystem } from "../system.ts";
import type { Deployed } from "./coverage.ts";

export interface Invokers {
  readonly throughAlias: readonly Invocation[];
  /** Of `$LATEST`, another version or another alias. */
  readonly pastAlias: readonly Invocation[];
  /** Of an unknown qualifier. */
  readonly maybePast: readonly Invocation[];
  /** Some invocation may be of the function, or of the alias, and may not. */
  readonly isOpen: boolean;
}

/** Invocations that are disabled do not count. */
export function invokersOf({ function: owner, alias }: Deployed, model: WithInvocations): Invokers {
  const own = model.invocationsOf(owner).filter(isInUse);
  const qualifierOf = ({ target }: Invocation) => (target.state === "known" ? target.value.qualifier : null);
  const isThrough = (invocation: Invocation): boolean => {
    const qualifier = qualifierOf(invocation);
    return qualifier?.kind === "alias" && qualifier.alias === alias;
  };
  const isUnknown = (invocation: Invocation): boolean => qualifierOf(invocation)?.kind === "unresolved";
  return {
    throughAlias: own.filter(isThrough),
    pastAlias: own.filter((each) => !isThrough(each) && !isUnknown(each)),
    maybePast: own.filter(isUnknown),
    isOpen: own.some(isUnknown) || model.invocations.some(({ target }) => target.state === "unresolved"),
  };
}

function isInUse({ enabled }: Invocation): boolean {
  return enabled.state !== "known" || enabled.value;
}

/** Lambda counts no error where a batch is answered with the items that failed. */
export function reportsPartialBatches({ kind, resource }: Invocation): boolean {
  if (kind !== "event-source-mapping") return false;
  const types = resource.property("FunctionResponseTypes").items();
  return (
    types.state === "known" &&
    types.value.some((type) => {
      const text = type.text();
      return text.state === "known" && text.value === "ReportBatchItemFailures";
    })
  );
}

/** An API's requests that do not go to the alias: a route that leads elsewhere, or that may; null where there is none. */
export function otherRouteOf(
  api: ApiNode,
  { function: owner, alias }: Deployed,
  model: WithApis & WithInvocationsByApi & WithSystem,
): string | null {
  const { known, doubt } = routesOf(api, model);
  const labels = known.map(({ text }) => model.system.symbols.display(text));
  const own = invocationsOfApi(api, model).filter(({ kind }) => kind !== "authorizer");
  const elsewhere = own.find(({ target }) => {
    if (target.state !== "known" || target.value.function !== owner) return true;
    return !(target.value.qualifier.kind === "alias" && target.value.qualifier.alias === alias);
  });
  if (elsewhere !== undefined) return elsewhere.detail ?? elsewhere.resource.label;
  const invoked = new Set(own.map(({ detail }) => detail?.split(" → ")[0]));
  // A preflight request is answered by the API itself, and follows a request that is not.
  const unled = labels.find((label) => !invoked.has(label) && !label.startsWith("OPTIONS "));
  if (unled !== undefined) return unled;
  return doubt === null ? null : "unknown routes";
}

/** The API behind an invocation. */
export function apiBehind(invocation: Invocation, model: WithApis): ApiNode | null {
  const api = apiOf(invocation.resource, model);
  return api.state === "known" ? api.value : null;
}
