// JSON with what JSON.parse does not provide: duplicate keys, depth, and positions, each only computed when needed.
import type { Json, Path } from "../../model/json.ts";
import { scanJson } from "./json-scan.ts";
import type { TextProblem } from "./positions.ts";

/** Parses JSON and refuses duplicate keys and too deep nesting; a problem has its offset in the text. */
export function parseJson(text: string, depth: number): { readonly root: Json } | TextProblem {
  let root: Json;
  try {
    root = JSON.parse(text) as Json;
  } catch {
    return scanJson(text, depth) ?? { offset: 0, message: "is not valid JSON" };
  }
  const members = countMembers(root, depth);
  // Counting twice is far cheaper than a scanner that remembers keys: only a mismatch pays for finding the duplicate.
  if (members === countKeys(text)) return { root };
  return scanJson(text, depth) ?? { root };
}

/** The members of all objects; NaN, which equals no count, where the nesting is deeper than `depth`. */
function countMembers(node: Json, depth: number): number {
  if (typeof node !== "object" || node === null) return 0;
  if (depth <= 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(node)) {
    for (const item of node) if (typeof item === "object") count += countMembers(item, depth - 1);
    return count;
  }
  for (const value of Object.values(node)) {
    count += 1;
    if (typeof value === "object") count += countMembers(value, depth - 1);
  }
  return count;
}

/** The strings of a valid JSON text that are followed by a colon. */
function countKeys(text: string): number {
  let count = 0;
  let quote = text.indexOf('"');
  while (quote !== -1) {
    const end = skipSpace(text, stringEnd(text, quote));
    if (text.charCodeAt(end) === COLON) count += 1;
    quote = text.indexOf('"', end);
  }
  return count;
}

interface Child {
  /** The offset of the key, or of the item. */
  readonly place: number;
  readonly value: number;
}

/** Finds places in a valid JSON text: only the containers on the way are read, and each only once. */
export function jsonLocator(text: string): (path: Path) => number {
  const known = new Map<number, Map<string | number, Child>>();
  const childrenAt = (offset: number): Map<string | number, Child> => {
    const found = known.get(offset) ?? childrenOf(text, offset);
    known.set(offset, found);
    return found;
  };
  return (path) => {
    let place = skipSpace(text, 0);
    let value = place;
    for (const step of path) {
      const child = childrenAt(value).get(step);
      if (child === undefined) break;
      ({ place, value } = child);
    }
    return place;
  };
}

function childrenOf(text: string, offset: number): Map<string | number, Child> {
  const children = new Map<string | number, Child>();
  const opening = text.charCodeAt(offset);
  if (opening !== BRACE && opening !== BRACKET) return children;
  let position = skipSpace(text, offset + 1);
  while (!isClosing(text.charCodeAt(position))) {
    const place = position;
    let key: string | number = children.size;
    if (opening === BRACE) {
      const end = stringEnd(text, place);
      key = JSON.parse(text.slice(place, end)) as string;
      position = skipSpace(text, skipSpace(text, end) + 1);
    }
    children.set(key, { place, value: position });
    position = skipSpace(text, valueEnd(text, position));
    if (text.charCodeAt(position) === COMMA) position = skipSpace(text, position + 1);
  }
  return children;
}

function valueEnd(text: string, offset: number): number {
  let depth = 0;
  let position = offset;
  do {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = stringEnd(text, position);
      continue;
    }
    if (code === BRACE || code === BRACKET) depth += 1;
    else if (isClosing(code)) depth -= 1;
    position += 1;
  } while (depth > 0 || !isBoundary(text.charCodeAt(position)));
  return position;
}

/** The offset after the string that begins at `offset`. */
function stringEnd(text: string, offset: number): number {
  let end = text.indexOf('"', offset + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, offset: number): boolean {
  let first = offset;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (offset - first) % 2 === 1;
}

function skipSpace(text: string, offset: number): number {
  let position = offset;
  while (isSpace(text.charCodeAt(position))) position += 1;
  return position;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
const isClosing = (code: number): boolean => code === 125 || code === 93 || Number.isNaN(code);
const isBoundary = (code: number): boolean => isClosing(code) || isSpace(code) || code === COMMA;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACE = 123;
