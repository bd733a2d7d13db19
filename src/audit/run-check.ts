// Runs one check over one model.
import type { Assessment, Observations, Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { Model } from "../model/model.ts";
import { baseWorld } from "../model/world.ts";
import { presenceDoubts, resourceOf } from "./doubts.ts";

/** Subject key → its assessment, in the order in which the check yielded them. */
export type Assessments = ReadonlyMap<string, Assessment>;

export function subjectKey({ subject, finding }: Pick<Assessment, "subject" | "finding">): string {
  return [subject.stack.name, subject.resource?.logicalId ?? "", subject.detail ?? "", finding.target ?? ""].join("\0");
}

export type MeasuredBeforeOf = NonNullable<Observations<unknown>["measuredBefore"]>;

/** @throws whatever the check throws, and an error if it contradicts itself on one subject. */
export function runCheck(
  check: Check,
  model: Model,
  options: unknown,
  now: number,
  measuredBefore: MeasuredBeforeOf = () => null,
): Assessments {
  const found = new Map<string, Assessment>();
  const isSupposed = model.system.resolver.world !== baseWorld;
  const observations = {
    model,
    options,
    now,
    measuredBefore,
    pass: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "pass", subject, finding }),
    fail: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "fail", subject, finding }),
    unknown: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "unknown", subject, finding }),
  };
  for (const assessment of check.assess(observations)) {
    const key = subjectKey(assessment);
    const existing = found.get(key);
    found.set(key, existing === undefined ? assessment : merged(existing, assessment, isSupposed));
  }
  return found;
}

/** Of nodes that exclude each other a check may say two things about one subject: which of them holds depends on which node exists. */
function merged(one: Assessment, other: Assessment, isSupposed: boolean): Assessment {
  if (one.verdict === other.verdict && one.finding.message === other.finding.message) return other;
  const [doubt] = [...presenceDoubts(one), ...presenceDoubts(other)];
  const worse = other.verdict === "fail" || one.verdict === "pass" ? other : one;
  // Of two aliases that have one name in this world alone CloudFormation makes one, and refuses the other.
  if (doubt === undefined && isSupposed && one.subject.of?.id !== other.subject.of?.id) return worse;
  const because = doubt ?? definedTwice(one, other);
  if (because === null) throw new Error(`it yielded two different assessments for ${nameOf(one.subject)}`);
  const evidence = [...(one.finding.evidence ?? []), ...(other.finding.evidence ?? [])];
  const message = worse.verdict === "fail" ? `may fail: ${worse.finding.message}` : worse.finding.message;
  return { verdict: "unknown", subject: one.subject, finding: { ...worse.finding, message, because, evidence } };
}

/** Where each rests on a node of its own and both exist, two resources define the same thing: two aliases of one name. */
function definedTwice(one: Assessment, other: Assessment): string | null {
  const nodes = [one, other].map(({ finding }) => (finding.evidence ?? []).map(resourceOf));
  const [first, second] = nodes.map((own, index) => own.find((node) => nodes[1 - index]?.includes(node) !== true));
  if (first === undefined || second === undefined) return null;
  return `${first.label} and ${second.label} both define it and give different results; remove one of them`;
}

function nameOf({ stack, resource, detail }: Subject): string {
  const name = resource === null ? stack.name : `${stack.name}/${resource.logicalId}`;
  return detail === null ? name : `${name} (${detail})`;
}
