// Many alike become one: invocations of one kind that meet the same function in the same way.
import type { Draft, DraftEdge, DraftNode } from "./draft.ts";

/** So many are still told one by one. */
const MOST_APART = 4;
/** Of those that are folded, so many are named. */
const MOST_NAMED = 3;

export function foldInvocations(draft: Draft): void {
  const alike = new Map<string, DraftEdge[]>();
  for (const edge of draft.edges.values()) {
    const isSole = edge.kind === "invocation" && draft.from(edge.from).length === 1 && edge.from.findings.length === 0;
    if (!isSole) continue;
    const said = edge.findings.map(({ check, verdict, message, accepted }) => [check, verdict, message, accepted]);
    const key = JSON.stringify([edge.from.detail, edge.to.id, said]);
    alike.set(key, [...(alike.get(key) ?? []), edge]);
  }
  for (const edges of alike.values()) if (edges.length > MOST_APART) fold(draft, edges);
}

function fold(draft: Draft, edges: readonly DraftEdge[]): void {
  const [first] = edges;
  if (first === undefined) return;
  const names = edges.map(({ from }) => from.label);
  const rest = names.length - MOST_NAMED;
  const made: Omit<DraftNode, "findings"> = {
    id: `folded ${first.from.id}`,
    kind: "invocation",
    label: `${names.length} × ${first.from.detail}`,
    detail: `${names.slice(0, MOST_NAMED).join(", ")} and ${rest} more`,
    resource: null,
  };
  for (const edge of edges) {
    draft.remove(edge);
    draft.nodes.delete(edge.from.id);
  }
  draft.link(draft.node(made), first.to, "invocation").findings.push(...first.findings);
}
