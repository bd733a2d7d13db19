// Fault injection: the result of an AWS FIS experiment (GetExperiment), or JUnit XML of another tool.
import type { ExperimentReport } from "../../model/evidence/evidence.ts";
import { dictionary, FormatError, isDictionary, isJson, type Parsed, parseJson, text, timeOf } from "./format.ts";
import { parseTests } from "./test-report.ts";

/** @throws FormatError where it is neither */
export function parseExperiment(content: string): Parsed<ExperimentReport> {
  if (!isJson(content)) {
    const { content: tests, writtenAt } = parseTests(content);
    return { content: { source: "junit", ...tests }, writtenAt };
  }
  const report = parseJson(content);
  const experiment = isDictionary(report) && isDictionary(report["experiment"]) ? report["experiment"] : report;
  const state = dictionary(experiment, "state");
  const status = text(state, "status");
  if (!isDictionary(experiment) || status === null)
    throw new FormatError("the file is not the result of an AWS FIS experiment (aws fis get-experiment): it has no state");
  const { endTime, startTime } = experiment;
  return {
    content: { source: "fis", id: text(experiment, "id") ?? "without id", status, reason: text(state, "reason") },
    writtenAt: instant(endTime) ?? instant(startTime),
  };
}

/** The CLI prints ISO 8601, the API gives seconds since the epoch. */
function instant(value: unknown): number | null {
  return typeof value === "number" ? value * 1000 : timeOf(typeof value === "string" ? value : null);
}
