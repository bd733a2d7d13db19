// The same template with other logical ids.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../src/model/json.ts";
import type { Relation } from "./relations.ts";

/** What the CDK, and a hash at the end, tell by an id stays at its end: only the beginning is another. */
const PREFIX = "Other";
/** Loops and SAM make ids of ids, and the CDK's own handlers are known by theirs. */
const TELLING = /^(?:AWS|Fn::|BucketNotificationsHandler|CrossRegionAwsSdk|Eval|LogRetention|SingletonLambda|Custom)/;

export const renamed: Relation = {
  name: "resources by other logical ids",
  rewrite(template) {
    const resources = Object.entries(property(template, "Resources") ?? {}) as [string, Json][];
    const isTelling = resources.some(
      ([id, body]) => TELLING.test(id) || String(property(body, "Type")).startsWith("AWS::Serverless::"),
    );
    if (isTelling) return null;
    const ids = new Map(resources.map(([id]) => [id, `${PREFIX}${id}`]));
    // What is called as a resource is by mistake is called so no more.
    if (textsIn(withIds(template, ids, [])).some((text) => ids.has(text))) return null;
    return { template: withIds(template, ids, []) as JsonObject, renamed: ids };
  },
};

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap((child) => textsIn(child as Json)) : [];
}

type Ids = ReadonlyMap<string, string>;

function withIds(value: Json, ids: Ids, path: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withIds(item, ids, path));
  if (!isObject(value)) return value;
  const copy = emptyObject();
  for (const [key, child] of Object.entries(value)) {
    const isId = path.length === 1 && path[0] === "Resources";
    copy[isId ? (ids.get(key) ?? key) : key] = reference(key, child ?? null, ids) ?? withIds(child ?? null, ids, [...path, key]);
  }
  return copy;
}

/** The argument of what names a resource; null for anything else. */
function reference(key: string, value: Json, ids: Ids): Json | null {
  const named = (text: string): string => ids.get(text) ?? text;
  if (key === "Ref" && typeof value === "string") return named(value);
  if (key === "DependsOn") return Array.isArray(value) ? value.map((item) => named(String(item))) : named(String(value));
  if (key === "Fn::GetAtt") return attribute(value, named);
  const [text, variables] = Array.isArray(value) ? (value as Json[]) : [value];
  if (key !== "Fn::Sub" || typeof text !== "string") return null;
  const written = text.replace(/\$\{([^!.}]+)/g, (whole, id: string) => (ids.has(id.trim()) ? `\${${named(id.trim())}` : whole));
  return variables === undefined ? written : [written, withIds(variables, ids, [])];
}

function attribute(value: Json, named: (id: string) => string): Json | null {
  const [id = "", ...rest] = Array.isArray(value) ? (value as Json[]) : String(value).split(".");
  // What is not text names nothing.
  return typeof id === "string" ? [named(id), ...(rest as Json[])] : null;
}
