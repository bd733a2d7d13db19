// Below the blocks of the human report: passes, waivers, what was not run, what was scanned, and where to read on.
import type { Report } from "../../audit/report.ts";
import { addressOf, stateOf } from "../report/assessments.ts";
import { baselineSentences, staleEntry } from "../report/baseline.ts";
import { counted } from "../report/counts.ts";
import { fixFirst } from "../report/fix-first.ts";
import { kindsOf } from "../report/kinds.ts";
import { expiringWaivers } from "../report/waivers.ts";
import { closingLine, entry, isFitWithFindings, sentences } from "./frame.ts";
import type { Look } from "./look.ts";

function passedLines(look: Look, { checks, summary: all }: Report): string[] {
  const passing = checks.filter(({ summary }) => summary.pass > 0);
  if (look.brief)
    return entry(
      look,
      "passed",
      all.pass > 0 ? [`${counted(all.pass, "assessment")} in ${counted(passing.length, "check")}`] : [],
    );
  const passed = checks.filter(({ summary }) => summary.pass > 0).map(({ id, summary }) => `${look.shown(id)} ${summary.pass}`);
  return entry(look, "passed", passed);
}

function until(expires: string | null): string {
  return expires === null ? "" : ` (until ${expires})`;
}

/** Waivers in force, with their reasons; then those that do nothing. */
function waiverLines(look: Look, report: Report): string[] {
  const waived = report.assessments
    .filter((assessment) => stateOf(assessment) === "waived")
    .map(({ check, subject, waiver }) => `${check} ${addressOf(subject)}: ${waiver?.reason}${until(waiver?.expires ?? null)}`);
  const why = {
    unused: "is unused",
    expired: "has expired",
    forbidden: "is not allowed: the check is mandatory",
    "not-assessed": "was not assessed",
    used: "",
  };
  const idle = report.waivers
    .filter(({ status }) => status !== "used" && (look.verbose || status !== "not-assessed"))
    .map(({ check, subject, status, reason, expires, location }) => {
      const at = location === null ? "" : `, ${location.file}:${location.line}:${location.column}`;
      return `${check} ${subject} ${why[status]}: ${reason}${until(expires)}${at}`;
    });
  return [
    ...sentences(look, "waived", [...new Set(waived)]),
    ...sentences(look, "waiver", [...expiringWaivers(report), ...idle], look.paint.doubt),
  ];
}

const staleShown = 5;

/** Accepted failures that no longer fail are named, as what the change fixed. */
function baselineLines(look: Look, report: Report): string[] {
  const stale = report.baseline?.stale ?? [];
  const named = look.verbose || stale.length <= staleShown ? stale : stale.slice(0, staleShown - 1);
  const more = stale.length - named.length;
  return [
    ...sentences(look, "baseline", baselineSentences(report)),
    ...sentences(look, "fixed", [...named.map(staleEntry), ...(more > 0 ? [`${look.sign.more} and ${more} more`] : [])]),
  ];
}

function notRunLines(look: Look, report: Report): string[] {
  const of = (wanted: string): string[] => report.checks.filter(({ status }) => status === wanted).map(({ id }) => id);
  const [skipped, idle, others] = [of("skipped"), of("not-applicable"), report.notSubjects];
  const lack = report.source.kind === "template" ? "a live stack (--stack)" : "live data that was not read";
  const kind = others.every(({ type }) => type === "AWS::Lambda::Function") ? "function" : "resource";
  const apart = `${counted(others.length, kind)} not audited`;
  const need = `${counted(skipped.length, "check needs", "checks need")} ${lack}`;
  const found = `${counted(idle.length, "check")} found no subject`;
  if (look.verbose) {
    const texts = [skipped.length > 0 && `${need}: ${skipped.join(", ")}`, idle.length > 0 && `${found}: ${idle.join(", ")}`];
    const reasons = others.map((subject) => `${addressOf(subject)}: ${subject.reason}`);
    return sentences(look, "not run", [...texts.filter((text) => text !== false), ...reasons]);
  }
  const idleCounts = idle.length > 0 && report.assessments.length === 0;
  const items = [skipped.length > 0 && need, idleCounts && found, others.length > 0 && `${apart} (--verbose)`];
  return entry(
    look,
    "not run",
    items.filter((item) => item !== false),
  );
}

/** Kinds of fitness functions without an assessment; nothing in a run that was limited to one kind. */
function kindLines(look: Look, report: Report): string[] {
  const kinds = kindsOf(report);
  if (kinds.filter(({ empty }) => empty === null).length < 2) return [];
  const empty = kinds.flatMap(({ scope, cadence, lack }) => (lack === null ? [] : [`${scope} ${cadence} (${lack})`]));
  return entry(look, "no result", empty);
}

function scannedLines(look: Look, { scanned, durationMs }: Report): string[] {
  const counts = [
    counted(scanned.stacks, "stack"),
    counted(scanned.resources, "resource"),
    counted(scanned.subjects, "subject"),
    counted(scanned.checks, "check"),
  ].join(", ");
  const time = durationMs < 10_000 ? `${Math.round(durationMs)} ms` : `${Math.round(durationMs / 1000)} s`;
  return entry(look, "scanned", [`${counts} in ${time}`]);
}

function scoreLines(look: Look, { score }: Report): string[] {
  const known = Object.entries(score.characteristics).filter(([, value]) => value !== null);
  const items = known.map(([name, value]) => `${look.shown(name)} ${value}`);
  return entry(look, "score", score.value === null ? [] : [String(score.value), ...(look.verbose ? items : [])]);
}

/** The check to read about: that of what is to be fixed first, else of the first block. */
function nextLines(look: Look, report: Report, top: string | null): string[] {
  const first = fixFirst(report);
  if (first === null) return top === null ? [] : entry(look, "explain", [`fitness explain ${look.shown(top)}`]);
  const { finding, points } = first;
  const [{ check, subject }, ...others] = finding.members;
  const whom = others.length === 0 ? addressOf(subject) : counted(finding.members.length, "finding");
  return [
    ...entry(look, "fix first", [look.shown(`${check} (${whom}): ${counted(points, "point")} of the score`)]),
    ...entry(look, "explain", [`fitness explain ${look.shown(check)}`]),
  ];
}

/** @param top the check of the first block, or null */
export function footerLines(look: Look, report: Report, top: string | null): string[] {
  const clean = report.verdict === "fit" && top === null && !look.verbose;
  return [
    ...(clean ? [] : passedLines(look, report)),
    ...(look.verbose || isFitWithFindings(report) ? scoreLines(look, report) : []),
    ...waiverLines(look, report),
    ...baselineLines(look, report),
    ...sentences(look, "note", report.notes),
    ...notRunLines(look, report),
    ...kindLines(look, report),
    ...scannedLines(look, report),
    ...nextLines(look, report, top),
    closingLine(look, report),
  ];
}
