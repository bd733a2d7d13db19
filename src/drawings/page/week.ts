// The backtest on a page: the hours of the week as a table that is coloured, when to deploy, and when alarms were in ALARM.
import { type Backtest, DAYS, type Hour, twoDigits } from "../backtest/hours.ts";
import { adviceOf, alarmPeriodsOf, findingsOf, hourInWords, RATINGS, unplayedOf } from "../backtest/words.ts";
import type { Naming } from "../shift/words.ts";
import { element, lines, type Markup } from "./markup.ts";

export function drawBacktest(backtest: Backtest | null, naming: Naming, label: string): readonly Markup[] {
  if (backtest === null) return [];
  const said = [...alarmPeriodsOf(backtest, naming), ...unplayedOf(backtest, naming), ...backtest.assumptions.map(assumed)];
  const findings = findingsOf(backtest).join("; ");
  return [
    element("h3", {}, "On recorded metrics"),
    element("p", {}, `${findings.charAt(0).toUpperCase()}${findings.slice(1)}.`),
    ...(backtest.hours.length === 0 ? [] : [drawWeek(backtest, label), drawLegend(backtest)]),
    ...adviceOf(backtest).map((text) => element("p", { class: "advice" }, text)),
    ...(said.length === 0 ? [] : [element("ul", { class: "said" }, lines(said.map((text) => element("li", {}, text))))]),
  ];
}

function assumed(text: string): string {
  return `Assumed: ${text}`;
}

function drawWeek({ hours }: Backtest, label: string): Markup {
  const head = Array.from({ length: 24 }, (_, hour) => element("th", { scope: "col" }, twoDigits(hour)));
  const rows = DAYS.map((day, index) =>
    element("tr", {}, element("th", { scope: "row" }, day), hours.filter((hour) => hour.day === index).map(drawHour)),
  );
  const caption =
    "Broken versions that would have been rolled back, in percent, by the hour (UTC) in which the deployment begins";
  return element(
    "div",
    { class: "drawing", tabindex: 0, role: "group", "aria-label": `Hours of the week for ${label}` },
    element(
      "table",
      { class: "week" },
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "UTC"), head)),
      element("tbody", {}, lines(rows)),
    ),
  );
}

/** The number says it without the colour; where healthy versions are rolled back there is a sign. */
function drawHour(hour: Hour): Markup {
  const { rating, stopped } = hour;
  const percent = stopped === null ? "" : String(Math.floor(stopped * 100));
  const text = rating === "noisy" ? `×${percent}` : percent;
  return element("td", { class: rating ?? "none", title: hourInWords(hour) }, text);
}

function drawLegend({ hours }: Backtest): Markup {
  const kinds = (["good", "unsure", "blind", "noisy"] as const).filter((kind) => hours.some(({ rating }) => rating === kind));
  const items = kinds.map((kind) =>
    element("li", {}, element("span", { class: `hour ${kind}` }, kind === "noisy" ? "×" : ""), RATINGS[kind]),
  );
  return element("ul", { class: "legend", "aria-label": "Legend of the hours" }, lines(items));
}
