// The map of error rates and traffic as a table that is coloured: each cell has its probability, so nothing hangs on the colour.
import { briefCount, headingOf, levelOf, levelsOf, type SweepMap, summaryOf } from "../shift/sweep-words.ts";
import { perMinute, share } from "../shift/words.ts";
import { element, lines, type Markup } from "./markup.ts";

/** @param errorRate the one that is played @param id unique in the page */
export function drawSweep(sweep: SweepMap, errorRate: number, id: string): Markup {
  const { errorRates, probabilities, healthyRollbacks } = sweep;
  const rows = errorRates.map((each, row) =>
    drawRow(sweep, share(each), probabilities[row] ?? [], each === errorRate ? "played" : null),
  );
  const caption = element("caption", { id: `${id}-map` }, `${headingOf(sweep)}, by error rate and requests a minute`);
  const table = element(
    "table",
    { class: "sweep" },
    caption,
    element("thead", {}, drawAxis(sweep)),
    element("tbody", {}, lines([...rows].reverse())),
    element("tfoot", {}, drawRow(sweep, "healthy version", healthyRollbacks, null)),
  );
  return lines(
    element(
      "p",
      { class: "foresight" },
      `${summaryOf(sweep)}.`.replace(/^./, (first) => first.toUpperCase()),
    ),
    element("div", { class: "map", role: "group", tabindex: "0", "aria-labelledby": `${id}-map` }, table),
    drawLegend(sweep),
  );
}

function drawAxis({ requestsPerMinute, present }: SweepMap): Markup {
  const labels = requestsPerMinute.map((each) =>
    element(
      "th",
      { scope: "col", class: each === present ? "present" : null, title: perMinute(each) },
      briefCount(each),
      each === present ? element("small", {}, "present") : [],
    ),
  );
  return element("tr", {}, element("th", { scope: "col" }, "error rate"), labels);
}

function drawRow(sweep: SweepMap, label: string, values: readonly (number | null)[], name: string | null): Markup {
  const cells = values.map((value, column) => {
    const isPresent = sweep.requestsPerMinute[column] === sweep.present;
    const level = value === null ? "unknown" : `level${levelOf(value, sweep)}`;
    return element("td", { class: isPresent ? `${level} present` : level }, value === null ? "?" : briefShare(value));
  });
  return element("tr", { class: name }, element("th", { scope: "row" }, label), cells);
}

/** Whole percents; never 0 or 100 that it is not. */
function briefShare(value: number): string {
  const percents = Math.round(value * 100);
  if (percents === 0 && value > 0) return "<1";
  if (percents === 100 && value < 1) return ">99";
  return String(percents);
}

function drawLegend(sweep: SweepMap): Markup {
  const items = levelsOf(sweep).map(([level, text]) =>
    element("li", {}, element("span", { class: `sample level${level}` }), text),
  );
  return element("ul", { class: "legend", "aria-label": "Legend of the map, in percent" }, lines(items));
}
