// The report as test suites: one per stack and check, one case per assessment, and one suite for the audit itself.
import type { Report, ReportedAssessment, ReportedCheck } from "../../audit/report.ts";
import { addressOf, type CheckFindings, detailOf, findingsByCheck, placeOf, stateOf } from "../report/assessments.ts";
import { staleEntry } from "../report/baseline.ts";
import { scoreShortfalls } from "../report/score.ts";
import { token } from "./xml.ts";

export interface Outcome {
  readonly kind: "failure" | "error" | "skipped";
  /** Never a word that Rails would cast (`integer`, `date`, `file`, …): GitLab reads JUnit with it. */
  readonly type: string;
  readonly message: string;
  /** Of a skipped case it goes to its output. */
  readonly body: string;
}

export interface Case {
  readonly name: string;
  /** null: passed. */
  readonly outcome: Outcome | null;
  readonly place: ReportedAssessment["location"];
}

export interface Suite {
  readonly name: string;
  readonly check: ReportedCheck | null;
  readonly cases: readonly Case[];
}

function placeLine(place: ReportedAssessment["location"]): string {
  return place === null ? "" : `(${place.file}:${place.line}:${place.column})`;
}

// GitLab takes no file over 30 MB: with the 5,000 cases that Buildkite takes, six lines a case stay under it.
const lineLength = 900;

function cut(text: string): string {
  return text.length <= lineLength ? text : `${text.slice(0, lineLength)}…`;
}

function lines(...texts: (string | null)[]): string {
  return texts.flatMap((text) => (text === null || text === "" ? [] : [cut(text)])).join("\n");
}

function bodyOf(assessment: ReportedAssessment): string {
  const { message, reason, remedy, evidence, measurement, severity, gating } = assessment;
  return lines(
    message,
    reason,
    measurement &&
      `measured: ${measurement.value} ${measurement.unit}, must be ${measurement.comparator} ${measurement.threshold}`,
    remedy === null ? null : `remedy: ${remedy}`,
    evidence.length === 0
      ? ""
      : `path: ${evidence.map(({ label, note }) => (note === null ? label : `${label} (${note})`)).join(" - ")}`,
    `severity: ${severity}${gating ? "" : ", does not gate"}`,
    placeLine(placeOf(assessment)),
  );
}

function skippedAs(why: string, body = ""): Outcome {
  return { kind: "skipped", type: "", message: cut(why), body };
}

/** What a dashboard may show red: with an exit code other than 1 nothing, unless every failure is to be one. */
interface Red {
  /** Of something that decides the exit code. */
  readonly gating: boolean;
  readonly other: boolean;
}

function redOf({ exitCode }: Report, all: boolean): Red {
  return { gating: all || exitCode === 1, other: all };
}

/** Red where it may be; else skipped, under the name of its severity, with all that it says in its output. */
function openAs(outcome: Outcome, gating: boolean, red: Red, severity: string): Outcome {
  const isRed = gating ? red.gating : red.other;
  return isRed ? outcome : skippedAs(`${severity}: ${outcome.message}`, outcome.body);
}

function outcomeOf(assessment: ReportedAssessment, red: Red): Outcome | null {
  const { message, reason, severity, gating, waiver } = assessment;
  switch (stateOf(assessment)) {
    case "pass":
      return null;
    case "fail": {
      const failure = { kind: "failure", type: `fitness.${severity}`, message: cut(message), body: bodyOf(assessment) } as const;
      return openAs(failure, gating, red, severity);
    }
    case "unknown": {
      const error = errorAs("unknown", reason === null ? message : `${message}: ${reason}`, bodyOf(assessment));
      return openAs(error, gating, red, gating ? "unknown" : `unknown, ${severity}`);
    }
    case "waived":
      return skippedAs(`waived: ${waiver?.reason} (${message})`);
    case "baselined":
      return skippedAs(`accepted by the baseline (${message})`);
  }
}

function errorAs(type: string, message: string, body: string): Outcome {
  return { kind: "error", type: `fitness.${type}`, message: cut(message), body };
}

/** Cases in the order given; a name that comes again is numbered, since GitLab keeps the first of two equal ones only. */
function distinct(cases: readonly Case[]): Case[] {
  const taken = new Set<string>();
  return cases.map((one) => {
    const name = token(one.name) || "?";
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
    taken.add(free);
    return { ...one, name: free };
  });
}

function caseOf(assessment: ReportedAssessment, red: Red): Case {
  const name = [addressOf(assessment.subject), detailOf(assessment)].filter((part) => part !== null).join(" ");
  return { name, outcome: outcomeOf(assessment, red), place: placeOf(assessment) };
}

function checkSuite(check: ReportedCheck, outcome: Outcome): Suite {
  return { name: `fitness.${check.id}`, check, cases: [{ name: check.title, outcome, place: null }] };
}

