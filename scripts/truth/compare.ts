// Compares one template's facts and verdicts with the corpus's, pair by pair.
import type { TrueFacts } from "./corpus.ts";
import { compareExpectations } from "./expectations.ts";
import { describe, invocationsOf, sayOurs, sayTheirs, take } from "./invocations.ts";
import { type Fact, factsOfModel } from "./our-facts.ts";
import type { Run } from "./run.ts";
import type { Tally } from "./tally.ts";
import { factsOfTruth } from "./true-facts.ts";

export function compare(truth: TrueFacts, run: Run, tally: Tally): void {
  compareFacts(factsOfTruth(truth), factsOfModel(run.model), tally);
  compareInvocations(truth, run, tally);
  compareExpectations(truth, run, tally);
}

function compareFacts(theirs: readonly Fact[], ours: readonly Fact[], tally: Tally): void {
  const [left, right] = [byKey(theirs), byKey(ours)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const { kind, about } = left.get(key) ?? right.get(key) ?? { kind: key, about: key };
    tally.compare(kind, about, left.get(key)?.says ?? "nothing", right.get(key)?.says ?? "nothing");
  }
}

function byKey(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [`${fact.kind} ${fact.about}`, fact]));
}

function compareInvocations({ functions, externalInvocations }: TrueFacts, { model }: Run, tally: Tally): void {
  for (const [id, { invocations }] of Object.entries(functions)) {
    const ours = [...invocationsOf(id, model)];
    for (const theirs of invocations) {
      const about = `${id} ← ${theirs.kind} ${theirs.resource} ${theirs.detail}`;
      const match = take(theirs, ours);
      tally.compare("invocation", about, sayTheirs(theirs), match === undefined ? "nothing" : sayOurs(match));
    }
    for (const extra of ours) tally.compare("invocation", `${id} ← ${describe(extra)}`, "nothing", sayOurs(extra));
  }
  const elsewhere = model.invocations.filter(({ target }) => target.state !== "known");
  for (const theirs of externalInvocations) {
    const about = `${theirs.kind} ${theirs.resource} ${theirs.detail}`;
    tally.compare("external invocation", about, "not here", take(theirs, elsewhere) === undefined ? "nothing" : "not here");
  }
  for (const extra of elsewhere) tally.compare("external invocation", describe(extra), "nothing", "not here");
}
