// The trend of each system at a terminal: a sparkline each for scores, counts and measurements, with where they are now.
import type { HistoryEntry } from "../audit/history.ts";
import { entry, sentences } from "../reporters/human/frame.ts";
import { ends, type Look, lookOf } from "../reporters/human/look.ts";
import { columnsOf, inert } from "../reporters/human/text.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import { type Series, type Trend, trendOf } from "./series.ts";
import { sparkline } from "./sparkline.ts";

/** So many of the last runs are drawn. */
const RUNS_DRAWN = 40;
const VERDICTS = { fit: ["pass", "good"], degraded: ["fail", "bad"], inconclusive: ["unknown", "doubt"] } as const;

/** @param systems the runs of each, the oldest first */
export function trendText(systems: readonly (readonly HistoryEntry[])[], env: ReporterEnvironment): string {
  const look = lookOf(env);
  const blocks = systems.map((entries) => systemLines(look, entries.slice(-RUNS_DRAWN), entries.length, env.unicode));
  return `${blocks.map((lines) => lines.map((line) => inert(line.trimEnd())).join("\n")).join("\n\n")}\n`;
}

function systemLines(look: Look, entries: readonly HistoryEntry[], all: number, unicode: boolean): string[] {
  const trend = trendOf(entries);
  const last = entries.at(-1);
  const [first = "", latest = ""] = [trend.days[0], trend.days.at(-1)].map((day) => day?.slice(0, 10));
  const runs = all === 1 ? "1 run" : `${all} runs`;
  const left = [{ text: ` ${look.shown(last?.locator ?? "")}`, paint: look.paint.strong }];
  const rows = [trend.score, ...trend.characteristics.map((each) => ({ ...each, name: `  ${each.name}` })), ...trend.counts];
  const width = Math.max(...rows.map(({ name }) => columnsOf(look.shown(name))));
  return [
    ...ends(
      look,
      left,
      {
        text: all === entries.length ? `${runs}, ${first} to ${latest}` : `the last ${entries.length} of ${runs}, since ${first}`,
      },
      1,
    ),
    "",
    ` ${"verdict".padEnd(width)}  ${verdictSigns(look, trend)}`,
    ...rows.map((series) => row(look, series, width, unicode)),
    ...measurementLines(look, trend, unicode),
    "",
    ...sentences(look, "changed", changes(entries)),
    ...entry(look, "now", [last?.verdict ?? "incomplete", ...(last?.score === null ? [] : [`score ${last?.score}`])]),
  ];
}

function verdictSigns(look: Look, { verdicts }: Trend): string {
  return verdicts
    .map((verdict) => {
      const [sign, paint] = verdict === null ? (["error", "bad"] as const) : VERDICTS[verdict];
      return look.paint[paint](look.sign[sign]);
    })
    .join("");
}

function row(look: Look, series: Series, width: number, unicode: boolean): string {
  const name = look.shown(series.name);
  const known = series.values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const was = known.length < 2 || first === last ? "" : look.paint.quiet(`  was ${shown(first)}`);
  return ` ${name}${" ".repeat(Math.max(0, width - columnsOf(name)))}  ${sparkline(series.values, unicode)}  ${shown(last)}${was}`;
}

function measurementLines(look: Look, { measurements }: Trend, unicode: boolean): string[] {
  if (measurements.length === 0) return [];
  const shownOnes = look.verbose ? measurements : measurements.filter(({ values }) => new Set(values).size > 1);
  const hidden = measurements.length - shownOnes.length;
  const lines = shownOnes.flatMap((series) => {
    const { check, subject, name, unit, threshold } = series;
    const last = series.values.findLast((value) => value !== null);
    const paint = series.isKept.at(-1) === false ? look.paint.bad : look.paint.plain;
    const head = ends(
      look,
      [{ text: ` ${look.shown(`${check}  ${subject}`)}` }],
      { text: look.shown(name), paint: look.paint.quiet },
      3,
    );
    return [
      ...head,
      `   ${sparkline(series.values, unicode)}  ${paint(`${shown(last)} ${unit}`)}${look.paint.quiet(`, bound ${shown(threshold)}`)}`,
    ];
  });
  const rest = hidden === 0 ? [] : [`   ${look.paint.quiet(`${look.sign.more} and ${hidden} unchanged, all with --verbose`)}`];
  return ["", ` ${look.paint.quiet("measurements")}`, ...lines, ...rest];
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? "?" : value.toLocaleString("en-US", { maximumSignificantDigits: 5 });
}

/** When the verdict changed: `degraded since 2026-11-20, fit before`; the latest first. */
function changes(entries: readonly HistoryEntry[]): string[] {
  const found: string[] = [];
  for (let index = entries.length - 1; index > 0 && found.length < 3; index -= 1) {
    const [before, now] = [entries[index - 1]?.verdict ?? "incomplete", entries[index]?.verdict ?? "incomplete"];
    if (before !== now) found.push(`${now} since ${entries[index]?.startedAt.slice(0, 10)}, ${before} before`);
  }
  return found;
}
