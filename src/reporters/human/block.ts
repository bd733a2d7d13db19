// One check's block in the human report: its title and its findings, grouped by cause.
import type { Report, ReportedAssessment, ReportedCheck } from "../../audit/report.ts";
import { isOpen, stateOf } from "../report/assessments.ts";
import { counted } from "../report/counts.ts";
import { foldByCause, foldByLack, foldByText } from "../report/fold.ts";
import { findingLines, oneLine } from "./finding.ts";
import { ends, indent, type Look, type Paint, severityPaint } from "./look.ts";
import { wrap } from "./text.ts";

const findingsShown = 10;
const briefly = 5;

/** `2 errors, 1 unknown of 5` */
function countOf({ summary, status }: ReportedCheck, found: readonly ReportedAssessment[]): string {
  if (status === "error") return "error";
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0);
  const failed = found.filter((assessment) => stateOf(assessment) === "fail");
  const of = (...severities: string[]): number => failed.filter(({ severity }) => severities.includes(severity)).length;
  const counts = [
    of("error") > 0 && counted(of("error"), "error"),
    of("warning") > 0 && counted(of("warning"), "warning"),
    of("info", "off") > 0 && `${of("info", "off")} info`,
    ...(["unknown", "waived", "baselined"] as const).map((state) => summary[state] > 0 && `${summary[state]} ${state}`),
  ].filter((count) => count !== false);
  if (counts.length === 0) return `${summary.pass} passed`;
  return `${counts.join(", ")} of ${all}${remarkOn(found)}`;
}

/** Where the severity alone does not say whether it decides the exit code. */
function remarkOn(found: readonly ReportedAssessment[]): string {
  const open = found.filter(isOpen);
  const [first] = open;
  if (first === undefined || open.some(({ gating }) => gating)) return "";
  if (first.severity === "error") return " (does not gate)";
  return open.every(({ verdict }) => verdict === "unknown") ? ` (${first.severity})` : "";
}

function titlePaint(look: Look, check: ReportedCheck, [first]: readonly ReportedAssessment[]): Paint {
  if (check.status === "error") return look.paint.bad;
  if (first === undefined || !isOpen(first)) return look.paint.quiet;
  return first.verdict === "unknown" ? look.paint.doubt : severityPaint(look, first.severity);
}

function titleLines(look: Look, check: ReportedCheck, found: readonly ReportedAssessment[]): string[] {
  const [id, title, count] = [look.shown(check.id), look.shown(check.title), countOf(check, found)];
  const right = { text: count, paint: titlePaint(look, check, found) };
  const name = [{ text: " " }, { text: id, paint: look.paint.strong }];
  const whole = ends(look, [...name, { text: `${look.sign.dot}${title}`, paint: look.paint.quiet }], right);
  if (whole.length === 1) return whole;
  const below = look.brief ? [] : wrap(title, look.width - 3).map((line) => `   ${look.paint.quiet(line)}`);
  return [...ends(look, name, right, 3), ...below];
}

/** A check and those of its assessments that are to be shown. */
export function blockLines(look: Look, report: Report, check: ReportedCheck, found: readonly ReportedAssessment[]): string[] {
  const findings = look.verbose ? foldByText(report, found) : foldByCause(report, found);
  const shown = look.verbose ? findings : findings.slice(0, look.brief ? briefly : findingsShown);
  const lines = [
    ...titleLines(look, check, found),
    ...shown.flatMap((finding, index) => findingLines(look, finding, shown[index + 1])),
  ];
  const hidden = findings.slice(shown.length).flatMap(({ members }) => members).length;
  if (hidden > 0) lines.push(`   ${look.paint.quiet(`${look.sign.more} and ${hidden} more, all with --verbose`)}`);
  if (check.error !== null) {
    const [first, ...rest] = wrap(look.shown(`the check itself failed: ${check.error}`), look.width - indent.length);
    lines.push(`   ${look.paint.bad(look.sign.error)} ${first}`, ...rest.map((line) => indent + line));
  }
  return lines;
}

/** What does not gate, where the report is brief: a line a finding. */
export function apartLines(look: Look, report: Report, found: readonly ReportedAssessment[]): string[] {
  if (found.length === 0) return [];
  const title = [{ text: " " }, { text: "does not gate", paint: look.paint.strong }];
  return [
    ...ends(look, title, { text: "--verbose shows all", paint: look.paint.quiet }, 3),
    ...foldByLack(report, found).flatMap((finding) => oneLine(look, finding)),
  ];
}
