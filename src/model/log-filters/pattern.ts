// The pattern of a metric filter, parsed: terms, conditions on the fields of JSON, or on those between spaces.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { type Condition, parseCondition } from "./condition.ts";
import { type PatternValue, readValue } from "./pattern-value.ts";

export type Pattern =
  | { readonly kind: "everything" }
  | {
      readonly kind: "terms";
      readonly included: readonly PatternValue[];
      /** One of these is enough. */
      readonly optional: readonly PatternValue[];
      readonly excluded: readonly PatternValue[];
    }
  /** Fields of a JSON event, by their selectors (`$.status`). */
  | { readonly kind: "json"; readonly condition: Condition }
  /** Fields between spaces, by their names; null where none has a condition. */
  | { readonly kind: "fields"; readonly condition: Condition | null };

/** null where CloudWatch would refuse it, or where it is of a kind that is not parsed here. */
export function parsePattern(text: string): Pattern | null {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "everything" };
  if (trimmed.startsWith("{")) return parseJson(trimmed);
  if (trimmed.startsWith("[")) return parseFields(trimmed);
  return parseTerms(trimmed);
}

function parseJson(text: string): Pattern | null {
  const condition = text.endsWith("}") ? parseCondition(text.slice(1, -1)) : null;
  return condition === null ? null : { kind: "json", condition };
}

function parseFields(text: string): Pattern | null {
  if (!text.endsWith("]")) return null;
  const fields = text.slice(1, -1).match(/(?:"[^"]*"|%[^%]*%|[^,])+/g) ?? [];
  const conditions = fields
    .map((field) => field.trim())
    .filter((field) => /[=<>]/.test(field))
    .map(parseCondition);
  const of = conditions.filter((condition) => condition !== null);
  if (of.length < conditions.length) return null;
  return { kind: "fields", condition: of.length === 0 ? null : { kind: "all", of } };
}

/** A sign, and a phrase in quotes, a regular expression, or a word. */
const TERM = /([?-]?)("(?:[^"\\]|\\.)*"|%[^%]*%|\S+)\s*/gy;

function parseTerms(text: string): Pattern | null {
  const terms = [...text.matchAll(TERM)];
  if (terms.reduce((length, [whole]) => length + whole.length, 0) < text.length) return null;
  const signed = (sign: string): readonly PatternValue[] =>
    terms.flatMap((term) => (term[1] === sign ? [readValue(term[2] ?? "")] : []));
  return { kind: "terms", included: signed(""), optional: signed("?"), excluded: signed("-") };
}
