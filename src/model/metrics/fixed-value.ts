// Dimensions that have the same value in every series of a service: the Region of CloudFront is Global.
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { System } from "../system.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

type Flaw = Exclude<SeriesJudgement, { kind: "published" }>;

/** @param expected name of the dimension → its value @returns null where all of them are right */
export function judgeFixedValues(
  expected: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
  system: System,
): Flaw | null {
  const flaws = [...expected].flatMap(([name, value]) => judgeFixedValue(name, given.get(name) ?? value, value, system) ?? []);
  return flaws.find(({ kind }) => kind === "never") ?? flaws[0] ?? null;
}

function judgeFixedValue(name: string, text: string, value: string, { symbols, resolver }: System): Flaw | null {
  if (text === value) return null;
  const doubt = resolver.literal(text);
  const isOpen = doubt !== null && (resolver.unknownIn(text) === null || mayBeEqual(text, value, symbols));
  if (isOpen) return { kind: "unresolved", because: doubt, via: [] };
  return { kind: "never", reason: `its ${name} is ${symbols.display(text)}, but the metrics have ${value}`, via: [] };
}
