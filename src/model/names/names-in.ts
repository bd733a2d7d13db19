// The name in an ARN or a URL: for a queue the last part, for a table the part after `table/`.
import { ATTRIBUTE_FORMS } from "../resolve/attribute-forms.ts";

/** The names that the text gives to a resource of one of these types; none where it has no form that one of their attributes has. */
export function namesIn(text: string, types: readonly string[]): readonly string[] {
  return types.flatMap((type) => patternsOf(type).flatMap((pattern) => pattern.exec(text)?.[1] ?? []));
}

const patterns = new Map<string, readonly RegExp[]>();

function patternsOf(type: string): readonly RegExp[] {
  const existing = patterns.get(type);
  if (existing !== undefined) return existing;
  const made = [...new Set(Object.values(ATTRIBUTE_FORMS.get(type) ?? {}))].flatMap((form) =>
    typeof form === "string" ? (patternOf(form) ?? []) : [],
  );
  patterns.set(type, made);
  return made;
}

const PLACEHOLDER = /\$\{([\w:]+)\}/;

/** null where the form is made of more than one part of its own. */
function patternOf(form: string): RegExp | null {
  const pieces = form.split(PLACEHOLDER);
  const own = pieces.filter((piece, index) => index % 2 === 1 && !piece.startsWith("AWS::"));
  if (own.length !== 1) return null;
  return new RegExp(
    `^${pieces.map((piece, index) => (index % 2 === 0 ? escaped(piece) : piece.startsWith("AWS::") ? "[^:/]*" : "([^:]+)")).join("")}$`,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
}
