// What a check says while something is open has to hold however that turns out. Each open thing is tried by itself, whether or not the
// check named it: a node that is not there leaves no trace in what is said without it.
import type { Unresolved } from "../model/value.ts";
import { baseWorld, type World, worldWith } from "../model/world.ts";
import type { Answer, Ask } from "./cases.ts";

/** The answers, each with the open things that change it; and what is only said with one of their outcomes. */
export function probed(answers: ReadonlyMap<string, Answer>, open: readonly Unresolved[], ask: Ask): ReadonlyMap<string, Answer> {
  const found = new Map(answers);
  for (const doubt of open) {
    const told = worldsOf(doubt).map(ask);
    for (const there of told) take(there?.answers ?? new Map(), doubt, found);
    if (told.includes(null)) break;
  }
  return found;
}

/** What is said in a world, where that is something else than what is said in the base world, or nothing is said there. */
function take(there: ReadonlyMap<string, Answer>, doubt: Unresolved, found: Map<string, Answer>): void {
  for (const [key, answer] of there) {
    const known = found.get(key);
    const probes = [...new Set([...(known ?? answer).probes, doubt])];
    // What it rests on in that world says nothing of the base world.
    if (known === undefined || known.isPartial === true) found.set(key, { ...answer, doubts: [], probes, isPartial: true });
    else if (isChanged(known, answer)) found.set(key, { ...known, probes });
  }
}

function worldsOf({ undecided }: Unresolved): readonly World[] {
  return undecided.flatMap(({ id, outcomes }) => (outcomes ?? []).map((outcome) => worldWith(baseWorld, id, outcome)));
}

function isChanged({ assessment: { verdict } }: Answer, there: Answer): boolean {
  return verdict !== "unknown" && verdict !== there.assessment.verdict;
}
