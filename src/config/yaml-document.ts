// Reads a config in YAML.
import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { type Place, UsageError } from "../errors.ts";
import { emptyObject, type Json, type Path } from "../model/json.ts";
import type { Document, DocumentText } from "./document.ts";

/** Parses one YAML document. */
export function parseYamlDocument({ file, folder, text }: DocumentText): Document {
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
