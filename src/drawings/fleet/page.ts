// The fleet as one page: every system a cell of a grid, what is not accounted for, what changed, the worst, the checks.
import type { FleetReport, FleetSystem } from "../../fleet/report.ts";
import { changeInWords, scoreInWords, verdictOf, verdictsInWords } from "../../reporters/fleet/reporter.ts";
import { element, lines, type Markup } from "../page/markup.ts";
import { page } from "../page/page.ts";
import { scoreClass, style } from "./style.ts";

export function fleetPage(report: FleetReport): string {
  const body = lines(
    header(report),
    element("main", {}, lines(unaccounted(report), grid(report), change(report), worst(report), checks(report), all(report))),
  );
  return page(`Fleet: ${verdictOf(report)}`, style, body);
}

function header(report: FleetReport): Markup {
  const verdict = verdictOf(report);
  const { median } = report.score;
  const facts = `${report.systems.toLocaleString("en-US")} systems: ${verdictsInWords(report.verdicts)}${median === null ? "" : `. Median score ${median}.`}`;
  const title = element("h1", {}, "Fleet", element("span", { class: `banner ${verdict}` }, verdict));
  return element(
    "header",
    {},
    lines(title, element("p", {}, facts), element("p", {}, `Merged ${report.mergedAt.slice(0, 16).replace("T", " ")} UTC`)),
  );
}

function section(title: string, ...content: readonly Markup[]): Markup {
  return element("section", {}, lines(element("h2", {}, title), ...content));
}

/** Rows of a list that are open from the start. */
const FIRST = 5;
const MOST_CHANGED = 10;

function unaccounted({ unaccounted: systems, unlisted }: FleetReport): readonly Markup[] {
  const rows = [
    ...systems.map(({ name, reason }) => [name, reason]),
    ...unlisted.map((name) => [name, "has a report but is not in the list of targets"]),
  ];
  if (rows.length === 0) return [];
  return [section(`Without a verdict (${systems.length})`, ...longTable(["system", "reason"], rows, FIRST))];
}

/** The first rows, and the others folded. */
function longTable(head: readonly string[], rows: readonly (readonly string[])[], shown: number): readonly Markup[] {
  const rest = rows.slice(shown);
  const more = element("details", {}, element("summary", {}, `${rest.length} more`), table(head, rest));
  return [table(head, rows.slice(0, shown)), ...(rest.length === 0 ? [] : [more])];
}

function change({ change: changed }: FleetReport): readonly Markup[] {
  if (changed === null) return [];
  const { since, worse, better, added, removed, scoreFrom, scoreTo } = changed;
  const counts = `${worse.length} worse, ${better.length} better, ${added.length} new, ${removed.length} gone; median score ${scoreInWords(scoreFrom)} → ${scoreInWords(scoreTo)}`;
  const rows = [
    ...worse.map((each) => [each.name, "worse", changeInWords(each)]),
    ...better.map((each) => [each.name, "better", changeInWords(each)]),
  ];
  return [
    section(
      `Since ${since.slice(0, 10)}`,
      element("p", {}, counts),
      ...(rows.length === 0 ? [] : longTable(["system", "got", "verdict and score"], rows, MOST_CHANGED)),
    ),
  ];
}

/** Rows by the tag that most systems have, else by account; without either one row of all. */
function grid({ all: systems, groups }: FleetReport): Markup {
  const [dimension] = Object.keys(groups)
    .filter((name) => name.startsWith("tag "))
    .sort((a, b) => covered(b, groups) - covered(a, groups));
  const by = dimension ?? ("account" in groups ? "account" : null);
  const rowOf = (system: FleetSystem): string =>
    (by === null ? "all" : by === "account" ? system.account : system.tags[by.slice("tag ".length)]) ?? "without";
  const rows = new Map<string, FleetSystem[]>();
  for (const system of systems) rows.set(rowOf(system), [...(rows.get(rowOf(system)) ?? []), system]);
  const content = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, members]) => [
      element("h3", {}, name, element("small", {}, `${members.length}`)),
      element("ol", { class: "cells" }, members.toSorted(worstFirst).map(cell)),
    ]);
  return section(
    by === null ? "Systems" : `Systems by ${by.replace(/^tag /, "")}`,
    element("div", { class: "grid" }, lines(...content)),
    key(),
  );
}

