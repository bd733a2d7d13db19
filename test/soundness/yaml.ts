// A template as YAML with short tags: `!Ref`, `!GetAtt`, `!Sub`, and everything else in flow style.
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { calledIn } from "./places.ts";

export function toYaml(template: JsonObject): string {
  const sections = Object.entries(template).map(([name, section]) => `${JSON.stringify(name)}: ${written(section ?? null)}`);
  return `${sections.join("\n")}\n`;
}

function written(value: Json): string {
  const name = calledIn(value);
  // Loops have a name of their own behind the function's, and no short tag.
  if (name !== null && !name.startsWith("Fn::ForEach"))
    return `!${name.replace("Fn::", "")} ${argument(name, (value as JsonObject)[name] ?? null)}`;
  if (Array.isArray(value)) return `[${value.map((item: Json) => written(item)).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${written(child ?? null)}`);
  return `{${entries.join(", ")}}`;
}

/** `!GetAtt Name.Attribute`, as people write it. A function right behind a function has no short tag. */
function argument(name: string, given: Json): string {
  const isName = name === "Fn::GetAtt" && Array.isArray(given) && given.every((part) => typeof part === "string");
  if (isName) return JSON.stringify(given.join("."));
  const inner = calledIn(given);
  return inner === null || inner.startsWith("Fn::ForEach")
    ? written(given)
    : `{${JSON.stringify(inner)}: ${written((given as JsonObject)[inner] ?? null)}}`;
}
