// Many alike become one: invocations of one kind that reach the same function in the same way.
import type { Graph, GraphEdge, GraphNode } from "../audit/report.ts";

/** So many are still drawn one by one. */
const MOST_APART = 4;
/** Of those that are folded, so many are named. */
const MOST_NAMED = 3;

export function foldInvocations(graph: Graph): Graph {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const leaving = new Map<string, number>();
  for (const { from } of graph.edges) leaving.set(from, (leaving.get(from) ?? 0) + 1);
  const alike = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    const from = nodes.get(edge.from);
    const isSole = edge.kind === "invocation" && leaving.get(edge.from) === 1 && from?.findings.length === 0;
    if (!isSole) continue;
    const key = JSON.stringify([from?.detail, edge.to, edge.findings]);
    alike.set(key, [...(alike.get(key) ?? []), edge]);
  }
  return [...alike.values()].filter(({ length }) => length > MOST_APART).reduce((all, edges) => fold(all, edges, nodes), graph);
}

function fold(graph: Graph, edges: readonly GraphEdge[], nodes: ReadonlyMap<string, GraphNode>): Graph {
  const folded = new Set(edges.map(({ from }) => from));
  const [first] = edges;
  const named = edges.flatMap(({ from }) => nodes.get(from) ?? []);
  if (first === undefined || named[0] === undefined) return graph;
  const made: GraphNode = {
    ...named[0],
    id: `folded ${first.from}`,
    label: `${named.length} × ${named[0].detail}`,
    detail: `${named
      .slice(0, MOST_NAMED)
      .map(({ label }) => label)
      .join(", ")} and ${named.length - MOST_NAMED} more`,
    subject: null,
    conditional: false,
  };
  const renamed = (id: string): string[] => (id === first.from ? [made.id] : folded.has(id) ? [] : [id]);
  return {
    nodes: graph.nodes.flatMap((node) => (node.id === first.from ? [made] : folded.has(node.id) ? [] : [node])),
    edges: graph.edges.flatMap((edge) => (edge === first ? [{ ...edge, from: made.id }] : folded.has(edge.from) ? [] : [edge])),
    lanes: graph.lanes.map((lane) => ({ ...lane, nodes: lane.nodes.flatMap(renamed) })),
  };
}
