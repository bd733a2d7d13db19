// A whole value, every intrinsic in it resolved.
import { emptyObject, isObject, type Json, property } from "../json.ts";
import { known, type Value } from "../value.ts";
import type { Resolver } from "./resolver.ts";
import type { Scope } from "./scope.ts";

/** Tokens represent the unknown parts of its texts. */
export function plainOf(raw: Json, scope: Scope, resolver: Resolver): Value<Json> {
  const node = resolver.node(raw, scope);
  const head = node.head();
  if (head.state === "absent") return head;
  if (head.state === "unresolved") return node.symbol();
  const value = head.value.raw;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => plainOf(item, head.value.scope, resolver));
    return known(items.flatMap((item) => (item.state === "known" ? [item.value] : [])));
  }
  if (!isObject(value)) return known(value);
  const copy = emptyObject();
  for (const key of Object.keys(value)) {
    const child = plainOf(property(value, key) ?? null, head.value.scope, resolver);
    if (child.state === "known") copy[key] = child.value;
  }
  return known(copy);
}
