// Case analysis: what the input leaves open matters only where it changes the answer, so every possible world is asked.
import type { Assessment, Subject } from "../assessment.ts";
import { type Undecided, type Unresolved, unresolved } from "../model/value.ts";
import { ANOTHER_VALUE, baseWorld, type World, worldWith } from "../model/world.ts";

/** What a check says of one subject in one world. */
export interface Answer {
  readonly assessment: Assessment;
  /** What it rests on that is open in that world. */
  readonly doubts: readonly Unresolved[];
  /** What turned out to change it, although it does not name it: each can be tried. */
  readonly probes: readonly Unresolved[];
  /** A placeholder for what is assessed in other worlds: this world has no assessment. */
  readonly isElsewhere?: true;
}

/** What a check says in one world. */
export interface WorldResult {
  /** By subject. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** What the check, or another one before it, has met there that is open and can be tried, one each. */
  readonly open: readonly Unresolved[];
  /** Whether there is what the assessment is about, said or not. */
  has(subject: Subject): boolean;
}

/** What a check says in a world; null when there are too many worlds to evaluate. */
export type Ask = (world: World) => WorldResult | null;

/** Cases that one assessment may be split into. */
const CASES = 128;
/** Ends the message of what all cases agree on for different reasons. */
const ONE_OF_SEVERAL = " leaves others open)";

/** The assessments on which all worlds agree, without those of a subject that exists in no world. */
export function settle(answers: ReadonlyMap<string, Answer>, ask: Ask): readonly Assessment[] {
  const open = [...answers].map(([key, answer]): Open => ({ key, answer, budget: { cases: CASES, isSpent: false } }));
  const settled = settleIn(baseWorld, open, ask);
  return open.flatMap(({ key }) => settled.get(key) ?? []);
}

interface Budget {
  cases: number;
  isSpent: boolean;
}

interface Open {
  readonly key: string;
  readonly answer: Answer;
  readonly budget: Budget;
}

/** By subject; null for one that exists in no world. */
type Settled = Map<string, Assessment | null>;

/** An answer on its way through the outcomes of what it depends on next. */
interface Split extends Open {
  readonly doubt: Unresolved;
  readonly cases: Case[];
}

interface Case {
  readonly outcome: string;
  /** null where the check has nothing to say of what there is: nothing to object to. */
  readonly assessment: Assessment | null;
}

function settleIn(world: World, open: readonly Open[], ask: Ask): Settled {
  const settled: Settled = new Map();
  const groups = new Map<string, Group>();
  for (const each of open) {
    const { assessment, doubts, probes, isElsewhere } = each.answer;
    const next = triableIn([...doubts, ...probes], world);
    const [doubt] = doubts;
    if (next !== null) groupOf(next.undecided, groups).splits.push({ ...each, doubt: next.doubt, cases: [] });
    else if (isElsewhere === true) settled.set(each.key, null);
    else settled.set(each.key, doubt === undefined ? assessment : undecidable(assessment, doubt));
  }
  for (const { undecided, splits } of groups.values()) {
    tryOutcomes(world, undecided, splits, ask);
    for (const split of splits) settled.set(split.key, conclude(split, undecided));
  }
  return settled;
}

/** What can be tried. */
interface Finite extends Undecided {
  readonly outcomes: readonly string[];
}

/** The first that is neither decided in the world nor endless. */
function triableIn(
  doubts: readonly Unresolved[],
  world: World,
): { readonly doubt: Unresolved; readonly undecided: Finite } | null {
  for (const doubt of doubts) {
    const undecided = doubt.undecided.find((each): each is Finite => each.outcomes !== null && !world.has(each.id));
    if (undecided !== undefined) return { doubt, undecided };
  }
  return null;
}

/** Those that depend on the same are tried together: each world is asked once for all of them. */
interface Group {
  readonly undecided: Finite;
  readonly splits: Split[];
}

function groupOf(undecided: Finite, groups: Map<string, Group>): Group {
  const existing = groups.get(undecided.id);
  if (existing !== undefined) return existing;
  const group = { undecided, splits: [] };
  groups.set(undecided.id, group);
  return group;
}

