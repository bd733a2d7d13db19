// A YAML tree as CloudFormation's JSON: short tags in long form, anchors and merge keys resolved.
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from "yaml";
import { emptyObject, type Json, type JsonObject } from "../../model/json.ts";
import { duplicateKey } from "./json-scan.ts";
import type { TextProblem } from "./positions.ts";
import { functionArgument, longForm, plainScalar } from "./yaml-tags.ts";
import type { YamlText } from "./yaml-text.ts";

interface Anchored {
  readonly value: Json;
  /** Nodes, those behind its own aliases included. */
  readonly size: number;
}

interface Conversion {
  /** null while the anchor's own node is being read. */
  readonly anchors: Map<string, Anchored | null>;
  readonly aliasLimit: number;
  nodes: number;
  aliased: number;
}

class Problem extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** The root of a document as JSON, or the first problem: a duplicate key, an alias that never ends or expands to too much. */
export function yamlToJson(yaml: YamlText, aliasLimit: number): { readonly root: Json } | TextProblem {
  try {
    return { root: convert({ anchors: new Map(), aliasLimit, nodes: 0, aliased: 0 }, yaml.document.contents) };
  } catch (error) {
    if (error instanceof Problem) return { offset: error.offset, message: error.message };
    throw error;
  }
}

function convert(state: Conversion, node: Node | null): Json {
  if (node === null) return null;
  if (isAlias(node)) return convertAlias(state, node);
  const anchor = (node as { anchor?: string }).anchor;
  const before = state.nodes;
  state.nodes += 1;
  if (anchor !== undefined) state.anchors.set(anchor, null);
  const value = convertTagged(state, node);
  if (anchor !== undefined) state.anchors.set(anchor, { value, size: state.nodes - before });
  return value;
}

function convertAlias(state: Conversion, alias: Alias): Json {
  const anchored = state.anchors.get(alias.source);
  if (anchored === undefined)
    throw new Problem(offsetOf(alias), `refers to the anchor ${alias.source}, which is not defined above`);
  if (anchored === null) throw new Problem(offsetOf(alias), `has an anchor that contains itself (${alias.source})`);
  state.nodes += anchored.size;
  state.aliased += anchored.size;
  if (state.aliased > state.aliasLimit) {
    throw new Problem(offsetOf(alias), `has aliases that expand to more than ${state.aliasLimit} nodes (limits.aliasCount)`);
  }
  return anchored.value;
}

function convertTagged(state: Conversion, node: Node): Json {
  const name = longForm(node.tag);
  if (name === null) return convertUntagged(state, node);
  const object = emptyObject();
  object[name] = isScalar(node) ? functionArgument(name, String(node.source ?? "")) : convertUntagged(state, node);
  return object;
}

function convertUntagged(state: Conversion, node: Node): Json {
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map((item) => convert(state, item as Node | null));
  if (isMap(node)) return convertMap(state, node);
  return null;
}

function scalarValue(scalar: Scalar): Json {
  const text = String(scalar.source ?? scalar.value ?? "");
  return scalar.type === Scalar.PLAIN && scalar.tag !== STRING_TAG ? plainScalar(text) : text;
}

function convertMap(state: Conversion, map: YAMLMap): JsonObject {
  const object = emptyObject();
  const merged: JsonObject[] = [];
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    if (isMergeKey(pair.key)) {
      merged.push(...mergedMaps(state, pair));
      continue;
    }
    const key = keyText(pair.key);
    if (Object.hasOwn(object, key)) throw new Problem(offsetOf(pair.key ?? map), duplicateKey(key));
    object[key] = convert(state, pair.value);
  }
  // What is written in the map itself wins, then the first of the merged maps.
  for (const source of merged) {
    for (const key of Object.keys(source)) if (!Object.hasOwn(object, key)) object[key] = source[key];
  }
  return object;
}

function mergedMaps(state: Conversion, pair: Pair<Node | null, Node | null>): JsonObject[] {
  const value = convert(state, pair.value);
  const sources = Array.isArray(value) ? (value as Json[]) : [value];
  return sources.map((source) => {
    if (typeof source === "object" && source !== null && !Array.isArray(source)) return source as JsonObject;
    throw new Problem(offsetOf(pair.key), "merges (<<) something that is not a map");
  });
}

export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === Scalar.PLAIN && key.source === "<<";
}

/** Keys are text whatever they look like: `200:`, `yes:`. */
function keyText(key: Node | null): string {
  if (key === null) return "";
  if (isScalar(key)) return String(key.source ?? "");
  throw new Problem(offsetOf(key), isMap(key) || isSeq(key) ? UNQUOTED_KEY : "has an alias as a key");
}

const UNQUOTED_KEY = "has a map or a list as a key; text that begins with { or [ needs quotes";
const STRING_TAG = "tag:yaml.org,2002:str";

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
