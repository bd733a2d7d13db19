// What to fix first: the cause whose failures cost the score most, preferably one that gates.
import type { Report } from "../../audit/report.ts";
import { isOpen, stateOf } from "./assessments.ts";
import { type Finding, foldByCause } from "./fold.ts";

export interface FixFirst {
  readonly finding: Finding;
  /** What the finding takes from the score, in its points, one decimal. */
  readonly points: number;
}

/** null where nothing is open or nothing that is open counts in the score. Unknowns are only named where nothing fails. */
export function fixFirst(report: Report): FixFirst | null {
  const open = report.assessments.filter(isOpen);
  const failed = open.filter((assessment) => stateOf(assessment) === "fail");
  const [most] = [failed.filter(({ gating }) => gating), failed, open.filter(({ gating }) => gating), open].filter(
    ({ length }) => length > 0,
  );
  const findings = foldByCause(report, most ?? []).map((finding) => ({ finding, points: pointsOf(finding, report) }));
  const [first] = findings.sort((a, b) => b.points - a.points);
  return first === undefined || first.points === 0 ? null : first;
}

/** As the score is made: the mean of the checks that assessed something, by weight; per check the share of its assessments. */
function pointsOf({ members }: Finding, { checks }: Report): number {
  const counted = checks.filter(({ score, weight }) => score !== null && weight > 0);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  const points = members.reduce((sum, { check }) => {
    const own = counted.find(({ id }) => id === check);
    if (own === undefined) return sum;
    const all = Object.values(own.summary).reduce((total, count) => total + count, 0);
    return sum + (own.weight * 100) / (all * weights);
  }, 0);
  return Math.round(points * 10) / 10;
}
