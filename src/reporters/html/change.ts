// What got worse since the last time, and what to fix first.
import type { Comparison } from "../../audit/comparison.ts";
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { type Line, namesOf, predicateOf, sectionsOf } from "../comparison/lines.ts";
import { addressOf, detailOf } from "../report/assessments.ts";
import { counted } from "../report/counts.ts";
import { fixFirst } from "../report/fix-first.ts";
import { findingInWords } from "../report/fold.ts";
import { type Since, sinceOf } from "../report/since.ts";
import { anchorOf } from "./finding.ts";
import type { Part } from "./part.ts";

const SHOWN = 8;

export function drawChange(report: Report): readonly Part[] {
  const since = sinceOf(report);
  const first = drawFirst(report);
  if (since === null && first.length === 0) return [];
  const content = since === null ? [drawNothingBefore()] : drawSince(report, since);
  const worse = since?.failing?.length ?? null;
  const title = since === null ? "What to fix first" : "What changed";
  return [
    {
      id: "change",
      title,
      count: worse === 0 ? null : worse,
      note: since === null ? null : `since ${visible(since.what)}`,
      content: [...(since === null ? [] : content), ...first, ...(since === null ? content : [])],
    },
  ];
}

function drawNothingBefore(): Markup {
  const advice =
    "There is no earlier run to compare with: --history DIR stores runs, --against NAME compares with another system or revision.";
  return element("p", { class: "muted" }, advice);
}

function drawSince({ comparison }: Report, { failing, fixed }: Since): readonly Markup[] {
  if (comparison !== undefined && comparison !== null) return drawComparison(comparison);
  const worse = failing ?? [];
  const fixedLines = fixed === 0 ? [] : [element("p", { class: "good" }, `✓ ${counted(fixed, "failure")} fixed`)];
  if (worse.length === 0)
    return [...fixedLines, element("p", {}, fixed === 0 ? "No new or fixed failures." : "No new failures.")];
  return [...drawItems("worse", worse.map(drawFailure)), ...fixedLines];
}

function drawFailure(assessment: ReportedAssessment): Markup {
  const { check, subject, message } = assessment;
  const detail = detailOf(assessment);
  const name = [addressOf(subject), ...(detail === null ? [] : [detail])].map(visible).join(" ");
  return element(
    "li",
    {},
    element("a", { href: `#${anchorOf(assessment)}` }, name),
    `: ${message}`,
    space,
    element("code", {}, visible(check)),
  );
}

function drawComparison(comparison: Comparison): readonly Markup[] {
  const sections = sectionsOf(comparison);
  if (sections.length === 0) return [element("p", {}, "Nothing changed.")];
  return sections.flatMap(({ title, lines: found }) => [
    element("h3", {}, title.charAt(0).toUpperCase() + title.slice(1)),
    ...drawItems(
      "changes",
      found.map((line) =>
        element(
          "li",
          { class: line.tone },
          element("b", {}, visible(namesOf(line))),
          ...saidOf(line),
          space,
          ...(line.check === null ? [] : [element("code", {}, visible(line.check))]),
        ),
      ),
    ),
  ]);
}

function saidOf(line: Line): readonly (Markup | string)[] {
  const text = line.check === null ? predicateOf(line) : line.text;
  return text.startsWith(":") ? [text] : [space, text];
}

function drawItems(kind: string, items: readonly Markup[]): readonly Markup[] {
  const rest = items.slice(SHOWN);
  const list = (some: readonly Markup[]): Markup => element("ul", { class: `items ${kind}` }, lines(some));
  if (rest.length === 0) return [list(items)];
  const more = element("details", {}, element("summary", {}, `${rest.length} more`), list(rest));
  return [list(items.slice(0, SHOWN)), more];
}

function drawFirst(report: Report): readonly Markup[] {
  const first = fixFirst(report);
  if (first === null) return [];
  const { members } = first.finding;
  const [example] = members;
  const whom = members.length === 1 ? addressOf(example.subject) : findingInWords(first.finding);
  const gain = `${counted(first.points, "point")} of the score`;
  return [
    element(
      "div",
      { class: "first" },
      lines(
        element(
          "p",
          {},
          element("b", {}, "Fix first:"),
          space,
          element("a", { href: `#${anchorOf(example)}` }, visible(whom)),
          space,
          `· ${gain}`,
        ),
        element("p", {}, example.message, space, element("code", {}, visible(example.check))),
        ...(example.remedy === null ? [] : [element("p", { class: "remedy" }, `→ ${example.remedy}`)]),
      ),
    ),
  ];
}
