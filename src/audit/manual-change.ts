// Remedies for changes outside CloudFormation: the template is right, so the remedy is to revert the change.
import type { Assessment } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import { at } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { resourceOf } from "./doubts.ts";

/**
 * What to do where something was changed manually.
 * @param advice for where the template is at fault
 */
export function adviceOn({ subject, finding, verdict }: Assessment, { needs }: Pick<Check, "needs">, advice: string): string {
  if (verdict !== "fail" || needs === "observation") return advice;
  if (finding.at !== undefined) return differs(finding.at) ? undo : advice;
  const walked = [...(subject.resource === null ? [] : [subject.resource]), ...(finding.evidence ?? []).map(resourceOf)];
  return walked.some(hasDrifted) ? `${advice}; some settings were changed outside CloudFormation: see deployment-drift` : advice;
}

const undo =
  "revert the change outside CloudFormation (see deployment-drift) manually or with aws cloudformation create-change-set --deployment-mode REVERT_DRIFT";

function hasDrifted({ facts }: Resource): boolean {
  return facts.declaredBody !== undefined;
}

function differs({ resource: { facts }, path }: NonNullable<Assessment["finding"]["at"]>): boolean {
  const { body, declaredBody } = facts;
  return declaredBody !== undefined && JSON.stringify(at(body, path)) !== JSON.stringify(at(declaredBody, path));
}
