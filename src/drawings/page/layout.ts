// Where the boxes and links of one lane are: columns by kind, the rows by dagre, which keeps crossings few.
import dagre from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphLane, GraphNode } from "../../audit/report.ts";
import { edgesAmong } from "../words.ts";
import { BOX_WIDTH, type Box, boxOf } from "./box.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly node: GraphNode;
  readonly box: Box;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** From the side of one box to the side of the other; between each two is a gap between columns. */
  readonly stations: readonly (readonly [Point, Point])[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const COLUMN_GAP = 54;
const ROW_GAP = 14;
const MARGIN = 10;

const COLUMNS: Readonly<Record<GraphNode["kind"], number>> = {
  invocation: 0,
  function: 1,
  "api-stage": 1,
  alias: 2,
  "deployment-group": 3,
  configuration: 4,
  hook: 4,
  alarm: 4,
  metric: 5,
  topic: 5,
  subscriber: 6,
  gap: 0,
};

/** A gap is drawn where the missing node would be. */
const GAP_COLUMNS: Readonly<Record<GraphEdge["kind"], number>> = {
  invocation: 0,
  alias: 2,
  deployment: 3,
  configuration: 4,
  hook: 4,
  rollback: 4,
  watch: 4,
  member: 4,
  metric: 5,
  action: 5,
  subscription: 6,
  failure: 5,
};

/** How much it matters that a link is straight: the chain from the function on is what is read first. */
const WEIGHTS: Readonly<Record<GraphEdge["kind"], number>> = {
  invocation: 3,
  alias: 12,
  deployment: 12,
  configuration: 6,
  hook: 1,
  rollback: 4,
  watch: 1,
  member: 4,
  metric: 2,
  action: 1,
  subscription: 4,
  failure: 1,
};

/** Which columns there are, for lanes that are to be aligned with each other. */
export function columnsOf(graph: Graph, lanes: readonly GraphLane[]): readonly number[] {
  const used = lanes.flatMap((lane) => [...placesOf(graph, lane).values()]);
  return [...new Set(used)].sort((a, b) => a - b);
}

/** @param columns those of `columnsOf` of lanes that include this one */
export function layOut(graph: Graph, lane: GraphLane, columns: readonly number[]): Layout {
  const places = placesOf(graph, lane);
  const rankOf = (id: string): number => columns.indexOf(places.get(id) ?? 0);
  const nodes = graph.nodes.filter(({ id }) => places.has(id)).map((node) => ({ node, box: boxOf(node) }));
  const edges = edgesAmong(graph, new Set(places.keys()));
  const rows = rowsOf(nodes, edges, rankOf);
  const x = (rank: number): number => MARGIN + BOX_WIDTH / 2 + rank * (BOX_WIDTH + COLUMN_GAP);
  const top = Math.min(...nodes.map(({ node, box }) => rows.of(node.id) - box.height / 2), ...rows.passing);
  const shift = MARGIN - top;
  const y = (id: string): number => rows.of(id) + shift;
  const bottom = Math.max(
    ...nodes.map(({ node, box }) => y(node.id) + box.height / 2),
    ...rows.passing.map((row) => row + shift),
  );
  return {
    width: x(columns.length - 1) + BOX_WIDTH / 2 + MARGIN,
    height: bottom + MARGIN,
    nodes: nodes.map(({ node, box }) => ({ node, box, x: x(rankOf(node.id)), y: y(node.id) })),
    edges: edges.map((edge) => {
      const ends = [edge.from, edge.to].map((id): [number, number] => [rankOf(id), y(id)]);
      const between = rows.between(edge).map(([rank, row]): [number, number] => [rank, row + shift]);
      const passed = [...ends.slice(0, 1), ...between, ...ends.slice(1)];
      return { edge, stations: passed.map(([rank, row]) => [sideOf(x(rank), row, -1), sideOf(x(rank), row, 1)] as const) };
    }),
  };
}

function sideOf(x: number, y: number, side: -1 | 1): Point {
  return { x: x + (side * BOX_WIDTH) / 2, y };
}

/** The column of each node of the lane; composite alarms come before their members. */
function placesOf(graph: Graph, { nodes }: GraphLane): ReadonlyMap<string, number> {
  const members = new Set(nodes);
  const edges = edgesAmong(graph, members);
  const depths = depthsOf(edges.filter(({ kind }) => kind === "member"));
  const deepest = Math.max(0, ...graph.edges.filter(({ kind }) => kind === "member").map(({ to }) => depths.get(to) ?? 1));
  const places = new Map<string, number>();
  for (const { id, kind } of graph.nodes.filter((node) => members.has(node.id))) {
    const column = kind === "gap" ? gapColumn(id, edges) : COLUMNS[kind];
    // A fraction, so that lanes without composite alarms need no column for them.
    places.set(id, kind === "alarm" ? column + (depths.get(id) ?? 0) / (deepest + 1) : column);
  }
  return places;
}

function gapColumn(id: string, edges: readonly GraphEdge[]): number {
  const into = edges.find(({ to }) => to === id);
  return into === undefined ? COLUMNS.alias : GAP_COLUMNS[into.kind];
}

/** How many composite alarms are above each member, without going in circles. */
function depthsOf(edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (let round = 1; round <= edges.length; round += 1) {
    let changed = false;
    for (const { from, to } of edges) {
      const depth = (depths.get(from) ?? 0) + 1;
      if (depth > round || (depths.get(to) ?? 0) >= depth) continue;
      depths.set(to, depth);
      changed = true;
    }
    if (!changed) break;
  }
  return depths;
}

interface Rows {
  of(id: string): number;
  /** Where a link passes the columns between its ends: the column and the row. */
  between(edge: GraphEdge): readonly (readonly [number, number])[];
  /** Rows of links where there is no box. */
  readonly passing: readonly number[];
}

type Sized = Pick<PlacedNode, "node" | "box">;

function rowsOf(nodes: readonly Sized[], edges: readonly GraphEdge[], rankOf: (id: string) => number): Rows {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  // Every edge gets a place for its label halfway: dagre doubles the ranks for it.
  const ranker = (ranked: typeof graph): void => {
    for (const id of ranked.nodes()) ranked.node(id).rank = ranks.get(id) ?? 0;
  };
  const ranks = new Map(nodes.map(({ node }) => [node.id, 2 * rankOf(node.id)]));
  graph.setGraph({ rankdir: "LR", nodesep: ROW_GAP, edgesep: ROW_GAP, ranksep: COLUMN_GAP, ranker });
  for (const { node, box } of nodes) graph.setNode(node.id, { width: BOX_WIDTH, height: box.height });
  const forward = edges.filter(({ from, to }) => rankOf(from) < rankOf(to));
  for (const { from, to, kind } of forward) graph.setEdge(from, to, { weight: WEIGHTS[kind] }, kind);
  dagre.layout(graph);
  const between = ({ from, to, kind }: GraphEdge): readonly (readonly [number, number])[] => {
    const [start, end] = [rankOf(from), rankOf(to)];
    if (end - start < 2) return [];
    const points: readonly Point[] = graph.edge(from, to, kind).points;
    // The first and the last are on the boxes; of those between, each second one is in a gap between columns.
    return Array.from({ length: end - start - 1 }, (_, index) => [start + 1 + index, points[2 + 2 * index]?.y ?? 0] as const);
  };
  return { of: (id) => graph.node(id).y, between, passing: forward.flatMap((edge) => between(edge).map(([, row]) => row)) };
}
