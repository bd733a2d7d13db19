// The results by stack, with open findings by check.
import type { Report, ReportedAssessment, Summary } from "../../audit/report.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { isOpen, stateOf } from "../report/assessments.ts";
import { grouped } from "../report/fold.ts";
import { anchorOf } from "./finding.ts";
import type { Part } from "./part.ts";
import { drawShares } from "./shares.ts";

const COLUMNS = ["stack", "", "failed", "unknown", "waived", "accepted", "passed"];

export function drawStacks({ assessments, source }: Report): readonly Part[] {
  const stacks = [...grouped(assessments, ({ subject }) => subject.stack)]
    .map(([name, own]) => ({ name, own, summary: countsOf(own) }))
    .sort((a, b) => b.summary.fail - a.summary.fail || b.summary.unknown - a.summary.unknown);
  if (stacks.length === 0) return [];
  const places = new Map(source.stacks.map(({ name, region, account }) => [name, [account, region].filter(Boolean).join(" ")]));
  const head = element(
    "tr",
    {},
    COLUMNS.map((name, index) =>
      name === "" ? element("td", {}) : element("th", { scope: "col", class: index > 1 ? "number" : null }, name),
    ),
  );
  const rows = stacks.map(({ name, own, summary }) => drawStack(name, places.get(name) ?? "", own, summary));
  return [
    {
      id: "stacks",
      title: "By stack",
      count: stacks.length,
      note: null,
      content: [
        element(
          "div",
          { class: "scroll", tabindex: 0, role: "group", "aria-label": "Stacks" },
          element("table", { class: "stacks" }, element("thead", {}, head), element("tbody", {}, lines(rows))),
        ),
      ],
    },
  ];
}

function countsOf(assessments: readonly ReportedAssessment[]): Summary {
  const summary = { pass: 0, fail: 0, unknown: 0, waived: 0, baselined: 0 };
  for (const assessment of assessments) summary[stateOf(assessment)] += 1;
  return summary;
}

function drawStack(name: string, place: string, own: readonly ReportedAssessment[], summary: Summary): Markup {
  const { fail, unknown, waived, baselined, pass } = summary;
  const open = [...grouped(own.filter(isOpen), ({ check }) => check)].map(([check, [first, ...others]]) =>
    element(
      "li",
      {},
      element("a", { href: `#${anchorOf(first)}` }, visible(check)),
      ...(others.length === 0 ? [] : [space, String(others.length + 1)]),
    ),
  );
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      visible(name) || "no name",
      ...(place === "" ? [] : [element("small", {}, visible(place))]),
      ...(open.length === 0 ? [] : [element("ul", { class: "names", "aria-label": "Checks with open findings" }, lines(open))]),
    ),
    element("td", { class: "wide" }, drawShares(summary)),
    [fail, unknown, waived, baselined, pass].map((count, index) =>
      element(
        "td",
        { class: `number${index === 0 && count > 0 ? " bad" : index === 1 && count > 0 ? " doubt" : ""}` },
        String(count),
      ),
    ),
  );
}
