// The lanes: each function with everything connected to it, each API stage, and the remaining nodes.
import type { GraphEdge, GraphLane } from "../audit/report.ts";
import type { Draft, DraftNode } from "./draft.ts";

type Lane = Omit<GraphLane, "nodes"> & { readonly nodes: ReadonlySet<DraftNode> };

const KINDS: readonly GraphLane["kind"][] = ["function", "alias", "api-stage", "others"];

/** Lanes in which nothing is wrong come last; else the order of the templates stays. */
export function drawLanes(draft: Draft, isSelected: (node: DraftNode) => boolean): readonly Lane[] {
  const roots = [...draft.nodes.values()].filter((node) => isRoot(node, draft));
  const lanes = roots.flatMap((root): Lane[] => {
    if (!isSelected(root)) return [];
    const { id, label, resource } = root;
    const kind = root.kind === "api-stage" ? "api-stage" : root.kind === "alias" ? "alias" : "function";
    return [{ id, kind, label, stack: resource?.stack.name ?? null, nodes: membersOf(root, draft) }];
  });
  const taken = new Set(roots.flatMap((root) => [...membersOf(root, draft)]));
  const left = [...draft.nodes.values()].filter((node) => !taken.has(node));
  const below = closure(left.filter(isSelected), draft, [...DOWN, "invocation"]);
  const gaps = [...below].flatMap((node) => draft.into(node)).flatMap(({ from }) => (from.kind === "gap" ? [from] : []));
  const reached = new Set([...below, ...gaps]);
  const others: Lane[] =
    reached.size === 0 ? [] : [{ id: "others", kind: "others", label: "Beside the functions", stack: null, nodes: reached }];
  const ranks = new Map(
    [...lanes, ...others].map((lane) => [lane, urgency(lane, draft) * KINDS.length + KINDS.indexOf(lane.kind)]),
  );
  return [...ranks.keys()].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** Functions, stages, and the aliases of functions of other stacks; nothing that may not be a function of its own. */
function isRoot(node: DraftNode, draft: Draft): boolean {
  if (node.resource === null) return false;
  if (node.kind === "function" || node.kind === "api-stage") return true;
  return node.kind === "alias" && !draft.into(node).some(({ kind }) => kind === "alias");
}

function membersOf(root: DraftNode, draft: Draft): ReadonlySet<DraftNode> {
  const below = closure([root], draft);
  const doors = [...below].filter(({ kind }) => kind === "function" || kind === "alias");
  const invokers = doors.flatMap((door) => draft.into(door)).flatMap(({ kind, from }) => (kind === "invocation" ? [from] : []));
  // An alarm without a notification of its own may be a member of a composite alarm that has one.
  const composites = [...below]
    .flatMap((node) => draft.into(node))
    .flatMap(({ kind, from }) => (kind === "member" ? [from] : []));
  return new Set([...invokers, ...below, ...composites, ...closure(composites, draft, ["action", "subscription"])]);
}

const DOWN: readonly GraphEdge["kind"][] = [
  "alias",
  "deployment",
  "configuration",
  "hook",
  "rollback",
  "watch",
  "member",
  "metric",
  "action",
  "subscription",
  "failure",
];

function closure(starts: readonly DraftNode[], draft: Draft, kinds = DOWN): ReadonlySet<DraftNode> {
  return new Set([...starts, ...[...draft.walk(starts, kinds)].map(({ to }) => to)]);
}

/** 0 where a link is broken, 1 where one is undecided or accepted, 2 where all hold. */
function urgency({ nodes }: Lane, draft: Draft): number {
  const findings = [...nodes].flatMap((node) => draft.from(node).flatMap((edge) => (nodes.has(edge.to) ? edge.findings : [])));
  if (findings.some(({ verdict, accepted }) => verdict === "fail" && !accepted)) return 0;
  return findings.length > 0 ? 1 : 2;
}
