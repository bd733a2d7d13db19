// Fails assessments that pass but whose measurement is worse than the baseline's by more than the configured tolerance.
import type { Assessment, MeasuredBefore, Subject } from "../../assessment.ts";
import { worseningOf } from "../../measuring/change.ts";
import { numberInWords, percentInWords } from "../../measuring/words.ts";
import type { CheckSettings } from "../policy.ts";

/** The assessment itself where nothing is tolerated less than what the check says. */
export function withinTolerance(
  assessment: Assessment,
  tolerance: CheckSettings["tolerance"],
  measuredBefore: (subject: Subject) => MeasuredBefore | null,
): Assessment {
  const { verdict, subject, finding } = assessment;
  const now = finding.measurement;
  if (verdict !== "pass" || now === undefined || tolerance === undefined || tolerance === null) return assessment;
  const before = measuredBefore(subject);
  if (before === null) return assessment;
  const floor = Math.max(tolerance.floor, now.floor ?? 0);
  const worsening = worseningOf({ ...now, floor }, before, tolerance.share);
  if (worsening === null) return assessment;
  const share = Number.isFinite(worsening.share) ? `${percentInWords(worsening.share)} ` : "";
  const test = worsening.test === null ? "" : `, ${worsening.test}`;
  const most = percentInWords(tolerance.share);
  const message = `${finding.message}; ${share}worse than the baseline's ${numberInWords(before.value)} ${before.unit} (tolerance ${most}${test})`;
  return { verdict: "fail", subject, finding: { ...finding, message, remedy } };
}

const remedy =
  "find the cause of the change since the baseline, or accept it with fitness baseline; the tolerance of the check sets how much may change";
