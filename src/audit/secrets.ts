// No report shows what a snapshot would hide: values of secret parameters, masked wherever a text repeats them.
import type { Report } from "./report.ts";

export function withoutSecrets(report: Report, secrets: readonly string[] = []): Report {
  if (secrets.length === 0) return report;
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  const masked = (text: string): string =>
    longestFirst.reduce((all, secret) => all.replaceAll(secret, "x".repeat(secret.length)), text);
  return {
    ...report,
    notes: report.notes.map(masked),
    assessments: textsIn(report.assessments, masked) as Report["assessments"],
  };
}

/** By these a program finds an assessment again, and none of them is made of a value. */
const NAMES: ReadonlySet<string> = new Set(["check", "verdict", "severity", "stack", "logicalId", "type", "fingerprint"]);

function textsIn(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === "string") return change(node);
  if (Array.isArray(node)) return node.map((item) => textsIn(item, change));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, NAMES.has(key) ? value : textsIn(value, change)]));
}
