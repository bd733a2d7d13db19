// The trend of each system as one page that needs no network and no script.
import type { HistoryEntry } from "../audit/history.ts";
import { element, lines, type Markup } from "./page/markup.ts";
import { page } from "./page/page.ts";
import { style } from "./page/style.ts";
import { drawTrend } from "./page/trend-section.ts";
import { trendStyle } from "./page/trend-style.ts";
import { visible } from "./words.ts";

/** @param systems the runs of each, the oldest first @param location where they are collected */
export function drawTrends(systems: readonly (readonly HistoryEntry[])[], location: string): string {
  const title =
    systems.length === 1 ? `How ${visible(systems[0]?.at(-1)?.locator ?? "")} changed` : `How ${systems.length} systems changed`;
  const body = lines(
    element("header", {}, element("h1", {}, title), element("p", {}, `Reports collected in ${visible(location)}`)),
    element("main", {}, lines(systems.map(drawSystem))),
    element("footer", {}, "Drawn by serverless-fitness. Each line is scaled from its lowest to its highest value."),
  );
  return page(title, style + trendStyle, body);
}

function drawSystem(entries: readonly HistoryEntry[], index: number): Markup {
  const id = `system-${index + 1}`;
  const [first, last] = [entries[0], entries.at(-1)];
  const runs = entries.length === 1 ? "1 run" : `${entries.length} runs`;
  const [from, to] = [first, last].map((entry) => entry?.startedAt.slice(0, 10));
  const span = from === to ? `${runs}, ${to}` : `${runs}, ${from} to ${to}`;
  const state = last?.verdict === "fit" ? "fine" : last?.verdict === "inconclusive" ? "undecided" : "broken";
  const heading = element(
    "h2",
    { id: `${id}-heading` },
    element("span", { class: `dot ${state}` }),
    visible(last?.locator ?? "") || "no name",
    element("small", {}, `${last?.verdict ?? "incomplete"} · ${span}`),
  );
  return element("section", { id, class: "lane", "aria-labelledby": `${id}-heading` }, lines(heading, drawTrend(entries)));
}
