// The graph while it is built: nodes by id, links and findings so far.
import type { GraphEdge, GraphFinding, GraphNode } from "../audit/report.ts";
import type { Resource } from "../model/resource.ts";

export interface DraftNode {
  readonly id: string;
  readonly kind: GraphNode["kind"];
  readonly label: string;
  readonly detail: string | null;
  readonly resource: Resource | null;
  readonly findings: GraphFinding[];
}

export interface DraftEdge {
  readonly from: DraftNode;
  readonly to: DraftNode;
  readonly kind: GraphEdge["kind"];
  readonly findings: GraphFinding[];
}

export type NewNode = Omit<DraftNode, "findings">;

export class Draft {
  readonly nodes = new Map<string, DraftNode>();
  readonly edges = new Map<string, DraftEdge>();
  readonly #out = new Map<DraftNode, DraftEdge[]>();
  readonly #in = new Map<DraftNode, DraftEdge[]>();

  /** The node of that id, as it was first drawn. */
  node(made: NewNode): DraftNode {
    const existing = this.nodes.get(made.id);
    if (existing !== undefined) return existing;
    const node = { ...made, findings: [] };
    this.nodes.set(made.id, node);
    return node;
  }

  /** The one link of that kind between the two. */
  link(from: DraftNode, to: DraftNode, kind: DraftEdge["kind"]): DraftEdge {
    const key = JSON.stringify([from.id, to.id, kind]);
    const existing = this.edges.get(key);
    if (existing !== undefined) return existing;
    const edge: DraftEdge = { from, to, kind, findings: [] };
    this.edges.set(key, edge);
    append(this.#out, from, edge);
    append(this.#in, to, edge);
    return edge;
  }

  remove(edge: DraftEdge): void {
    this.edges.delete(JSON.stringify([edge.from.id, edge.to.id, edge.kind]));
    this.#out.set(
      edge.from,
      this.from(edge.from).filter((other) => other !== edge),
    );
    this.#in.set(
      edge.to,
      this.into(edge.to).filter((other) => other !== edge),
    );
  }

  from(node: DraftNode): readonly DraftEdge[] {
    return this.#out.get(node) ?? [];
  }

  into(node: DraftNode): readonly DraftEdge[] {
    return this.#in.get(node) ?? [];
  }

  /** The links that a walk meets along links of these kinds. */
  walk(starts: Iterable<DraftNode>, kinds: readonly DraftEdge["kind"][]): ReadonlySet<DraftEdge> {
    const met = new Set<DraftEdge>();
    const pending = [...starts];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const edge of this.from(node)) {
        if (!kinds.includes(edge.kind) || met.has(edge)) continue;
        met.add(edge);
        pending.push(edge.to);
      }
    }
    return met;
  }
}

function append(lists: Map<DraftNode, DraftEdge[]>, node: DraftNode, edge: DraftEdge): void {
  const list = lists.get(node);
  if (list === undefined) lists.set(node, [edge]);
  else list.push(edge);
}
