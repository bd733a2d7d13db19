// Values on one scale, with the limit as a line and the allowed side shaded. All text is outside, because the drawing stretches with the page.
import { element, lines, type Markup } from "../../drawings/page/markup.ts";

export interface Strip {
  readonly points: readonly {
    readonly value: number;
    /** How many have it. */
    readonly count: number;
    readonly tone: string;
    readonly title: string;
  }[];
  readonly threshold: number;
  readonly comparator: "<" | "<=" | ">" | ">=" | "==";
  readonly label: string;
}

const HEIGHT = 26;
/** Room for points at the edges, in percent of the width. */
const EDGE = 2.5;

export function drawStrip({ points, threshold, comparator, label }: Strip): Markup {
  const all = [threshold, ...points.map(({ value }) => value)];
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const span = high === low ? 1 : high - low;
  const x = (value: number): number => Math.round(100 * (EDGE + ((value - low) / span) * (100 - 2 * EDGE))) / 100;
  const bound = x(threshold);
  const [from, to] = comparator.startsWith("<") ? [0, bound] : comparator.startsWith(">") ? [bound, 100] : [bound, bound];
  const middle = HEIGHT / 2;
  return element(
    "svg",
    { class: "strip", width: "100%", height: HEIGHT, role: "img", "aria-label": label },
    lines(
      element("rect", {
        class: "allowed",
        x: `${from}%`,
        width: `${Math.round(100 * (to - from)) / 100}%`,
        y: 5,
        height: HEIGHT - 10,
        rx: 3,
      }),
      element("line", { class: "scale", x1: "0", x2: "100%", y1: middle, y2: middle }),
      element("line", { class: "bound", x1: `${bound}%`, x2: `${bound}%`, y1: 1, y2: HEIGHT - 1 }),
      points.map(({ value, count, tone, title }) =>
        element(
          "circle",
          { class: `point ${tone}`, cx: `${x(value)}%`, cy: middle, r: Math.min(9, 4 + Math.round(Math.log2(count))) },
          element("title", {}, title),
        ),
      ),
    ),
  );
}
