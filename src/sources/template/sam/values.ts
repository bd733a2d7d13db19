// The values that the SAM transform knows: parameter values and mappings. Everything else stays an intrinsic.
import { at, emptyObject, isObject, type Json, type JsonArray, type JsonObject, property } from "../../../model/json.ts";
import { isIntrinsic } from "./intrinsics.ts";

export interface TransformValues {
  /** Given values over the template's defaults. */
  readonly parameters: ReadonlyMap<string, Json>;
  readonly mappings: JsonObject;
}

export function transformValues(template: JsonObject, given: ReadonlyMap<string, Json>): TransformValues {
  const parameters = new Map<string, Json>();
  const declared = property(template, "Parameters");
  for (const [name, declaration] of Object.entries(isObject(declared) ? declared : {})) {
    const fallback = property(declaration, "Default");
    if (fallback !== undefined) parameters.set(name, fallback);
  }
  for (const [name, value] of given) parameters.set(name, value);
  const mappings = property(template, "Mappings");
  return { parameters, mappings: isObject(mappings) ? mappings : {} };
}

/** A copy with parameter values and then mapped values put in; what is unknown yet stays as it is. */
export function resolveEarly(node: Json, values: TransformValues): Json {
  return replaceMapped(replaceParameters(node, values), values);
}

/** A copy with the values of parameters in place of their `Ref`s and `${…}`s. */
export function replaceParameters(node: Json, values: TransformValues): Json {
  return rewrite(node, (object) => {
    if (!isIntrinsic(object)) return object;
    const name = object["Ref"];
    if (typeof name === "string") return values.parameters.get(name) ?? object;
    return substitute(object, (reference) => {
      const value = values.parameters.get(reference);
      return typeof value === "string" || typeof value === "number" ? String(value) : null;
    });
  });
}

function replaceMapped(node: Json, values: TransformValues): Json {
  return rewrite(node, (object) => {
    const keys = isIntrinsic(object) ? object["Fn::FindInMap"] : undefined;
    if (!Array.isArray(keys) || keys.length < 3 || !keys.slice(0, 3).every((key) => typeof key === "string")) return object;
    return at(values.mappings, keys.slice(0, 3) as string[]) ?? object;
  });
}

/** Rewrites the references inside an `Fn::Sub`; `replace` returns null for what stays. */
export function substitute(object: JsonObject, replace: (reference: string) => string | null): JsonObject {
  const value = object["Fn::Sub"];
  const inText = (text: string) =>
    text.replaceAll(/\$\{([A-Za-z0-9_.:]+)\}/g, (whole, reference: string) => replace(reference) ?? whole);
  if (typeof value === "string") return { "Fn::Sub": inText(value) };
  const [text, ...variables] = Array.isArray(value) ? (value as JsonArray) : [];
  return typeof text === "string" ? { "Fn::Sub": [inText(text), ...variables] } : object;
}

/** A copy of the tree; `replace` sees every object before its children. */
export function rewrite(node: Json, replace: (object: JsonObject) => Json): Json {
  const current = isObject(node) ? replace(node) : node;
  if (Array.isArray(current)) return current.map((item) => rewrite(item as Json, replace));
  if (!isObject(current)) return current;
  const copy = emptyObject();
  for (const [key, value] of Object.entries(current)) if (value !== undefined) copy[key] = rewrite(value, replace);
  return copy;
}
