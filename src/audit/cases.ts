// Case analysis: what the input leaves open matters only where it changes the answer, so every possible world is asked.
import type { Assessment, Check, Evidence } from "../checks/define-check.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import { Resource } from "../model/resource.ts";
import type { Undecided, Unresolved } from "../model/value.ts";
import { ANOTHER_VALUE, baseWorld, type World, worldKey, worldWith } from "../model/world.ts";
import { type Assessments, runCheck, subjectKey } from "./run-check.ts";

/** Worlds that one run may link. */
const WORLDS = 600;
/** Cases that one assessment may be split into. */
const CASES = 128;

/** The system in all its worlds, each linked once. */
export class Worlds {
  readonly #facts: SystemFacts;
  readonly #includeInfrastructure: boolean;
  readonly #models = new Map<string, Model>();
  /** The world in which nothing is decided. */
  readonly base: Model;

  constructor(facts: SystemFacts, includeInfrastructure: boolean) {
    this.#facts = facts;
    this.#includeInfrastructure = includeInfrastructure;
    this.base = link(facts, { includeInfrastructure });
    this.#models.set(worldKey(baseWorld), this.base);
  }

  /** null when there are more worlds than anybody can ask. */
  #model(world: World): Model | null {
    const key = worldKey(world);
    const existing = this.#models.get(key);
    if (existing !== undefined) return existing;
    if (this.#models.size >= WORLDS) return null;
    const model = link(this.#facts, { world, includeInfrastructure: this.#includeInfrastructure });
    this.#models.set(key, model);
    return model;
  }

  /** A check's assessments, each as all worlds agree on it. */
  assess(check: Check, options: unknown, now: number): readonly Assessment[] {
    const runs = new Map<string, Assessments>();
    const run = (world: World): Assessments | null => {
      const key = worldKey(world);
      const existing = runs.get(key);
      if (existing !== undefined) return existing;
      const model = this.#model(world);
      if (model === null) return null;
      const found = runCheck(check, model, options, now);
      runs.set(key, found);
      return found;
    };
    return [...(run(baseWorld) ?? new Map()).values()].map((assessment) => decide(assessment, run));
  }
}

type Run = (world: World) => Assessments | null;

interface Budget {
  cases: number;
}

interface Case {
  readonly outcome: string;
  readonly assessment: Assessment;
}

function decide(assessment: Assessment, run: Run): Assessment {
  return decideIn(baseWorld, assessment, run, { cases: CASES });
}

function decideIn(world: World, assessment: Assessment, run: Run, budget: Budget): Assessment {
  const doubts = openIn(assessment);
  const open = doubts.find(({ undecided }) => undecided.length > 0) ?? doubts[0];
  if (open === undefined) return assessment;
  const undecided = open.undecided.find(({ id, outcomes }) => outcomes !== null && !world.has(id));
  if (undecided === undefined) return undecidable(assessment, open.reason);
  const cases = casesOf(undecided, world, assessment, run, budget);
  if (cases === null) return undecidable(assessment, `${open.reason}; there are too many cases to try them all`);
  const [first] = cases;
  if (cases.some((each) => each.assessment.verdict === "unknown" || each.assessment.verdict !== first?.assessment.verdict)) {
    return disagreement(assessment, open, undecided, cases);
  }
  return first?.assessment ?? assessment;
}

/** What becomes of the assessment with each outcome, as far as it takes to see two differ; null when the budget is spent. */
function casesOf(undecided: Undecided, world: World, assessment: Assessment, run: Run, budget: Budget): readonly Case[] | null {
  const cases: Case[] = [];
  for (const outcome of undecided.outcomes ?? []) {
    budget.cases -= 1;
    const next = worldWith(world, undecided.id, outcome);
    const found = budget.cases < 0 ? null : run(next);
    if (found === null) return null;
    const same = found.get(subjectKey(assessment));
    // Where the subject does not exist there is nothing to say of it.
    if (same === undefined) continue;
    cases.push({ outcome, assessment: decideIn(next, same, run, budget) });
    const [first, last] = [cases[0]?.assessment.verdict, cases.at(-1)?.assessment.verdict];
    if (last === "unknown" || last !== first) break;
  }
  return cases;
}

/** The doubts on which an assessment rests: of its own, or of a node that it walked and that may not exist. */
function openIn({ verdict, finding, subject }: Assessment): readonly Unresolved[] {
  const doubts: Unresolved[] = [];
  const { because } = finding;
  if (verdict === "unknown" && because !== undefined && typeof because !== "string") doubts.push(because);
  const walked = (finding.evidence ?? []).map(resourceOf);
  for (const { presence, id } of walked) {
    const isGiven = id === subject.resource?.id || presence === subject.resource?.presence;
    if (presence.state === "unresolved" && !isGiven) doubts.push(presence);
  }
  if (verdict === "unknown" && doubts.every(({ undecided }) => undecided.length === 0)) return [];
  return doubts;
}

export function resourceOf(evidence: Resource | Evidence): Resource {
  return evidence instanceof Resource ? evidence : evidence.resource;
}

function undecidable(assessment: Assessment, reason: string): Assessment {
  if (assessment.verdict === "unknown") return assessment;
  return { ...assessment, verdict: "unknown", finding: { ...assessment.finding, because: reason } };
}

function disagreement(assessment: Assessment, open: Unresolved, undecided: Undecided, cases: readonly Case[]): Assessment {
  const inner = cases.find(({ assessment: { verdict } }) => verdict === "unknown");
  if (inner !== undefined) return undecidable({ ...assessment, ...withReasonOf(assessment, inner.assessment) }, open.reason);
  const [one] = cases;
  const other = cases.at(-1);
  const failing = one?.assessment.verdict === "fail" ? one : other;
  const shown = [one, other].flatMap((each) =>
    each === undefined ? [] : [`${each.assessment.verdict === "pass" ? "passes" : "fails"} with ${shownOutcome(each.outcome)}`],
  );
  const reason = `${open.reason} (${undecided.label}: ${shown.join(", ")})`;
  const finding = {
    ...assessment.finding,
    because: reason,
    message: doubtfulMessage(failing),
    remedy: failing?.assessment.finding.remedy,
  };
  return { verdict: "unknown", subject: assessment.subject, finding: finding as Assessment["finding"] };
}

function withReasonOf(assessment: Assessment, inner: Assessment): Assessment {
  if (assessment.verdict === "unknown") return assessment;
  return { verdict: "unknown", subject: assessment.subject, finding: inner.finding };
}

function doubtfulMessage(failing: Case | undefined): string {
  return `may fail: ${failing?.assessment.finding.message ?? "it cannot be told"}`;
}

function shownOutcome(outcome: string): string {
  return outcome === ANOTHER_VALUE ? "another value" : outcome === "" ? "an empty value" : outcome;
}
