// Two reports, side by side: the change of an architecture, in a few lines.
import type { Comparison } from "../audit/comparison.ts";
import type { GraphNode } from "../audit/report.ts";
import { compareDeployments } from "./deployments.ts";
import { compareFindings } from "./findings.ts";
import { compareLinks } from "./links.ts";
import { namingFor } from "./naming.ts";
import type { Side } from "./side.ts";
import { aligned, type Wiring, wiringOf } from "./wiring.ts";

export function compareReports(before: Side, after: Side): Comparison {
  const old = { report: before, naming: namingFor(before.source.stacks, after.source.stacks) };
  const now = { report: after, naming: namingFor(after.source.stacks, before.source.stacks) };
  const findings = compareFindings(old, now);
  const labelOf = labelsIn(after);
  const deployments = compareDeployments(old, now, labelOf);
  const wirings = before.graph === null || after.graph === null ? null : wire(before.graph, after.graph, old.naming, now.naming);
  return {
    before: sideOf(before),
    after: sideOf(after),
    ...findings,
    links: wirings === null ? null : compareLinks(...wirings),
    deployments,
    together: wirings === null ? [] : changedTogether(...wirings),
    isWorse:
      findings.worse.length > 0 ||
      findings.new.some(({ after: said }) => said?.startsWith("fail") === true) ||
      deployments.some(({ direction }) => direction === "worse"),
  };
}

function wire(
  before: NonNullable<Side["graph"]>,
  after: NonNullable<Side["graph"]>,
  ...[old, now]: readonly [ReturnType<typeof namingFor>, ReturnType<typeof namingFor>]
): readonly [Wiring, Wiring] {
  const was = wiringOf(before, old);
  return [was, aligned(was, wiringOf(after, now))];
}

function sideOf({ source, startedAt, verdict, score }: Side): Comparison["before"] {
  return { locator: source.locator, startedAt, verdict, score: score.value };
}

/** The short name by which a person knows a function. */
function labelsIn({ graph }: Side) {
  return ({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string =>
    graph?.nodes.find(({ subject, kind }) => kind === "function" && subject?.stack === stack && subject.logicalId === logicalId)
      ?.label ?? `${stack}/${logicalId}`;
}

/**
 * Permissions are attached to the role, which the old and the new version share: they change for both at once, however slowly
 * traffic is shifted.
 */
function changedTogether(before: Wiring, after: Wiring): string[] {
  return [...after.nodes].flatMap(([key, node]) => {
    const [was, is] = [before.nodes.get(key)?.revision, node.revision];
    if (was === undefined || is === undefined || !isShifted(key, after)) return [];
    const isTogether = differs(was.code, is.code) && differs(was.permissions, is.permissions) && was.role !== null;
    return isTogether ? [together(node)] : [];
  });
}

function together({ label }: GraphNode): string {
  return `${label}: its role's permissions change together with its code, and both versions use the role, so the permissions change at once while traffic shifts gradually; deploy added permissions before the code, and remove permissions after it`;
}

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** One of its aliases is shifted by a deployment group. */
function isShifted(key: string, { links }: Wiring): boolean {
  const all = [...links.values()];
  const aliases = all.filter(({ from, kind }) => kind === "alias" && from === key).map(({ to }) => to);
  return all.some(({ from, kind }) => kind === "deployment" && aliases.includes(from));
}
