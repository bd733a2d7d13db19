// Puts findings on the links that they are about; a missing link is drawn as a gap.
import type { GraphEdge, GraphFinding, GraphNode, ReportedAssessment } from "../audit/report.ts";
import type { Draft, DraftEdge, DraftNode } from "./draft.ts";
import { type InvocationNodes, invocationKey } from "./invocations.ts";

/** Which link a check judges. */
interface Bearing {
  /** The kinds of links from the subject to the one that is judged, which is the last. */
  readonly path: readonly GraphEdge["kind"][];
  /** Where the link starts. */
  readonly from: GraphNode["kind"];
  /** What to draw where there is no such link. */
  readonly gap: string;
  /** Links that are there are others: what is wrong is that one is missing. */
  readonly lacks?: true;
}

const ROLLBACK = { path: ["alias", "deployment", "rollback"], from: "deployment-group", gap: "no rollback alarm" } as const;
const SHIFT = { path: ["alias", "deployment", "configuration"], from: "deployment-group", gap: "no configuration" } as const;

/** By the check's id. What is said by any other check is shown at the subject's own node. */
const BEARINGS: ReadonlyMap<string, Bearing> = new Map<string, Bearing>([
  ["function-alias", { path: ["alias"], from: "function", gap: "no alias" }],
  ["version-publishing", { path: ["alias"], from: "function", gap: "no version" }],
  ["deployment-group", { path: ["alias", "deployment"], from: "alias", gap: "no deployment group" }],
  ["progressive-traffic", SHIFT],
  ["rollback-alarm", ROLLBACK],
  ["rollback-alarm-scope", ROLLBACK],
  ["rollback-alarm-timing", ROLLBACK],
  ["rollback-alarm-sensitivity", ROLLBACK],
  ["healthy-rollback", ROLLBACK],
  ["deployment-hook", { path: ["alias", "deployment", "hook"], from: "deployment-group", gap: "no hook" }],
  ["function-error-alarm", { path: ["watch"], from: "function", gap: "no error alarm", lacks: true }],
  ["throttle-alarm", { path: ["watch"], from: "function", gap: "no throttle alarm", lacks: true }],
  ["api-latency-alarm", { path: ["watch"], from: "api-stage", gap: "no latency alarm", lacks: true }],
  ["api-error-alarm", { path: ["watch"], from: "api-stage", gap: "no error alarm", lacks: true }],
  ["alarm-metric", { path: ["metric"], from: "alarm", gap: "no metric" }],
  ["alarm-action", { path: ["action"], from: "alarm", gap: "no action" }],
]);

const INVOCATION_CHECKS: readonly string[] = ["invocation-qualifier", "invocation-permission"];

/** Only what failed or is unknown leaves a mark. */
export function markGraph(draft: Draft, assessments: readonly ReportedAssessment[], invocations: InvocationNodes): void {
  const bySubject = subjectsOf(draft);
  for (const assessment of assessments) {
    const { verdict, check, message, waiver, baselined, subject } = assessment;
    if (verdict === "pass") continue;
    const finding: GraphFinding = { check, verdict, message, accepted: waiver !== null || baselined };
    const starts = startsOf(bySubject.get(idOf(subject)) ?? [], subject.detail, draft);
    const bearing = BEARINGS.get(check);
    if (INVOCATION_CHECKS.includes(check)) markInvocations(assessment, finding, invocations, draft);
    else if (bearing !== undefined) mark(starts, bearing, finding, assessment, draft);
    else (starts[0] ?? functionOf(assessment, bySubject))?.findings.push(finding);
  }
}

/** Of what is drawn nowhere itself, as the settings of asynchronous invocations, the function that it is about. */
function functionOf({ evidence }: ReportedAssessment, bySubject: Nodes): DraftNode | undefined {
  return evidence.flatMap((each) => bySubject.get(idOf(each)) ?? []).find(({ kind }) => kind === "function");
}

