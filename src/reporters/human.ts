// The report for a person at a terminal: the verdict, then what to fix, then what was looked at.
import type { Report } from "../audit/report.ts";
import { blockLines } from "./human/block.ts";
import { footerLines } from "./human/footer.ts";
import { sentences, verdictLines } from "./human/frame.ts";
import { type Look, lookOf } from "./human/look.ts";
import { inert } from "./human/text.ts";
import { type CheckFindings, findingsByCheck, isOpen } from "./report/assessments.ts";
import type { ReporterEnvironment } from "./reporter.ts";

/** What gets a block: open findings and broken checks; with `--verbose` everything that was assessed. */
function blocksOf(report: Report, verbose: boolean): CheckFindings[] {
  return findingsByCheck(report)
    .map(({ check, found }) => ({ check, found: verbose ? found : found.filter(isOpen) }))
    .filter(({ check, found }) => found.length > 0 || check.status === "error");
}

/** Why a verdict is as it is where no block says so. */
function reasonLines(look: Look, report: Report): string[] {
  const { score } = report;
  const lines = sentences(
    look,
    "unread",
    report.unread.map(({ file, message }) => `${file}: ${message}`),
    look.paint.bad,
  );
  if (report.assessments.length === 0)
    lines.push(
      ...sentences(
        look,
        "why",
        ["no check found anything to judge, and a gate that looked at nothing is not green"],
        look.paint.doubt,
      ),
    );
  if (score.value !== null && score.minimum !== null && score.value < score.minimum)
    lines.push(...sentences(look, "why", [`the score ${score.value} is under its minimum of ${score.minimum}`], look.paint.bad));
  return lines;
}

/** The human report. Every line is safe to print, whatever the names in the template are. */
export default function human(report: Report, env: ReporterEnvironment): string {
  const look = lookOf(env);
  const blocks = blocksOf(report, env.verbose);
  const open = blocks.find(({ check, found }) => found.some(isOpen) || check.status === "error");
  const reasons = reasonLines(look, report);
  const parts = [
    verdictLines(look, report),
    reasons,
    ...blocks.map(({ check, found }) => blockLines(look, check, found)),
    footerLines(look, report, open?.check.id ?? null),
  ].filter((lines) => lines.length > 0);
  const dense = blocks.length === 0 && reasons.length === 0;
  const text = parts.map((lines) => lines.map((line) => inert(line.trimEnd())).join("\n")).join(dense ? "\n" : "\n\n");
  return `${text}\n`;
}
