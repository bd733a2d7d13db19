// Globals: a section's properties under those of each resource of its type.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { type Draft, type Mutable, propertiesOf } from "./draft.ts";
import { isIntrinsic, truthy } from "./intrinsics.ts";

/** Where lists or maps are not joined: the local value replaces the global one. */
const replaced = new Set(["Function.Architectures", "CapacityProvider.InstanceRequirements.Architectures"]);
/** Where only the keys that the resource names are taken over. */
const pruned = new Set(["CapacityProvider.ManagedResourceTags"]);

export function applyGlobals(draft: Draft): void {
  for (const [, body] of draft.resources) {
    const type = body["Type"];
    if (typeof type !== "string" || !type.startsWith("AWS::Serverless::")) continue;
    const section = type.slice("AWS::Serverless::".length);
    const globals = withoutIgnored(property(draft.globals, section), body["IgnoreGlobals"]);
    if (globals !== null) body["Properties"] = merge(globals, propertiesOf(body), section);
  }
}

function withoutIgnored(section: Json | undefined, ignored: Json | undefined): JsonObject | null {
  if (!isObject(section) || ignored === "*") return null;
  if (!Array.isArray(ignored)) return section;
  const kept = emptyObject();
  for (const [key, value] of Object.entries(section)) if (!ignored.includes(key)) kept[key] = value;
  return kept;
}

function merge(globals: Json, local: Json, path: string): Json {
  if (Array.isArray(globals) && Array.isArray(local)) return replaced.has(path) ? local : [...globals, ...local];
  if (!isPlainMap(globals) || !isPlainMap(local)) return local;
  const base = pruned.has(path) && truthy(local) ? onlyKeysOf(globals, local) : globals;
  return mergeMaps(base, local, path);
}

function mergeMaps(globals: JsonObject, local: JsonObject, path: string): JsonObject {
  const merged: Mutable = emptyObject();
  Object.assign(merged, globals);
  for (const [key, value] of Object.entries(local)) {
    if (value === undefined) continue;
    const shared = property(globals, key);
    merged[key] = shared === undefined ? value : merge(shared, value, `${path}.${key}`);
  }
  return merged;
}

function onlyKeysOf(globals: JsonObject, local: JsonObject): JsonObject {
  const kept = emptyObject();
  for (const [key, value] of Object.entries(globals)) if (Object.hasOwn(local, key)) kept[key] = value;
  return kept;
}

/** An intrinsic counts as a scalar: it becomes one when the stack is created. */
function isPlainMap(node: Json): node is JsonObject {
  return isObject(node) && !isIntrinsic(node);
}
