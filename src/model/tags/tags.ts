// Tags: which resources support them, and the tags of each, its own and those of its stack.

import type { ResourceFacts, StackFacts } from "../facts.ts";
import { isObject, type Json, property } from "../json.ts";
import { arnOf } from "../observed/arn.ts";
import { type Ask, keyOf } from "../observed/ask.ts";
import type { WithObservations } from "../observed/observations.ts";
import { itemsOf, type TemplateNode } from "../resolve/node.ts";
import type { Resource, Stack } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import taggable from "../tables/taggable.json" with { type: "json" };
import { known, type Unresolved, unresolved, type Value } from "../value.ts";

export interface Tag {
  readonly value: Value<string>;
  readonly origin: "resource" | "stack";
}

export interface Tags {
  readonly byKey: ReadonlyMap<string, Tag>;
  /** Why there may be others. */
  readonly doubt: Unresolved | null;
}

/** Type → the property that holds its tags; from the CloudFormation specification by `npm run tables`. */
const PROPERTIES: ReadonlyMap<string, string> = new Map(
  Object.entries(taggable as Record<string, Record<string, string[]>>).flatMap(([name, services]) =>
    Object.entries(services).flatMap(([service, types]) => types.map((type) => [`${service}::${type}`, name] as const)),
  ),
);

/** The property that holds the tags of that type; null where it takes none. */
export function tagPropertyOf(type: string): string | null {
  return PROPERTIES.get(type) ?? null;
}

/** The resources of a stack that take tags. A nested stack that is audited itself is judged as a stack. */
export function taggableResources(stack: Stack, model: WithSystem): readonly Resource[] {
  const nested = new Set(
    model.system.stacks.flatMap(({ facts: { parent } }) => (parent === null ? [] : [`${parent.stack}/${parent.logicalId}`])),
  );
  return model.system.resources.filter(
    (resource) => resource.stack === stack && PROPERTIES.has(resource.type) && !nested.has(resource.id),
  );
}

/** A resource's effective tags: those that were seen, else its own and those of its stack, which CloudFormation propagates. */
export function tagsOf(resource: Resource, model: WithObservations & WithSystem): Tags {
  const ofStack = stackTagsOf(resource.stack, model);
  const own = ownTags(resource);
  const handedOn = [...ofStack.byKey.keys()].filter((key) => !own.byKey.has(key));
  const seen = seenTags(resource, model, handedOn);
  if (seen !== null) return seen;
  const declared = merged(ofStack, own);
  const isUnlisted = declared.byKey.size > 0 && isLookedUp(resource, model);
  return isUnlisted ? { byKey: new Map(), doubt: notListed } : declared;
}

/** The Tagging API lists what CloudFormation tagged, also after all tags were removed. */
const notListed = unresolved("the Tagging API returns no tags for it, although its template or stack sets some");

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html: GetResources knows all types whose ARNs are written here. */
function isLookedUp(resource: Resource, model: WithSystem): boolean {
  const question = tagQuestion(resource);
  return question !== null && model.system.facts.observations?.has(keyOf(question)) === true;
}

/**
 * As the Tagging API has them; null where nothing is live, it cannot be asked, or it lists none of the resource's.
 * @param handedOn keys that only the stack brings
 */
function seenTags(resource: Resource, model: WithObservations & WithSystem, handedOn: readonly string[] = []): Tags | null {
  const question = tagQuestion(resource);
  const isLive = model.system.facts.observations !== undefined;
  const seen = isLive && question !== null ? model.observed(question) : null;
  if (seen?.state === "unresolved") return { byKey: new Map(), doubt: seen };
  if (seen === null || seen.value === null) return null;
  const entries = Object.entries(seen.value).filter(([key]) => !isReserved(key));
  const tags = entries.map(([key, value]): [string, Tag] => [
    key,
    { value: known(value), origin: handedOn.includes(key) ? "stack" : "resource" },
  ]);
  return { byKey: new Map(tags), doubt: null };
}

/** null for what the Tagging API cannot be asked about. */
export function tagQuestion({ facts, stack }: Resource): Extract<Ask, { readonly kind: "tags" }> | null {
  const arn = arnOf(facts, stack.facts);
  return arn === null ? null : { kind: "tags", stack: stack.name, arn };
}

