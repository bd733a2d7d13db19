// The values that a filter pattern compares with: a number, text with wildcards, a regular expression.

import { fitsWildcard } from "../names/wildcard.ts";
import { finds } from "../regular-expression.ts";

export type PatternValue =
  | { readonly kind: "number"; readonly number: number; readonly text: string }
  /** `*` matches any text where `hasWildcard`. */
  | { readonly kind: "text"; readonly text: string; readonly hasWildcard: boolean }
  /** Between the two `%`. */
  | { readonly kind: "regex"; readonly text: string };

/** @param written with its quotes or `%` signs */
export function readValue(written: string): PatternValue {
  if (written.length > 1 && written.startsWith("%") && written.endsWith("%"))
    return { kind: "regex", text: written.slice(1, -1) };
  const quoted = /^(["'])(.*)\1$/s.exec(written);
  const text = (quoted?.[2] ?? written).replace(/\\(.)/g, "$1");
  if (quoted === null && /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text))
    return { kind: "number", number: Number(text), text };
  return { kind: "text", text, hasWildcard: text.includes("*") };
}

/** Whether a field that has this text or number equals the value. */
export function isEqual(value: PatternValue, actual: string | number): boolean {
  switch (value.kind) {
    case "number":
      return Number(actual) === value.number;
    case "regex":
      return findsIn(value.text, String(actual));
    case "text":
      return fitsWildcard(value.text, String(actual), { one: false });
  }
}

/** An expression that is invalid in JavaScript, or takes too long, matches nothing. */
function findsIn(source: string, text: string): boolean {
  try {
    return finds(source, text) === true;
  } catch {
    return false;
  }
}
