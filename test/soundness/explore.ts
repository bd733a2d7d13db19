// Draws mutations, and audits each with the value open and in every outcome.
import type { AuditPolicy } from "../../src/audit/policy.ts";
import { chanceOf } from "../../src/simulation/play/random.ts";
import { disagreements } from "./compare.ts";
import type { Input } from "./inputs.ts";
import { type Mutation, mutate, OPEN } from "./mutations.ts";
import type { Vocabulary } from "./values.ts";
import { outcomeOf, type Said } from "./verdicts.ts";

export interface Finding {
  readonly input: string;
  readonly mutation: Mutation;
  /** The value with which it is otherwise; null for what is wrong while it is open. */
  readonly outcome: string | null;
  /** `rollback-alarm: pass → fail`. */
  readonly what: string;
  readonly messages: readonly string[];
}

export interface Explored {
  mutations: number;
  audits: number;
  /** Mutations with which it is no template any more. */
  refused: number;
  /** Said while the value was open, and how many of it were unknown. */
  assessments: number;
  unknown: number;
  readonly findings: Finding[];
}

export interface Exploration {
  readonly inputs: readonly Input[];
  readonly vocabulary: Vocabulary;
  readonly policy: AuditPolicy;
  readonly seed: number;
  readonly mutations: number;
}

export async function explore({ inputs, vocabulary, policy, seed, mutations }: Exploration): Promise<Explored> {
  const chance = chanceOf(seed);
  const explored: Explored = { mutations: 0, audits: 0, refused: 0, assessments: 0, unknown: 0, findings: [] };
  while (explored.mutations < mutations) {
    const input = inputs[Math.floor(chance() * inputs.length)];
    const mutation = input === undefined ? null : mutate(input, chance, vocabulary);
    if (input === undefined || mutation === null) continue;
    explored.mutations += 1;
    await tryOut(input.name, mutation, policy, explored);
  }
  return explored;
}

async function tryOut(input: string, mutation: Mutation, policy: AuditPolicy, explored: Explored): Promise<void> {
  const audited = async (outcome: string | null): Promise<readonly Said[] | null> => {
    const result = await outcomeOf(mutation.template, outcome === null ? {} : { [OPEN]: outcome }, policy);
    explored.audits += 1;
    if (result.kind === "broken") explored.findings.push({ input, mutation, outcome, what: result.why, messages: [] });
    return result.kind === "audited" ? result.said : null;
  };
  const open = await audited(null);
  if (open === null) {
    explored.refused += 1;
    return;
  }
  explored.assessments += open.length;
  explored.unknown += open.filter(({ verdict }) => verdict === "unknown").length;
  for (const outcome of mutation.outcomes) {
    for (const { check, subject, open: before, concrete, messages } of disagreements(open, (await audited(outcome)) ?? []))
      explored.findings.push({
        input,
        mutation,
        outcome,
        what: `${check}: ${before} → ${concrete}`,
        messages: [subject, ...messages],
      });
  }
}
