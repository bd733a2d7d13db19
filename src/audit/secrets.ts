// No report shows what a snapshot would hide: values of secret parameters, masked wherever a message repeats them.
import type { Report } from "./report.ts";

export function withoutSecrets(report: Report, secrets: readonly string[] = []): Report {
  if (secrets.length === 0) return report;
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  const masked = (text: string): string =>
    longestFirst.reduce((all, secret) => all.replaceAll(secret, "x".repeat(secret.length)), text);
  const shown = (text: string | null): string | null => (text === null ? null : masked(text));
  return {
    ...report,
    notes: report.notes.map(masked),
    assessments: report.assessments.map((assessment) => ({
      ...assessment,
      message: masked(assessment.message),
      reason: shown(assessment.reason),
      remedy: shown(assessment.remedy),
      subject: { ...assessment.subject, physicalId: shown(assessment.subject.physicalId) },
      evidence: assessment.evidence.map((each) => ({ ...each, label: masked(each.label), note: shown(each.note) })),
    })),
  };
}
