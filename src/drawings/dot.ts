// The graph in Graphviz's language.

import type { Graph, GraphEdge, GraphNode } from "../audit/report.ts";
import { foldInvocations } from "./fold.ts";
import { checksOf, gapStates, LINK_WORDS, laneLabel, NODE_WORDS, nameOf, soleLanes, visible } from "./words.ts";

type Attributes = Readonly<Record<string, string>>;

const COLOURS: Readonly<Record<GraphEdge["state"], string>> = {
  fine: "#59636e",
  broken: "#cf222e",
  missing: "#cf222e",
  undecided: "#9a6700",
  accepted: "#8250df",
};

const SHAPES: Readonly<Partial<Record<GraphNode["kind"], string>>> = {
  invocation: "cds",
  alias: "oval",
  "deployment-group": "component",
  configuration: "hexagon",
  metric: "note",
  topic: "folder",
};

/** One directed graph, a cluster a lane. */
export function drawDot(graph: Graph): string {
  const { nodes, edges, lanes } = foldInvocations(graph);
  const owners = soleLanes(lanes);
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const gaps = gapStates(nodes, edges);
  const line = (node: GraphNode): string =>
    `${ids.get(node.id)} [${attributes(nodeAttributes(node, gaps.get(node.id) ?? null))}];`;
  const clusters = lanes.flatMap((lane, index) => {
    const own = nodes.filter(({ id }) => owners.get(id) === lane).map((node) => `    ${line(node)}`);
    const head = `    graph [${attributes({ label: laneLabel(lane), style: "rounded", color: "#d1d9e0" })}];`;
    return own.length === 0 ? [] : [`  subgraph cluster_${index} {`, head, ...own, "  }"];
  });
  const shared = nodes.filter(({ id }) => owners.get(id) == null).map((node) => `  ${line(node)}`);
  const links = edges.map((edge) => `  ${ids.get(edge.from)} -> ${ids.get(edge.to)} [${attributes(edgeAttributes(edge))}];`);
  return `${[
    "digraph fitness {",
    '  graph [rankdir="LR", nodesep="0.25", ranksep="0.6", fontname="Helvetica", fontsize="12"];',
    '  node [shape="box", style="rounded", fontname="Helvetica", fontsize="11", color="#59636e"];',
    '  edge [fontname="Helvetica", fontsize="9", arrowsize="0.7"];',
    ...clusters,
    ...shared,
    ...links,
    "}",
  ].join("\n")}\n`;
}

function nodeAttributes(node: GraphNode, gap: GraphEdge["state"] | null): Attributes {
  const { kind, detail, conditional } = node;
  const shape = SHAPES[kind];
  return {
    label: [nameOf(node), ...(detail === null ? [] : [visible(detail)])].join("\n"),
    tooltip: NODE_WORDS[kind],
    ...(shape === undefined ? {} : { shape }),
    ...(gap !== null || conditional ? { style: "rounded,dashed" } : {}),
    ...(gap === null ? {} : { color: COLOURS[gap], fontcolor: COLOURS[gap] }),
  };
}

function edgeAttributes({ kind, state, findings }: GraphEdge): Attributes {
  const colour = COLOURS[state];
  const tooltip = [LINK_WORDS[kind], ...findings.map(({ message }) => visible(message))].join("\n");
  if (state === "fine") return { color: colour, tooltip };
  const label = checksOf(findings).map(visible).join("\n");
  const style = state === "broken" ? "solid" : "dashed";
  return { color: colour, fontcolor: colour, penwidth: "2", style, label, tooltip };
}

function attributes(given: Attributes): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(", ");
}

/** In a quoted string only the quote and, for what `\N` or `\n` would mean, the backslash are special. Entities are read everywhere. */
function quoted(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;").replaceAll("\n", "\\n");
  return `"${escaped}"`;
}
