// Links that appeared, vanished or were rewired, in the words of the chain.
import type { LinkChange } from "../audit/comparison.ts";
import type { GraphEdge, GraphNode } from "../audit/report.ts";
import type { Link, Wiring } from "./wiring.ts";

interface Words {
  readonly has: string;
  readonly hasNot: string;
  /** Behind the verb of `has` in place of what was there before. */
  readonly instead: string;
}

const WORDS: Readonly<Record<GraphEdge["kind"], Words>> = {
  invocation: { has: "invokes", hasNot: "no longer invokes", instead: "invokes" },
  alias: { has: "has", hasNot: "no longer has", instead: "has" },
  deployment: { has: "is shifted by", hasNot: "is no longer shifted by", instead: "is shifted by" },
  configuration: { has: "shifts traffic by", hasNot: "no longer shifts traffic by", instead: "shifts traffic by" },
  hook: { has: "runs hook", hasNot: "no longer runs hook", instead: "runs hook" },
  rollback: { has: "rolls back on alarm", hasNot: "no longer rolls back on alarm", instead: "rolls back on alarm" },
  watch: { has: "is watched by alarm", hasNot: "is no longer watched by alarm", instead: "is watched by alarm" },
  member: { has: "includes alarm", hasNot: "no longer includes alarm", instead: "includes alarm" },
  metric: { has: "watches", hasNot: "no longer watches", instead: "watches" },
  action: { has: "notifies", hasNot: "no longer notifies", instead: "notifies" },
  subscription: { has: "reaches", hasNot: "no longer reaches", instead: "reaches" },
  failure: {
    has: "sends failed events to",
    hasNot: "no longer sends failed events to",
    instead: "sends failed events to",
  },
};

/** Kinds of nodes that are worth a line of their own where they come or go. */
const PRINCIPAL: readonly GraphNode["kind"][] = ["function", "api-stage", "alarm", "deployment-group"];

const NOUNS: Readonly<Record<string, string>> = { "api-stage": "API", "deployment-group": "deployment group" };

export function compareLinks(before: Wiring, after: Wiring): LinkChange[] {
  const vanished = [...before.links].filter(([key]) => !after.links.has(key)).map(([, link]) => link);
  const appeared = [...after.links].filter(([key]) => !before.links.has(key)).map(([, link]) => link);
  const { pairs, lost, gained } = paired(vanished, appeared);
  const reported = new Set<string>();
  const report = (link: Link, wiring: Wiring, other: Wiring): boolean => {
    const isReported = other.nodes.has(link.from) || (link.kind === "invocation" && other.nodes.has(link.to));
    if (isReported) reported.add(link.from).add(link.to);
    return isReported && wiring.nodes.has(link.from);
  };
  const rewired = pairs.map(([old, now]) => ({
    change: "rewired" as const,
    kind: now.kind,
    subject: subjectOf(now, after),
    message: `${WORDS[now.kind].instead} ${targetOf(now, after)} instead of ${targetOf(old, before)}`,
  }));
  const gone = lost.filter((link) => report(link, before, after)).map((link) => changeOf("vanished", link, before));
  const come = gained.filter((link) => report(link, after, before)).map((link) => changeOf("appeared", link, after));
  return [
    ...rewired,
    ...gone,
    ...nodesOnlyIn(before, after, "vanished", reported),
    ...come,
    ...nodesOnlyIn(after, before, "appeared", reported),
  ];
}

/** One link of a kind that left a node, and one that came in its place. */
function paired(vanished: readonly Link[], appeared: readonly Link[]) {
  const at = ({ from, kind }: Link): string => JSON.stringify([from, kind]);
  const [old, now] = [vanished, appeared].map((links) => {
    const found = new Map<string, Link[]>();
    for (const link of links) found.set(at(link), [...(found.get(at(link)) ?? []), link]);
    return found;
  }) as [Map<string, Link[]>, Map<string, Link[]>];
  const pairs = [...old].flatMap(([key, [one, ...more]]): (readonly [Link, Link])[] => {
    const [other, ...others] = now.get(key) ?? [];
    return one !== undefined && other !== undefined && more.length + others.length === 0 ? [[one, other]] : [];
  });
  const taken = new Set(pairs.flat());
  return { pairs, lost: vanished.filter((link) => !taken.has(link)), gained: appeared.filter((link) => !taken.has(link)) };
}

function changeOf(change: "appeared" | "vanished", link: Link, wiring: Wiring): LinkChange {
  const { has, hasNot } = WORDS[link.kind];
  const message = `${change === "appeared" ? has : hasNot} ${targetOf(link, wiring)}`;
  return { change, kind: link.kind, subject: subjectOf(link, wiring), message };
}

function subjectOf({ from }: Link, { nodes, nameOf }: Wiring): string {
  const kind = nodes.get(from)?.kind;
  return kind === "alarm" || kind === "topic" ? `${kind} ${nameOf(from)}` : nameOf(from);
}

function targetOf({ to, kind }: Link, wiring: Wiring): string {
  const node = wiring.nodes.get(to);
  if (node === undefined) return wiring.nameOf(to);
  if (kind === "invocation" && node.kind === "function") return `${node.label} itself ($LATEST)`;
  if (kind === "alias") return `alias ${node.label}`;
  const detail =
    kind === "configuration" || kind === "metric" ? node.detail : node.kind === "alarm" ? metricsOf(to, wiring) : null;
  return detail === null ? wiring.nameOf(to) : `${wiring.nameOf(to)} (${detail})`;
}

/** What an alarm watches, by which a person tells it from another. */
function metricsOf(key: string, { nodes, links }: Wiring): string | null {
  const watched = [...links.values()].filter(({ from, kind }) => from === key && kind === "metric");
  const metrics = watched.flatMap(({ to }) => nodes.get(to) ?? []);
  return metrics.length === 0 ? null : metrics.map(({ label, detail }) => [label, detail].filter(Boolean).join(", ")).join("; ");
}

function nodesOnlyIn(one: Wiring, other: Wiring, change: "appeared" | "vanished", reported: ReadonlySet<string>): LinkChange[] {
  return [...one.nodes].flatMap(([key, { kind, label }]): LinkChange[] => {
    if (other.nodes.has(key) || reported.has(key) || !PRINCIPAL.includes(kind)) return [];
    return [
      { change, kind: "node", subject: `${NOUNS[kind] ?? kind} ${label}`, message: change === "appeared" ? "is new" : "is gone" },
    ];
  });
}
