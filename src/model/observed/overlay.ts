// The live state over the deployed templates: where it contradicts them, it is what is assessed; where they leave something open, it fills it in.
import type { ResourceFacts, StackFacts, SystemFacts } from "../facts.ts";
import { emptyObject, isObject, type Json, type JsonObject, property } from "../json.ts";
import type { Resource } from "../resource.ts";
import { System } from "../system.ts";
import { baseWorld } from "../world.ts";
import type { LiveProperty } from "./live-properties.ts";
import { type Outside, outsiders } from "./outside.ts";
import { reconcile } from "./reconcile.ts";
import { type Became, type Seen, seenIn } from "./seen.ts";

/** Facts that agree with what was seen stay as they are. */
export function withLiveState(facts: SystemFacts): SystemFacts {
  if (facts.observations === undefined || facts.observations.size === 0) return facts;
  const system = new System(facts, baseWorld);
  const seen = seenIn(facts.observations, system);
  const outside = outsiders(seen, system);
  return { ...facts, stacks: facts.stacks.map((stack) => withSeen(stack, seen, outside, system)) };
}

function withSeen(stack: StackFacts, seen: Seen, outside: readonly Outside[], system: System): StackFacts {
  const own = outside.filter((each) => each.stack === stack.name);
  return {
    ...stack,
    resources: new Map([...stack.resources].map(([id, facts]) => [id, seenOf(facts, stack, seen, system)])),
    ...(own.length === 0 ? {} : { outside: new Map(own.map(({ facts }) => [facts.logicalId, facts])) }),
  };
}

function seenOf(facts: ResourceFacts, stack: StackFacts, seen: Seen, system: System): ResourceFacts {
  const resource = system.resource(stack.name, facts.logicalId);
  if (resource === undefined) return facts;
  const state = seen.resources.get(resource);
  if (state === undefined) return facts;
  if (state === "gone") return { ...facts, absence: "gone" };
  return { ...facts, ...("type" in state ? replaced(facts, state) : overlaid(resource, state, system)) };
}

function overlaid(
  { facts, stack }: Resource,
  seen: readonly LiveProperty[],
  system: System,
): Pick<ResourceFacts, "body" | "declaredBody" | "seenProperties"> {
  const { Properties } = facts.body;
  const seenProperties = new Set(seen.map(({ name }) => name));
  let [declared, live] = [facts.body, facts.body];
  for (const { name, live: value, unset } of seen) {
    const raw = property(Properties, name);
    const both = reconcile({ raw, scope: stack.scope, system }, value, unset);
    if (both.declared !== raw) declared = withProperty(declared, name, both.declared);
    if (both.live !== raw) live = withProperty(live, name, both.live);
  }
  const isAsDeclared = live === facts.body || isEqual(declared, live);
  return { body: live, seenProperties, ...(isAsDeclared ? {} : { declaredBody: declared }) };
}

/** Nothing of the template holds any more but what its resource is called. */
function replaced({ body }: ResourceFacts, { type, properties }: Became): Pick<ResourceFacts, "type" | "body" | "declaredBody"> {
  const Properties = emptyObject();
  for (const { name, live } of properties) if (live !== undefined) Properties[name] = live;
  return { type, body: { ...body, Type: type, Properties }, declaredBody: body };
}

function withProperty(body: JsonObject, name: string, value: Json | undefined): JsonObject {
  const { Properties } = body;
  const own = isObject(Properties) ? Properties : {};
  if (value !== undefined) return { ...body, Properties: { ...own, [name]: value } };
  const { [name]: _removed, ...others } = own;
  return { ...body, Properties: others };
}

function isEqual(one: Json, other: Json): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
