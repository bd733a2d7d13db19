// The score as a ring with its change, and that of each characteristic as a bar with its minimum.
import type { Report } from "../../audit/report.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { sinceOf } from "../report/since.ts";

export function drawScore(report: Report, tone: string): readonly Markup[] {
  const { value, minimum, characteristics, minimums = {} } = report.score;
  if (value === null) return [];
  const rows = Object.entries(characteristics).flatMap(([name, own]) =>
    own === null ? [] : [drawBar(name, own, minimums[name] ?? null)],
  );
  const ring = element(
    "figure",
    { class: "ring" },
    lines(
      drawRing(value, tone),
      element(
        "figcaption",
        {},
        lines(element("span", {}, "score"), element("b", {}, String(value)), drawDifference(report, value)),
      ),
    ),
  );
  const least = minimum === null ? [] : [element("p", { class: value < minimum ? "bad" : "" }, `minimum ${minimum}`)];
  const caption = element("caption", { class: "unseen" }, "Score by characteristic");
  return [
    element(
      "div",
      { class: "score" },
      lines(
        element("div", {}, lines(ring, ...least)),
        element("table", { class: "bars" }, caption, element("tbody", {}, lines(rows))),
      ),
    ),
  ];
}

function drawDifference(report: Report, value: number): readonly Markup[] {
  const before = sinceOf(report)?.score ?? null;
  const change = before === null ? 0 : Math.round((value - before) * 10) / 10;
  if (change === 0) return [];
  const [tone, arrow, word] = change < 0 ? ["bad", "▼", "less"] : ["good", "▲", "more"];
  return [
    element(
      "span",
      { class: tone, title: `was ${before}` },
      `${arrow} ${Math.abs(change)}`,
      element("span", { class: "unseen" }, `${word} than before: was ${before}`),
    ),
  ];
}

function drawRing(value: number, tone: string): Markup {
  const circle = { cx: 60, cy: 60, r: 52, pathLength: 100 };
  return element(
    "svg",
    { viewBox: "0 0 120 120", width: 120, height: 120, "aria-hidden": "true" },
    lines(
      element("circle", { class: "track", ...circle }),
      ...(value === 0
        ? []
        : [
            element("circle", {
              class: `value ${tone}`,
              ...circle,
              "stroke-dasharray": `${value} 100`,
              transform: "rotate(-90 60 60)",
            }),
          ]),
    ),
  );
}

function drawBar(name: string, value: number, minimum: number | null): Markup {
  const isLow = minimum !== null && value < minimum;
  const bar = element(
    "svg",
    { class: "bar", width: "100%", height: 10, "aria-hidden": "true" },
    element("rect", { class: "track", width: "100%", height: 10, rx: 5 }),
    element("rect", { class: isLow ? "value bad" : "value", width: `${value}%`, height: 10, rx: 5 }),
    ...(minimum === null ? [] : [element("line", { class: "bound", x1: `${minimum}%`, x2: `${minimum}%`, y1: 0, y2: 10 })]),
  );
  const said = minimum === null ? [] : [element("small", {}, `minimum ${minimum}`)];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, visible(name)),
    element("td", {}, bar),
    element("td", { class: isLow ? "number bad" : "number" }, String(value), ...said),
  );
}
