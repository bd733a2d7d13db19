// A backtest in columns of a terminal: the hours of the week in blocks, when to deploy, and when alarms were in ALARM.
import type { SimulatedDeployment } from "../../audit/report.ts";
import { sentences } from "../../reporters/human/frame.ts";
import type { Look, Paint } from "../../reporters/human/look.ts";
import { wrap } from "../../reporters/human/text.ts";
import { type Backtest, DAYS, type Hour, twoDigits } from "../backtest/hours.ts";
import { adviceOf, alarmPeriodsOf, findingsOf, RATINGS, unplayedOf } from "../backtest/words.ts";
import type { Naming } from "../shift/words.ts";

const SIGNS = {
  unicode: { good: "█", unsure: "▒", blind: "·", noisy: "×", none: " " },
  ascii: { good: "#", unsure: "+", blind: ".", noisy: "x", none: " " },
};
const LEFT = 6;
const HOURS = 24;

export function backtestLines(look: Look, { backtest }: SimulatedDeployment, naming: Naming, unicode: boolean): string[] {
  if (backtest === null) return [];
  const isPlayed = backtest.hours.length > 0;
  return [
    "",
    ...sentences(look, "backtest", findingsOf(backtest), isPlayed ? look.paint.plain : look.paint.doubt),
    ...(isPlayed ? weekLines(look, backtest, unicode ? SIGNS.unicode : SIGNS.ascii) : []),
    ...adviceOf(backtest).flatMap((text) => wrap(look.shown(text), look.width - 1).map((line) => ` ${look.paint.strong(line)}`)),
    ...sentences(look, "recorded", alarmPeriodsOf(backtest, naming), look.paint.quiet),
    ...sentences(look, "not played", unplayedOf(backtest, naming), look.paint.doubt),
    ...sentences(look, "assumed", backtest.assumptions, look.paint.quiet),
  ];
}

/** One line a deployment, of those that are not drawn. */
export function bestHoursLine(look: Look, { subject, backtest }: SimulatedDeployment, naming: Naming): string[] {
  if (backtest === null) return [];
  const [said = findingsOf(backtest).join("; ")] = adviceOf(backtest);
  return wrap(look.shown(`${naming.address(subject)}: ${said}`), look.width - 1).map(
    (line, index) => `${index === 0 ? " " : "   "}${line}`,
  );
}

function weekLines(look: Look, { hours }: Backtest, signs: typeof SIGNS.unicode): string[] {
  const cell = [3, 2, 1].find((columns) => LEFT + HOURS * columns <= look.width) ?? 1;
  const filled = Math.max(1, cell - 1);
  const every = cell === 3 ? 1 : 3;
  const axis = Array.from({ length: HOURS }, (_, hour) => (hour % every === 0 ? twoDigits(hour) : "").padEnd(cell));
  const head = cell === 1 ? axisOfSix() : axis.join("");
  const rows = DAYS.map((day, index) => {
    const cells = hours.filter((each) => each.day === index).map((each) => drawn(look, each, signs).padded(filled, cell));
    return ` ${day.padEnd(LEFT - 1)}${cells.join("")}`;
  });
  return [look.paint.quiet(` ${"UTC".padEnd(LEFT - 1)}${head}`), ...rows, ...legend(look, signs, hours)];
}

/** Where an hour has one column there is room for every sixth. */
function axisOfSix(): string {
  return [0, 6, 12, 18].map((hour) => twoDigits(hour).padEnd(6)).join("");
}

function drawn(look: Look, { rating }: Hour, signs: typeof SIGNS.unicode) {
  const paint = paintOf(look, rating);
  return {
    padded: (filled: number, cell: number): string => paint(signs[rating ?? "none"].repeat(filled)) + " ".repeat(cell - filled),
  };
}

function paintOf({ paint }: Look, rating: Hour["rating"]): Paint {
  const paints = { good: paint.good, unsure: paint.doubt, blind: paint.bad, noisy: paint.doubt };
  return rating === null ? paint.quiet : paints[rating];
}

/** Of what is in the picture. */
function legend(look: Look, signs: typeof SIGNS.unicode, hours: readonly Hour[]): string[] {
  const kinds = (["good", "unsure", "blind", "noisy"] as const).filter((kind) => hours.some(({ rating }) => rating === kind));
  return kinds.map(
    (kind) => `${" ".repeat(LEFT)}${paintOf(look, kind)(signs[kind].repeat(2))} ${look.paint.quiet(RATINGS[kind])}`,
  );
}
