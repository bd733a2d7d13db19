// What a check says while something is open has to hold however that turns out. Each open thing is tried by itself, whether or not the
// check named it: a node that is not there leaves no trace in what is said without it.
import type { Unresolved } from "../model/value.ts";
import { baseWorld, type World, worldWith } from "../model/world.ts";
import type { Answer, Ask } from "./cases.ts";

/** The answers, each with a doubt about every open thing that changes it; and what is only said with one of its outcomes. */
export function probed(answers: ReadonlyMap<string, Answer>, open: readonly Unresolved[], ask: Ask): ReadonlyMap<string, Answer> {
  const found = new Map(answers);
  for (const doubt of open) {
    for (const world of worldsOf(doubt)) {
      const there = ask(world);
      if (there === null) return found;
      for (const [key, answer] of there) {
        const known = found.get(key);
        if (known === undefined) found.set(key, { ...answer, doubts: [doubt, ...answer.doubts], isPartial: true });
        else if (isChanged(known, answer)) found.set(key, { ...known, doubts: [...known.doubts, doubt] });
      }
    }
  }
  return found;
}

function worldsOf({ undecided }: Unresolved): readonly World[] {
  return undecided.flatMap(({ id, outcomes }) => (outcomes ?? []).map((outcome) => worldWith(baseWorld, id, outcome)));
}

function isChanged({ assessment, isPartial }: Answer, there: Answer): boolean {
  return isPartial !== true && assessment.verdict !== "unknown" && assessment.verdict !== there.assessment.verdict;
}
