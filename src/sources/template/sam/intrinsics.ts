// Intrinsics as the SAM transform sees them: how it recognises them, and how it writes its own.
import { isObject, type Json, type JsonArray, type JsonObject } from "../../../model/json.ts";

export function ref(logicalId: string): JsonObject {
  return { Ref: logicalId };
}

export function getAtt(logicalId: string, attribute: string): JsonObject {
  return { "Fn::GetAtt": [logicalId, attribute] };
}

export function sub(text: string, variables?: JsonObject): JsonObject {
  return { "Fn::Sub": variables === undefined ? text : [text, variables] };
}

const noValue: JsonObject = { Ref: "AWS::NoValue" };

/** The value under the condition; without a condition the value itself. */
export function underCondition(condition: string | null, value: Json): Json {
  return condition === null ? value : { "Fn::If": [condition, value, noValue] };
}

/** A map of one key that is a function's name; the transform treats it as a scalar. */
export function isIntrinsic(node: Json | undefined): node is JsonObject {
  if (!isObject(node)) return false;
  const keys = Object.keys(node);
  const [key] = keys;
  return keys.length === 1 && key !== undefined && (key === "Ref" || key === "Condition" || key.startsWith("Fn::"));
}

export function isNoValue(node: Json | undefined): boolean {
  return isIntrinsic(node) && node["Ref"] === "AWS::NoValue";
}

/** The three arguments of an `Fn::If`, or null for any other node. */
export function ifArguments(node: Json | undefined): readonly [Json, Json, Json] | null {
  const list = isIntrinsic(node) ? node["Fn::If"] : undefined;
  if (!Array.isArray(list) || list.length !== 3) return null;
  const [condition, whenTrue, whenFalse] = list as JsonArray;
  return [condition ?? null, whenTrue ?? null, whenFalse ?? null];
}

/** The possible values of a node: both branches of an `Fn::If` without `AWS::NoValue`, else the node itself. */
export function alternatives(node: Json | undefined): readonly Json[] {
  const branches = ifArguments(node);
  if (branches !== null) return branches.slice(1).filter((branch) => !isNoValue(branch));
  return node === undefined ? [] : [node];
}

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function referencedId(node: Json | undefined): string | null {
  if (!isIntrinsic(node)) return null;
  if (typeof node["Ref"] === "string") return node["Ref"];
  const attribute = node["Fn::GetAtt"];
  if (typeof attribute === "string") return attribute.split(".")[0] ?? null;
  const [first] = Array.isArray(attribute) ? (attribute as JsonArray) : [];
  return typeof first === "string" ? first : null;
}

/** The `${…}` that replaces a `Ref` or `Fn::GetAtt` inside an `Fn::Sub`. */
export function shorthand(node: Json): string {
  const attribute = isObject(node) ? node["Fn::GetAtt"] : undefined;
  if (Array.isArray(attribute)) return `\${${attribute.join(".")}}`;
  return `\${${referencedId(node) ?? ""}}`;
}

/** The transform is written in a language where empty text, lists and maps are false. */
export function truthy(node: Json | undefined): node is Json {
  if (Array.isArray(node)) return node.length > 0;
  if (isObject(node)) return Object.keys(node).length > 0;
  return Boolean(node);
}

/** The node as text where it is a scalar, else empty: a map of a template cannot be turned into text. */
export function textOf(node: Json | undefined): string {
  return node === undefined || node === null || typeof node === "object" ? "" : String(node);
}
