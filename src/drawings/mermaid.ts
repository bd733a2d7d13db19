// The graph as a mermaid flowchart, small enough for what GitHub and GitLab draw in comments.

import type { Graph, GraphEdge, GraphLane, GraphNode } from "../audit/report.ts";
import { foldInvocations } from "./fold.ts";
import { checksOf, edgesAmong, gapStates, laneLabel, nameOf, shortened, soleLanes, summed, visible, worstOf } from "./words.ts";

/** Mermaid refuses more by itself (maxEdges, maxTextSize), and GitHub and GitLab do not allow raising it. */
const MOST_EDGES = 480;
const MOST_CHARACTERS = 48_000;
/** A drawing with more than this is unreadable. */
const EDGES_OF_A_PICTURE = 150;
const LONGEST_LABEL = 60;

const BRACKETS: Readonly<Partial<Record<GraphNode["kind"], readonly [string, string]>>> = {
  invocation: [">", "]"],
  alias: ["([", "])"],
  "deployment-group": ["[[", "]]"],
  configuration: ["{{", "}}"],
  metric: ["[/", "/]"],
  topic: ["[(", ")]"],
  subscriber: ["([", "])"],
};

const CLASSES: ReadonlyMap<string, string> = new Map([
  ["fine", "fill:#f6f8fa,stroke:#59636e,color:#1f2328"],
  ["function", "fill:#ddf4ff,stroke:#0969da,color:#1f2328,font-weight:bold"],
  ["missing", "fill:#ffebe9,stroke:#cf222e,stroke-width:2px,stroke-dasharray:4 3,color:#82071e"],
  ["undecided", "fill:#fff8c5,stroke:#bf8700,stroke-width:2px,stroke-dasharray:4 3,color:#633c01"],
  ["accepted", "fill:#fbefff,stroke:#8250df,stroke-width:2px,stroke-dasharray:4 3,color:#512a97"],
  ["lane", "fill:none,stroke:#8c959f"],
  ["conditional", "fill:#f6f8fa,stroke:#59636e,stroke-dasharray:4 3,color:#1f2328"],
]);

const LINES: Readonly<
  Record<GraphEdge["state"], { readonly arrow: string; readonly mark: string; readonly style: string | null }>
> = {
  fine: { arrow: "-->", mark: "", style: null },
  broken: { arrow: "-->", mark: "✗", style: "stroke:#cf222e,stroke-width:3px,color:#cf222e" },
  missing: { arrow: "-.->", mark: "✗", style: "stroke:#cf222e,stroke-width:2px,color:#cf222e" },
  undecided: { arrow: "-.->", mark: "?", style: "stroke:#bf8700,stroke-width:2px,color:#9a6700" },
  accepted: { arrow: "-.->", mark: "accepted:", style: "stroke:#8250df,stroke-width:2px,color:#8250df" },
};

/**
 * Every lane of a small system. Of a large one only those of which something was said, or the first few where nothing was; how
 * many are omitted is said in a node of its own.
 */
export function drawMermaid(unfolded: Graph): string {
  const graph = foldInvocations(unfolded);
  const { lanes } = graph;
  const troubled = lanes.filter(({ nodes }) => worstOf(edgesAmong(graph, new Set(nodes))) !== "fine").length;
  const readable = most(lanes.length, (count) => drawLanes(graph, count).edges <= EDGES_OF_A_PICTURE);
  const wanted = readable === lanes.length || troubled === 0 ? readable : troubled;
  return drawLanes(
    graph,
    most(wanted, (count) => fits(drawLanes(graph, count))),
  ).text;
}