/** The tags given at deployment, and for a nested stack those of the resource it hangs on and of the stacks above. */
export function stackTagsOf(stack: Stack, model: WithObservations & WithSystem): Tags {
  const { tags, parent } = stack.facts;
  const { resolver } = model.system;
  const given = [...tags].map(
    ([key, value]) => [key, { value: resolver.node(value, stack.scope).text(), origin: "stack" }] as const,
  );
  const own: Tags = { byKey: new Map(given.filter(([key]) => !isReserved(key))), doubt: null };
  const anchor = parent === null ? undefined : model.system.resource(parent.stack, parent.logicalId);
  if (anchor === undefined) return own;
  const above = tagsOf(anchor, model);
  const handedOn = [...above.byKey].map(([key, { value }]): [string, Tag] => [key, { value, origin: "stack" }]);
  return merged({ ...above, byKey: new Map(handedOn) }, own);
}

/** As the templates are written, whatever their conditions: neither the stack nor anything in it has a tag of the author's, nor was one seen. */
export function isWithoutTags(stack: Stack, model: WithObservations & WithSystem): boolean {
  const { tags, parent, resources }: StackFacts = stack.facts;
  const above = model.system.stacks.find(({ name }) => name === parent?.stack);
  const anchor = parent === null ? undefined : above?.facts.resources.get(parent.logicalId);
  const isBareAbove = anchor === undefined || above === undefined || (!isTagged(anchor) && above.facts.tags.size === 0);
  if (tags.size > 0 || !isBareAbove || [...resources.values()].some(isTagged)) return false;
  return taggableResources(stack, model).every((resource) => {
    const seen = seenTags(resource, model);
    return seen === null || (seen.byKey.size === 0 && seen.doubt === null);
  });
}

function isTagged({ type, body }: ResourceFacts): boolean {
  const name = PROPERTIES.get(type);
  const properties = property(body, "Properties");
  const written = name === undefined ? undefined : property(properties, name);
  const defined = type === HTTP_API ? property(property(properties, "Body"), "tags") : undefined;
  if (
    Array.isArray(defined) &&
    defined.some((tag: Json) => property(tag, DEFINED_VALUE) !== undefined && !isOfSam(property(tag, "name")))
  )
    return true;
  if (written === undefined) return false;
  if (Array.isArray(written)) return written.some((tag: Json) => !isOfSam(property(tag, "Key")));
  return !isObject(written) || Object.keys(written).some((key) => !isOfSam(key));
}

/** SAM writes `lambda:createdBy` and its like on functions, roles, APIs and state machines. */
function isOfSam(key: Json | undefined): boolean {
  return typeof key === "string" && /^(?:lambda|stateMachine|httpapi|websocketapi):createdBy$/.test(key);
}

/** Its definition may carry tags: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-tag-value.html */
const HTTP_API = "AWS::ApiGatewayV2::Api";
const DEFINED_VALUE = "x-amazon-apigateway-tag-value";

/** AWS's own keys, which users cannot set. */
function isReserved(key: string): boolean {
  return key.toLowerCase().startsWith("aws:");
}

function merged(below: Tags, above: Tags): Tags {
  return { byKey: new Map([...below.byKey, ...above.byKey]), doubt: below.doubt ?? above.doubt };
}

function ownTags(resource: Resource): Tags {
  const name = PROPERTIES.get(resource.type);
  if (name === undefined) return { byKey: new Map(), doubt: null };
  const node = resource.property(name);
  const head = node.head();
  const own = head.state === "known" && Array.isArray(head.value.raw) ? fromList(node, "Key", "Value") : fromMap(node);
  return resource.type === HTTP_API ? merged(fromDefinition(resource), own) : own;
}

function fromDefinition(api: Resource): Tags {
  const tags = api.property("Body", "tags");
  const head = tags.head();
  if (head.state === "unresolved") return { byKey: new Map(), doubt: head };
  return fromList(tags, "name", DEFINED_VALUE);
}

function fromMap(node: TemplateNode): Tags {
  const entries = node.entries();
  const written = entries.state === "known" ? entries.value : [];
  return { byKey: byKey(written), doubt: entries.state === "unresolved" ? entries : null };
}

function fromList(node: TemplateNode, keyName: string, valueName: string): Tags {
  let doubt: Unresolved | null = null;
  const written: [string, TemplateNode][] = [];
  for (const item of itemsOf(node)) {
    const key = item.at(keyName).text();
    if (key.state === "known") written.push([key.value, item.at(valueName)]);
    else if (key.state === "unresolved") doubt ??= key;
  }
  return { byKey: byKey(written), doubt };
}

function byKey(written: readonly (readonly [string, TemplateNode])[]): ReadonlyMap<string, Tag> {
  const tags = written.map(([key, node]): [string, Tag] => [key, { value: node.text(), origin: "resource" }]);
  return new Map(tags.filter(([key, { value }]) => !isReserved(key) && value.state !== "absent"));
}
