// A template with masked secrets.
import { findNodeAtLocation, type Node as JsonNode, parseTree } from "jsonc-parser";
import { isScalar } from "yaml";
import { at, isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import { defaultLimits } from "../source.ts";
import { readDocument } from "../template/read.ts";
import { yamlNodeAt } from "../template/yaml-locate.ts";
import { parseYaml, type YamlText } from "../template/yaml-text.ts";
import { masked, maskedAround, maskedNumber, withoutSignatures } from "./masking.ts";
import { type Surroundings, secretNodes } from "./secret-nodes.ts";

export interface RedactedTemplate {
  readonly text: string;
  /** Parameters whose values are secret. */
  readonly secrets: readonly string[];
  /** How many values were masked. */
  readonly values: number;
}

interface Around extends Pick<Surroundings, "passed"> {
  readonly plainIn: (declared: Json | undefined) => Surroundings["plain"];
}

/**
 * @param name for what cannot be read
 * @param around what is known of the stack beside its template
 */
export function redactTemplate(text: string, name: string, around: Around): RedactedTemplate {
  const { root } = readDocument(Buffer.from(text), name, defaultLimits);
  const { paths, parameters } = secretNodes(root, { passed: around.passed, plain: around.plainIn(property(root, "Parameters")) });
  const inPlace = maskInPlace(text, paths);
  const isMasked = inPlace !== null && isCleanAt(paths, readDocument(Buffer.from(inPlace), name, defaultLimits).root);
  // Where a secret cannot be found in the text, the places of the others do not matter.
  const redacted = isMasked ? inPlace : JSON.stringify(maskNodes(root, paths), null, 2);
  return { text: withoutSignatures(redacted), secrets: parameters, values: paths.length };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly mask: (text: string) => string;
}

/** null where one of them is not found. */
function maskInPlace(text: string, paths: readonly Path[]): string | null {
  if (paths.length === 0) return text;
  const rangeOf = rangeFinder(text);
  const ranges = paths.map((path) => rangeOf?.(path) ?? null);
  let [masking, end] = ["", 0];
  for (const range of ranges.toSorted((a, b) => (a?.start ?? 0) - (b?.start ?? 0))) {
    if (range === null) return null;
    // One node may be the place of several values.
    if (range.start < end) continue;
    masking += text.slice(end, range.start) + range.mask(text.slice(range.start, range.end));
    end = range.end;
  }
  return masking + text.slice(end);
}

function rangeFinder(text: string): ((path: Path) => Range | null) | null {
  const isJson = /^\uFEFF?\s*[{[]/.test(text);
  const json = isJson ? parseTree(text, [], { disallowComments: true }) : undefined;
  if (json !== undefined) return (path) => jsonRange(json, path);
  const yaml = parseYaml(text, defaultLimits.depth);
  return "message" in yaml ? null : (path) => yamlRange(yaml, text, path);
}

function jsonRange(root: JsonNode, path: Path): Range | null {
  const node = findNodeAtLocation(root, [...path]);
  if (node === undefined) return null;
  const { offset, length, type } = node;
  if (type === "number") return { start: offset, end: offset + length, mask: maskedNumber };
  return type === "string" ? { start: offset + 1, end: offset + length - 1, mask: maskOf(path) } : null;
}

function yamlRange(yaml: YamlText, text: string, path: Path): Range | null {
  const node = yamlNodeAt(yaml, path);
  if (!isScalar(node) || !node.range) return null;
  const [start, end] = node.range;
  const mask = maskOf(path);
  if (node.type === "PLAIN") return { start, end, mask };
  if (node.type?.startsWith("QUOTE_")) return { start: start + 1, end: end - 1, mask };
  // The indicators of a block are on its first line.
  return { start: text.indexOf("\n", start) + 1, end, mask };
}

function maskOf(path: Path): (text: string) => string {
  const isSubstituted = path.at(-1) === "Fn::Sub" || (path.at(-2) === "Fn::Sub" && path.at(-1) === 0);
  return isSubstituted ? maskedAround : masked;
}

/** What is masked again is what it was. */
function isCleanAt(paths: readonly Path[], root: Json): boolean {
  return paths.every((path) => {
    const value = at(root, path);
    return typeof value === "number" ? maskedNumber(String(value)) === String(value) : maskOf(path)(String(value)) === value;
  });
}

function maskNodes(root: Json, paths: readonly Path[]): Json {
  const secret = new Set(paths.map((path) => JSON.stringify(path)));
  const walk = (node: Json, path: Path): Json => {
    if (Array.isArray(node)) return node.map((item: Json, index) => walk(item, [...path, index]));
    if (isObject(node)) {
      const entries = Object.entries(node as JsonObject).map(([key, child]) => [key, walk(child ?? null, [...path, key])]);
      return Object.fromEntries(entries) as JsonObject;
    }
    return secret.has(JSON.stringify(path)) ? maskOf(path)(String(node)) : node;
  };
  return walk(root, []);
}
