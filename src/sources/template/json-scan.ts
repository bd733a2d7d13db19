// One strict pass over a JSON text that is known to be wrong, to find where: syntax, duplicate keys, depth.
import type { TextProblem } from "./positions.ts";

interface Frame {
  /** null for a list. */
  readonly keys: Set<string> | null;
}

type Expected = "value" | "first value" | "key" | "first key" | "colon" | "comma" | "end";

interface Token {
  readonly text: string;
  readonly offset: number;
}

interface Scan {
  readonly open: Frame[];
  readonly depth: number;
}

/** The first problem of a JSON text, or null where there is none. */
export function scanJson(text: string, depth: number): TextProblem | null {
  const scan: Scan = { open: [], depth };
  let expected: Expected = "value";
  let position = 0;
  for (;;) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) return syntaxProblem(text, skipSpaces(text, position), expected);
    position = TOKEN.lastIndex;
    const token = { text: match[1] ?? "", offset: position - (match[1] ?? "").length };
    if (token.text === "")
      return expected === "end" ? null : { offset: token.offset, message: `ends early: ${wanted[expected]}` };
    const next = accept(scan, expected, token);
    if (typeof next !== "string") return next;
    expected = next;
  }
}

function accept(scan: Scan, expected: Expected, token: Token): Expected | TextProblem {
  const first = token.text.charAt(0);
  if (expected === "colon" || expected === "comma") return acceptSeparator(scan, expected, token);
  if (first === "}" || first === "]") return close(scan, expected, token);
  if (expected === "key" || expected === "first key") return acceptKey(scan, expected, token);
  if (expected === "end" || first === "," || first === ":") return misplaced(token, expected);
  return first === "{" || first === "[" ? open(scan, token) : afterValue(scan);
}

function acceptSeparator(scan: Scan, expected: "colon" | "comma", token: Token): Expected | TextProblem {
  if (expected === "colon") return token.text === ":" ? "value" : misplaced(token, expected);
  if (token.text === "}" || token.text === "]") return close(scan, expected, token);
  if (token.text !== ",") return misplaced(token, expected);
  return scan.open.at(-1)?.keys ? "key" : "value";
}

function open(scan: Scan, token: Token): Expected | TextProblem {
  if (scan.open.length >= scan.depth) return { offset: token.offset, message: tooDeep(scan.depth) };
  const isMap = token.text === "{";
  scan.open.push({ keys: isMap ? new Set() : null });
  return isMap ? "first key" : "first value";
}

function close(scan: Scan, expected: Expected, token: Token): Expected | TextProblem {
  const isMap = token.text === "}";
  const allowed = expected === "comma" || expected === (isMap ? "first key" : "first value");
  const frame = scan.open.at(-1);
  if (!allowed || frame === undefined || (frame.keys !== null) !== isMap) return misplaced(token, expected);
  scan.open.pop();
  return afterValue(scan);
}

function acceptKey(scan: Scan, expected: Expected, token: Token): Expected | TextProblem {
  if (!token.text.startsWith('"')) return misplaced(token, expected);
  const key = JSON.parse(token.text) as string;
  const keys = scan.open.at(-1)?.keys;
  if (keys?.has(key)) return { offset: token.offset, message: duplicateKey(key) };
  keys?.add(key);
  return "colon";
}

export function duplicateKey(key: string): string {
  return `has the key ${JSON.stringify(key)} twice in one map; the first one would be lost`;
}

export function tooDeep(depth: number): string {
  return `is nested more than ${depth} levels deep (limits.depth)`;
}

const afterValue = (scan: Scan): Expected => (scan.open.length === 0 ? "end" : "comma");

const wanted: Readonly<Record<Expected, string>> = {
  value: "a value is expected",
  "first value": "a value or ] is expected",
  key: "a key in double quotes is expected",
  "first key": "a key in double quotes or } is expected",
  colon: "a colon is expected",
  comma: "a comma or a closing bracket is expected",
  end: "nothing more is expected",
};

function misplaced(token: Token, expected: Expected): TextProblem {
  return { offset: token.offset, message: `is not valid JSON: ${wanted[expected]}, not ${excerpt(token.text)}` };
}

function syntaxProblem(text: string, offset: number, expected: Expected): TextProblem {
  const rest = text.slice(offset, offset + 24).split(/\s/, 1)[0] ?? "";
  if (rest.startsWith('"')) return { offset, message: "is not valid JSON: this text does not end, or has a wrong escape" };
  return { offset, message: `is not valid JSON: ${wanted[expected]}, not ${excerpt(rest)}` };
}

/** Short, and never a quoted text: it may be a secret. */
function excerpt(text: string): string {
  if (text === "") return "the end of the file";
  if (text.startsWith('"')) return "a text";
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

function skipSpaces(text: string, offset: number): number {
  let position = offset;
  while (" \t\n\r".includes(text.charAt(position)) && position < text.length) position += 1;
  return position;
}

/** White space, then a bracket, a text, a literal, or the end of the file. */
const TOKEN =
  /[ \t\n\r]*([{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null|$)/y;
