// What changed since --against, otherwise since the last run, otherwise since the baseline.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { worstFirst } from "./assessments.ts";

export interface Since {
  /** `the run of 2026-11-23`, `main`. */
  readonly what: string;
  readonly score: number | null;
  /** New failures, the worst first; null where a comparison reports them. */
  readonly failing: readonly ReportedAssessment[] | null;
  /** Earlier failures that no longer fail. */
  readonly fixed: number;
}

/** null on the first run, without anything to hold it against. */
export function sinceOf(report: Report): Since | null {
  const { comparison, history, baseline } = report;
  if (comparison !== undefined && comparison !== null) {
    return { what: comparison.before.locator, score: comparison.before.score, failing: null, fixed: comparison.better.length };
  }
  const last = history?.at(-1);
  if (last !== undefined) {
    const what = `the run of ${last.startedAt.slice(0, 10)}`;
    return { what, score: last.score, ...changed(report, new Set(last.failing)) };
  }
  if (baseline === null) return null;
  const isNew = ({ verdict, baselined, waiver }: ReportedAssessment): boolean =>
    verdict === "fail" && !baselined && waiver === null;
  return {
    what: baseline.file,
    score: baseline.scoreBefore,
    failing: worstFirst(report).filter(isNew),
    fixed: baseline.stale.length,
  };
}

function changed(report: Report, before: ReadonlySet<string>): Pick<Since, "failing" | "fixed"> {
  const now = new Set(report.assessments.flatMap(({ verdict, fingerprint }) => (verdict === "fail" ? [fingerprint] : [])));
  return {
    failing: worstFirst(report).filter(({ verdict, fingerprint }) => verdict === "fail" && !before.has(fingerprint)),
    fixed: [...before].filter((fingerprint) => !now.has(fingerprint)).length,
  };
}
