// The texts of an assessment in wrapped lines: message, measurement, reason, waiver, baseline.
import type { ReportedAssessment } from "../../audit/report.ts";
import { stateOf } from "../report/assessments.ts";
import { indent, type Look, type Paint } from "./look.ts";
import { columnsOf, wrap } from "./text.ts";

/** A sentence below a subject; `mark` hangs before its first line. */
export function sentence(look: Look, text: string, paint: Paint, mark = ""): string[] {
  const hanging = " ".repeat(columnsOf(mark));
  const lines = wrap(look.shown(text), look.width - indent.length - hanging.length);
  return lines.map((line, index) => indent + paint((index === 0 ? mark : hanging) + line));
}

function measurementLines(look: Look, { measurement, message, verdict }: ReportedAssessment): string[] {
  if (measurement === null) return [];
  const { value, unit, comparator, threshold } = measurement;
  const isSaid = [value, threshold].every((number) => message.includes(String(number)));
  // A failure that is not about the number would only be obscured by a bound that it keeps.
  const isKept = holds(value, comparator, threshold);
  if (isSaid || (isKept && !(verdict === "pass" && look.verbose))) return [];
  const must = comparator.replace(">=", "≥").replace("<=", "≤").replace("==", "=");
  return sentence(look, `measured ${rounded(value)} ${unit}, must be ${must} ${rounded(threshold)}`, look.paint.plain);
}

/** Without the digits that come from arithmetic: never so few that a value beyond its bound looks like the bound. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function holds(value: number, comparator: "<" | "<=" | ">" | ">=" | "==", threshold: number): boolean {
  if (comparator === "==") return value === threshold;
  if (value === threshold) return comparator.endsWith("=");
  return comparator.startsWith("<") ? value < threshold : value > threshold;
}

/** All that an assessment says but for its remedy. */
export function wordLines(look: Look, assessment: ReportedAssessment): string[] {
  const { message, reason, waiver } = assessment;
  const state = stateOf(assessment);
  const lines = sentence(look, message, state === "pass" ? look.paint.quiet : look.paint.plain);
  lines.push(...measurementLines(look, assessment));
  if (reason !== null && reason !== message) lines.push(...sentence(look, reason, look.paint.plain));
  if (state === "waived" && waiver) lines.push(...sentence(look, `waived: ${waiver.reason}`, look.paint.quiet));
  if (state === "baselined") lines.push(...sentence(look, "accepted by the baseline", look.paint.quiet));
  return lines;
}