/** The largest count up to `limit` of which it is true; what is true of one is true of all that are smaller. */
function most(limit: number, isTrue: (count: number) => boolean): number {
  if (isTrue(limit)) return limit;
  let [yes, no] = [0, limit];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (isTrue(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

interface Flowchart {
  readonly text: string;
  readonly edges: number;
}

function fits({ text, edges }: Flowchart): boolean {
  return edges <= MOST_EDGES && text.length <= MOST_CHARACTERS;
}

function drawLanes(graph: Graph, count: number): Flowchart {
  const lanes = graph.lanes.slice(0, count);
  const owners = soleLanes(lanes);
  const nodes = graph.nodes.filter(({ id }) => owners.has(id));
  const edges = edgesAmong(graph, new Set(owners.keys()));
  const gaps = gapStates(nodes, edges);
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const line = (node: GraphNode): string => `${ids.get(node.id)}${drawNode(node, gaps.get(node.id) ?? null)}`;
  const boxes = lanes.flatMap((lane, index) => {
    const own = nodes.filter(({ id }) => owners.get(id) === lane).map((node) => `    ${line(node)}`);
    return own.length === 0 ? [] : [`  subgraph l${index}[${quoted(laneLabel(lane))}]`, "    direction LR", ...own, "  end"];
  });
  const shared = nodes.filter(({ id }) => owners.get(id) === null).map((node) => `  ${line(node)}`);
  const groups = lanes.flatMap((lane, index) => (nodes.some(({ id }) => owners.get(id) === lane) ? [`l${index}`] : []));
  const frames = groups.length === 0 ? [] : [`  class ${groups.join(",")} lane`];
  const styles = edges.flatMap(({ state }, index) => {
    const { style } = LINES[state];
    return style === null ? [] : [`  linkStyle ${index} ${style}`];
  });
  const links = edges.map((edge) => `  ${ids.get(edge.from)} ${drawLink(edge)} ${ids.get(edge.to)}`);
  const rest = leftOut(graph, graph.lanes.slice(count));
  const drawn = [...boxes, ...shared, ...rest, ...links];
  const lines = ["flowchart LR", ...drawn, ...classesOf(drawn), ...frames, ...styles];
  return { text: `${lines.join("\n")}\n`, edges: edges.length };
}

/** The definitions of the classes that are used. */
function classesOf(drawn: readonly string[]): string[] {
  const used = new Set(drawn.flatMap((line) => /:::(\w+)$/.exec(line)?.[1] ?? []));
  return [...CLASSES].flatMap(([name, look]) => (name === "lane" || used.has(name) ? [`  classDef ${name} ${look}`] : []));
}

function leftOut(graph: Graph, lanes: readonly GraphLane[]): string[] {
  if (lanes.length === 0) return [];
  const edges = edgesAmong(graph, new Set(lanes.flatMap(({ nodes }) => nodes)));
  const what = `${lanes.length} more`;
  return [`  rest[${quoted(`${what}: ${summed(edges)}`)}]:::fine`];
}

function drawNode(node: GraphNode, gap: GraphEdge["state"] | null): string {
  const { kind, detail, conditional } = node;
  const [open, close] = BRACKETS[kind] ?? ["[", "]"];
  const texts = [nameOf(node), visible(detail ?? "")].filter((text) => text !== "");
  const plain = kind === "function" || kind === "api-stage" ? "function" : "fine";
  const name = gap ?? (conditional ? "conditional" : plain);
  return `${open}"${texts.map((text) => encoded(shortened(text, LONGEST_LABEL))).join("<br/>")}"${close}:::${name}`;
}

function drawLink({ state, findings }: GraphEdge): string {
  const { arrow, mark } = LINES[state];
  return mark === "" ? arrow : `${arrow}|${quoted(`${mark} ${checksOf(findings).join(", ")}`)}|`;
}

function quoted(text: string): string {
  return `"${encoded(visible(text))}"`;
}

/** Everything that mermaid, its markdown, its directives or its formulas could take for their own, as an entity code. */
function encoded(text: string): string {
  const code = (character: string): string => `#${character.codePointAt(0)};`;
  return text
    .replace(/["#&<>`;%{}\\$*_~|@^=[\]]/g, code)
    .replace(/^(\d*)([-+.)])/, (_, digits, mark) => `${digits}${code(mark)}`);
}