function worstFirst(a: FleetSystem, b: FleetSystem): number {
  return (a.score ?? -1) - (b.score ?? -1);
}

function covered(dimension: string, groups: FleetReport["groups"]): number {
  return (groups[dimension] ?? []).reduce((sum, { systems }) => sum + systems, 0);
}

function cell(system: FleetSystem): Markup {
  const { name, verdict, score, page: own } = system;
  const colour = score === null || verdict === "missing" || verdict === "not-audited" ? "none" : scoreClass(score);
  const label = `${name}: ${verdict}${score === null ? "" : `, score ${score}`}`;
  const attributes = { class: verdict === "inconclusive" ? `${colour} inconclusive-cell` : colour, title: label };
  return element("li", attributes, ...(own === null ? [] : [element("a", { href: own, "aria-label": label })]));
}

function key(): Markup {
  const entry = (colour: string, label: string) => element("li", {}, element("span", { class: colour }), label);
  return element(
    "ul",
    { class: "key" },
    entry("s1", "score below 20"),
    entry("s5", "50"),
    entry("s9", "90 and above"),
    entry("s5 inconclusive-cell", "inconclusive"),
    entry("none", "missing or not audited"),
  );
}

function worst({ worst: names, all: systems }: FleetReport): readonly Markup[] {
  const byName = new Map(systems.map((system) => [system.name, system]));
  const found = names.flatMap((name) => byName.get(name) ?? []);
  return found.length === 0 ? [] : [section("Worst systems", systemTable(found))];
}

function checks({ checks: found }: FleetReport): readonly Markup[] {
  const failing = found.filter(({ failing: count }) => count > 0);
  if (failing.length === 0) return [];
  const rows = failing.map(({ id, title, failing: count, assessed }) =>
    element(
      "tr",
      {},
      element("td", {}, element("code", {}, id), element("br", {}), title),
      element(
        "td",
        {},
        element("meter", { min: 0, max: assessed, value: count, "aria-label": `${id}: ${count} of ${assessed}` }, `${count}`),
      ),
      element("td", { class: "number" }, `${count} of ${assessed}`),
    ),
  );
  const head = element(
    "tr",
    {},
    element("th", {}, "check"),
    element("th", {}, "systems in which it fails"),
    element("th", { class: "number" }, "of those assessed"),
  );
  return [
    section("Failing checks", element("table", {}, lines(element("thead", {}, head), element("tbody", {}, lines(...rows))))),
  ];
}

function all({ all: systems }: FleetReport): Markup {
  return section(
    "All systems",
    element("details", {}, element("summary", {}, `${systems.length} systems`), systemTable(systems)),
  );
}

function systemTable(systems: readonly FleetSystem[]): Markup {
  const rows = systems.map(({ name, verdict, score, failures, unknowns, account, region, page: own }) =>
    element(
      "tr",
      {},
      element("td", {}, ...(own === null ? [name] : [element("a", { href: own }, name)])),
      element("td", {}, verdict),
      ...[score ?? "–", failures, unknowns].map((value) => element("td", { class: "number" }, `${value}`)),
      element("td", {}, [account, region].filter(Boolean).join(" ")),
    ),
  );
  const number = ["score", "failures", "unknown"].map((name) => element("th", { class: "number" }, name));
  const head = element(
    "tr",
    {},
    element("th", {}, "system"),
    element("th", {}, "verdict"),
    ...number,
    element("th", {}, "where"),
  );
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Table" },
    element("table", {}, lines(element("thead", {}, head), element("tbody", {}, lines(...rows)))),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const line = (cells: readonly string[], name: "th" | "td") =>
    element(
      "tr",
      {},
      cells.map((text) => element(name, {}, text)),
    );
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Table" },
    element(
      "table",
      {},
      lines(element("thead", {}, line(head, "th")), element("tbody", {}, lines(...rows.map((row) => line(row, "td"))))),
    ),
  );
}
