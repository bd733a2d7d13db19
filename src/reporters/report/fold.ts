// Groups assessments by cause: one finding for many assessments, counted by stack. Pure.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { detailOf, stateOf } from "./assessments.ts";
import { nounOf, pluralOf } from "./words.ts";

/** Assessments of one state and severity that have one cause. */
export interface Finding {
  readonly cause: ReportedAssessment["cause"];
  /** In the order given. */
  readonly members: readonly [ReportedAssessment, ...ReportedAssessment[]];
  /** By stack, in the order of the members. */
  readonly shares: readonly Share[];
  /** What each of its subjects is, `function`; null where they are parts of a resource: its routes, its events. */
  readonly noun: string | null;
  /** Whether the check looks at every one of these in the system, and not only at some: functions that are invoked asynchronously. */
  readonly looksAtAll: boolean;
}

/** What one stack has of a finding. */
export interface Share {
  readonly stack: string;
  readonly members: readonly [ReportedAssessment, ...ReportedAssessment[]];
  /** The same checks' assessments in that stack: of subjects of the same type, where the finding has only one. */
  readonly total: number;
}

/** Folds findings of a report, in the order of their first. */
export function foldByCause(report: Pick<Report, "assessments" | "checks">, found: readonly ReportedAssessment[]): Finding[] {
  return [...grouped(found, foldKey).values()].map((members) => findingOf(report, members));
}

/** Folds by cause, and also what lacks the same for causes that differ. */
export function foldByLack(report: Pick<Report, "assessments" | "checks">, found: readonly ReportedAssessment[]): Finding[] {
  const key = (assessment: ReportedAssessment): string => {
    const { check, cause, severity, gating } = assessment;
    return cause?.kind === "lack"
      ? JSON.stringify([stateOf(assessment), check, cause.text, severity, gating])
      : foldKey(assessment);
  };
  return [...grouped(found, key).values()].map((members) => findingOf(report, members));
}

/** Folds only what reads the same. */
export function foldByText(report: Pick<Report, "assessments" | "checks">, found: readonly ReportedAssessment[]): Finding[] {
  const key = (assessment: ReportedAssessment): string => {
    const { reason, remedy, message, measurement } = assessment;
    return JSON.stringify([foldKey(assessment), message, reason, remedy, measurement]);
  };
  return [...grouped(found, key).values()].map((members) => findingOf(report, members));
}

function findingOf({ assessments, checks }: Pick<Report, "assessments" | "checks">, members: Finding["members"]): Finding {
  const own = new Set(members.map(({ check }) => check));
  const [type, ...otherTypes] = new Set(members.map(({ subject }) => subject.type));
  const comparable = assessments.filter(
    ({ check, subject }) => own.has(check) && (otherTypes.length > 0 || subject.type === type),
  );
  const totals = grouped(comparable, ({ subject }) => subject.stack);
  const shares = [...grouped(members, ({ subject }) => subject.stack)].map(
    ([stack, ofStack]): Share => ({ stack, members: ofStack, total: totals.get(stack)?.length ?? ofStack.length }),
  );
  const noun = nounOfAll(members);
  const looksAtAll = checks.every(({ id, subjects }) => !own.has(id) || subjects === noun);
  return { cause: members[0].cause, members, shares, noun, looksAtAll };
}

function foldKey(assessment: ReportedAssessment): string {
  const { cause, message, reason, severity, gating, waiver } = assessment;
  return JSON.stringify([stateOf(assessment), severity, gating, waiver, cause?.key ?? [message, reason]]);
}

const fewest = 4;

/** Open inputs that leave assessments of several checks unknown: each is reported once, and not in the block of each check. */
export function sharedInputs(report: Pick<Report, "assessments" | "checks">, found: readonly ReportedAssessment[]): Finding[] {
  const open = found.filter(({ cause, verdict }) => verdict === "unknown" && cause?.kind === "input");
  const shared = [...grouped(open, ({ cause }) => cause?.key ?? "").values()].filter(
    (members) => members.length >= fewest && new Set(members.map(({ check }) => check)).size > 1,
  );
  return shared.map((members) => findingOf(report, members));
}

/**
 * Whom a finding concerns, and what they lack: `no function of stack Shop has an alias (13)`, `28 of 44 functions have no
 * alias: Orders 20, Billing 8`, `all 4 queues of stack Shop`.
 * @param named how many of several stacks are named; with 0 they are counted
 */
export function findingInWords(finding: Finding, named = 6): string {
  const { members, cause, noun } = finding;
  const where = whereInWords(finding, named);
  const which = where === "" ? `: ${stacksInWords(finding.shares, named)}` : "";
  if (cause?.kind !== "lack" || noun === null) return `${countInWords(finding)}${where}${which}`;
  const isAll = finding.looksAtAll && members.length === totalOf(finding);
  return isAll
    ? `no ${noun}${where} has ${cause.text} (${members.length})${which}`
    : `${countInWords(finding)}${where} have no ${cause.text.replace(/^(?:an?|the) /, "")}${which}`;
}

function totalOf({ shares }: Finding): number {
  return shares.reduce((sum, share) => sum + share.total, 0);
}

/** `all 4 queues`, `3 of 4 queues`; `3 queues` where the check does not look at every queue. */
function countInWords(finding: Finding): string {
  const { members, noun, looksAtAll } = finding;
  const nouns = noun === null ? "" : ` ${pluralOf(noun)}`;
  const total = totalOf(finding);
  if (!looksAtAll) return `${members.length}${nouns}`;
  return members.length === total ? `all ${total}${nouns}` : `${members.length} of ${total}${nouns}`;
}

/** Empty where the stacks are listed after the sentence, or are what it is about. */
function whereInWords({ members, shares, noun }: Finding, named: number): string {
  if (members.every(isStack)) return "";
  if (shares.length === 1) return ` ${noun === null ? "in" : "of"} stack ${shares[0]?.stack}`;
  return named === 0 ? ` in ${shares.length} stacks` : "";
}

function stacksInWords(shares: readonly Share[], shown: number): string {
  const names = shares
    .slice(0, Math.max(shown, 3))
    .map(({ stack, members }) => (members.length === 1 ? stack : `${stack} ${members.length}`));
  const hidden = shares.length - names.length;
  return names.join(", ") + (hidden > 0 ? ` and ${hidden} more` : "");
}

function isStack({ subject }: ReportedAssessment): boolean {
  return subject.logicalId === null;
}

function nounOfAll(members: readonly ReportedAssessment[]): string | null {
  if (!members.every(isWhole)) return null;
  const [noun = "resource", ...others] = new Set(members.map(({ subject }) => nounOf(subject.type)));
  return others.length === 0 ? noun : "resource";
}

function isWhole(assessment: ReportedAssessment): boolean {
  return assessment.subject.detail === null || detailOf(assessment) !== assessment.subject.detail;
}

/** The one value that all members have; null where they differ. */
export function commonOf<T>(members: readonly ReportedAssessment[], of: (member: ReportedAssessment) => T): T | null {
  const [first, ...others] = members.map((member) => JSON.stringify(of(member)));
  return first !== undefined && others.every((other) => other === first) ? (JSON.parse(first) as T) : null;
}

/** Key → its items, in the order of the first of each. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
