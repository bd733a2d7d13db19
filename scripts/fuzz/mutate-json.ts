// Changes a tree of plain data in unexpected places: the structure remains close to a real one, unlike with changed bytes.
import { isObject, type Json, type Path } from "../../src/model/json.ts";
import { hostileTexts, hostileValues } from "./hostile.ts";
import type { Random } from "./random.ts";

type Tree = Json;

/** A copy with some changes. */
export function mutatedJson(tree: Tree, random: Random): Tree {
  let current = structuredClone(tree) as Tree;
  for (let times = 1 + random.int(random.chance(0.2) ? 20 : 3); times > 0; times -= 1) current = changedOnce(current, random);
  return current;
}

function changedOnce(tree: Tree, random: Random): Tree {
  const paths = pathsIn(tree);
  const path = random.pick(paths);
  const other = random.pick(paths);
  const change = random.pick([
    () => replaced(tree, path, random.pick(hostileValues)),
    () => replaced(tree, path, random.pick(hostileTexts)),
    () => replaced(tree, path, valueAt(tree, other)),
    () => removed(tree, path),
    () => renamed(tree, path, random.pick(hostileTexts)),
    () => renamed(tree, path, String(other.at(-1) ?? "x")),
    () => replaced(tree, path, grown(valueAt(tree, path), random)),
    () => replaced(tree, path, { "Fn::If": ["C", valueAt(tree, path), valueAt(tree, other)] }),
    () => replaced(tree, path, [valueAt(tree, path)]),
    () => replaced(tree, path, otherNumber(valueAt(tree, path), random)),
  ]);
  return change();
}

const mostPaths = 5000;

function pathsIn(tree: Tree, at: Path = [], found: Path[] = []): Path[] {
  if (found.length >= mostPaths) return found;
  found.push(at);
  for (const key of keysOf(tree)) pathsIn((tree as Record<string | number, Tree>)[key] ?? null, [...at, key], found);
  return found;
}

function keysOf(tree: Tree): (string | number)[] {
  if (Array.isArray(tree)) return tree.map((_, index) => index);
  return isObject(tree) ? Object.keys(tree) : [];
}

function valueAt(tree: Tree, path: Path): Tree {
  return path.reduce<Tree>((node, key) => (node as Record<string | number, Tree>)[key] ?? null, tree);
}

function replaced(tree: Tree, path: Path, value: Tree): Tree {
  const [key, ...rest] = path;
  if (key === undefined) return structuredClone(value) as Tree;
  if (Array.isArray(tree)) return tree.map((item, index) => (index === key ? replaced(item, rest, value) : item));
  if (!isObject(tree)) return tree;
  return Object.fromEntries(
    keysOf(tree).map((name) => [name, name === key ? replaced(tree[name] ?? null, rest, value) : tree[name]]),
  ) as Tree;
}

/** The parent of a path with its last step taken by `change`. */
function inParent(tree: Tree, path: Path, change: (entries: [string, Tree][], key: string) => [string, Tree][]): Tree {
  const parent = valueAt(tree, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || !isObject(parent)) return tree;
  const entries = Object.entries(parent).map(([name, value]): [string, Tree] => [name, value ?? null]);
  return replaced(tree, path.slice(0, -1), Object.fromEntries(change(entries, String(key))));
}

function removed(tree: Tree, path: Path): Tree {
  const parent = valueAt(tree, path.slice(0, -1));
  if (Array.isArray(parent))
    return replaced(
      tree,
      path.slice(0, -1),
      parent.filter((_, index) => index !== path.at(-1)),
    );
  return inParent(tree, path, (entries, key) => entries.filter(([name]) => name !== key));
}

function renamed(tree: Tree, path: Path, name: string): Tree {
  return inParent(tree, path, (entries, key) => entries.map(([old, value]) => [old === key ? name : old, value]));
}

function grown(value: Tree, random: Random): Tree {
  const times = random.pick([2, 3, 50]);
  if (Array.isArray(value))
    return Array.from({ length: times }, () => value)
      .flat()
      .slice(0, 500) as Tree;
  if (typeof value === "string") return value.repeat(times).slice(0, 20_000);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    Array.from({ length: times }, (_, index) => entries.map(([key, member]) => [`${key}${index === 0 ? "" : index}`, member]))
      .flat()
      .slice(0, 2000),
  ) as Tree;
}

function otherNumber(value: Tree, random: Random): Tree {
  return typeof value === "number" ? value * random.pick([-1, 0, 0.5, 60, 1e9]) : value;
}
