// The plain data of templates, and the basic functions to read it.

export type Json = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Keys and indexes from the root of a document to a node. */
export type Path = readonly (string | number)[];

export function isObject(node: unknown): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** An own property, never one from a prototype: `constructor` and `__proto__` are ordinary logical ids. */
export function property(node: Json | undefined, key: string): Json | undefined {
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

/** Follows a path of keys and indexes; undefined as soon as one is missing. */
export function at(node: Json | undefined, path: Path): Json | undefined {
  let current = node;
  for (const key of path) {
    current =
      typeof key === "number"
        ? Array.isArray(current)
          ? (current[key] as Json | undefined)
          : undefined
        : property(current, key);
    if (current === undefined) return undefined;
  }
  return current;
}

/** A scalar as text, anything else as JSON: a map of a template has no prototype, and `String` of it throws. */
export function asText(node: Json | undefined): string {
  return typeof node === "object" && node !== null ? JSON.stringify(node) : String(node);
}

/** An object without a prototype, so that no key of a template can reach one. */
export function emptyObject(): { [key: string]: Json | undefined } {
  return Object.create(null) as { [key: string]: Json | undefined };
}
