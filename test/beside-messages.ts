// What a report shows beside the messages of findings: the remedy, the evidence, the line of the template, the cause and the measurement.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ReportedAssessment } from "../src/audit/report.ts";

/**
 * The findings that are not passes, below their remedies; what several fixtures say alike is written once:
 *
 *     add an alias to the function
 *       fail Greeter (live) · Greeter, Live (an alias) · at "Type: AWS::Lambda::Alias" · lacks an alarm · 3 % <= 1
 */
export class BesideMessages {
  readonly #linesOf = new Map<string, Set<string>>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  add(assessments: readonly ReportedAssessment[]): void {
    for (const assessment of assessments) {
      if (assessment.verdict === "pass") continue;
      const remedy = assessment.remedy ?? "no remedy";
      const lines = this.#linesOf.get(remedy) ?? new Set();
      this.#linesOf.set(remedy, lines.add(lineOf(this.#cwd, assessment)));
    }
  }

  text(): string {
    return [...this.#linesOf].map(([remedy, lines]) => `${[remedy, ...lines].join("\n  ")}\n`).join("\n");
  }
}

function lineOf(cwd: string, { verdict, subject, evidence, location, cause, measurement }: ReportedAssessment): string {
  const detail = subject.detail === null ? "" : ` (${subject.detail})`;
  const nodes = evidence.map(({ label, note }) => (note === null ? label : `${label} (${note})`));
  return [
    `${verdict} ${subject.logicalId ?? (subject.type === "File" ? "file" : "stack")}${detail}`,
    nodes.length === 0 ? "no evidence" : nodes.join(", "),
    ...(location === null ? [] : [`at "${textAt(cwd, location)}"`]),
    ...(cause?.kind === "lack" ? [`lacks ${cause.text}`] : cause?.kind === "resource" ? [`because of ${cause.text}`] : []),
    ...(measurement === null ? [] : [measured(measurement)]),
  ].join(" · ");
}

function measured({ value, unit, comparator, threshold, of }: NonNullable<ReportedAssessment["measurement"]>): string {
  return `${of === undefined ? "" : `${of} `}${value} ${unit} ${comparator} ${threshold}`;
}

const longest = 50;

/** The start of what the location points at; its place in a template that is part of a recording. */
function textAt(cwd: string, { file, line, column }: NonNullable<ReportedAssessment["location"]>): string {
  const template = path.join(cwd, file);
  if (!existsSync(template)) return `${file}:${line}:${column}`;
  const text = readFileSync(template, "utf8").split("\n")[line - 1] ?? "";
  return text.slice(column - 1, column - 1 + longest).trim();
}
