// The report for a terminal: the verdict, what to fix, what was audited, and the verdict again.
import type { Report } from "../audit/report.ts";
import { apartLines, blockLines } from "./human/block.ts";
import { footerLines } from "./human/footer.ts";
import { sentences, verdictLines } from "./human/frame.ts";
import { type Look, lookOf } from "./human/look.ts";
import { sharedInputLines } from "./human/shared-input.ts";
import { inert } from "./human/text.ts";
import { type CheckFindings, findingsByCheck, isOpen } from "./report/assessments.ts";
import { sharedInputs } from "./report/fold.ts";
import { scoreShortfalls } from "./report/score.ts";
import type { ReporterEnvironment } from "./reporter.ts";

/** Lines above which a report is brief about what does not gate. */
const longest = 72;

/** What gets a block: open findings and broken checks; with `--verbose` everything that was assessed. */
function blocksOf(report: Report, verbose: boolean): CheckFindings[] {
  return findingsByCheck(report)
    .map(({ check, found }) => ({ check, found: verbose ? found : found.filter(isOpen) }))
    .filter(({ check, found }) => found.length > 0 || check.status === "error");
}

/** Why a verdict is as it is where no block says so. */
function reasonLines(look: Look, report: Report): string[] {
  const lines = sentences(
    look,
    "not read",
    report.unread.map(({ file, message }) => `${file}: ${message}`),
    look.paint.bad,
  );
  const unanswered = (report.unanswered ?? []).map(({ message, remedy }) => `${message}${remedy === null ? "" : `; ${remedy}`}`);
  lines.push(...sentences(look, "cut short", unanswered, look.paint.doubt));
  if (report.assessments.length === 0)
    lines.push(...sentences(look, "why", ["no check found a subject, and an empty audit is not a pass"], look.paint.doubt));
  lines.push(...sentences(look, "why", scoreShortfalls(report), look.paint.bad));
  return lines;
}

/** Blocks of checks with failures, open inputs that several checks share, then checks that only wait for an answer. */
function middleParts(look: Look, report: Report, blocks: readonly CheckFindings[]): string[][] {
  const open = blocks.flatMap(({ found }) => found);
  const shared = look.verbose ? [] : sharedInputs(report, open);
  const grouped = new Set(shared.flatMap(({ members }) => members));
  const apart = look.brief ? open.filter((assessment) => !assessment.gating && !grouped.has(assessment)) : [];
  const elsewhere = new Set([...grouped, ...apart]);
  const own = blocks
    .map(({ check, found }) => ({ check, found: found.filter((assessment) => !elsewhere.has(assessment)) }))
    .filter(({ check, found }) => found.length > 0 || check.status === "error");
  const failing = own.filter(({ found: [first] }) => first?.verdict === "fail" && isOpen(first));
  const others = own.filter((block) => !failing.includes(block));
  const lines = ({ check, found }: CheckFindings): string[] => blockLines(look, report, check, found);
  return [
    ...failing.map(lines),
    ...shared.map((finding) => sharedInputLines(look, finding)),
    ...others.map(lines),
    apartLines(look, report, apart),
  ];
}

function textOf(report: Report, look: Look): string {
  const blocks = blocksOf(report, look.verbose);
  const open = blocks.find(({ check, found }) => found.some(isOpen) || check.status === "error");
  const reasons = reasonLines(look, report);
  const parts = [
    verdictLines(look, report),
    reasons,
    ...middleParts(look, report, blocks),
    footerLines(look, report, open?.check.id ?? null),
  ].filter((lines) => lines.length > 0);
  const dense = blocks.length === 0 && reasons.length === 0;
  return `${parts.map((lines) => lines.map((line) => inert(line.trimEnd())).join("\n")).join(dense ? "\n" : "\n\n")}\n`;
}

/** The human report. Every line is safe to print, whatever the names in the template are. */
export default function human(report: Report, env: ReporterEnvironment): string {
  const whole = textOf(report, lookOf(env));
  return env.verbose || whole.split("\n").length <= longest ? whole : textOf(report, lookOf(env, true));
}
