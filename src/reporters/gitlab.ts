// GitLab's Code Quality report, a subset of Code Climate's issues. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import type { Report, ReportedAssessment } from "../audit/report.ts";
import { annotationOf } from "./report/annotation.ts";
import { worstFirst } from "./report/assessments.ts";
import { inertJson } from "./report/inert-json.ts";

const kept = 5_000;

const categories: Readonly<Record<string, string>> = {
  cost: "Performance",
  performance: "Performance",
  security: "Security",
  observability: "Clarity",
};

export default function gitlab(report: Report): string {
  const characteristics = new Map(report.checks.map(({ id, characteristic }) => [id, characteristic]));
  const issues = worstFirst(report)
    .slice(0, kept)
    .map((assessment) => issueOf(assessment, report, categories[characteristics.get(assessment.check) ?? ""] ?? "Bug Risk"));
  return `${inertJson(issues, 2)}\n`;
}

function issueOf(assessment: ReportedAssessment, report: Report, category: string): object {
  const { file, line, title, sentences } = annotationOf(assessment, report);
  return {
    type: "issue",
    check_name: assessment.check,
    description: `${title}: ${sentences.join(" ")}`,
    categories: [category],
    fingerprint: assessment.fingerprint,
    severity: severityOf(assessment),
    // GitLab links paths that are relative to the repository.
    location: { path: file.replace(/^(?:[A-Za-z]:)?\/+/, "").replace(/^(?:\.\/)+/, ""), lines: { begin: line, end: line } },
  };
}

/** `blocker` is not used: no finding means an outage. */
function severityOf({ severity, gating, verdict }: ReportedAssessment): string {
  if (gating && verdict === "fail") return "critical";
  if (severity === "error") return "major";
  return severity === "warning" ? "minor" : "info";
}
