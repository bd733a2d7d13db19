// Makes a failing case smaller, so that a person sees what it is about: omits parts of its JSON files while the problem stays.
import { isObject, type Json, type Path } from "../../src/model/json.ts";
import type { FuzzCase } from "./case.ts";

const deepest = 7;

export interface Shrinking {
  /** Runs a smaller case. */
  stillFails(input: FuzzCase): Promise<boolean>;
  /** When to stop, in milliseconds since the epoch. */
  readonly until: number;
}

export async function shrink(input: FuzzCase, shrinking: Shrinking): Promise<FuzzCase> {
  let current = input;
  for (const name of Object.keys(input.files)) {
    const { [name]: _left, ...files } = current.files;
    current = (await accepted({ ...current, files }, shrinking)) ?? (await withSmaller(current, name, shrinking));
  }
  return current;
}

async function accepted(next: FuzzCase, { stillFails, until }: Shrinking): Promise<FuzzCase | null> {
  return Date.now() < until && Object.keys(next.files).length > 0 && (await stillFails(next)) ? next : null;
}

async function withSmaller(input: FuzzCase, name: string, shrinking: Shrinking): Promise<FuzzCase> {
  let [current, tree] = [input, jsonOf(input.files[name])];
  for (let depth = 1; depth <= deepest; depth += 1) {
    for (const path of pathsAt(tree, depth)) {
      const smaller = without(tree, path);
      const next = await accepted({ ...current, files: { ...current.files, [name]: JSON.stringify(smaller) } }, shrinking);
      if (next !== null) [current, tree] = [next, smaller];
    }
  }
  return current;
}

function jsonOf(content: FuzzCase["files"][string] | undefined): Json {
  const text = typeof content === "string" ? content : Buffer.from(content?.base64 ?? "", "base64").toString();
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** The last first: what is omitted does not move what comes before it. */
function pathsAt(tree: Json, depth: number): Path[] {
  const keys: (string | number)[] = Array.isArray(tree) ? tree.map((_, index) => index) : isObject(tree) ? Object.keys(tree) : [];
  if (depth === 1) return keys.map((key) => [key]).reverse();
  const member = (key: string | number): Json => (tree as Record<string | number, Json>)[key] ?? null;
  return keys.flatMap((key) => pathsAt(member(key), depth - 1).map((path) => [key, ...path])).reverse();
}

function without(tree: Json, [key, ...rest]: Path): Json {
  if (key === undefined) return tree;
  const changed = (member: Json): Json[] => (rest.length === 0 ? [] : [without(member, rest)]);
  if (Array.isArray(tree)) return tree.flatMap((item: Json, index) => (index === key ? changed(item) : [item]));
  if (!isObject(tree)) return tree;
  const entries = Object.entries(tree).map(([name, member]): [string, Json] => [name, member ?? null]);
  return Object.fromEntries(
    entries.flatMap(([name, member]) => (name === key ? changed(member).map((value) => [name, value]) : [[name, member]])),
  ) as Json;
}
