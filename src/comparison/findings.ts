// Assessments of two reports, one by one: which got worse, which better, which are new, and which are gone.
import type { ComparedFinding, Comparison } from "../audit/comparison.ts";
import { type Worsening, worseningOf } from "../measuring/change.ts";
import { numberInWords, percentInWords } from "../measuring/words.ts";
import type { Naming } from "./naming.ts";
import type { ComparedAssessment, Side as Report } from "./side.ts";

type Findings = Pick<Comparison, "worse" | "better" | "new" | "gone">;

const BADNESS = { pass: 0, unknown: 1, fail: 2 } as const;

interface Side {
  readonly report: Pick<Report, "assessments">;
  readonly naming: Naming;
}

export function compareFindings(before: Side, after: Side): Findings {
  const old = new Map<string, ComparedAssessment[]>();
  for (const each of before.report.assessments) {
    const key = keyOf(each, before.naming);
    old.set(key, [...(old.get(key) ?? []), each]);
  }
  const found: Findings = { worse: [], better: [], new: [], gone: [] };
  for (const now of after.report.assessments) {
    const then = old.get(keyOf(now, after.naming))?.shift() ?? null;
    const [list, finding] = compared(then, now);
    if (list !== null) found[list].push(finding);
  }
  for (const then of [...old.values()].flat()) if (isOpen(then)) found.gone.push(findingOf(then, null, then.message));
  return found;
}

function keyOf({ check, subject }: ComparedAssessment, { keyOf: named }: Naming): string {
  const { stack, logicalId, constructPath, detail } = subject;
  return JSON.stringify([check, named(constructPath ?? `${stack}/${logicalId ?? ""}`), detail]);
}

function isOpen({ verdict, waiver, baselined }: ComparedAssessment): boolean {
  return verdict !== "pass" && waiver === null && !baselined;
}

type Compared = readonly [keyof Findings | null, ComparedFinding];

function compared(then: ComparedAssessment | null, now: ComparedAssessment): Compared {
  if (then === null) return [isOpen(now) ? "new" : null, findingOf(null, now, now.message)];
  if (then.verdict === now.verdict) return comparedMeasurement(then, now);
  const isWorse = BADNESS[now.verdict] > BADNESS[then.verdict];
  // What is waived or known from a baseline is no change for the worse.
  const list = isWorse ? (isOpen(now) ? "worse" : null) : "better";
  return [list, findingOf(then, now, isWorse ? `${now.message}${WAS[then.verdict]}` : improved(then, now))];
}

/** That it passed goes without saying of what got worse. */
const WAS = { pass: "", unknown: " (unknown before)", fail: " (failed before)" } as const;

function improved(then: ComparedAssessment, now: ComparedAssessment): string {
  return now.verdict === "pass" ? `${now.message}; before: ${then.message}` : `${now.message}${WAS[then.verdict]}`;
}

function comparedMeasurement(
  then: ComparedAssessment,
  now: ComparedAssessment,
): readonly [keyof Findings | null, ComparedFinding] {
  const [before, after] = [then.measurement, now.measurement];
  if (before === null || after === null) return [null, findingOf(then, now, now.message)];
  const isAccepted = now.waiver !== null || now.baselined;
  const worse = isAccepted ? null : worseningOf(after, before);
  const better = worseningOf(before, after);
  const change = worse ?? better;
  if (change === null) return [null, findingOf(then, now, now.message)];
  return [worse === null ? "better" : "worse", findingOf(then, now, measuredChange(then, now, change))];
}

function measuredChange(
  { measurement: before }: ComparedAssessment,
  { measurement: after }: ComparedAssessment,
  { test }: Worsening,
): string {
  const [from, to] = [before?.value ?? 0, after?.value ?? 0];
  const what = after?.of === undefined ? "measured" : `${after.of}:`;
  const share = from === 0 ? "" : `, ${to > from ? "+" : "−"}${percentInWords(Math.abs(to / from - 1))}`;
  const tested = test === null ? "" : `; ${test}`;
  return `${what} ${numberInWords(to)} ${after?.unit}, was ${numberInWords(from)}${share}${tested}`;
}

function findingOf(then: ComparedAssessment | null, now: ComparedAssessment | null, message: string): ComparedFinding {
  const { check, severity, subject } = (now ?? then) as ComparedAssessment;
  const { stack, logicalId, constructPath, detail } = subject;
  const address = constructPath?.replace(/\/Resource$/, "") ?? (logicalId === null ? stack : `${stack}/${logicalId}`);
  const said = (each: ComparedAssessment | null): string | null => (each === null ? null : `${each.verdict}: ${each.message}`);
  return { check, severity, subject: address, detail, before: said(then), after: said(now), message };
}
