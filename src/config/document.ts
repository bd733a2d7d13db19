// Reads a config text, JSON with comments or YAML, and remembers where everything stands in it.

import type { Node as JsonNode, ParseError } from "jsonc-parser";
import { type Place, UsageError } from "../errors.ts";
import { emptyObject, type Json, type Path } from "../model/json.ts";

export interface Document {
  /** As a user sees it: relative to the working directory where it lies below it. */
  readonly file: string;
  /** Absolute; relative paths in the document start here. */
  readonly folder: string;
  readonly value: Json;
  /** Where a key or its value stands; for what is not there, the nearest that is above it. */
  placeOf(path: Path, part: "key" | "value"): Place;
}

type Text = { readonly file: string; readonly folder: string; readonly text: string };

/** Parses JSON with comments and trailing commas. Keys given twice are an error, `__proto__` is a key like any other. */
export async function parseJsonDocument({ file, folder, text }: Text): Promise<Document> {
  const { parseTree, findNodeAtLocation, printParseErrorCode } = await import("jsonc-parser");
  const placeAt = (offset: number): Place => ({ file, ...positionAt(text, offset) });
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const what = error === undefined ? "the file is empty" : spaced(printParseErrorCode(error.error));
    throw new UsageError(`the config is not valid JSON: ${what}`, {
      place: placeAt(error?.offset ?? 0),
      remedy: "correct the JSON; comments and trailing commas are fine",
    });
  }
  return {
    file,
    folder,
    value: jsonValue(root, placeAt),
    placeOf(path, part) {
      for (let length = path.length; length > 0; length--) {
        const node = findNodeAtLocation(root, [...path.slice(0, length)]);
        if (node === undefined) continue;
        const wantsKey = (part === "key" || length < path.length) && node.parent?.type === "property";
        return placeAt((wantsKey ? node.parent : node)?.offset ?? node.offset);
      }
      return placeAt(root.offset);
    },
  };
}

function jsonValue(node: JsonNode, placeAt: (offset: number) => Place): Json {
  if (node.type === "array") return (node.children ?? []).map((child) => jsonValue(child, placeAt));
  if (node.type !== "object") return node.value as Json;
  const object = emptyObject();
  for (const { children: [key, value] = [], offset } of node.children ?? []) {
    if (key === undefined || value === undefined) continue;
    if (key.value in object) {
      throw new UsageError(`${JSON.stringify(key.value)} is given twice in the config`, {
        place: placeAt(offset),
        remedy: "keep one",
      });
    }
    object[key.value] = jsonValue(value, placeAt);
  }
  return object;
}

/** Parses one YAML document. */
export async function parseYamlDocument({ file, folder, text }: Text): Promise<Document> {
  const { parseDocument, LineCounter, isMap, isScalar, isNode } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    throw new UsageError(`the config is not valid YAML: ${error.message}`, {
      place: placeAt(error.pos[0]),
      remedy: "correct the YAML",
    });
  }
  const keyOffset = (path: Path): number | undefined => {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  };
  const valueOffset = (path: Path): number | undefined => {
    const node = document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  };
  return {
    file,
    folder,
    value: plainValue(document.toJS({ mapAsMap: true })),
    placeOf(path, part) {
      for (let length = path.length; length > 0; length--) {
        const above = path.slice(0, length);
        const offset = part === "key" || length < path.length ? keyOffset(above) : valueOffset(above);
        const found = offset ?? valueOffset(above);
        if (found !== undefined) return placeAt(found);
      }
      return placeAt(document.contents?.range?.[0] ?? 0);
    },
  };
}

function plainValue(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plainValue);
  if (!(value instanceof Map)) return value as Json;
  const object = emptyObject();
  for (const [key, member] of value) object[String(key)] = plainValue(member);
  return object;
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function spaced(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
