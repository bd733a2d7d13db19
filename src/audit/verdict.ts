// The verdict of a whole run and its exit code: 2 wins over 1, 1 over 3.
import type { Report } from "./report.ts";

export interface Outcome {
  readonly isWhole: boolean;
  readonly gatingFailures: number;
  readonly gatingUnknowns: number;
  readonly gatingErrors: number;
  /** A live run that did not get to see all that it asked for. */
  readonly isCutShort: boolean;
  readonly assessed: number;
  readonly scoreTooLow: boolean;
  readonly staleWaivers: boolean;
  readonly staleBaseline: boolean;
  /** `--fail-on none`: report only. */
  readonly reportsOnly: boolean;
}

export function verdictOf(outcome: Outcome): Pick<Report, "verdict" | "exitCode"> {
  if (!outcome.isWhole) return { verdict: null, exitCode: 2 };
  // A report that is no gate exits 0; what looked at nothing is not called fit either way.
  if (outcome.reportsOnly) return { verdict: outcome.assessed === 0 ? "inconclusive" : "fit", exitCode: 0 };
  const { gatingFailures, scoreTooLow, staleWaivers, staleBaseline } = outcome;
  if (gatingFailures > 0 || scoreTooLow || staleWaivers || staleBaseline) return { verdict: "degraded", exitCode: 1 };
  const isUndecided = outcome.gatingUnknowns > 0 || outcome.gatingErrors > 0 || outcome.isCutShort;
  // A gate that looked at nothing is not green.
  if (isUndecided || outcome.assessed === 0) return { verdict: "inconclusive", exitCode: 3 };
  return { verdict: "fit", exitCode: 0 };
}
