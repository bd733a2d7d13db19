// How a finding of many assessments is fixed: one remedy for all, two with whom they concern, or one as an example.
import type { ReportedAssessment } from "../../audit/report.ts";
import { addressOf } from "./assessments.ts";
import { grouped } from "./fold.ts";

/** Remedies that are all shown. */
const most = 2;

/** The most frequent first; empty where there is none. */
export function remediesInWords(members: readonly ReportedAssessment[]): readonly string[] {
  const withRemedy = members.filter(({ remedy }) => remedy !== null);
  const byRemedy = [...grouped(withRemedy, ({ remedy }) => remedy ?? "")].sort(([, one], [, other]) => other.length - one.length);
  const [first] = byRemedy;
  if (first === undefined) return [];
  if (byRemedy.length === 1) return [first[0]];
  if (byRemedy.length > most) return [`e.g. ${whom(first[1])}: ${first[0]}`];
  return byRemedy.map(([remedy, those]) => `${whom(those)}: ${remedy}`);
}

function whom([{ subject }, ...others]: readonly [ReportedAssessment, ...ReportedAssessment[]]): string {
  const name = subject.constructPath ?? subject.logicalId ?? addressOf(subject);
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