function suitesOf({ check, found }: CheckFindings, red: Red): Suite[] {
  if (check.status === "not-applicable") return [checkSuite(check, skippedAs("not applicable: no subject"))];
  if (check.status === "skipped") return [checkSuite(check, skippedAs("needs a live stack"))];
  const byStack = new Map<string, Case[]>();
  for (const assessment of found) {
    const { stack } = assessment.subject;
    const cases = byStack.get(stack) ?? [];
    byStack.set(stack, cases);
    cases.push(caseOf(assessment, red));
  }
  const suites = [...byStack].map(([stack, cases]) => ({ name: `fitness.${stack}.${check.id}`, check, cases }));
  if (check.error === null) return suites;
  const error = errorAs("check", `the check itself failed: ${check.error}`, lines("the check itself failed", check.error));
  return [checkSuite(check, openAs(error, check.gating, red, check.severity)), ...suites];
}

const nothing = "nothing was assessed, and an empty audit is not a pass";

const idle = { unused: "is unused", expired: "has expired", forbidden: "is not allowed: the check is mandatory" };

/** Waivers that do nothing: those that decide the exit code as failures, the others as skipped. */
function waiverCases(waivers: Report["waivers"], red: Red): Case[] {
  return waivers.flatMap(({ check, subject, status, reason, expires, gating, location }): Case[] => {
    if (status === "used" || status === "not-assessed") return [];
    const message = `the waiver of ${check} for ${subject} ${idle[status]}: ${reason}${expires === null ? "" : ` (until ${expires})`}`;
    const failure = {
      kind: "failure",
      type: "fitness.waiver",
      message: cut(message),
      body: lines(message, placeLine(location)),
    } as const;
    return [
      {
        name: `${check} is waived for ${subject}`,
        outcome: gating ? openAs(failure, true, red, "error") : skippedAs(message),
        place: location,
      },
    ];
  });
}

/** Accepted failures that no longer fail: failures where they decide the exit code. */
function staleCases({ baseline }: Report, red: Red): Case[] {
  if (baseline === null || baseline.removed) return [];
  return baseline.stale.map((entry) => {
    const message = `${staleEntry(entry)}; remove the entry from ${baseline.file}`;
    const failure = { kind: "failure", type: "fitness.baseline", message: cut(message), body: lines(message) } as const;
    const name = `${entry.check} is accepted for ${entry.subject}`;
    return { name, outcome: baseline.gating ? openAs(failure, true, red, "error") : skippedAs(message), place: null };
  });
}

/** One for each minimum that there is. */
function scoreCases(report: Report, red: Red): Case[] {
  const { score } = report;
  const low = scoreShortfalls(report);
  const failure = { kind: "failure", type: "fitness.score", message: low.join("; "), body: lines(...low) } as const;
  const hasMinimum = (score.minimum !== null && score.value !== null) || score.minimums !== undefined;
  return hasMinimum
    ? [
        {
          name: "the score reaches its minimum",
          outcome: low.length > 0 ? openAs(failure, true, red, "error") : null,
          place: null,
        },
      ]
    : [];
}

/** What no check's suite tells: inputs that were not read, idle waivers, stale entries of the baseline, a score under its minimum, nothing assessed at all. */
function auditSuite(report: Report, red: Red): Suite {
  const { unread, assessments, waivers } = report;
  const cases: Case[] = unread.map(({ file, message }) => ({
    name: `${file} is read`,
    outcome: openAs(errorAs("unread", `not read: ${message}`, lines(message, `(${file})`)), true, red, "incomplete"),
    place: null,
  }));
  cases.push(...waiverCases(waivers, red), ...staleCases(report, red));
  cases.push(...scoreCases(report, red));
  if (assessments.length === 0) {
    const error = errorAs("nothing-assessed", nothing, lines(nothing));
    cases.push({ name: "something is assessed", outcome: openAs(error, true, red, "inconclusive"), place: null });
  }
  return { name: "fitness.audit", check: null, cases };
}

const kinds = ["failure", "error", "skipped"];

/** Failures come before errors, these before skipped and passed: some consumers read the first few hundred cases only. */
function rankOf(one: Case | undefined): number {
  return one?.outcome ? kinds.indexOf(one.outcome.kind) : kinds.length;
}

/**
 * Suites with at least one case each, the worst first, and so are the cases in each.
 * @param all every failure is one, also what does not gate; else only an exit code of 1 makes anything red
 */
export function suitesIn(report: Report, all: boolean): Suite[] {
  const red = redOf(report, all);
  const suites = [auditSuite(report, red), ...findingsByCheck(report).flatMap((findings) => suitesOf(findings, red))];
  const sorted = suites.map((suite) => ({
    ...suite,
    cases: distinct(suite.cases.toSorted((a, b) => rankOf(a) - rankOf(b))),
  }));
  return sorted.filter(({ cases }) => cases.length > 0).sort((a, b) => rankOf(a.cases[0]) - rankOf(b.cases[0]));
}
