// Hours of the week in words: `Mon-Fri 09-17; Sat 10-14`.
import type { SimulatedDeployment } from "../../audit/report.ts";

export type Backtest = NonNullable<SimulatedDeployment["backtest"]>;
export type Hour = Backtest["hours"][number];

export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** Days with equal hours are grouped; empty text where no hour is meant. */
export function hoursInWords(hours: readonly Hour[], isMeant: (hour: Hour) => boolean): string {
  const meant = hours.filter(isMeant);
  if (meant.length === hours.length && hours.length > 0) return "at any hour";
  const byDay = DAYS.map((_, day) => rangesOf(meant.filter((each) => each.day === day).map(({ hour }) => hour)));
  const kinds = [...new Set(byDay)].filter((ranges) => ranges !== "");
  const parts = kinds.map((ranges) => {
    const days = byDay.flatMap((own, day) => (own === ranges ? [day] : []));
    return days.length === DAYS.length ? `daily ${ranges}` : `${daysInWords(days)} ${ranges}`;
  });
  return parts.join("; ");
}

/** `07–14, 15–19`: from the beginning of an hour to the end of another. */
function rangesOf(hours: readonly number[]): string {
  return runsOf(hours)
    .map(([from, to]) => `${twoDigits(from)}–${twoDigits(to + 1)}`)
    .join(", ");
}

/** `Mon–Fri`, `Mon, Tue, Thu` */
function daysInWords(days: readonly number[]): string {
  return runsOf(days)
    .flatMap(([from, to]) => (to - from >= 2 ? [`${DAYS[from]}–${DAYS[to]}`] : DAYS.slice(from, to + 1)))
    .join(", ");
}

function runsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
