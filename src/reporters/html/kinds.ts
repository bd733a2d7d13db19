// The four kinds of fitness functions as a grid: their checks, their results, and empty kinds.
import type { Report, Summary } from "../../audit/report.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { counted } from "../report/counts.ts";
import { CADENCES, type Kind, kindsOf, SCOPES, sizeOf } from "../report/kinds.ts";
import type { Part } from "./part.ts";
import { drawShares } from "./shares.ts";

const WORDS = {
  atomic: "one part of the system at a time",
  holistic: "several parts together",
  triggered: "on a change",
  continual: "while it runs",
};

export function drawKinds(report: Report): readonly Part[] {
  const kinds = kindsOf(report);
  const empty = kinds.filter((kind) => kind.empty !== null);
  const head = element(
    "tr",
    {},
    element("td", {}),
    CADENCES.map((cadence) => element("th", { scope: "col" }, cadence, element("small", {}, WORDS[cadence]))),
  );
  const rows = SCOPES.map((scope) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, scope, element("small", {}, WORDS[scope])),
      kinds.filter((kind) => kind.scope === scope).map(drawKind),
    ),
  );
  const names = empty.map(({ scope, cadence }) => `${scope} ${cadence}`).join(", ");
  return [
    {
      id: "kinds",
      title: "Kinds",
      count: null,
      note: empty.length === 0 ? "of fitness functions" : `of fitness functions; empty: ${names}`,
      content: [
        element(
          "div",
          { class: "scroll", tabindex: 0, role: "group", "aria-label": "Kinds of fitness functions" },
          element("table", { class: "kinds" }, element("thead", {}, head), element("tbody", {}, lines(rows))),
        ),
      ],
    },
  ];
}

function drawKind({ asked, summary, empty }: Kind): Markup {
  if (empty !== null)
    return element("td", { class: "empty" }, element("p", {}, element("b", {}, "empty")), element("p", {}, empty));
  const failing = asked
    .filter((check) => check.summary.fail > 0)
    .map(({ id }) => element("li", {}, element("code", {}, visible(id))));
  return element(
    "td",
    {},
    lines(
      element("p", {}, element("b", {}, counted(asked.length, "check")), space, `· ${inWords(summary)}`),
      drawShares(summary),
      failing.length === 0 ? [] : element("ul", { class: "names", "aria-label": "Failing checks" }, lines(failing)),
    ),
  );
}

function inWords(summary: Summary): string {
  const { fail, unknown, waived, baselined, pass } = summary;
  if (pass === sizeOf(summary)) return `all ${pass} passed`;
  const counts: [number, string][] = [
    [fail, "failed"],
    [unknown, "unknown"],
    [waived, "waived"],
    [baselined, "accepted"],
    [pass, "passed"],
  ];
  return counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(", ");
}
