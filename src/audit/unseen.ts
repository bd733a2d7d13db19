// What rests on live state that nobody saw is not known, whatever the deployed template says of it.
import type { Assessment, Check } from "../checks/define-check.ts";
import type { Model } from "../model/model.ts";
import { resourceOf } from "./doubts.ts";

/** The assessment itself where everything that its check relies on was seen. */
export function asSeen(assessment: Assessment, { observes = [] }: Pick<Check, "observes">, model: Model): Assessment {
  const { verdict, subject, finding } = assessment;
  if (verdict === "unknown" || observes.length === 0) return assessment;
  const walked = [...(subject.resource === null ? [] : [subject.resource]), ...(finding.evidence ?? []).map(resourceOf)];
  const because = walked.flatMap((resource) => observes.flatMap((kind) => model.unseen(resource, kind) ?? []))[0];
  if (because === undefined) return assessment;
  const message = `${finding.message}, as far as was seen`;
  return { verdict: "unknown", subject, finding: { ...finding, because, message, remedy } };
}

const remedy =
  "let the run see it: fitness permissions prints the policy that it needs; a snapshot has what the checks asked with which it was recorded";
