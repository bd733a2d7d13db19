// Describes a check's options schema for people: name, type, default and meaning. Used by docs and `explain`.
import * as z from "zod";
import type { Check } from "../checks/define-check.ts";
import { isObject, type Json, type JsonObject, property } from "../model/json.ts";

export interface OptionDescription {
  readonly name: string;
  /** `whole number ≥ 1`, `list of text` */
  readonly type: string;
  /** As JSON; null where there is none. */
  readonly fallback: string | null;
  /** The check is not applicable without it. */
  readonly required: boolean;
  readonly description: string;
}

export function describeOptions(check: Check): OptionDescription[] {
  const schema = z.toJSONSchema(check.options, { io: "input" }) as Json;
  return Object.entries((property(schema, "properties") ?? {}) as JsonObject).map(([name, option]) => {
    const fallback = property(option, "default");
    return {
      name,
      type: typeText(option ?? null),
      fallback: fallback === undefined ? null : JSON.stringify(fallback),
      required: check.requires?.includes(name) ?? false,
      description: String(property(option, "description") ?? ""),
    };
  });
}

function typeText(schema: Json): string {
  const choices = property(schema, "enum") ?? property(schema, "anyOf");
  if (Array.isArray(choices))
    return choices.map((choice: Json) => (isObject(choice) ? typeText(choice) : String(choice))).join(" or ");
  const constant = property(schema, "const");
  if (constant !== undefined) return String(constant);
  const type = property(schema, "type");
  if (Array.isArray(type)) return type.map((one: Json) => typeText({ type: one })).join(" or ");
  const places = property(schema, "prefixItems");
  if (type === "array" && Array.isArray(places)) return `list of ${places.map(typeText).join(" and ")}`;
  if (type === "array") return `list of ${typeText(property(schema, "items") ?? null)}`;
  if (type === "object") return objectText(schema);
  return `${scalars[String(type)] ?? "any"}${boundsText(schema)}`;
}

const scalars: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  null: "null",
};

function objectText(schema: Json): string {
  const members = property(schema, "additionalProperties");
  return isObject(members) ? `map of name to ${typeText(members)}` : "object";
}

function boundsText(schema: Json): string {
  const bounds = [
    ["minimum", "≥"],
    ["exclusiveMinimum", ">"],
    ["maximum", "≤"],
    ["exclusiveMaximum", "<"],
  ] as const;
  const stated = bounds.flatMap(([key, sign]) => {
    const bound = property(schema, key);
    return typeof bound === "number" && Number.isSafeInteger(bound) && Math.abs(bound) !== Number.MAX_SAFE_INTEGER
      ? [`${sign} ${bound}`]
      : [];
  });
  return stated.length === 0 ? "" : ` ${stated.join(", ")}`;
}
