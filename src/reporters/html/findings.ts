// Open findings by check, worst first; with search and filters if scripts are allowed.
import type { Report, ReportedAssessment, ReportedCheck } from "../../audit/report.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { type CheckFindings, findingsByCheck, isOpen } from "../report/assessments.ts";
import { counted } from "../report/counts.ts";
import { foldByCause, sharedInputs } from "../report/fold.ts";
import { sizeOf } from "../report/kinds.ts";
import { drawFilter } from "./filter.ts";
import { type Anchors, anchorOf, drawFinding } from "./finding.ts";
import type { Part } from "./part.ts";
import { drawShared } from "./shared-inputs.ts";

export function drawFindings(report: Report, chains: Anchors): Part {
  const blocks = findingsByCheck(report).map(({ check, found }) => ({ check, found: found.filter(isOpen) }));
  const open = blocks.flatMap(({ found }) => found);
  const shared = sharedInputs(report, open);
  const grouped = new Set(shared.flatMap(({ members }) => members));
  const own = blocks
    .map(({ check, found }): CheckFindings => ({ check, found: found.filter((assessment) => !grouped.has(assessment)) }))
    .filter(({ found }) => found.length > 0);
  const failing = own.filter(({ found: [first] }) => first?.verdict === "fail");
  const waiting = own.filter((block) => !failing.includes(block));
  const articles = [
    ...failing.map((block) => drawCheck(block, report, chains)),
    ...drawShared(shared, new Set(own.map(({ check }) => check.id))),
    ...waiting.map((block) => drawCheck(block, report, chains)),
  ];
  return {
    id: "open",
    title: "Open findings",
    count: open.length,
    note: open.length === 0 ? null : "by check, worst first",
    content:
      articles.length === 0
        ? [drawNothing(report)]
        : [drawFilter(report, open), element("div", { class: "checks" }, lines(articles))],
  };
}

function drawNothing({ summary, assessments }: Report): Markup {
  if (assessments.length === 0) return element("p", {}, "Nothing was assessed.");
  const settled = [
    ...(summary.waived === 0 ? [] : [`${summary.waived} waived`]),
    ...(summary.baselined === 0 ? [] : [`${summary.baselined} accepted in the baseline`]),
  ];
  const rest = settled.length === 0 ? "" : `; ${settled.join(", ")}`;
  return element("p", { class: "nothing" }, `No open findings: ${counted(summary.pass, "assessment")} passed${rest}.`);
}

function drawCheck({ check, found }: CheckFindings, report: Report, chains: Anchors): Markup {
  const [first] = found;
  const id = first === undefined ? "" : anchorOf(first);
  const tone = first?.verdict === "unknown" ? "unknown" : (first?.severity ?? "");
  const items = foldByCause(report, found).map((finding) => drawFinding(finding, report, chains));
  return element(
    "article",
    { id, class: `check ${tone}`, "data-of": check.characteristic, "aria-labelledby": `${id}-heading` },
    lines(
      element(
        "header",
        {},
        lines(
          element("h3", { id: `${id}-heading` }, drawName(check)),
          element("p", { class: "count" }, countOf(check, found)),
          element("p", { class: "title" }, visible(check.title)),
          element("p", { class: "axes" }, [check.characteristic, check.scope, check.cadence].map(visible).join(" · ")),
        ),
      ),
      element("ul", { class: "found" }, lines(items)),
    ),
  );
}

function drawName({ id, documentation }: ReportedCheck): Markup {
  const name = element("code", {}, visible(id));
  return documentation === undefined ? name : element("a", { href: documentation, rel: "noreferrer" }, name);
}

function countOf({ summary }: ReportedCheck, found: readonly ReportedAssessment[]): string {
  const failed = found.filter(({ verdict }) => verdict === "fail").length;
  const unknown = found.length - failed;
  const counts = [...(failed === 0 ? [] : [`${failed} failed`]), ...(unknown === 0 ? [] : [`${unknown} unknown`])];
  return `${counts.join(", ")} of ${sizeOf(summary)}`;
}
