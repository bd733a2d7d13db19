// The place of a value in a YAML tree, asked for by the path it has in the JSON: through short tags, aliases and merge keys.
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Path } from "../../model/json.ts";
import { isMergeKey } from "./yaml-json.ts";
import { longForm } from "./yaml-tags.ts";
import type { YamlText } from "./yaml-text.ts";

interface Cursor {
  readonly node: Node | null;
  /** The key of a map's entry, or the item. */
  readonly place: Node | null;
  /** The short tag was walked through: what follows is its argument. */
  readonly inFunction: boolean;
}

/** The offset of the deepest part of `path` that exists. */
export function locateYaml(yaml: YamlText, path: Path): number {
  let cursor: Cursor = { node: yaml.document.contents, place: yaml.document.contents, inFunction: false };
  for (const step of path) {
    const next = descend(yaml, cursor, step);
    if (next === null) break;
    cursor = next;
  }
  return (cursor.place ?? cursor.node)?.range?.[0] ?? 0;
}

/** The node with the value at a path; null where there is none. */
export function yamlNodeAt(yaml: YamlText, path: Path): Node | null {
  let cursor: Cursor | null = { node: yaml.document.contents, place: null, inFunction: false };
  for (const step of path) cursor = cursor === null ? null : descend(yaml, cursor, step);
  return cursor === null ? null : target(yaml, cursor.node);
}

function descend(yaml: YamlText, cursor: Cursor, step: string | number): Cursor | null {
  const node = target(yaml, cursor.node);
  if (node === null) return null;
  const name = cursor.inFunction ? null : longForm(node.tag);
  if (name !== null) return step === name ? { node, place: cursor.place, inFunction: true } : null;
  if (isScalar(node)) return cursor.inFunction ? cursor : null;
  if (isSeq(node)) return item(node.items[Number(step)] as Node | undefined);
  return isMap(node) ? entry(yaml, node, String(step)) : null;
}

function item(node: Node | undefined): Cursor | null {
  return node === undefined ? null : { node, place: node, inFunction: false };
}

function entry(yaml: YamlText, map: YAMLMap, key: string): Cursor | null {
  const pairs = map.items as Pair<Node | null, Node | null>[];
  for (const pair of pairs) {
    if (!isMergeKey(pair.key) && isScalar(pair.key) && String(pair.key.source ?? "") === key) {
      return { node: pair.value, place: pair.key, inFunction: false };
    }
  }
  for (const pair of pairs) {
    const found = isMergeKey(pair.key) ? merged(yaml, pair.value, key) : null;
    if (found !== null) return found;
  }
  return null;
}

function merged(yaml: YamlText, value: Node | null, key: string): Cursor | null {
  const source = target(yaml, value);
  const maps = isSeq(source) ? (source.items as Node[]) : [source];
  for (const map of maps) {
    const node = target(yaml, map);
    const found = isMap(node) ? entry(yaml, node, key) : null;
    if (found !== null) return found;
  }
  return null;
}

function target(yaml: YamlText, node: Node | null): Node | null {
  return isAlias(node) ? ((node.resolve(yaml.document) as Node | undefined) ?? null) : node;
}
