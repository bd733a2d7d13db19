// The runs before this one and this one, where reports are collected.
import type { Report } from "../../audit/report.ts";
import { drawTrend } from "../../drawings/page/trend-section.ts";
import { runOf } from "../../history/entry.ts";
import type { Part } from "./part.ts";

export function drawHistory(report: Report): readonly Part[] {
  const { history } = report;
  if (history === null || history.length === 0) return [];
  const entries = [...history, runOf(report).entry];
  const from = history[0]?.startedAt.slice(0, 10) ?? "";
  return [
    {
      id: "trend",
      title: "Over time",
      count: null,
      note: `${entries.length} runs since ${from}, this one the last`,
      content: [drawTrend(entries)],
    },
  ];
}
