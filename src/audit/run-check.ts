// Runs one check over one model, in a time box that interrupts even a synchronous loop.
import vm from "node:vm";
import type { Assessment, Check, Observations, Subject } from "../checks/define-check.ts";
import type { Model } from "../model/model.ts";
import { presenceDoubts } from "./doubts.ts";

export const TIME_BOX_MS = 60_000;

/** Subject key → its assessment, in the order in which the check yielded them. */
export type Assessments = ReadonlyMap<string, Assessment>;

export function subjectKey({ subject, finding }: Pick<Assessment, "subject" | "finding">): string {
  return [subject.stack.name, subject.resource?.logicalId ?? "", subject.detail ?? "", finding.target ?? ""].join("\0");
}

export type MeasuredBeforeOf = NonNullable<Observations<unknown>["measuredBefore"]>;

/** @throws whatever the check throws, an error if it takes too long or contradicts itself on one subject. */
export function runCheck(
  check: Check,
  model: Model,
  options: unknown,
  now: number,
  { timeBoxMs = TIME_BOX_MS, measuredBefore }: { readonly timeBoxMs?: number; readonly measuredBefore?: MeasuredBeforeOf } = {},
): Assessments {
  return inTimeBox(timeBoxMs, () => {
    const found = new Map<string, Assessment>();
    const observations = {
      model,
      options,
      now,
      ...(measuredBefore === undefined ? {} : { measuredBefore }),
      pass: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "pass", subject, finding }),
      fail: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "fail", subject, finding }),
      unknown: (subject: Subject, finding: Assessment["finding"]): Assessment => ({ verdict: "unknown", subject, finding }),
    };
    for (const assessment of check.assess(observations)) {
      const key = subjectKey(assessment);
      const existing = found.get(key);
      found.set(key, existing === undefined ? assessment : merged(existing, assessment));
    }
    return found;
  });
}

/** Of nodes that exclude each other a check may say two things about one subject: which of them holds depends on which node exists. */
function merged(one: Assessment, other: Assessment): Assessment {
  if (one.verdict === other.verdict && one.finding.message === other.finding.message) return other;
  const [because] = [...presenceDoubts(one), ...presenceDoubts(other)];
  if (because === undefined) throw new Error(`it yielded two different assessments for ${nameOf(one.subject)}`);
  const evidence = [...(one.finding.evidence ?? []), ...(other.finding.evidence ?? [])];
  const worse = other.verdict === "fail" ? other : one;
  return { verdict: "unknown", subject: one.subject, finding: { ...worse.finding, because, evidence } };
}

function nameOf({ stack, resource, detail }: Subject): string {
  const name = resource === null ? stack.name : `${stack.name}/${resource.logicalId}`;
  return detail === null ? name : `${name} (${detail})`;
}

let box: { readonly script: vm.Script; readonly context: vm.Context } | null = null;

/** @throws whatever `run` throws, and an error if it takes too long. */
export function inTimeBox<T>(timeout: number, run: () => T): T {
  box ??= { script: new vm.Script("run()"), context: vm.createContext({}) };
  const { context, script } = box;
  const outer = context.run;
  context.run = run;
  try {
    return script.runInContext(context, { timeout }) as T;
  } catch (error) {
    if (isTimeout(error)) throw new Error(`it took longer than ${timeout / 1000} s`, { cause: error });
    throw error;
  } finally {
    context.run = outer;
  }
}

/** It comes from the other side of the box, where an object is no instance of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
