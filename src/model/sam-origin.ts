// Which event of which function or state machine SAM wrote a resource from: people know it by that name, not by the resource's.
import type { Resource } from "./resource.ts";
import type { System } from "./system.ts";

export interface SamOrigin {
  readonly resource: Resource;
  readonly detail: string;
}

/** null where the resource was not generated from an event of a SAM template. */
export function samOriginOf({ facts, stack }: Resource, system: System): SamOrigin | null {
  const { generatedFrom } = facts;
  const [properties, events, event] = generatedFrom?.path ?? [];
  if (generatedFrom === null || properties !== "Properties" || events !== "Events" || typeof event !== "string") return null;
  const resource = system.resource(stack.name, generatedFrom.logicalId);
  return resource === undefined ? null : { resource, detail: event };
}