/** What becomes of the answers with each outcome, as far as it takes to see two differ. */
function tryOutcomes(world: World, undecided: Finite, splits: readonly Split[], ask: Ask): void {
  let remaining = splits;
  for (const outcome of undecided.outcomes) {
    remaining = remaining.filter(({ budget }) => spend(budget));
    if (remaining.length === 0) return;
    const next = worldWith(world, undecided.id, outcome);
    const result = ask(next);
    if (result === null) for (const { budget } of remaining) budget.isSpent = true;
    if (result === null) return;
    const settled = settleIn(
      next,
      remaining.map((split) => openIn(split, result)),
      ask,
    );
    remaining = remaining.filter((split) => agrees(split, outcome, settled, result));
  }
}

/** Takes a case off the budget; false where none is left. */
function spend(budget: Budget): boolean {
  budget.cases -= 1;
  budget.isSpent ||= budget.cases < 0;
  return !budget.isSpent;
}

/** Takes the case in; false where it settles the matter: it differs from another one. */
function agrees({ key, answer, cases }: Split, outcome: string, settled: Settled, result: WorldResult): boolean {
  const assessment = settled.get(key) ?? null;
  // Where the subject does not exist there is nothing to say of it.
  if (assessment !== null || result.has(answer.assessment.subject)) cases.push({ outcome, assessment });
  return !differ(cases);
}

/** What it is known to depend on goes with it from world to world. */
function openIn({ key, budget, answer: { assessment, probes } }: Split, { answers }: WorldResult): Open {
  const answer = answers.get(key) ?? { assessment, doubts: [], isElsewhere: true };
  return { key, answer: { ...answer, probes }, budget };
}

function differ(cases: readonly Case[]): boolean {
  const [first, ...others] = cases.map(verdictOf);
  return first === "unknown" || others.some((verdict) => verdict === "unknown" || verdict !== first);
}

function verdictOf({ assessment }: Case): Assessment["verdict"] {
  return assessment?.verdict ?? "pass";
}

function conclude({ answer: { assessment }, budget, doubt, cases }: Split, undecided: Undecided): Assessment | null {
  const open = cases.find((each) => verdictOf(each) === "unknown")?.assessment ?? undefined;
  if (open === undefined && differ(cases)) return disagreement(assessment, doubt, undecided, cases);
  if (budget.isSpent)
    return unknownBecause(assessment, { ...doubt, reason: `${doubt.reason}; there are too many cases to try all` });
  if (open !== undefined) return assessment.verdict === "unknown" ? assessment : open;
  return agreement(cases, undecided);
}

/** What all cases agree on. Where they do so for different reasons, the message is that of one of them, and says so. */
function agreement(cases: readonly Case[], { label }: Undecided): Assessment | null {
  const [assessment, ...others] = cases.flatMap((each) => each.assessment ?? []);
  if (assessment === undefined) return null;
  const { message } = assessment.finding;
  if (others.every((other) => other.finding.message === message) || message.endsWith(ONE_OF_SEVERAL)) return assessment;
  return { ...assessment, finding: { ...assessment.finding, message: `${message} (in one case: ${label}${ONE_OF_SEVERAL}` } };
}

function undecidable(assessment: Assessment, doubt: Unresolved): Assessment {
  return assessment.verdict === "unknown" ? assessment : unknownBecause(assessment, doubt);
}

function unknownBecause(assessment: Assessment, because: Unresolved): Assessment {
  return { ...assessment, verdict: "unknown", finding: { ...assessment.finding, because } };
}

/** Passes in one case and fails in another. */
function disagreement(assessment: Assessment, doubt: Unresolved, undecided: Undecided, cases: readonly Case[]): Assessment {
  const shown = cases.filter((_each, index) => index === 0 || index === cases.length - 1).map(inWords);
  const failing = cases.find((each) => verdictOf(each) === "fail")?.assessment?.finding;
  const finding = {
    ...assessment.finding,
    because: { ...unresolved(`${doubt.reason} (${undecided.label}: ${shown.join(", ")})`, [undecided]), shared: doubt.reason },
    message: `may fail: ${failing?.message}`,
    ...(failing?.remedy === undefined ? {} : { remedy: failing.remedy }),
  };
  return { verdict: "unknown", subject: assessment.subject, finding };
}

const VERBS = { pass: "passes", fail: "fails", unknown: "is unknown" };

function inWords({ outcome, assessment }: Case): string {
  const shown = outcome === ANOTHER_VALUE ? "another value" : outcome === "" ? "an empty value" : outcome;
  return `${assessment === null ? "does not apply" : VERBS[assessment.verdict]} with ${shown}`;
}
