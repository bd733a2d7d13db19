// Templates with something left open, and the ways in which it can turn out.
import { type Json, type JsonObject, type Path, property } from "../../src/model/json.ts";
import type { Chance } from "../../src/simulation/play/random.ts";
import type { Input } from "./inputs.ts";
import { calledIn, kindOf, type Place, placesIn, withValue } from "./places.ts";
import { drawn, type Vocabulary } from "./values.ts";

export interface Mutation {
  /** What was done, to group what is alike: `Ref at AWS::Lambda::Alias Properties.Name`. */
  readonly kind: string;
  readonly path: Path;
  readonly template: JsonObject;
  /** The values of parameter `Open` that are tried; the first gives the original template back, where one does. */
  readonly outcomes: readonly string[];
}

export const OPEN = "Open";
const CONDITION = "IsOpenYes";
const ref: JsonObject = { Ref: OPEN };

type Mutate = (input: Input, chance: Chance, vocabulary: Vocabulary) => Mutation | null;

/** One at random; null where the template has nothing for it. */
export function mutate(input: Input, chance: Chance, vocabulary: Vocabulary): Mutation | null {
  const [chosen] = drawn(MUTATIONS, 1, chance);
  return chosen?.(input, chance, vocabulary) ?? null;
}

/** The parameter in place of a value. */
const asParameter: Mutate = ({ template }, chance, vocabulary) => {
  const place = scalarIn(template, chance);
  if (place === null) return null;
  const outcomes = [String(place.value), ...vocabulary.otherThan(place, 3, chance)];
  return made("Ref", template, place, ref, outcomes);
};

/** One of the values that it is allowed to have. */
const asChoice: Mutate = ({ template }, chance, vocabulary) => {
  const place = scalarIn(template, chance);
  if (place === null) return null;
  const outcomes = [String(place.value), ...vocabulary.otherThan(place, 2, chance)];
  return made("AllowedValues", template, place, ref, outcomes, { AllowedValues: outcomes });
};

/** A part of a text. */
const asPart: Mutate = ({ template }, chance) => {
  const texts = placesIn(template).filter(
    // What a parameter gives within prose is a name, and no part of a number.
    ({ value, path }) =>
      typeof value === "string" && value.length > 2 && !value.includes("${") && !/Description$/.test(String(path.at(-1))),
  );
  const [place] = drawn(texts, 1, chance);
  if (place === undefined) return null;
  const text = String(place.value);
  const cut = 1 + Math.floor(chance() * (text.length - 1));
  const [head, tail] = [text.slice(0, cut), text.slice(cut)];
  return made("Sub", template, place, { "Fn::Sub": `${head}\${${OPEN}}` }, [tail, "other", `${tail}-2`]);
};

/** In place of what refers to something. */
const asReference: Mutate = ({ template }, chance, vocabulary) => {
  const references = placesIn(template).filter(({ value }) => ["Ref", "Fn::GetAtt"].includes(calledIn(value) ?? ""));
  const [place] = drawn(references, 1, chance);
  if (place === undefined) return null;
  return made("Ref for a reference", template, place, ref, ["elsewhere", ...vocabulary.otherThan(place, 2, chance)]);
};

/** There only under a condition: a property, an element of a list. */
const perhapsAbsent: Mutate = ({ template }, chance) => {
  const place = anyIn(template, chance);
  if (place === null) return null;
  return made("If or nothing", template, place, { "Fn::If": [CONDITION, place.value, { Ref: "AWS::NoValue" }] }, ["yes", "no"]);
};

/** One or another, by a condition. */
const perhapsAnother: Mutate = ({ template }, chance, vocabulary) => {
  const place = anyIn(template, chance);
  const another = place === null ? null : vocabulary.anotherFor(place, chance);
  if (place === null || another === null) return null;
  return made("If or another", template, place, { "Fn::If": [CONDITION, place.value, another] }, ["yes", "no"]);
};

/** A whole resource under a condition. */
const perhapsNoResource: Mutate = ({ template }, chance) => {
  const resources = Object.entries(property(template, "Resources") ?? {}) as [string, Json][];
  const [chosen] = drawn(
    resources.filter(([, body]) => property(body, "Condition") === undefined),
    1,
    chance,
  );
  if (chosen === undefined) return null;
  const [id, body] = chosen;
  const place = { path: ["Resources", id, "Condition"], value: null, type: String(property(body, "Type")) };
  return made("Condition", template, place, CONDITION, ["yes", "no"]);
};

const MUTATIONS: readonly Mutate[] = [
  asParameter,
  asParameter,
  asChoice,
  asPart,
  asReference,
  perhapsAbsent,
  perhapsAnother,
  perhapsNoResource,
];

/** Of two that are called the same in one resource, or of two aliases of a function, CloudFormation makes one and refuses the other. */
function isTaken(value: string, place: Place, template: JsonObject): boolean {
  const isName = place.path.at(-1) === "Id" || (place.type === "AWS::Lambda::Alias" && place.path.at(-1) === "Name");
  return isName && value !== place.value && JSON.stringify(template).includes(`"${value}"`);
}

function made(
  what: string,
  template: JsonObject,
  place: Place,
  value: Json,
  outcomes: readonly string[],
  declaration: JsonObject = {},
): Mutation {
  const declared = withParameter(withValue(template, place.path, value), declaration);
  const possible = outcomes.filter((value) => !isTaken(value, place, template));
  return { kind: `${what} at ${kindOf(place)}`, path: place.path, template: declared, outcomes: possible };
}

/** With the parameter, which has no value, and a condition on it. */
function withParameter(template: JsonObject, declaration: JsonObject): JsonObject {
  const [parameters, conditions] = ["Parameters", "Conditions"].map((section) => property(template, section) ?? {});
  const usesCondition = JSON.stringify(template).includes(CONDITION);
  return {
    ...template,
    Parameters: { ...(parameters as JsonObject), [OPEN]: { Type: "String", ...declaration } },
    ...(usesCondition ? { Conditions: { ...(conditions as JsonObject), [CONDITION]: { "Fn::Equals": [ref, "yes"] } } } : {}),
  };
}

function scalarIn(template: JsonObject, chance: Chance): Place | null {
  return (
    drawn(
      placesIn(template).filter(({ value }) => typeof value !== "object"),
      1,
      chance,
    )[0] ?? null
  );
}

function anyIn(template: JsonObject, chance: Chance): Place | null {
  return drawn(placesIn(template), 1, chance)[0] ?? null;
}
