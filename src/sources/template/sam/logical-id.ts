// The logical ids of generated resources: a prefix, and for some a hash of what replaces them.
import { createHash } from "node:crypto";
import { isObject, type Json } from "../../../model/json.ts";

const digestLength = 10;

/** Ten hexadecimal digits that depend on the data alone; nothing for empty text. */
export function digest(data: Json | undefined): string {
  if (data === undefined || data === "") return "";
  const text = typeof data === "string" ? data : canonical(data);
  return createHash("sha1").update(text).digest("hex").slice(0, digestLength);
}

/** The prefix with a name appended where that name is allowed in a logical id, else with its digest. */
export function idWithName(prefix: string, name: string): string {
  return isAlphanumeric(name) ? `${prefix}${name}` : `${prefix}${digest(name)}`;
}

export function isAlphanumeric(text: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(text);
}

function canonical(node: Json): string {
  if (Array.isArray(node)) return `[${node.map(canonical).join(",")}]`;
  if (!isObject(node)) return JSON.stringify(node);
  const entries = Object.entries(node).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(",")}}`;
}
