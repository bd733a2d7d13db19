// The section of one lane: its drawing, what the checks say of it by number, and the same links as a table.
import type { Graph, GraphEdge, GraphFinding, GraphLane, GraphNode } from "../../audit/report.ts";
import { edgesAmong, LINK_WORDS, laneLabel, nameOf, STATE_WORDS, summed, visible, worstOf } from "../words.ts";
import { type Layout, layOut } from "./layout.ts";
import { element, lines, type Markup } from "./markup.ts";
import { drawSvg } from "./svg.ts";

export interface Section {
  readonly id: string;
  readonly label: string;
  readonly state: GraphEdge["state"];
  /** `2 broken`. */
  readonly summary: string;
  readonly markup: Markup;
}

/** A link of which something was said. */
interface Entry {
  readonly edge: GraphEdge;
  readonly where: string;
}

const URGENCY: readonly GraphEdge["state"][] = ["broken", "missing", "undecided", "accepted", "fine"];

/**
 * @param columns those of all lanes that are aligned with this one
 * @param simulated the lane's deployments
 */
export function drawSection(
  graph: Graph,
  lane: GraphLane,
  columns: readonly number[],
  index: number,
  simulated: readonly Markup[],
): Section {
  const id = `lane-${index + 1}`;
  const members = new Set(lane.nodes);
  const nodes = new Map(graph.nodes.filter((node) => members.has(node.id)).map((node) => [node.id, node]));
  const edges = edgesAmong(graph, members);
  const entries = edges
    .filter(({ findings }) => findings.length > 0)
    .sort((one, other) => URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state))
    .map((edge): Entry => ({ edge, where: `${labelOf(edge.from, nodes)} → ${labelOf(edge.to, nodes)}` }));
  const numbers = new Map(entries.map(({ edge }, place) => [edge, place + 1]));
  const label = laneLabel(lane);
  const summary = summed(edges);
  const state = worstOf(edges);
  const layout: Layout = layOut(graph, lane, columns);
  const description = `${summary}. ${entries.map(({ edge, where }) => `${where}: ${edge.findings.map(({ message }) => message).join("; ")}`).join(". ")}`;
  const markup = element(
    "section",
    { id, class: "lane", "aria-labelledby": `${id}-heading` },
    lines(
      element(
        "h2",
        { id: `${id}-heading` },
        element("span", { class: `dot ${state}` }),
        label,
        element("small", {}, [...(lane.stack === null ? [] : [visible(lane.stack)]), summary].join(" · ")),
      ),
      element(
        "div",
        { class: "drawing", tabindex: 0, role: "group", "aria-label": `The wiring of ${label}` },
        drawSvg(layout, numbers, { id, title: `How ${label} is wired`, description }),
      ),
      entries.length === 0 ? [] : [drawEntries(entries)],
      drawBeside([...nodes.values()]),
      simulated,
      drawTable(edges, nodes),
    ),
  );
  return { id, label, state, summary, markup };
}

function labelOf(id: string, nodes: ReadonlyMap<string, GraphNode>): string {
  const node = nodes.get(id);
  return node === undefined ? "" : nameOf(node);
}

/** The check, and how it took what it saw where that is not plainly a failure. */
function sourceOf({ verdict, check, accepted }: GraphFinding): string {
  return accepted ? `${check}, accepted` : verdict === "unknown" ? `${check}, undecided` : check;
}

function drawEntries(entries: readonly Entry[]): Markup {
  const items = entries.map(({ edge, where }) =>
    element(
      "li",
      { class: edge.state },
      element("span", { class: "where" }, where),
      edge.findings.map((finding) => drawFinding(finding, finding.message)),
    ),
  );
  return element("ol", { class: "findings" }, lines(items));
}

function drawFinding(finding: GraphFinding, text: string): Markup {
  return element("p", {}, text, { html: " " }, element("code", {}, sourceOf(finding)));
}

/** Findings on nodes, not on links: they have no place in the drawing, and each is listed once with all its nodes. */
function drawBeside(nodes: readonly GraphNode[]): readonly Markup[] {
  const alike = new Map<string, { finding: GraphFinding; names: string[] }>();
  for (const node of nodes) {
    for (const finding of node.findings) {
      const key = JSON.stringify([finding.check, finding.message, finding.accepted]);
      const said = alike.get(key) ?? { finding, names: [] };
      said.names.push(nameOf(node));
      alike.set(key, said);
    }
  }
  if (alike.size === 0) return [];
  const said = [...alike.values()].map(({ finding, names }) => drawFinding(finding, `${names.join(", ")}: ${finding.message}`));
  return [element("div", { class: "beside" }, element("p", {}, "Not about a link:"), lines(said))];
}

function drawTable(edges: readonly GraphEdge[], nodes: ReadonlyMap<string, GraphNode>): Markup {
  const head = ["from", "link", "to", "state", "what the checks say"].map((text) => element("th", { scope: "col" }, text));
  const rows = edges.map(({ from, to, kind, state, findings }) =>
    element(
      "tr",
      { class: state },
      element("td", {}, labelOf(from, nodes)),
      element("td", {}, LINK_WORDS[kind]),
      element("td", {}, labelOf(to, nodes)),
      element("td", {}, STATE_WORDS[state]),
      element("td", {}, findings.map((finding) => `${finding.message} (${sourceOf(finding)})`).join("; ")),
    ),
  );
  const count = edges.length === 1 ? "The link" : `The ${edges.length} links`;
  return element(
    "details",
    {},
    element("summary", {}, `${count} as a table`),
    element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, lines(rows))),
  );
}
