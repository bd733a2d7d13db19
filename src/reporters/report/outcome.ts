// The outcome of a run in one sentence, for a log: the verdict, the counts and the score.
import type { Report } from "../../audit/report.ts";
import { printable } from "../human/text.ts";
import { stateOf } from "./assessments.ts";

/** `degraded, 6 errors, 2 warnings, 2 unknown in cdk.out (exit code 1)` */
export function outcomeInWords(report: Report): string {
  const { verdict, summary, source, exitCode } = report;
  const failed = report.assessments.filter((assessment) => stateOf(assessment) === "fail");
  const of = (...severities: string[]): number => failed.filter(({ severity }) => severities.includes(severity)).length;
  const counts: [number, string, string][] = [
    [of("error"), "error", "errors"],
    [of("warning"), "warning", "warnings"],
    [of("info", "off"), "info", "info"],
    [summary.unknown, "unknown", "unknown"],
    [report.unread.length, "source not read", "sources not read"],
  ];
  const open = counts.flatMap(([count, one, many]) => (count > 0 ? [`${count} ${count === 1 ? one : many}`] : []));
  const said = open.length > 0 ? open : [`${summary.pass} passed`];
  return `${verdict ?? "incomplete"}, ${said.join(", ")} in ${printable(source.locator, true)} (exit code ${exitCode})`;
}
