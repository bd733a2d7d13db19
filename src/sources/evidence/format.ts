// Shared code of the evidence parsers: their result, their errors, and careful access to JSON of other tools.

/** A file that is not what its check expects; the message completes the reason of an unknown verdict. */
export class FormatError extends Error {}

export interface Parsed<Content> {
  readonly content: Content;
  /** Milliseconds since the epoch, where the file says when it was written. */
  readonly writtenAt: number | null;
}

/** @throws FormatError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new FormatError("the file is not valid JSON; it may be truncated");
  }
}

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*[{[]/.test(text);
}

export type Dictionary = Readonly<Record<string, unknown>>;

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member if it is an object; an empty one else. */
export function dictionary(value: unknown, key: string): Dictionary {
  const member = isDictionary(value) ? value[key] : undefined;
  return isDictionary(member) ? member : {};
}

/** The member if it is a list; an empty one else. */
export function list(value: unknown, key: string): readonly unknown[] {
  const member = isDictionary(value) ? value[key] : undefined;
  return Array.isArray(member) ? member : [];
}

export function text(value: unknown, key: string): string | null {
  const member = isDictionary(value) ? value[key] : undefined;
  return typeof member === "string" ? member : null;
}

export function number(value: unknown, key: string): number | null {
  const member = isDictionary(value) ? value[key] : undefined;
  return typeof member === "number" && Number.isFinite(member) ? member : null;
}

/** @returns milliseconds since the epoch; null for what is no time */
export function timeOf(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const milliseconds = typeof value === "number" ? value : Date.parse(value);
  return Number.isFinite(milliseconds) ? milliseconds : null;
}
