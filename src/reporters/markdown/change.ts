// What changed, compared with --against, otherwise with the baseline.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { changeItems } from "../comparison/markdown.ts";
import { addressOf, detailOf, worstFirst } from "../report/assessments.ts";
import { baselineSentences } from "../report/baseline.ts";
import { code, folded, prose } from "./text.ts";

const SHOWN = 10;

export function changeLines(report: Report): string[] {
  const { comparison, baseline } = report;
  if (comparison !== undefined && comparison !== null) {
    const items = changeItems(comparison);
    const said = items.length === 0 ? ["Nothing changed.", ""] : items;
    return [`### Changes since ${code(comparison.before.locator)}`, "", ...said, ...accepted(report)];
  }
  if (baseline === null) return [];
  const fresh = worstFirst(report)
    .filter(({ verdict, gating }) => verdict === "fail" && gating)
    .map(itemOf);
  const fixed = baseline.stale.map(
    ({ check, subject, message }) => `- ✅ **${prose(subject)}** no longer: ${prose(message)} (${code(check)})`,
  );
  const lines = [...few(fresh), ...few(fixed)];
  return ["### Since the baseline", "", ...(lines.length === 0 ? ["No new or fixed failures."] : lines), "", ...accepted(report)];
}

function itemOf(assessment: ReportedAssessment): string {
  const { check, subject, message } = assessment;
  const detail = detailOf(assessment);
  return `- ❌ **${prose(addressOf(subject))}**${detail === null ? "" : ` ${prose(detail)}`}: ${prose(message)} (${code(check)})`;
}

function few(items: readonly string[]): string[] {
  const more = items.slice(SHOWN);
  return [...items.slice(0, SHOWN), ...(more.length === 0 ? [] : ["", ...folded(`${more.length} more`, more)])];
}

function accepted(report: Report): string[] {
  const sentences = baselineSentences(report);
  return sentences.length === 0 ? [] : [`Baseline: ${sentences.map(prose).join("; ")}.`, ""];
}
