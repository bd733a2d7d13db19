// The score: per check the share of its assessments that pass, overall the mean of the checks by weight.
import type { Report, ReportedAssessment, Summary } from "./report.ts";

export function summarize(assessments: readonly ReportedAssessment[]): Summary {
  const summary = { pass: 0, fail: 0, unknown: 0, waived: 0, baselined: 0 };
  for (const { verdict, waiver, baselined } of assessments) {
    summary[waiver !== null ? "waived" : baselined ? "baselined" : verdict] += 1;
  }
  return summary;
}

/** Waived counts as passed, baselined and unknown as not passed; null where nothing was assessed. */
export function scoreOf({ pass, fail, unknown, waived, baselined }: Summary): number | null {
  const all = pass + fail + unknown + waived + baselined;
  return all === 0 ? null : round(((pass + waived) / all) * 100);
}

export interface Weighted {
  readonly characteristic: string;
  readonly score: number | null;
  readonly weight: number;
}

export function overallScore(checks: readonly Weighted[], minimum: number | null): Report["score"] {
  const names = [...new Set(checks.map(({ characteristic }) => characteristic))].sort();
  const characteristics = names.map(
    (name) => [name, mean(checks.filter(({ characteristic }) => characteristic === name))] as const,
  );
  return { value: mean(checks), minimum, characteristics: Object.fromEntries(characteristics) };
}

function mean(checks: readonly Weighted[]): number | null {
  const counted = checks.filter(({ score, weight }) => score !== null && weight > 0);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0 ? null : round(counted.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0) / weights);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
