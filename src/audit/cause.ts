// The cause of an assessment in a form that others share: a missing thing, the resource or unknown input at fault, or a message pattern.
import type { Assessment, Evidence } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import { Resource, type Stack } from "../model/resource.ts";
import type { ReportedAssessment } from "./report.ts";

export type Cause = NonNullable<ReportedAssessment["cause"]>;

/** null where nothing is wrong. */
export function causeOf({ id }: Pick<Check, "id">, assessment: Assessment): Cause | null {
  const { verdict, finding } = assessment;
  if (verdict === "pass") return null;
  const { because, culprit, lacks } = finding;
  if (verdict === "unknown" && because !== undefined && typeof because !== "string") {
    const { reason, shared = reason, undecided } = because;
    const open = [...new Set(undecided.map(({ label }) => label))].sort();
    return { kind: "input", key: `input: ${open.join(", ") || shared}`, text: shared };
  }
  if (culprit !== undefined) return { kind: "resource", key: `${id}: resource ${culprit.id}`, text: culprit.label };
  const pattern = patternOf(assessment);
  const key = `${id}: ${pattern}`;
  return lacks === undefined || verdict !== "fail" ? { kind: "pattern", key, text: pattern } : { kind: "lack", key, text: lacks };
}

/** The message, and the reason of an unknown, without what differs from subject to subject: names and numbers. */
function patternOf({ subject, finding, verdict }: Assessment): string {
  const reason = verdict === "unknown" && typeof finding.because === "string" ? [finding.because] : [];
  const labels = (finding.evidence ?? []).flatMap((evidence) => labelOf(evidence));
  const given = withoutNames([finding.message, ...reason].join(": "), [...labels, subject.detail ?? ""]);
  const names = namesIn(subject.stack);
  return given.replace(/[A-Za-z0-9]+/g, (word) => (names.has(word) ? "…" : word)).replace(/\d+(?:[.,]\d+)*/g, "#");
}

function labelOf(evidence: Resource | Evidence): string {
  return evidence instanceof Resource ? evidence.label : (evidence.label ?? evidence.resource.label);
}

/** The longest first: a name may be part of another. */
function withoutNames(text: string, names: readonly string[]): string {
  const distinct = [...new Set(names)].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  return distinct.reduce((rest, name) => rest.split(name).join("…"), text);
}

const known = new WeakMap<Stack, ReadonlySet<string>>();

/** Logical ids, also without the digests that the CDK appends. */
function namesIn(stack: Stack): ReadonlySet<string> {
  const existing = known.get(stack);
  if (existing !== undefined) return existing;
  const names = new Set([...stack.facts.resources.keys()].flatMap((id) => [id, id.replace(/[0-9A-F]{8}$/, "")]));
  known.set(stack, names);
  return names;
}
