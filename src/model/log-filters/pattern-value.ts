// What a field or a term of a filter pattern is compared with: a number, text with wildcards, a regular expression.

export type PatternValue =
  | { readonly kind: "number"; readonly number: number; readonly text: string }
  /** `*` stands for any text where `hasWildcard`. */
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
      return patternOf(value.text)?.test(String(actual)) ?? false;
    case "text":
      return wildcard(value.text).test(String(actual));
  }
}

/** null where it is none that JavaScript knows. */
function patternOf(source: string): RegExp | null {
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}

function wildcard(text: string): RegExp {
  const pieces = text.split("*").map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".*")}$`, "s");
}
