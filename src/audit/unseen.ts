// Assessments that depend on live state that could not be read are unknown, whatever the deployed template says.
import type { Assessment } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { Model } from "../model/model.ts";
import type { AskKind } from "../model/observed/ask.ts";
import type { Unresolved } from "../model/value.ts";
import { resourceOf } from "./doubts.ts";

/** The assessment itself where everything that its check relies on was seen. */
export function asSeen(assessment: Assessment, { observes = [] }: Pick<Check, "observes">, model: Model): Assessment {
  const { verdict, subject, finding } = assessment;
  if (verdict === "unknown" || observes.length === 0) return assessment;
  const walked = [...(subject.resource === null ? [] : [subject.resource]), ...(finding.evidence ?? []).map(resourceOf)];
  const [own] = walked.flatMap((resource) => observes.flatMap((kind) => model.unseen(resource, kind) ?? []));
  const because = own ?? searched(assessment, observes, model);
  if (because === null) return assessment;
  const message = `${finding.message}, as far as it could be read`;
  return { verdict: "unknown", subject, finding: { ...finding, because, message, remedy: because.remedy ?? remedy } };
}

/** "No alarm watches it" has looked at each of them. */
function searched({ verdict, subject }: Assessment, observes: readonly AskKind[], model: Model): Unresolved | null {
  const isAboutAlarm = subject.resource?.type.startsWith("AWS::CloudWatch::") ?? false;
  return verdict === "fail" && !isAboutAlarm && observes.includes("alarm") ? model.unseenAnywhere("alarm") : null;
}

const remedy = "give the stack's resources names that can be looked up, or see the reason";
