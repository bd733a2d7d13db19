// The map of error rates and traffic in shaded blocks of a terminal, with the current traffic marked.
import type { Look, Paint } from "../../reporters/human/look.ts";
import { fill, wrap } from "../../reporters/human/text.ts";
import { briefCount, headingOf, levelOf, levelsOf, type SweepMap } from "../shift/sweep-words.ts";
import { perMinute, share } from "../shift/words.ts";

const SIGNS = {
  unicode: { shades: "·░▒▓█", unknown: "?", mark: "▲", played: "◄" },
  ascii: { shades: ".:+*#", unknown: "?", mark: "^", played: "<" },
};
const WIDEST = 4;
const HEALTHY = "healthy";
const ERROR_RATE = "error rate";

export function sweepLines(look: Look, sweep: SweepMap, errorRate: number, unicode: boolean): string[] {
  const signs = unicode ? SIGNS.unicode : SIGNS.ascii;
  const { requestsPerMinute, errorRates, probabilities, healthyRollbacks } = sweep;
  const labels = errorRates.map(share);
  const left = 1 + Math.max(ERROR_RATE.length, ...labels.map(({ length }) => length)) + 2;
  const width = Math.max(1, Math.min(WIDEST, Math.floor((look.width - left - 2) / requestsPerMinute.length)));
  const cell = (value: number | null): string => {
    if (value === null) return signs.unknown.repeat(width);
    const level = levelOf(value, sweep);
    return paintOf(look, level)((signs.shades[level] ?? "").repeat(width));
  };
  const line = (label: string, values: readonly (number | null)[], mark = ""): string =>
    ` ${label.padStart(left - 3)}  ${values.map(cell).join("")}${mark}`;
  const rows = errorRates.map((each, row) =>
    line(labels[row] ?? "", probabilities[row] ?? [], each === errorRate && each < 1 ? ` ${signs.played}` : ""),
  );
  return [
    ...wrap(headingOf(sweep), look.width - left).map((text, index) =>
      look.paint.quiet(`${index === 0 ? ` ${ERROR_RATE.padStart(left - 3)}  ` : " ".repeat(left)}${text}`),
    ),
    ...rows.reverse(),
    line(HEALTHY, healthyRollbacks),
    ...axisLines(look, sweep, left, width, signs.mark),
    ...legendLines(look, sweep, left, signs, errorRate),
  ];
}

/** Reliable cells are green; nothing else is shown by color alone. */
function paintOf({ paint }: Look, level: number): Paint {
  if (level === 4) return paint.good;
  return level === 0 ? paint.quiet : paint.doubt;
}

/** Labels where there is room for them, and the present rate in any case. */
function axisLines(look: Look, { requestsPerMinute, present }: SweepMap, left: number, width: number, mark: string): string[] {
  let axis = " ".repeat(left);
  for (const [column, value] of requestsPerMinute.entries()) {
    const at = left + column * width;
    const text = briefCount(value);
    const isFree = axis.length <= at && (axis.length === left || axis.length < at);
    if (isFree && at + text.length <= look.width - 1) axis = axis.padEnd(at) + text;
  }
  const lines = [look.paint.quiet(axis), look.paint.quiet(`${" ".repeat(left)}requests a minute`)];
  if (present === null) return lines;
  const at = left + requestsPerMinute.indexOf(present) * width;
  const said = `current traffic: ${perMinute(present)}`;
  const isBeside = at + mark.length + 1 + said.length < look.width;
  const marked = isBeside
    ? `${" ".repeat(at)}${mark} ${said}`
    : `${" ".repeat(Math.max(0, at - said.length - 1))}${said} ${mark}`;
  return [look.paint.quiet(axis), marked, look.paint.quiet(`${" ".repeat(left)}requests a minute`)];
}

function legendLines(look: Look, sweep: SweepMap, left: number, signs: typeof SIGNS.unicode, errorRate: number): string[] {
  const levels = levelsOf(sweep).map(([level, text]) => `${signs.shades[level]} ${text}`);
  const items = errorRate < 1 ? [...levels, `${signs.played} as simulated`] : levels;
  return fill(items, "  ", look.width - left).map((line) => look.paint.quiet(`${" ".repeat(left)}${line}`));
}
