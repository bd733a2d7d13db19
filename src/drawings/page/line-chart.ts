// A series as a line over the runs. All text is beside it: what is drawn stretches with the page.
import { element, lines, type Markup } from "./markup.ts";

export interface Line {
  /** For those who do not see it: `score: 81.6 after 100, over 6 runs`. */
  readonly label: string;
  /** One a run; null where it has none. */
  readonly values: readonly (number | null)[];
  /** What a point is called: the day of its run. */
  readonly names: readonly string[];
  readonly unit: string;
  /** Drawn across. */
  readonly bound: number | null;
  /** The tone of each point. */
  readonly tones: readonly ("good" | "bad" | "doubt" | "plain")[];
  readonly height: number;
}

/** Room for points at the edges, in pixels. */
const EDGE = 7;
/** In percent of the width. */
const SIDE = 1.5;

export function drawLine({ label, values, names, unit, bound, tones, height }: Line): Markup {
  const known = values.filter((value) => value !== null);
  const all = bound === null ? known : [...known, bound];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number): number => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return round(EDGE + (1 - share) * (height - 2 * EDGE));
  };
  const x = (index: number): string =>
    `${round(values.length === 1 ? 50 : SIDE + (index / (values.length - 1)) * (100 - 2 * SIDE))}%`;
  const points = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const segments = points.slice(1).map(({ value, index }, place) => {
    const before = points[place] ?? { value, index };
    return element("line", { class: "stretch", x1: x(before.index), y1: y(before.value), x2: x(index), y2: y(value) });
  });
  const across = bound === null ? [] : [element("line", { class: "bound", x1: "0", x2: "100%", y1: y(bound), y2: y(bound) })];
  const dots = points.map(({ value, index }) =>
    element(
      "circle",
      { class: `point ${tones[index] ?? "plain"}`, cx: x(index), cy: y(value), r: points.length > 40 ? 2 : 3.5 },
      element("title", {}, `${names[index]}: ${numeral(value)}${unit === "" ? "" : ` ${unit}`}`),
    ),
  );
  return element(
    "svg",
    { class: "chart", width: "100%", height, role: "img", "aria-label": label },
    lines(across, segments, dots),
  );
}

/** As many digits as tell something. */
export function numeral(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 5 });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
