// The graph as one page that needs no network and no script: an overview, then a drawing for each function and API.
import type { Graph, GraphEdge, Simulation } from "../audit/report.ts";
import { foldInvocations } from "./fold.ts";
import { columnsOf } from "./page/layout.ts";
import { element, lines, type Markup } from "./page/markup.ts";
import { page } from "./page/page.ts";
import { drawSection, type Section } from "./page/section.ts";
import { drawAssumptions } from "./page/shift-section.ts";
import { shiftStyle } from "./page/shift-style.ts";
import { drawSimulated } from "./page/simulated-lane.ts";
import { style } from "./page/style.ts";
import { commonAssumptions } from "./shift/words.ts";
import { summed, visible, worstOf } from "./words.ts";

/**
 * @param locator what was read, as its user named it
 * @param simulation drawn below the wiring of the function that is deployed
 */
export function drawHtml(unfolded: Graph, locator: string, simulation: Simulation | null = null): string {
  const graph = foldInvocations(unfolded);
  const sections = drawSections(graph, simulation);
  const title = `How ${visible(locator)} is wired`;
  const body = lines(
    drawHeader(graph, sections, title),
    element("main", {}, lines(sections.map(({ markup }) => markup))),
    drawFooter(simulation),
  );
  return page(title, simulation === null ? style : style + shiftStyle, body);
}

function drawFooter(simulation: Simulation | null): Markup {
  const shared = "Drawn by serverless-fitness. Shared resources, such as topics, appear in every lane that uses them.";
  const common = drawAssumptions([...commonAssumptions(simulation?.deployments ?? [])]);
  return common.length === 0 ? element("footer", {}, shared) : element("footer", {}, lines(common, element("p", {}, shared)));
}

function drawSections(graph: Graph, simulation: Simulation | null): readonly Section[] {
  const functions = graph.lanes.filter(({ kind }) => kind === "function" || kind === "alias");
  const shared = columnsOf(graph, functions);
  return graph.lanes.map((lane, index) => {
    const columns = functions.includes(lane) ? shared : columnsOf(graph, [lane]);
    return drawSection(graph, lane, columns, index, drawSimulated(graph, lane, simulation));
  });
}

function drawHeader(graph: Graph, sections: readonly Section[], title: string): Markup {
  const functions = graph.nodes.filter(({ kind }) => kind === "function").length;
  const counted = functions === 1 ? "1 function" : `${functions} functions`;
  return element(
    "header",
    {},
    lines(
      element("h1", {}, title),
      element(
        "p",
        {},
        element("b", { class: worstOf(graph.edges) }, summed(graph.edges)),
        { html: " " },
        `· ${counted}, ${graph.edges.length} links`,
      ),
      element(
        "nav",
        { "aria-label": "Functions and APIs" },
        element("ol", { class: "overview" }, lines(sections.map(drawEntry))),
      ),
      drawLegend(graph),
    ),
  );
}

function drawEntry({ id, label, state, summary }: Section): Markup {
  const link = element("a", { href: `#${id}`, title: summary }, element("span", { class: `dot ${state}` }), label);
  return element("li", {}, link);
}

const LEGEND: readonly (readonly [GraphEdge["state"], string])[] = [
  ["fine", "holds"],
  ["broken", "broken"],
  ["missing", "missing"],
  ["undecided", "undetermined"],
  ["accepted", "waived or in the baseline"],
];

function drawLegend({ nodes }: Graph): Markup {
  const items = LEGEND.map(([state, text]) => {
    const line = element(
      "g",
      { class: `link ${state}` },
      element("path", { class: "line", d: "M1 6H36" }),
      element("path", { class: "head", d: "M42 6l-8 -4v8z" }),
    );
    return drawSample(line, text);
  });
  const box = element(
    "g",
    { class: "node conditional" },
    element("rect", { class: "box", x: 1, y: 1, width: 40, height: 10, rx: 3 }),
  );
  const isConditional = nodes.some(({ conditional }) => conditional);
  const all = isConditional ? [...items, drawSample(box, "under a condition")] : items;
  return element("ul", { class: "legend", "aria-label": "Legend" }, lines(all));
}

function drawSample(sample: Markup, text: string): Markup {
  return element("li", {}, element("svg", { width: 44, height: 12, "aria-hidden": "true" }, sample), text);
}
