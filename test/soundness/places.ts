// The places of a template whose value may be left open: what is below the properties and update policies of its resources.
import { at, emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../src/model/json.ts";

export interface Place {
  /** From the root of the template. */
  readonly path: Path;
  readonly value: Json;
  /** Of the resource; `Globals` for SAM's. */
  readonly type: string;
}

export function placesIn(template: JsonObject): readonly Place[] {
  const resources = Object.entries(property(template, "Resources") ?? {});
  const roots = resources.flatMap(([id, body]) =>
    ["Properties", "UpdatePolicy"].map((section) => ({
      path: ["Resources", id, section],
      type: String(property(body as Json, "Type")),
    })),
  );
  return [...roots, { path: ["Globals"], type: "Globals" }].flatMap(({ path, type }) => [
    ...walk(at(template, path) ?? null, path, type),
  ]);
}

function* walk(value: Json, path: Path, type: string): Generator<Place> {
  if (value === null) return;
  if (path.length > 3) yield { path, value, type };
  for (const step of stepsInto(value)) {
    const below = [...path, ...step];
    if (!isFixed(below, type)) yield* walk(at(value, step) ?? null, below, type);
  }
}

/** Where values are in the arguments of a function: `each` of the elements, or what is there itself. */
const ARGUMENTS: Readonly<Record<string, readonly { readonly at: Path; readonly each: boolean }[]>> = {
  "Fn::If": [
    { at: [1], each: false },
    { at: [2], each: false },
  ],
  "Fn::Join": [{ at: [1], each: true }],
  "Fn::Sub": [{ at: [1], each: true }],
};

function stepsInto(value: Json): readonly Path[] {
  const name = calledIn(value);
  if (name === null) return keysOf(value).map((key) => [key]);
  return (ARGUMENTS[name] ?? []).flatMap(({ at: place, each }): readonly Path[] => {
    const argument = at(value, [name, ...place]);
    if (argument === undefined) return [];
    return each ? keysOf(argument).map((key) => [name, ...place, key]) : [[name, ...place]];
  });
}

function keysOf(value: Json): readonly (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  return isObject(value) ? Object.keys(value) : [];
}

/** The function that a map calls, or null. */
export function calledIn(value: Json): string | null {
  const [name, ...others] = isObject(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::")) ? name : null;
}

/**
 * What nobody can leave open: the form of an integration's URI; the id by which a target of a rule is told from the others; in SAM what
 * the translator makes resources, and their ids, of.
 */
function isFixed(path: Path, type: string): boolean {
  if (type === "AWS::Events::Rule" && path.at(-1) === "Id") return true;
  if (/uri$/i.test(String(path.at(-4))) && path.includes("Fn::Join")) return true;
  if (!type.startsWith("AWS::Serverless::") && type !== "Globals") return false;
  const key = path.at(-1);
  const isOfEvent = path.at(-3) === "Events" || path.at(-4) === "Events";
  return (key === "Type" && isOfEvent) || key === "CreateUsagePlan" || key === "Domain";
}

/** For a person, and to group what is alike: `AWS::Lambda::Alias Properties.Name`. */
export function kindOf({ path, type }: Pick<Place, "path" | "type">): string {
  const steps = path.slice(type === "Globals" ? 1 : 2).map((step) => (typeof step === "number" ? "*" : step));
  return `${type} ${steps.join(".")}`;
}

/** A copy of the template with another value at the place. */
export function withValue(template: JsonObject, path: Path, value: Json): JsonObject {
  return replaced(template, path, value) as JsonObject;
}

function replaced(node: Json | undefined, [key, ...rest]: Path, value: Json): Json {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item: Json, index) => (index === key ? replaced(item, rest, value) : item));
  return Object.assign(emptyObject(), node, { [key]: replaced(property(node, String(key)), rest, value) }) as JsonObject;
}
