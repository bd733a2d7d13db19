// The head of the page: verdict, source, score with its change, score by characteristic, and why the verdict is incomplete.
import type { Report } from "../../audit/report.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { counted, countsInWords } from "../report/counts.ts";
import { scoreShortfalls } from "../report/score.ts";
import { drawScore } from "./score.ts";

const VERDICTS = {
  fit: ["Fit", "good"],
  degraded: ["Degraded", "bad"],
  inconclusive: ["Inconclusive", "doubt"],
  null: ["Incomplete", "bad"],
} as const;

export function drawHead(report: Report): Markup {
  const { source, scanned } = report;
  const [word, tone] = VERDICTS[report.verdict ?? "null"];
  const places = [...new Set(source.stacks.flatMap(({ account, region }) => [account, region].filter(Boolean).join(" ") || []))];
  const facts = [
    counted(scanned.stacks, "stack"),
    counted(scanned.resources, "resource"),
    counted(scanned.subjects, "subject"),
    counted(scanned.checks, "check"),
    ...places.map(visible),
  ];
  const named = element("h1", {}, element("span", { class: `banner ${tone}` }, word), visible(source.locator) || "no name");
  return element(
    "header",
    { class: "head" },
    lines(
      element(
        "div",
        { class: "what" },
        lines(
          named,
          element("p", { class: "counts" }, element("b", { class: tone }, countsInWords(report))),
          element("p", {}, facts.join(" · ")),
          element(
            "p",
            {},
            element("time", { datetime: report.startedAt }, day(report.startedAt)),
            space,
            `· ${report.tool.name} ${report.tool.version}`,
          ),
        ),
      ),
      drawScore(report, tone),
      drawAlerts(report),
    ),
  );
}

function day(startedAt: string): string {
  return `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
}

/** What no finding says. */
function drawAlerts(report: Report): readonly Markup[] {
  const alerts = [
    ...report.unread.map(({ file, message }) => `${visible(file)} was not read: ${message}`),
    ...(report.unanswered ?? []).map(({ message, remedy }) => [message, ...(remedy === null ? [] : [remedy])].join(": ")),
    ...report.checks.flatMap(({ id, error }) => (error === null ? [] : [`${id} failed to run: ${error}`])),
    ...scoreShortfalls(report),
    ...(report.assessments.length === 0 ? ["No check found a subject: an empty audit is not a pass."] : []),
  ];
  if (alerts.length === 0) return [];
  const items = alerts.map((text) => element("li", {}, text));
  return [element("ul", { class: "alerts", "aria-label": "Why the verdict is incomplete" }, lines(items))];
}
