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

/** @param minimums by characteristic */
export function overallScore(
  checks: readonly Weighted[],
  minimum: number | null,
  minimums: Readonly<Record<string, number>> = {},
): Report["score"] {
  const names = [...new Set(checks.map(({ characteristic }) => characteristic))].sort();
  const characteristics = names.map(
    (name) => [name, mean(checks.filter(({ characteristic }) => characteristic === name))] as const,
  );
  const more = Object.keys(minimums).length === 0 ? {} : { minimums: { ...minimums } };
  return { value: mean(checks), minimum, characteristics: Object.fromEntries(characteristics), ...more };
}

export interface TooLow {
  /** null: the score as a whole. */
  readonly characteristic: string | null;
  readonly value: number;
  readonly minimum: number;
}

/** What is under its minimum; what nothing was assessed of is not. */
export function tooLow({ value, minimum, characteristics, minimums = {} }: Report["score"]): readonly TooLow[] {
  const all = [
    { characteristic: null, value, minimum },
    ...Object.entries(minimums).map(([name, least]) => ({
      characteristic: name,
      value: characteristics[name] ?? null,
      minimum: least,
    })),
  ];
  return all.flatMap((each) => {
    const { value: own, minimum: least } = each;
    return own !== null && least !== null && own < least ? [{ ...each, value: own, minimum: least }] : [];
  });
}

function mean(checks: readonly Weighted[]): number | null {
  const counted = checks.filter(({ score }) => score !== null);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0 ? null : round(counted.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0) / weights);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
