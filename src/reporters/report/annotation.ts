// A finding as tools show it beside a line of source: how bad, where, a title and a text. Shared by those of GitHub, GitLab, Azure and SARIF.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { printable } from "../human/text.ts";
import { addressOf, detailOf, placeOf } from "./assessments.ts";

export interface Annotation {
  /** Never `error` for what does not decide the exit code. */
  readonly level: "error" | "warning" | "info";
  /** Relative to the working directory, with `/`; of what has no place, what was audited. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
  /** Message, reason and remedy; each without line ends and control characters. */
  readonly sentences: readonly string[];
}

const longest = 1_000;

export function annotationOf(assessment: ReportedAssessment, { source }: Pick<Report, "source">): Annotation {
  const { check, subject, message, reason, remedy, verdict } = assessment;
  const place = placeOf(assessment) ?? { file: source.locator, line: 1, column: 1 };
  const detail = detailOf(assessment);
  const whom = detail === null ? addressOf(subject) : `${addressOf(subject)} ${detail}`;
  const said = [message, reason === message ? null : reason, remedy === null ? null : `Fix: ${remedy}`];
  return {
    level: levelOf(assessment),
    file: printable(place.file.replaceAll("\\", "/"), true) || ".",
    line: place.line,
    column: place.column,
    title: shown(`${check}${verdict === "unknown" ? " (unknown)" : ""}: ${whom}`),
    sentences: said.flatMap((text) => (text === null || text === "" ? [] : [shown(text)])),
  };
}

function levelOf({ severity, gating, verdict }: ReportedAssessment): Annotation["level"] {
  if (gating && verdict === "fail") return severity === "error" ? "error" : severity === "warning" ? "warning" : "info";
  return severity === "error" || severity === "warning" ? "warning" : "info";
}

function shown(text: string): string {
  const visible = printable(text, true);
  return visible.length <= longest ? visible : `${visible.slice(0, longest).replace(/\p{Surrogate}$/u, "")}…`;
}
