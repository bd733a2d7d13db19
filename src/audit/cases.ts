// Case analysis: what the input leaves open matters only where it changes the answer, so every possible world is asked.
import type { Assessment } from "../checks/define-check.ts";
import { type Undecided, type Unresolved, unresolved } from "../model/value.ts";
import { ANOTHER_VALUE, baseWorld, type World, worldWith } from "../model/world.ts";

/** What a check says of one subject in one world. */
export interface Answer {
  readonly assessment: Assessment;
  /** What it rests on that is open in that world. */
  readonly doubts: readonly Unresolved[];
  /** It is said in some worlds only, and not while nothing is decided. */
  readonly isPartial?: true;
}

/** What a check says in a world, by subject; null when there are more worlds than anybody can ask. */
export type Ask = (world: World) => ReadonlyMap<string, Answer> | null;

/** Cases that one assessment may be split into. */
const CASES = 128;
/** Ends the message of what all cases agree on for different reasons. */
const ONE_OF_SEVERAL = " leaves others open)";

/** The assessments as all worlds agree on them. What is said of a subject that exists in none of them is left out. */
export function settle(answers: ReadonlyMap<string, Answer>, ask: Ask): readonly Assessment[] {
  const open = [...answers].map(([key, answer]): Open => ({ key, answer, budget: { cases: CASES, isSpent: false } }));
  const settled = settleIn(baseWorld, open, ask);
  return open.flatMap(({ key, answer }) => {
    const assessment = settled.get(key) ?? null;
    return assessment === null ? [] : [answer.isPartial === true ? hedged(assessment, answer) : assessment];
  });
}

/** In other worlds there is nothing to object to. */
function hedged(assessment: Assessment, { doubts: [doubt] }: Answer): Assessment {
  if (assessment.verdict !== "fail" || doubt === undefined) return assessment;
  const { finding } = assessment;
  return {
    ...unknownBecause(assessment, doubt.reason),
    finding: { ...finding, because: doubt.reason, message: `may fail: ${finding.message}` },
  };
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
  readonly assessment: Assessment;
}

function settleIn(world: World, open: readonly Open[], ask: Ask): Settled {
  const settled: Settled = new Map();
  const groups = new Map<string, Group>();
  for (const each of open) {
    const { assessment, doubts } = each.answer;
    const doubt = doubts.find(({ undecided }) => undecided.length > 0) ?? doubts[0];
    const undecided = doubt?.undecided.find(
      (candidate): candidate is Finite => canBeTried(candidate) && !world.has(candidate.id),
    );
    if (doubt === undefined) settled.set(each.key, assessment);
    else if (undecided === undefined) settled.set(each.key, undecidable(assessment, doubt));
    else groupOf(undecided, groups).splits.push({ ...each, doubt, cases: [] });
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

function canBeTried(undecided: Undecided): undecided is Finite {
  return undecided.outcomes !== null;
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
    const answers = ask(next);
    const settled =
      answers === null
        ? null
        : settleIn(
            next,
            remaining.flatMap((split) => openIn(split, answers)),
            ask,
          );
    remaining = remaining.filter((split) => agrees(split, outcome, settled));
  }
}

/** Takes a case off the budget; false where none is left. */
function spend(budget: Budget): boolean {
  budget.cases -= 1;
  budget.isSpent ||= budget.cases < 0;
  return !budget.isSpent;
}

/** Takes the case in; false where it settles the matter: it differs from another one, or nobody can tell any more. */
function agrees({ key, budget, cases }: Split, outcome: string, settled: Settled | null): boolean {
  if (settled === null) budget.isSpent = true;
  // Where the subject does not exist there is nothing to say of it.
  const assessment = settled?.get(key) ?? null;
  if (assessment !== null) cases.push({ outcome, assessment });
  return settled !== null && !differ(cases);
}

function openIn({ key, budget }: Split, answers: ReadonlyMap<string, Answer>): readonly Open[] {
  const answer = answers.get(key);
  return answer === undefined ? [] : [{ key, answer, budget }];
}

function differ(cases: readonly Case[]): boolean {
  const [first] = cases;
  return cases.some(({ assessment: { verdict } }) => verdict === "unknown" || verdict !== first?.assessment.verdict);
}

function conclude({ answer: { assessment }, budget, doubt, cases }: Split, undecided: Undecided): Assessment | null {
  const open = cases.find((each) => each.assessment.verdict === "unknown");
  if (open === undefined && differ(cases)) return disagreement(assessment, doubt, undecided, cases);
  if (budget.isSpent)
    return unknownBecause(assessment, { ...doubt, reason: `${doubt.reason}; there are too many cases to try them all` });
  if (open !== undefined) return assessment.verdict === "unknown" ? assessment : open.assessment;
  return agreement(cases, undecided);
}

/** What all cases agree on. Where they do so for different reasons, the message is that of one of them, and says so. */
function agreement(cases: readonly Case[], { label }: Undecided): Assessment | null {
  const [first, ...others] = cases;
  if (first === undefined) return null;
  const { assessment } = first;
  const { message } = assessment.finding;
  if (others.every((other) => other.assessment.finding.message === message) || message.endsWith(ONE_OF_SEVERAL))
    return assessment;
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
  const failing = cases.find((each) => each.assessment.verdict === "fail")?.assessment.finding;
  const finding = {
    ...assessment.finding,
    because: { ...unresolved(`${doubt.reason} (${undecided.label}: ${shown.join(", ")})`, [undecided]), shared: doubt.reason },
    message: `may fail: ${failing?.message}`,
    ...(failing?.remedy === undefined ? {} : { remedy: failing.remedy }),
  };
  return { verdict: "unknown", subject: assessment.subject, finding };
}

function inWords({ outcome, assessment }: Case): string {
  const shown = outcome === ANOTHER_VALUE ? "another value" : outcome === "" ? "an empty value" : outcome;
  return `${assessment.verdict === "pass" ? "passes" : "fails"} with ${shown}`;
}
