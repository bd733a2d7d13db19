// The type of fleet reporters: a pure function from the fleet report to text.
import type { FleetReport, FleetVerdicts } from "../../fleet/report.ts";
import type { ReporterEnvironment } from "../reporter.ts";

export type FleetReporter = (report: FleetReport, env: ReporterEnvironment) => string;

/** In the order of what is worse. */
const VERDICTS: readonly (readonly [keyof FleetVerdicts, string])[] = [
  ["missing", "missing"],
  ["notAudited", "not audited"],
  ["degraded", "degraded"],
  ["inconclusive", "inconclusive"],
  ["fit", "fit"],
];

/** `2 missing, 12 degraded, 44 fit`. */
export function verdictsInWords(verdicts: FleetVerdicts): string {
  return VERDICTS.flatMap(([key, name]) => (verdicts[key] === 0 ? [] : [`${verdicts[key]} ${name}`])).join(", ");
}

/** What the fleet as a whole is called. */
export function verdictOf({ verdict }: FleetReport): string {
  return verdict ?? "incomplete";
}

export function scoreInWords(score: number | null): string {
  return score === null ? "no score" : `${score}`;
}

/** `fit → degraded, score 92 → 71`. */
export function changeInWords({ from, to, scoreFrom, scoreTo }: NonNullable<FleetReport["change"]>["worse"][number]): string {
  const verdict = from === to ? to : `${from} → ${to}`;
  return scoreFrom === scoreTo ? verdict : `${verdict}, score ${scoreFrom ?? "none"} → ${scoreTo ?? "none"}`;
}
