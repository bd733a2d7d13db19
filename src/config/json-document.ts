// Reads a config in JSON with comments.
import { findNodeAtLocation, type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Place, UsageError } from "../errors.ts";
import { emptyObject, type Json } from "../model/json.ts";
import type { Document, DocumentText } from "./document.ts";

/** Parses JSON with comments and trailing commas. Keys given twice are an error, `__proto__` is a key like any other. */
export function parseJsonDocument({ file, folder, text }: DocumentText): Document {
  const placeAt = (offset: number): Place => ({ file, ...positionAt(text, offset) });
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const what = error === undefined ? "the file is empty" : spaced(printParseErrorCode(error.error));
    throw new UsageError(`the config is not valid JSON: ${what}`, {
      place: placeAt(error?.offset ?? 0),
      remedy: "correct the JSON; comments and trailing commas are allowed",
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
      throw new UsageError(`the config has the key ${JSON.stringify(key.value)} twice`, {
        place: placeAt(offset),
        remedy: "keep one",
      });
    }
    object[key.value] = jsonValue(value, placeAt);
  }
  return object;
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function spaced(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
