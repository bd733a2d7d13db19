// Masks in reports what a snapshot would mask: values of secret parameters, wherever a text contains them.
import type { Report } from "./report.ts";

/** The parts of a report that may repeat a value. */
const PARTS = [
  "notes",
  "assessments",
  "waivers",
  "notSubjects",
  "unread",
  "unanswered",
  "graph",
  "simulation",
] as const satisfies readonly (keyof Report)[];

export function withoutSecrets(report: Report, secrets: readonly string[] = []): Report {
  if (secrets.length === 0) return report;
  const parts = PARTS.map((part) => [part, textsWithout(report[part], secrets)]);
  const checks = report.checks.map((check) => ({ ...check, error: textsWithout(check.error, secrets) }));
  return { ...report, ...Object.fromEntries(parts.filter(([, part]) => part !== undefined)), checks };
}

/** Keys and kinds by which programs identify things; they never contain values. */
const NAMES: ReadonlySet<string> = new Set([
  ...["check", "fingerprint", "logicalId", "stack", "type"],
  ...["kind", "op", "severity", "source", "state", "status", "verdict"],
]);

/** All texts of a part of a report or a simulation, masked. */
export function textsWithout<Part>(part: Part, secrets: readonly string[] = []): Part {
  // One secret may be part of another.
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  const masked = (text: string): string =>
    longestFirst.reduce((all, secret) => all.replaceAll(secret, "x".repeat(secret.length)), text);
  return longestFirst.length === 0 ? part : (changed(part, masked) as Part);
}

function changed(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === "string") return change(node);
  if (Array.isArray(node)) return node.map((item) => changed(item, change));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, NAMES.has(key) ? value : changed(value, change)]));
}
