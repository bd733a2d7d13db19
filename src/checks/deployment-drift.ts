// deployment-drift: manual changes are lost with the next deployment, or contradict the template.
import type { Assessment, Subject } from "../assessment.ts";
import { type Deployable, deployablesOf } from "../model/observed/deployable.ts";
import type { Drift } from "../model/observed/drift.ts";
import { uncomparedIn } from "../model/observed/uncompared.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "deployment-drift",
  title: "the live stack matches its deployed template",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "observation",
  observes: [
    "function",
    "aliases",
    "versions",
    "deployments",
    "event-invoke-config",
    "deployment-group",
    "deployment-configuration",
    "alarm",
  ],
  subjects: "function",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    const drifts = groupsOf(model.drift);
    const judged = new Set<string>();
    const differing = (subject: Subject, message: string, evidence: readonly Resource[]): Assessment =>
      isInFlux(subject)
        ? unknown(subject, {
            message,
            because: "an operation on its stack is in progress; run again when it has ended",
            remedy,
            evidence,
          })
        : fail(subject, { message, remedy, evidence });
    for (const deployable of deployablesOf(model)) {
      const { subject, resources } = deployable;
      for (const { id } of resources) judged.add(id);
      const evidence = [...new Set([subject.resource, ...resources.filter(({ id }) => drifts.has(id))])];
      const faults = faultsOf(deployable, drifts);
      const doubt = doubtOf(deployable);
      if (faults.length > 0) yield differing(subject, faults.join("; "), evidence);
      else if (doubt === null) yield pass(subject, { message: fitting(deployable), evidence: resources });
      else yield unknown(subject, { message: "not all of its live state could be read", because: doubt, remedy, evidence });
    }
    for (const [id, own] of drifts) {
      const resource = own[0]?.resource;
      if (judged.has(id) || resource === undefined) continue;
      const subject = { stack: resource.stack, resource, detail: null };
      yield differing(subject, inWords(own), [resource]);
    }
  },
});

function isInFlux({ stack }: Subject): boolean {
  return stack.facts.deployed?.status.endsWith("_IN_PROGRESS") ?? false;
}

function groupsOf(drifts: readonly Drift[]): ReadonlyMap<string, readonly Drift[]> {
  const groups = new Map<string, Drift[]>();
  for (const drift of drifts) groups.set(drift.resource.id, [...(groups.get(drift.resource.id) ?? []), drift]);
  return groups;
}

/** `StartErrors: Threshold is 100, but the template says 1`. */
function inWords(drifts: readonly Drift[] = []): string {
  const [first] = drifts;
  if (first === undefined) return "";
  const { label } = first.resource;
  if (first.property === null) return `${label} no longer exists`;
  const differences = drifts.map(
    ({ property, declared, live }) =>
      `${property} is ${live ?? "not set"}, but the template ${declared === null ? "sets no value" : `says ${declared}`}`,
  );
  return `${label}: ${differences.join(", ")}`;
}

function faultsOf({ resources, condition }: Deployable, drifts: ReadonlyMap<string, readonly Drift[]>): readonly string[] {
  const changed = resources.flatMap(({ id }) => (drifts.has(id) ? [inWords(drifts.get(id))] : []));
  return [...changed, ...(condition?.faults ?? [])];
}

function doubtOf({ unseen, condition }: Deployable): Unresolved | null {
  return unseen[0] ?? condition?.doubt ?? null;
}

/** With what the template says beside that, and what a function is in beside its settings. */
function fitting({ subject, resources, condition }: Deployable): string {
  const isSeen = (name: string): boolean => name === "Code" && condition?.isCodeCompared === true;
  const properties = resources.flatMap((resource) =>
    uncomparedIn(resource).flatMap((name) => {
      if (resource !== subject.resource) return [`${name} of ${resource.label}`];
      return isSeen(name) ? [] : [name];
    }),
  );
  const all = condition === null || condition.isStateKnown ? properties : [...properties, "its state"];
  return `matches its template${all.length === 0 ? "" : `; not compared: ${all.join(", ")}`}`;
}

const back =
  "add intended changes to the template and revert the others with aws cloudformation create-change-set --deployment-mode REVERT_DRIFT (deploying an unchanged template does not revert them)";
const remedy = { cdk: back, sam: back, cloudformation: back };
