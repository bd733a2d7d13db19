// Ways to write one and the same system: no check may see a difference.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../src/model/json.ts";
import type { Chance } from "../../src/simulation/play/random.ts";
import { calledIn, type Place, placesIn, withValue } from "./places.ts";
import { drawn } from "./values.ts";

export interface Relation {
  readonly name: string;
  /** null where the template has nothing to write otherwise. */
  rewrite(template: JsonObject, chance: Chance): Rewritten | null;
}

export interface Rewritten {
  readonly template: JsonObject;
  /** Logical ids before → after. */
  readonly renamed?: ReadonlyMap<string, string>;
  /** What was replaced, for a person. */
  readonly places?: readonly Place[];
}

/** The SAM translator wants text where it decides by it what to make. */
function plainPlaces(template: JsonObject): readonly Place[] {
  return placesIn(template).filter(({ type }) => !type.startsWith("AWS::Serverless::") && type !== "Globals");
}

function rewriting(name: string, write: (place: Place, template: JsonObject) => Json | null): Relation {
  return {
    name,
    rewrite(template) {
      const places = plainPlaces(template).filter((place) => write(place, template) !== null);
      const rewritten = places.reduce((made, place) => withValue(made, place.path, write(place, template)), template);
      return places.length === 0 ? null : { template: rewritten, places };
    },
  };
}

/** `${Name}` or `${Name.Attribute}` of what refers to something that is text; null for anything else. */
function placeholderOf(value: Json, template: JsonObject): string | null {
  const name = calledIn(value);
  const argument = name === null ? null : property(value, name);
  if (name === "Fn::GetAtt" && Array.isArray(argument) && argument.every((part) => typeof part === "string"))
    return `\${${argument.join(".")}}`;
  if (name !== "Ref" || typeof argument !== "string" || argument === "AWS::NoValue") return null;
  const type = property(property(property(template, "Parameters"), argument), "Type") ?? "String";
  return /List/.test(String(type)) || argument === "AWS::NotificationARNs" ? null : `\${${argument}}`;
}

const substituted = rewriting("a reference as Fn::Sub", ({ value }, template) => {
  const placeholder = placeholderOf(value, template);
  return placeholder === null ? null : { "Fn::Sub": placeholder };
});

const joined = rewriting("a reference as Fn::Join", ({ value }, template) =>
  placeholderOf(value, template) === null ? null : { "Fn::Join": ["", [value]] },
);

/**
 * What is told by the text itself: what follows the code is another question where the code, or the version, is a parameter, and a stack
 * in which nothing has a tag of its author's is told by the keys.
 */
function isTelling({ path }: Place): boolean {
  return path.includes("Code") || path.at(-1) === "FunctionVersion" || (path.includes("Tags") && path.at(-1) === "Key");
}

/** Scalars, some of them. */
function givenElsewhere(
  name: string,
  give: (value: Json, index: number) => Json,
  declare: (values: readonly Json[]) => JsonObject,
): Relation {
  return {
    name,
    rewrite(template, chance) {
      const scalars = plainPlaces(template).filter((place) => typeof place.value !== "object" && !isTelling(place));
      const places = drawn(scalars, 5, chance);
      const made = places.reduce((before, { path, value }, index) => withValue(before, path, give(value, index)), template);
      const sections = declare(places.map(({ value }) => value));
      const merged = Object.entries(sections).map(([section, own]) => [
        section,
        { ...(property(template, section) as JsonObject | undefined), ...(own as JsonObject) },
      ]);
      return places.length === 0 ? null : { template: { ...made, ...Object.fromEntries(merged) }, places };
    },
  };
}

const defaults = givenElsewhere(
  "a literal as the default of a parameter",
  (_value, index) => ({ Ref: `Given${index}` }),
  (values) => ({
    Parameters: Object.fromEntries(values.map((value, index) => [`Given${index}`, { Type: "String", Default: String(value) }])),
  }),
);

const mapped = givenElsewhere(
  "a literal from a mapping",
  (_value, index) => ({ "Fn::FindInMap": ["Given", `Row${index}`, "value"] }),
  (values) => ({
    Mappings: { Given: Object.fromEntries(values.map((value, index) => [`Row${index}`, { value }])) },
  }),
);

const reordered: Relation = {
  name: "resources in another order",
  rewrite: (template) => ({
    template: { ...template, Resources: backwards(property(template, "Resources") ?? {}) as JsonObject },
  }),
};

/** Entries of maps, on every level; lists keep their order. */
function backwards(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => backwards(item));
  if (!isObject(value)) return value;
  const copy = emptyObject();
  for (const [key, child] of Object.entries(value).reverse()) copy[key] = backwards(child ?? null);
  return copy;
}

export const relations: readonly Relation[] = [substituted, joined, defaults, mapped, reordered];
