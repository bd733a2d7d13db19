// The look of the human report: signs, colours, and lines with a left and a right part.
import { Chalk } from "chalk";
import type { ReporterEnvironment } from "../reporter.ts";
import { columnsOf, printable } from "./text.ts";

export type Paint = (text: string) => string;

/** A stretch of text in one colour. */
export interface Span {
  readonly text: string;
  readonly paint?: Paint;
}

const unicodeSigns = {
  fail: "✗",
  unknown: "?",
  pass: "✓",
  settled: "○",
  error: "!",
  joint: " ─ ",
  dot: " · ",
  arrow: "→",
  more: "…",
};
const asciiSigns: typeof unicodeSigns = {
  ...{ fail: "x", unknown: "?", pass: "+", settled: "o", error: "!", joint: " -- ", dot: " - ", arrow: "->", more: "..." },
};

export interface Look {
  /** Columns to fill; very wide terminals are not, since the eye loses the line. */
  readonly width: number;
  readonly verbose: boolean;
  /** The report is long: what does not gate is said in fewer lines. */
  readonly brief: boolean;
  readonly sign: typeof unicodeSigns;
  readonly paint: Readonly<Record<"bad" | "doubt" | "good" | "quiet" | "strong" | "place" | "plain", Paint>>;
  readonly banner: Readonly<Record<"bad" | "doubt" | "good", Paint>>;
  /** Text from the report, safe to send to a terminal. */
  shown(text: string): string;
}

/** Before the lines below a subject. */
export const indent = "     ";

export function severityPaint(look: Look, severity: string): Paint {
  if (severity === "error") return look.paint.bad;
  return severity === "warning" ? look.paint.doubt : look.paint.plain;
}

export function lookOf(env: ReporterEnvironment, brief = false): Look {
  const chalk = new Chalk({ level: env.colour });
  return {
    width: Math.min(Math.max(env.width || 80, 40), 100),
    verbose: env.verbose,
    brief,
    sign: env.unicode ? unicodeSigns : asciiSigns,
    paint: {
      bad: chalk.red,
      doubt: chalk.yellow,
      good: chalk.green,
      quiet: chalk.dim,
      strong: chalk.bold,
      place: chalk.cyan,
      plain: (text) => text,
    },
    banner: { bad: chalk.bgRed.whiteBright.bold, doubt: chalk.bgYellow.black.bold, good: chalk.bgGreen.black.bold },
    shown: (text) => printable(text, env.unicode),
  };
}

function columnsOfSpans(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + columnsOf(span.text), 0);
}

function painted(spans: readonly Span[]): string {
  return spans.map(({ text, paint }) => (paint && text !== "" ? paint(text) : text)).join("");
}

/** One line with `right` at its end; two lines where both do not fit, the second with `right` indented. */
export function ends(look: Look, left: readonly Span[], right: Span | null, indent = 5): string[] {
  if (right === null || right.text === "") return [painted(left)];
  const gap = look.width - columnsOfSpans(left) - columnsOf(right.text);
  if (gap >= 2) return [painted([...left, { text: " ".repeat(gap) }, right])];
  return [painted(left), `${" ".repeat(indent)}${painted([right])}`];
}
