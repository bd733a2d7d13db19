// What changed over the runs: verdicts, score, counts and measurements, each as a line; and the runs as a table.
import type { HistoryEntry } from "../../audit/history.ts";
import { type Series, type Trend, trendOf } from "../../history/series.ts";
import { visible } from "../words.ts";
import { drawLine, type Line, numeral } from "./line-chart.ts";
import { element, lines, type Markup } from "./markup.ts";

const TONES = { fit: "good", degraded: "bad", inconclusive: "doubt" } as const;
const VERDICTS = { fit: "fit", degraded: "degraded", inconclusive: "inconclusive" } as const;
/** Measurements that are drawn; the others are in a list that can be opened. */
const DRAWN = 12;

/** @param entries the oldest first */
export function drawTrend(entries: readonly HistoryEntry[]): Markup {
  const trend = trendOf(entries);
  const measurements = [...trend.measurements].sort((a, b) => rank(a) - rank(b));
  const drawn = measurements.filter((series, index) => index < DRAWN && isMoving(series));
  const rest = measurements.filter((series) => !drawn.includes(series));
  return element(
    "div",
    { class: "trend" },
    lines(
      drawVerdicts(trend),
      element("div", { class: "cards wide" }, [drawCard(trend.score, trend, 84)]),
      element(
        "div",
        { class: "cards" },
        lines(trend.characteristics.concat(trend.counts).map((series) => drawCard(series, trend, 48))),
      ),
      drawn.length === 0 ? [] : drawMeasurements(drawn, trend, "Measurements"),
      rest.length === 0
        ? []
        : [
            folded(
              `${drawn.length === 0 ? "Measurements" : "More measurements"}: ${rest.length}`,
              drawMeasurements(rest, trend, null),
            ),
          ],
      folded(entries.length === 1 ? "The run as a table" : `The ${entries.length} runs as a table`, [drawTable(entries)]),
    ),
  );
}

/** Those that broke their bound come first, then those that changed. */
function rank(series: Series): number {
  return series.isKept.at(-1) === false ? 0 : isMoving(series) ? 1 : 2;
}

function isMoving({ values }: Series): boolean {
  return new Set(values.filter((value) => value !== null)).size > 1;
}

function drawVerdicts({ verdicts, days }: Trend): Markup {
  const dots = verdicts.map((verdict, index) => {
    const said = verdict === null ? "incomplete" : VERDICTS[verdict];
    const tone = verdict === null ? "bad" : TONES[verdict];
    return element("li", { class: tone, title: `${day(days[index])}: ${said}` }, element("span", {}, said));
  });
  return element("ol", { class: "verdicts", "aria-label": "Verdicts, oldest first" }, lines(dots));
}

function day(startedAt: string | undefined): string {
  return startedAt?.slice(0, 10) ?? "";
}

/** `api-latency` of a subject, or `score`: the name, the last value with what it was, and the line. */
function drawCard(series: Series, trend: Trend, height: number, subject: string | null = null): Markup {
  const known = series.values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const unit = visible(series.unit);
  const was = first === undefined || last === undefined || first === last ? "" : `was ${numeral(first)}`;
  const bound = series.threshold === null ? "" : `bound ${numeral(series.threshold)}`;
  const line: Line = {
    label: `${visible(series.name)}: ${last === undefined ? "no value" : numeral(last)}${was === "" ? "" : `, ${was}`}, over ${known.length} runs`,
    values: series.values,
    names: trend.days.map(day),
    unit,
    bound: series.threshold,
    tones: series.values.map((_value, index) => toneOf(series, trend, index)),
    height,
  };
  return element(
    "figure",
    { class: series.isKept.at(-1) === false ? "card broken" : "card" },
    lines(
      element(
        "figcaption",
        {},
        element("span", { class: "of" }, visible(series.name)),
        element("b", {}, last === undefined ? "–" : numeral(last), unit === "" ? [] : [element("small", {}, unit)]),
        element("span", { class: "was" }, [was, bound].filter((part) => part !== "").join(" · ")),
        subject === null ? [] : [element("span", { class: "subject" }, visible(subject))],
      ),
      known.length < 2 ? [] : [drawLine(line)],
    ),
  );
}

function toneOf(series: Series, trend: Trend, index: number): "good" | "bad" | "doubt" | "plain" {
  if (series === trend.score) {
    const verdict = trend.verdicts[index] ?? null;
    return verdict === null ? "bad" : TONES[verdict];
  }
  return series.isKept[index] === false ? "bad" : "plain";
}

function drawMeasurements(measurements: Trend["measurements"], trend: Trend, heading: string | null): Markup[] {
  const cards = measurements.map((series) => drawCard(series, trend, 48, `${series.check} · ${series.subject}`));
  return [...(heading === null ? [] : [element("h3", {}, heading)]), element("div", { class: "cards" }, lines(cards))];
}

function folded(summary: string, inside: readonly Markup[]): Markup {
  return element("details", {}, element("summary", {}, summary), ...inside);
}

function drawTable(entries: readonly HistoryEntry[]): Markup {
  const names = ["run", "verdict", "score", "failures", "unknown", "waived", "accepted"];
  const head = element(
    "tr",
    {},
    names.map((name) => element("th", { scope: "col" }, name)),
  );
  const rows = [...entries].reverse().map(({ startedAt, verdict, score, summary, accepted }) => {
    const cells = [verdict ?? "incomplete", score, summary.fail, summary.unknown, summary.waived, accepted];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("time", { datetime: startedAt }, `${day(startedAt)} ${startedAt.slice(11, 16)}`)),
      cells.map((cell) => element("td", {}, cell === null ? "–" : String(cell))),
    );
  });
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "The runs" },
    element("table", {}, element("thead", {}, head), element("tbody", {}, lines(rows))),
  );
}
