// Accepted failures: how many over time, those that no longer fail, and those of this run.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { drawLine } from "../../drawings/page/line-chart.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { addressOf, stateOf } from "../report/assessments.ts";
import { baselineSentences, staleEntry } from "../report/baseline.ts";
import { counted } from "../report/counts.ts";
import type { Part } from "./part.ts";

export function drawAccepted(report: Report): readonly Part[] {
  const { baseline, assessments } = report;
  if (baseline === null) return [];
  const accepted = assessments.filter((assessment) => stateOf(assessment) === "baselined");
  const sizes = baseline.sizes.map(({ on, accepted: size }) => ({ on, size }));
  const points = [...sizes, { on: report.startedAt.slice(0, 10), size: baseline.size }];
  const chart = drawLine({
    label: `Accepted failures: ${points.map(({ on, size }) => `${size} on ${on}`).join(", ")}`,
    values: points.map(({ size }) => size),
    names: points.map(({ on }) => on),
    unit: "accepted",
    bound: null,
    tones: points.map(() => "plain"),
    height: 56,
  });
  const sentences = baselineSentences(report).map((text) => element("li", {}, text));
  return [
    {
      id: "accepted",
      title: "Accepted failures",
      count: baseline.size,
      note: visible(baseline.file),
      content: [
        element("ul", { class: "said plain" }, lines(sentences)),
        ...(points.length < 3 ? [] : [element("div", { class: "card chart-card" }, chart)]),
        ...folded(
          counted(baseline.stale.length, "entry that no longer fails", "entries that no longer fail"),
          baseline.stale.map((entry) => element("li", {}, staleEntry(entry))),
        ),
        ...folded(`${accepted.length} accepted in this run`, accepted.map(drawEntry)),
      ],
    },
  ];
}

function drawEntry({ check, subject, message }: ReportedAssessment): Markup {
  return element("li", {}, element("code", {}, visible(check)), space, `${visible(addressOf(subject))}: ${message}`);
}

function folded(summary: string, items: readonly Markup[]): readonly Markup[] {
  if (items.length === 0) return [];
  return [element("details", {}, element("summary", {}, summary), element("ul", { class: "said plain" }, lines(items)))];
}
