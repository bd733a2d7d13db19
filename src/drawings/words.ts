// What the drawings say: words for nodes and links, text from templates made harmless, and how a drawing is summed up.
import type { Graph, GraphEdge, GraphFinding, GraphLane, GraphNode } from "../audit/report.ts";

export const NODE_WORDS: Readonly<Record<GraphNode["kind"], string>> = {
  invocation: "invoked by",
  function: "function",
  "api-stage": "API",
  alias: "alias",
  "deployment-group": "deployment group",
  configuration: "configuration",
  hook: "hook",
  alarm: "alarm",
  metric: "metric",
  topic: "topic",
  subscriber: "subscriber",
  gap: "missing",
};

export const LINK_WORDS: Readonly<Record<GraphEdge["kind"], string>> = {
  invocation: "invokes",
  alias: "has alias",
  deployment: "is shifted by",
  configuration: "uses",
  hook: "runs hook",
  rollback: "is stopped by",
  watch: "is watched by",
  member: "includes",
  metric: "watches",
  action: "notifies",
  subscription: "delivers to",
  failure: "sends failed events to",
};

export const STATE_WORDS: Readonly<Record<GraphEdge["state"], string>> = {
  fine: "intact",
  broken: "broken",
  missing: "missing",
  undecided: "undecided",
  accepted: "accepted",
};

// Controls, lone surrogates, and what is invisible or turns the direction of text.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u115f\u1160\u3164\uffa0]|\u034f/gu;

/** On one line, with nothing in it that hides or reverses text. */
export function visible(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, " ")
    .trim()
    .replace(unprintable, "\ufffd");
}

/** The name of a node or lane; never empty, which no language of drawings takes for a name. */
export function nameOf({ label }: Pick<GraphNode, "label">): string {
  return visible(label) || "no name";
}

/** Cut at the end, with an ellipsis in place of what is gone. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

/** The links of which both ends are among the nodes. */
export function edgesAmong(graph: Graph, ids: ReadonlySet<string>): readonly GraphEdge[] {
  return graph.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
}

/** The checks that left a finding, each once, worst first. */
export function checksOf(findings: readonly GraphFinding[]): readonly string[] {
  const sorted = [...findings].sort((a, b) => Number(a.accepted) - Number(b.accepted) || (a.verdict < b.verdict ? -1 : 1));
  return [...new Set(sorted.map(({ check }) => check))];
}

const ORDER = ["broken", "missing", "undecided", "accepted", "fine"] as const;

/** `2 broken, 1 missing`; `all 9 links hold` where they do. */
export function summed(edges: readonly Pick<GraphEdge, "state">[]): string {
  const counts = ORDER.flatMap((state) => {
    const count = state === "fine" ? 0 : edges.filter((edge) => edge.state === state).length;
    return count === 0 ? [] : [`${count} ${STATE_WORDS[state]}`];
  });
  if (counts.length > 0) return counts.join(", ");
  return edges.length === 1 ? "its link is intact" : edges.length === 0 ? "no links" : `all ${edges.length} links are intact`;
}

/** The worst state among the links. */
export function worstOf(edges: readonly Pick<GraphEdge, "state">[]): GraphEdge["state"] {
  return ORDER.find((state) => edges.some((edge) => edge.state === state)) ?? "fine";
}

/** `StartCharging` or `Api (API)`. */
export function laneLabel(lane: GraphLane): string {
  return lane.kind === "api-stage" ? `${nameOf(lane)} (API)` : nameOf(lane);
}

/** The lane of a node that belongs to one lane only; null for a shared node. */
export function soleLanes(lanes: readonly GraphLane[]): ReadonlyMap<string, GraphLane | null> {
  const owners = new Map<string, GraphLane | null>();
  for (const lane of lanes) for (const id of lane.nodes) owners.set(id, owners.has(id) ? null : lane);
  return owners;
}

/** The state of each gap: it may be accepted, or not missing. */
export function gapStates(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, GraphEdge["state"]> {
  const gaps = new Set(nodes.filter(({ kind }) => kind === "gap").map(({ id }) => id));
  const ends = edges.flatMap(({ from, to, state }) => [from, to].map((id) => [id, state] as const));
  return new Map(ends.filter(([id]) => gaps.has(id)));
}
