// A template value compared with its live value: if they differ, the live value counts.
import { asText, emptyObject, isObject, type Json, type JsonObject, property } from "../json.ts";
import type { Scope } from "../resolve/scope.ts";
import type { System } from "../system.ts";
import { NOT_READ } from "./ask.ts";
import { compareText } from "./deployed-text.ts";

/** `undefined` where there is nothing. Both are the template's own node where it agrees with what is live. */
export interface Reconciled {
  /** As the template has it, with what it leaves open filled in. */
  readonly declared: Json | undefined;
  readonly live: Json | undefined;
}

/** What the template writes, read in its stack. */
interface Written {
  readonly raw: Json | undefined;
  readonly scope: Scope;
  readonly system: System;
}

/** @param unset what the service takes where a template says nothing: of a map, by key */
export function reconcile(written: Written, live: Json | undefined, unset?: Json): Reconciled {
  const { raw, scope, system } = written;
  // It is there, and its value is not read.
  if (live === NOT_READ && raw !== undefined) return { declared: raw, live: raw };
  const head = system.resolver.node(raw, scope).head();
  if (head.state === "unresolved") return { declared: live, live };
  const found = head.state === "known" ? head.value.raw : undefined;
  if (isUnset(found, unset) && isUnset(live, unset)) return { declared: raw, live: raw };
  if (isUnset(live)) return { declared: raw, live: undefined };
  if (live === undefined) return { declared: raw, live };
  if (head.state === "absent") return { declared: raw, live: withoutUnset(live, unset) };
  return carried(written, reconcileKnown({ raw: found, scope: head.value.scope, system }, live, unset), {
    found,
    live,
    isOwn: head.value.scope === scope,
  });
}

interface Found {
  /** What is behind the intrinsic functions. */
  readonly found: Json | undefined;
  readonly live: Json;
  /** Of the same stack: what another one exports can only be read there. */
  readonly isOwn: boolean;
}

function carried({ raw }: Written, inner: Reconciled, { found, live, isOwn }: Found): Reconciled {
  if (inner.live === found && inner.declared === found) return { declared: raw, live: raw };
  if (!isOwn) return { declared: inner.declared === inner.live ? live : raw, live };
  return { declared: inner.declared === found ? raw : inner.declared, live: inner.live };
}

function isUnset(node: Json | undefined, unset?: Json): boolean {
  if (node === undefined || node === null || node === "") return true;
  if (typeof node !== "object") return unset !== undefined && asText(node) === asText(unset);
  if (Array.isArray(node)) return node.length === 0 || JSON.stringify(node) === JSON.stringify(unset);
  return isObject(node) && Object.keys(node).every((key) => isUnset(node[key], property(unset, key)));
}

/** The entries of a map that have a value. */
function withoutUnset(live: Json, unset: Json | undefined): Json {
  if (!isObject(live)) return live;
  const set = emptyObject();
  for (const [key, value] of Object.entries(live))
    if (value !== undefined && !isUnset(value, property(unset, key))) set[key] = value;
  return set;
}

function reconcileKnown(written: Written, live: Json, unset: Json | undefined): Reconciled {
  const { raw } = written;
  if (Array.isArray(live)) return reconcileList(written, Array.isArray(raw) ? raw : [raw ?? null], live);
  if (isObject(live)) return isObject(raw) ? reconcileMap(written, raw, live, unset) : { declared: raw, live };
  if (typeof raw === "object") return { declared: raw, live };
  const agreement = compareText(asText(raw), asText(live), written.system);
  if (agreement === "same") return { declared: raw, live: raw };
  return { declared: agreement === "open" ? live : raw, live };
}

function reconcileMap(written: Written, raw: JsonObject, live: JsonObject, unset: Json | undefined): Reconciled {
  const [declared, seen] = [emptyObject(), emptyObject()];
  let isSame = true;
  for (const key of new Set([...Object.keys(raw), ...Object.keys(live)])) {
    const own = property(raw, key);
    const both = reconcile({ ...written, raw: own }, property(live, key), property(unset, key) ?? IN_ITEMS[key]);
    isSame &&= both.declared === own && both.live === own;
    if (both.declared !== undefined) declared[key] = both.declared;
    if (both.live !== undefined) seen[key] = both.live;
  }
  return isSame ? { declared: raw, live: raw } : { declared, live: seen };
}

/** What the service fills in below the items of lists. */
const IN_ITEMS: Readonly<Record<string, Json>> = { ReturnData: true };

/** Items are distinguished by their id or name, plain ones by their text: their order does not matter. */
function reconcileList(written: Written, raw: readonly Json[], live: readonly Json[]): Reconciled {
  const states = raw.map((item) => written.system.resolver.node(item, written.scope).head().state);
  const known = raw.filter((_item, index) => states[index] === "known");
  const left = new Set(live);
  const pairs = pairUp(written, known, left);
  const both = known.map((item) => {
    const partner = pairs.get(item);
    return partner === undefined ? { declared: item, live: undefined } : reconcile({ ...written, raw: item }, partner);
  });
  // What is left may be what the template leaves open.
  const isOpen = states.includes("unresolved");
  const declared = [...both.map((each, index) => each.declared ?? known[index] ?? null), ...(isOpen ? left : [])];
  const seen = [...both.flatMap((each) => (each.live === undefined ? [] : [each.live])), ...left];
  const isSame = !isOpen && isUnchanged(declared, known) && isUnchanged(seen, known);
  return isSame ? { declared: written.raw, live: written.raw } : { declared, live: seen };
}

function isUnchanged(items: readonly Json[], raw: readonly Json[]): boolean {
  return items.length === raw.length && items.every((item, index) => item === raw[index]);
}

/** The live item of each written one, taken out of those that are left; those that certainly agree first. */
function pairUp(written: Written, raw: readonly Json[], left: Set<Json>): ReadonlyMap<Json, Json> {
  const pairs = new Map<Json, Json>();
  for (const wanted of ["same", "open"] as const) {
    for (const item of raw) {
      if (pairs.has(item)) continue;
      const partner = [...left].find((other) => compareKeys({ ...written, raw: item }, other) === wanted);
      if (partner === undefined) continue;
      pairs.set(item, partner);
      left.delete(partner);
    }
  }
  return pairs;
}

const KEYS = ["Id", "Name", "FunctionVersion", "TriggerName", "Arn"];

function compareKeys({ raw, scope, system }: Written, live: Json) {
  const node = system.resolver.node(raw, scope);
  const key = isObject(live) ? KEYS.find((name) => Object.hasOwn(live, name)) : undefined;
  const text = (key === undefined ? node : node.at(key)).symbol();
  const seen = key === undefined ? live : property(live, key);
  return text.state === "known" && typeof seen !== "object" ? compareText(text.value, String(seen), system) : "different";
}
