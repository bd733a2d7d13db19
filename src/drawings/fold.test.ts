// Many alike become one, and never a broken and a good one.
import { expect, it } from "vitest";
import type { Graph, GraphEdge, GraphNode } from "../audit/report.ts";
import { foldInvocations } from "./fold.ts";

const rule = (id: string): GraphNode => ({
  id,
  kind: "invocation",
  label: id,
  detail: "rule",
  subject: null,
  conditional: false,
  findings: [],
});
const into = (from: string, findings: GraphEdge["findings"] = []): GraphEdge => ({
  from,
  to: "live",
  kind: "invocation",
  state: findings.length > 0 ? "broken" : "fine",
  findings,
});
const broken = { check: "invocation-qualifier", verdict: "fail", message: "invokes $LATEST", accepted: false } as const;

function graph(count: number, more: readonly GraphEdge[] = []): Graph {
  const ids = Array.from({ length: count }, (_, index) => `Rule${index}`);
  const nodes = [...ids, ...more.map(({ from }) => from)].map(rule);
  const live: GraphNode = { ...rule("live"), kind: "alias", detail: null };
  const edges = [...ids.map((id) => into(id)), ...more];
  return {
    nodes: [...nodes, live],
    edges,
    lanes: [{ id: "l", kind: "function", label: "l", stack: null, nodes: [...nodes, live].map(({ id }) => id) }],
  };
}

it("makes one of many invocations that reach the function alike", () => {
  const { nodes, edges, lanes } = foldInvocations(graph(7, [into("Around", [broken])]));
  expect(nodes.map(({ label, detail }) => [label, detail])).toEqual([
    ["7 × rule", "Rule0, Rule1, Rule2 and 4 more"],
    ["Around", "rule"],
    ["live", null],
  ]);
  expect(edges.map(({ from, state }) => [from, state])).toEqual([
    ["folded Rule0", "fine"],
    ["Around", "broken"],
  ]);
  expect(lanes[0]?.nodes).toEqual(["folded Rule0", "Around", "live"]);
});

it("leaves few as they are, and what reaches more than one function", () => {
  expect(foldInvocations(graph(4))).toEqual(graph(4));
  const both = graph(
    7,
    Array.from({ length: 7 }, (_, index) => ({ ...into(`Rule${index}`), to: "other" })),
  );
  expect(foldInvocations(both)).toEqual(both);
});
