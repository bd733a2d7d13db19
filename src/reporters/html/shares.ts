// Counts as one bar: failed, unknown, waived or accepted, passed.
import type { Summary } from "../../audit/report.ts";
import { element, lines, type Markup } from "../../drawings/page/markup.ts";
import { sizeOf } from "../report/kinds.ts";

const PARTS = ["fail", "unknown", "waived", "baselined", "pass"] as const;

export function drawShares(summary: Summary): Markup {
  const all = sizeOf(summary);
  let from = 0;
  const parts = PARTS.flatMap((name) => {
    const width = all === 0 ? 0 : (100 * summary[name]) / all;
    const x = from;
    from += width;
    return width === 0 ? [] : [element("rect", { class: name, x: `${round(x)}%`, width: `${round(width)}%`, height: 8 })];
  });
  return element("svg", { class: "shares", width: "100%", height: 8, "aria-hidden": "true" }, lines(parts));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