/** A permission is none of the invocations itself; those that it lets in or refuses were walked. */
function markInvocations(
  { subject, evidence }: ReportedAssessment,
  finding: GraphFinding,
  invocations: InvocationNodes,
  draft: Draft,
): void {
  const walked = new Set(evidence.map(idOf));
  const nodes =
    invocations.get(invocationKey(subject.stack, subject.logicalId, subject.detail)) ??
    [...invocations.values()].flat().filter(({ resource }) => resource !== null && walked.has(resource.id));
  for (const edge of new Set(nodes.flatMap((node) => draft.from(node)))) edge.findings.push(finding);
}

function idOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string | null }): string {
  return `${stack}/${logicalId}`;
}

type Nodes = ReadonlyMap<string, readonly DraftNode[]>;

/** Drawn nodes by the resource that they represent; hooks and subscribers represent only a part of it. */
function subjectsOf({ nodes }: Draft): Nodes {
  const found = new Map<string, DraftNode[]>();
  for (const node of nodes.values()) {
    if (node.resource === null || node.kind === "hook" || node.kind === "subscriber") continue;
    found.set(node.resource.id, [...(found.get(node.resource.id) ?? []), node]);
  }
  return found;
}

/** The alias that the detail names, where the subject has it. */
function startsOf(nodes: readonly DraftNode[], detail: string | null, draft: Draft): readonly DraftNode[] {
  const aliases = nodes.flatMap((node) => draft.from(node)).filter(({ kind, to }) => kind === "alias" && to.label === detail);
  return aliases.length === 0 ? nodes : aliases.map(({ to }) => to);
}

function mark(
  starts: readonly DraftNode[],
  bearing: Bearing,
  finding: GraphFinding,
  assessment: ReportedAssessment,
  draft: Draft,
): void {
  const { path, from, gap, lacks } = bearing;
  const walked = [...draft.walk(starts, path)];
  const below = walked.filter(({ kind }) => kind === path.at(-1));
  // An alias that the subject names is itself where the link from its function ends.
  const above = starts.flatMap((start) => draft.into(start)).filter(({ kind }) => kind === path.at(-1));
  const links = below.length > 0 ? below : above;
  if (lacks !== true && links.length > 0) {
    for (const link of namedAmong(links, assessment)) link.findings.push(finding);
    return;
  }
  const ends = new Set([...starts, ...walked.map(({ to }) => to)].filter(({ kind }) => kind === from));
  for (const end of ends) drawGap(draft, end, path.at(-1) ?? "watch", gap, finding);
  // A group that no alias names is what the check of the aliases' groups is then about.
  if (ends.size === 0) for (const start of starts.slice(0, 1)) drawGapBefore(draft, start, finding);
}

/** Those that the check walked, where it walked any of them; a topic without subscribers is at fault, not the way to it. */
function namedAmong(links: readonly DraftEdge[], { evidence }: ReportedAssessment): readonly DraftEdge[] {
  const walked = new Set(evidence.map(idOf));
  const named = links.filter(({ to }) => to.resource !== null && walked.has(to.resource.id));
  return named.length > 0 ? named : links;
}

function drawGap(draft: Draft, from: DraftNode, kind: DraftEdge["kind"], label: string, finding: GraphFinding): void {
  const named = finding.verdict === "unknown" ? `${label}?` : label;
  const gap = draft.node({ id: `gap ${label} of ${from.id}`, kind: "gap", label: named, detail: null, resource: null });
  draft.link(from, gap, kind).findings.push(finding);
}

function drawGapBefore(draft: Draft, to: DraftNode, finding: GraphFinding): void {
  if (to.kind !== "deployment-group") {
    to.findings.push(finding);
    return;
  }
  const gap = draft.node({ id: `gap before ${to.id}`, kind: "gap", label: "no alias names it", detail: null, resource: null });
  draft.link(gap, to, "deployment").findings.push(finding);
}
