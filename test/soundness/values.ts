// Plausible other values: what other templates write at the same place, and the neighbours of a number or a switch.
import type { Json } from "../../src/model/json.ts";
import type { Chance } from "../../src/simulation/play/random.ts";
import type { Input } from "./inputs.ts";
import { type Place, placesIn } from "./places.ts";

export interface Vocabulary {
  /** Up to `count` values that differ from what is there. */
  otherThan(place: Place, count: number, chance: Chance): readonly string[];
  /** Another whole value for it, a list or a map as well; null where no other is known. */
  anotherFor(place: Place, chance: Chance): Json | null;
}

export function vocabularyOf(inputs: readonly Input[]): Vocabulary {
  const scalars = new Map<string, Set<string>>();
  const wholes = new Map<string, Map<string, Json>>();
  for (const place of inputs.flatMap(({ template }) => placesIn(template))) {
    const key = keyOf(place);
    if (typeof place.value !== "object") scalars.set(key, (scalars.get(key) ?? new Set()).add(String(place.value)));
    wholes.set(key, (wholes.get(key) ?? new Map<string, Json>()).set(JSON.stringify(place.value), place.value));
  }
  return {
    otherThan: (place, count, chance) => {
      const own = typeof place.value === "object" ? null : String(place.value);
      const all = [...new Set([...neighboursOf(place), ...(scalars.get(keyOf(place)) ?? [])])];
      return drawn(
        all.filter((value) => value !== own && isPossible(value, place)),
        count,
        chance,
      );
    },
    anotherFor: (place, chance) => {
      const own = JSON.stringify(place.value);
      const all = [...(wholes.get(keyOf(place)) ?? [])].filter(([text]) => text !== own);
      return drawn(all, 1, chance)[0]?.[1] ?? null;
    },
  };
}

/** The nearest name on its path: elements of a list have that of the list. */
function keyOf({ path, type }: Place): string {
  const names = path.slice(3).filter((step) => typeof step === "string" && !step.startsWith("Fn::"));
  return `${type} ${names.at(-1)}`;
}

function neighboursOf({ value }: Place): readonly string[] {
  if (value === true || value === "true" || value === false || value === "false") return ["true", "false"];
  const number = typeof value === "number" ? value : Number.NaN;
  return Number.isFinite(number) ? [String(number * 100), String(Math.max(1, Math.round(number / 10))), "0"] : [];
}

/** Counts and periods begin with one. */
const NEVER_ZERO = /(?:maxReceiveCount|Period|Periods|ToAlarm|Interval|Percentage)$/;
/** Another source needs other properties beside it: a topic, a starting position. */
const NEEDS_OTHERS = [
  "AWS::Lambda::EventSourceMapping EventSourceArn",
  // The Type of the event, which is fixed, says what it names.
  ...["Broker", "Cluster", "Queue", "Stream"].map((source) => `AWS::Serverless::Function ${source}`),
];

function isPossible(value: string, place: Place): boolean {
  const key = keyOf(place);
  if (NEEDS_OTHERS.includes(key) || (value === "0" && NEVER_ZERO.test(key))) return false;
  // A part of a text takes a part of the same shape: the text would be nonsense otherwise.
  const isPart = place.path.includes("Fn::Join") || place.path.includes("Fn::Sub");
  return !isPart || shapeOf(value) === shapeOf(typeof place.value === "object" ? "" : String(place.value));
}

function shapeOf(text: string): string {
  return text.replace(/[\w.-]+/g, "x");
}

export function drawn<T>(all: readonly T[], count: number, chance: Chance): readonly T[] {
  const left = [...all];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(Math.floor(chance() * left.length), 1));
  return taken;
}
