// A graph for comparison: nodes and links by keys that are the same in both reports, and their names.
import type { Graph, GraphEdge, GraphNode } from "../audit/report.ts";
import type { Naming } from "./naming.ts";

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdge["kind"];
}

export interface Wiring {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly links: ReadonlyMap<string, Link>;
  /** `alias prod of StartCharging`; of a node that is not there its key. */
  nameOf(key: string): string;
}

export function wiringOf(graph: Graph, { keyOf }: Naming): Wiring {
  const keys = new Map<string, string>();
  const nodes = new Map<string, GraphNode>();
  // What is missing is said by the checks.
  for (const node of graph.nodes.filter(({ kind }) => kind !== "gap")) {
    // A configuration is identified by how it shifts traffic, not by what refers to it.
    const own = node.kind === "configuration" ? ` ${node.label} ${node.detail ?? ""}` : "";
    const key = unused(`${keyOf(node.id)}${own}`, nodes);
    keys.set(node.id, key);
    nodes.set(key, node);
  }
  const found = graph.edges.flatMap(({ from, to, kind }): Link[] => {
    const [one, other] = [keys.get(from), keys.get(to)];
    return one === undefined || other === undefined ? [] : [{ from: one, to: other, kind }];
  });
  return madeOf(nodes, found);
}

function madeOf(nodes: ReadonlyMap<string, GraphNode>, found: readonly Link[]): Wiring {
  const owners = new Map(found.filter(({ kind }) => kind === "alias").map(({ from, to }) => [to, from]));
  const nameOf = (key: string): string => {
    const node = nodes.get(key);
    if (node === undefined) return key;
    const owner = nodes.get(owners.get(key) ?? "");
    if (node.kind === "alias") return owner === undefined ? `alias ${node.label}` : `alias ${node.label} of ${owner.label}`;
    return node.label;
  };
  return { nodes, links: new Map(found.map((link) => [keyOfLink(link), link])), nameOf };
}

function keyOfLink({ from, to, kind }: Link): string {
  return JSON.stringify([from, kind, to]);
}

/** Two names that differ only in their digests are distinguished by their order. */
function unused(key: string, nodes: ReadonlyMap<string, GraphNode>): string {
  let free = key;
  for (let count = 2; nodes.has(free); count += 1) free = `${key} ${count}`;
  return free;
}

/** What was only moved or renamed, and has kept its kind and short name, is the same as before. */
export function aligned(before: Wiring, after: Wiring): Wiring {
  const lone = (one: Wiring, other: Wiring): ReadonlyMap<string, string | null> => {
    const found = new Map<string, string | null>();
    for (const [key, { kind, label }] of one.nodes) {
      if (other.nodes.has(key)) continue;
      const name = JSON.stringify([kind, label]);
      found.set(name, found.has(name) ? null : key);
    }
    return found;
  };
  const [old, fresh] = [lone(before, after), lone(after, before)];
  const renamed = new Map<string, string>();
  for (const [name, key] of fresh) {
    const was = old.get(name) ?? null;
    if (key !== null && was !== null) renamed.set(key, was);
  }
  const current = (key: string): string => renamed.get(key) ?? key;
  const nodes = new Map([...after.nodes].map(([key, node]) => [current(key), node]));
  const links = [...after.links.values()].map(({ from, to, kind }) => ({ from: current(from), to: current(to), kind }));
  return madeOf(nodes, links);
}
