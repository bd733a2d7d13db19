// A result while something is open must be the same for every outcome. Each open value is tried, whether or not the check listed it as
// evidence, because a check cannot list a missing node.
import type { Unresolved } from "../model/value.ts";
import { baseWorld, type World, worldWith } from "../model/world.ts";
import type { Answer, Ask, WorldResult } from "./cases.ts";

/** Worlds in which several things are decided, beyond those in which one is. */
const MOST = 16;

interface Probe {
  readonly world: World;
  /** What is decided there. */
  readonly decided: readonly Unresolved[];
  readonly result: WorldResult;
}

/** The answers, each with the open things that change it; and what is only said with some of their outcomes. */
export function probed(base: WorldResult, ask: Ask): ReadonlyMap<string, Answer> {
  const found = new Map(base.answers);
  const pending: Probe[] = [{ world: baseWorld, decided: [], result: base }];
  let asked = 0;
  for (let probe = pending.shift(); probe !== undefined; probe = pending.shift()) {
    for (const next of worldsAfter(probe, base.open)) {
      if (next.decided.length > 1 && asked >= MOST) return found;
      const result = ask(next.world);
      if (result === null) return found;
      asked += 1;
      take(result, next.decided, [base, probe.result, ask(lastAlone(next)) ?? base], found);
      pending.push({ ...next, result });
    }
  }
  return found;
}

/** One more thing decided; of two that are open from the start, in one order only. */
function worldsAfter({ world, decided, result }: Probe, first: readonly Unresolved[]): readonly Omit<Probe, "result">[] {
  const last = first.findIndex((doubt) => idOf(doubt) === idOf(decided.at(-1)));
  const next = result.open.filter((doubt) => {
    const place = first.findIndex((other) => idOf(other) === idOf(doubt));
    return !world.has(idOf(doubt)) && (place < 0 || place > last);
  });
  return next.flatMap((doubt) =>
    (doubt.undecided[0]?.outcomes ?? []).map((outcome) => ({
      world: worldWith(world, idOf(doubt), outcome),
      decided: [...decided, doubt],
    })),
  );
}

/** The world in which only what was decided last is decided. */
function lastAlone({ world, decided }: Omit<Probe, "result">): World {
  const id = idOf(decided.at(-1));
  return worldWith(baseWorld, id, world.get(id) ?? "");
}

function idOf(doubt: Unresolved | undefined): string {
  return doubt?.undecided[0]?.id ?? "";
}

/**
 * What is said in a world, where that is something else than what is said without all that is decided there.
 * @param before the base world, and those with one thing less decided: what is unknown in the first may be known there, and change here
 */
function take(
  result: WorldResult,
  decided: readonly Unresolved[],
  before: readonly [WorldResult, ...WorldResult[]],
  found: Map<string, Answer>,
): void {
  const base = before[0].answers;
  const changes = (key: string, answer: Answer): boolean =>
    before.some(({ answers }) => {
      const earlier = answers.get(key);
      return earlier !== undefined && isChanged(earlier, answer);
    });
  const add = (key: string, answer: Answer): void => {
    const probes = [...new Map([...answer.probes, ...decided].map((doubt) => [idOf(doubt), doubt])).values()];
    found.set(key, { ...answer, probes });
  };
  for (const [key, answer] of result.answers) {
    const known = base.get(key);
    if (known === undefined) add(key, found.get(key) ?? { ...answer, doubts: [], isElsewhere: true });
    else if (changes(key, answer)) add(key, found.get(key) ?? known);
  }
  for (const [key, answer] of base) {
    const { verdict, subject } = answer.assessment;
    if (verdict === "fail" && !result.answers.has(key) && result.has(subject)) add(key, found.get(key) ?? answer);
  }
}

/** What is unknown for another reason may become known when the first one is settled. */
function isChanged({ assessment: { verdict, finding } }: Answer, there: Answer): boolean {
  if (verdict !== "unknown") return verdict !== there.assessment.verdict;
  return there.assessment.verdict === "unknown" && finding.message !== there.assessment.finding.message;
}
