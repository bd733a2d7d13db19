// The report as a comment on a pull request: verdict, changes, open findings, and details that are folded.
import type { Report } from "../audit/report.ts";
import { changeLines } from "./markdown/change.ts";
import { findingRows } from "./markdown/findings.ts";
import { restLines } from "./markdown/rest.ts";
import { code, prose } from "./markdown/text.ts";
import { addressOf } from "./report/assessments.ts";
import { counted, countsInWords } from "./report/counts.ts";
import { fixFirst } from "./report/fix-first.ts";
import { scoreShortfalls } from "./report/score.ts";

/** GitHub takes no comment over 65,536 characters. */
const MOST = 60_000;
const ROWS = [60, 20, 5] as const;

const VERDICTS = { fit: "✅ Fit", degraded: "❌ Degraded", inconclusive: "❔ Inconclusive", null: "⛔ Incomplete" } as const;

/** As many rows as fit into a comment. */
export default function markdown(report: Report): string {
  const texts = ROWS.map((rows) => textOf(report, rows));
  const fitting = texts.find((text) => text.length <= MOST) ?? texts.at(-1) ?? "";
  return fitting.length <= MOST ? fitting : cut(fitting);
}

function cut(text: string): string {
  const end = text.lastIndexOf("\n", MOST);
  return `${text.slice(0, end)}\n\n… cut: comments have a size limit. The other reporters have the full report.\n`;
}

function textOf(report: Report, rows: number): string {
  const lines = [
    headLine(report),
    "",
    sourceLine(report),
    "",
    ...reasonLines(report),
    ...changeLines(report),
    ...openLines(report, rows),
    ...restLines(report),
  ];
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function headLine(report: Report): string {
  const { verdict, score, baseline, comparison } = report;
  const said = countsInWords(report);
  const before = comparison?.before.score ?? baseline?.scoreBefore ?? null;
  const was = before === null || before === score.value ? "" : ` (was ${before})`;
  return `## ${VERDICTS[verdict ?? "null"]}: ${said}${score.value === null ? "" : ` · score ${score.value}${was}`}`;
}

function sourceLine({ source, scanned }: Report): string {
  const counts = [counted(scanned.stacks, "stack"), counted(scanned.resources, "resource"), counted(scanned.checks, "check")];
  return `${code(source.locator)} · ${counts.join(", ")}`;
}

/** Why the verdict is as it is where no finding says so, and what to fix first. */
function reasonLines(report: Report): string[] {
  const { unread, checks, assessments } = report;
  const reasons = [
    ...unread.map(({ file, message }) => `- ⛔ ${code(file)} was not read: ${prose(message)}`),
    ...checks.flatMap(({ id, error }) => (error === null ? [] : [`- ⛔ ${code(id)} failed to run: ${prose(error)}`])),
    ...scoreShortfalls(report).map((text) => `- ❌ ${prose(text)}`),
    ...(assessments.length === 0 ? ["- ❔ no check found a subject, and an empty audit is not a pass"] : []),
  ];
  const first = fixFirst(report);
  const members = first?.finding.members;
  const whom =
    members === undefined ? "" : members.length === 1 ? addressOf(members[0].subject) : counted(members.length, "finding");
  const advice =
    first === null || members === undefined
      ? []
      : [`Fix first: ${code(members[0].check)} (${prose(whom)}), ${counted(first.points, "point")} of the score.`, ""];
  return [...reasons, ...(reasons.length > 0 ? [""] : []), ...advice];
}

function openLines(report: Report, rows: number): string[] {
  const lines = findingRows(report, rows);
  return lines.length === 0 ? [] : ["### Open findings", "", ...lines, ""];
}
