// Reads one JSON or YAML file into plain data with positions on demand.
import { isUtf8 } from "node:buffer";
import { SourceError } from "../../errors.ts";
import type { Location } from "../../model/facts.ts";
import type { Json, Path } from "../../model/json.ts";
import type { Limits } from "../source.ts";
import { tooLarge } from "./files.ts";
import { jsonLocator, parseJson } from "./json-text.ts";
import { lineStarts, positionAt, type TextProblem } from "./positions.ts";
import { yamlToJson } from "./yaml-json.ts";
import { locateYaml } from "./yaml-locate.ts";
import { parseYaml } from "./yaml-text.ts";

export interface TemplateDocument {
  readonly file: string;
  readonly root: Json;
  /** The place of a value: its key in a map, the item in a list, else the nearest ancestor that exists. */
  locate(path: Path): Location;
  /** Whether this text occurs anywhere: lets a rare feature cost nothing where it is not used. */
  mentions(text: string): boolean;
}

/**
 * Reads JSON or YAML, detected by the content. Throws a SourceError with the place for what cannot be read: not text, too large,
 * too deep, broken, with duplicate keys. `file` is the name that errors and places show.
 */
export function readDocument(bytes: Buffer, file: string, limits: Limits): TemplateDocument {
  refuseNonText(bytes, file);
  const first = firstCharacter(bytes);
  if (first === "") throw new SourceError("is empty", { place: { file }, remedy: "give a CloudFormation or SAM template" });
  const isJson = first === "{" || first === "[";
  if (!isJson) return readYaml(bytes, file, limits);
  if (bytes.length > limits.jsonBytes) throw tooLarge(file, bytes.length, limits.jsonBytes, "limits.jsonBytes");
  return readJson(bytes, file, limits);
}

function readJson(bytes: Buffer, file: string, limits: Limits): TemplateDocument {
  const parsed = parseJson(decode(bytes), limits.depth);
  if ("message" in parsed) {
    // YAML's flow style begins like JSON.
    if (/\.ya?ml$/i.test(file)) return readYaml(bytes, file, limits);
    throw problemAt(decode(bytes), file, parsed);
  }
  let locator: ((path: Path) => Location) | null = null;
  return {
    file,
    root: parsed.root,
    locate: (path) => {
      locator ??= locatorOf(decode(bytes), file);
      return locator(path);
    },
    mentions: (text) => bytes.includes(text),
  };
}

function locatorOf(text: string, file: string): (path: Path) => Location {
  const starts = lineStarts(text);
  const offsetOf = jsonLocator(text);
  return (path) => ({ file, ...positionAt(starts, offsetOf(path)) });
}

function readYaml(bytes: Buffer, file: string, limits: Limits): TemplateDocument {
  if (bytes.length > limits.yamlBytes) throw tooLarge(file, bytes.length, limits.yamlBytes, "limits.yamlBytes");
  const text = decode(bytes);
  const yaml = parseYaml(text, limits.depth);
  if ("message" in yaml) throw problemAt(text, file, yaml);
  const converted = yamlToJson(yaml, limits.aliasCount);
  if ("message" in converted) throw problemAt(text, file, converted);
  return {
    file,
    root: converted.root,
    locate: (path) => {
      const { line, col } = yaml.lines.linePos(locateYaml(yaml, path));
      return { file, line, column: col };
    },
    mentions: (wanted) => bytes.includes(wanted),
  };
}

function problemAt(text: string, file: string, problem: TextProblem): SourceError {
  const place = { file, ...positionAt(lineStarts(text), problem.offset) };
  return new SourceError(problem.message, { place, remedy: "correct the file at this place" });
}

function refuseNonText(bytes: Buffer, file: string): void {
  if (bytes.includes(0)) {
    throw new SourceError("is a binary file", { place: { file }, remedy: "give a template in JSON or YAML, UTF-8 encoded" });
  }
  if (isUtf8(bytes)) return;
  const text = bytes.toString("utf8");
  const place = { file, ...positionAt(lineStarts(text), Math.max(0, text.indexOf("\uFFFD"))) };
  throw new SourceError("is not UTF-8 text", { place, remedy: "save it in UTF-8" });
}

/** Without the byte order mark. */
function decode(bytes: Buffer): string {
  return bytes.toString("utf8", hasByteOrderMark(bytes) ? 3 : 0);
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function firstCharacter(bytes: Buffer): string {
  let index = hasByteOrderMark(bytes) ? 3 : 0;
  while (index < bytes.length && " \t\r\n".includes(String.fromCharCode(bytes[index] ?? 0))) index += 1;
  return index < bytes.length ? String.fromCharCode(bytes[index] ?? 0) : "";
}
