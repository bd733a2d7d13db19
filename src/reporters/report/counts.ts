// Counts of open findings.
import type { Report } from "../../audit/report.ts";
import { stateOf } from "./assessments.ts";

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What is open, by severity, then unknowns: `3 errors, 1 warning, 1 unknown`. */
export function openCounts(report: Report): string[] {
  const open = report.assessments.filter((assessment) => stateOf(assessment) === "fail");
  const of = (...severities: string[]): number => open.filter(({ severity }) => severities.includes(severity)).length;
  const stale = report.waivers.filter(({ gating }) => gating).length;
  const fixed = report.baseline?.gating === true ? report.baseline.stale.length : 0;
  const broken = report.checks.filter(({ status }) => status === "error").length;
  const counts: [number, string][] = [
    [of("error"), counted(of("error"), "error")],
    [of("warning"), counted(of("warning"), "warning")],
    [of("info", "off"), `${of("info", "off")} info`],
    [report.summary.unknown, `${report.summary.unknown} unknown`],
    [broken, `${counted(broken, "check")} failed to run`],
    [report.unread.length, `${counted(report.unread.length, "source")} not read`],
    [report.unanswered?.length ?? 0, "cut short"],
    [stale, counted(stale, "stale waiver")],
    [fixed, counted(fixed, "stale baseline entry", "stale baseline entries")],
  ];
  return counts.filter(([count]) => count > 0).map(([, text]) => text);
}

/** Why the verdict is as it is: `3 errors, 1 unknown`, else what passed; and in every case the waivers that lapsed. */
export function countsInWords(report: Report): string {
  const lapsed = report.waivers.filter(({ status }) => status === "expired").length;
  return [...decidingCounts(report), ...(lapsed === 0 ? [] : [counted(lapsed, "lapsed waiver")])].join(", ");
}

function decidingCounts(report: Report): readonly string[] {
  const open = openCounts(report);
  // Beside a verdict of fit, what is open must not read as what was found fit.
  if (open.length > 0) return [`${open.join(", ")}${report.verdict === "fit" ? " (not gating)" : ""}`];
  if (report.assessments.length === 0) return ["nothing was assessed"];
  const { pass, waived, baselined } = report.summary;
  return [`${pass} passed`, ...(waived > 0 ? [`${waived} waived`] : []), ...(baselined > 0 ? [`${baselined} baselined`] : [])];
}
