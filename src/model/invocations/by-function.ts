// An index of the invocations by function.
import type { Resource } from "../resource.ts";
import type { Invocation } from "./invocation.ts";

/** By the function's resource; what is unknown belongs to no one. */
export function invocationsByFunction(invocations: readonly Invocation[]): ReadonlyMap<Resource, readonly Invocation[]> {
  const found = new Map<Resource, Invocation[]>();
  for (const invocation of invocations) {
    if (invocation.target.state !== "known") continue;
    const { resource } = invocation.target.value.function;
    const own = found.get(resource);
    if (own === undefined) found.set(resource, [invocation]);
    else own.push(invocation);
  }
  return found;
}
