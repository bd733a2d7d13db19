// The text of a first config: JSON with comments that say what each part does and what the audit finds today.
import type { Report, ReportedAssessment, ReportedCheck } from "../../audit/report.ts";
import { addressOf, findingsByCheck, isOpen, stateOf } from "../../reporters/report/assessments.ts";
import { kindsOf } from "../../reporters/report/kinds.ts";
import type { Evidence } from "./evidence.ts";
import type { Project } from "./project.ts";
import type { TagsInUse } from "./tags-in-use.ts";

/** The content of the config. */
export interface FirstConfig {
  /** The day, `2026-11-22`. */
  readonly today: string;
  readonly project: Project;
  /** What was recognised in addition and is not audited. */
  readonly others: readonly Project[];
  /** For editors; null where the package is not installed beside it. */
  readonly schema: string | null;
  readonly tags: TagsInUse | null;
  /** Parameters without a value. */
  readonly openParameters: readonly string[];
  /** The audit as it is with this config; or why there is none. */
  readonly report: Report | string;
  /** The file of what is accepted; null where nothing is. */
  readonly baseline: string | null;
  readonly evidence: readonly Evidence[];
  /** In which functions publish metrics of their own. */
  readonly namespaces: readonly string[];
}

/** The required tags that are proposed; null where no tags are in use. */
export function proposedTags(tags: TagsInUse | null): { tags: Record<string, true>; on?: "resources" } | null {
  if (tags === null || tags.frequent.length === 0) return null;
  const required = Object.fromEntries(tags.frequent.map(({ key }) => [key, true as const]));
  return { tags: required, ...(tags.onStacks ? {} : { on: "resources" }) };
}

/** The whole file. Every commented-out entry is valid where it is. */
export function configText(first: FirstConfig): string {
  const { project, schema, report } = first;
  const open = typeof report === "string" ? [] : openChecks(report);
  const parts = [
    ...(schema === null ? [] : [[`"$schema": ${JSON.stringify(schema)},`]]),
    [
      "// recommended, strict (warnings and unused waivers are errors), all (includes optional checks) or off",
      '"extends": ["recommended"],',
    ],
    targetLines(first),
    parameterLines(first.openParameters),
    baselineLines(first.baseline),
    waiverLines(open, first.today),
    ["// error, warning, info or off, and options for each check: `fitness explain <check>`", ...checkLines(first, open)],
  ];
  const body = parts.filter((lines) => lines.length > 0).map((lines) => lines.map((line) => `  ${line}`.trimEnd()).join("\n"));
  const head = `// The config of \`fitness check\` for this ${project.kind}. Created by \`fitness init\` on ${first.today}.`;
  return `${head}\n{\n${body.join("\n\n")}\n}\n`;
}

function targetLines({ project, others, report }: FirstConfig): string[] {
  const { templates, build } = project;
  const names = templates.length === 1 ? templates[0] : templates;
  return [
    `// What is audited, as one system${build === null ? "" : `; built by: ${build}`}`,
    ...others.map(({ kind, sign }) => comment(`Also in this folder, but not included: ${sign} (${kind})`)),
    ...(typeof report === "string" ? [comment(`Not audited: ${report}`)] : []),
    `"target": { "template": ${inline(names)} },`,
  ];
}

function parameterLines(open: readonly string[]): string[] {
  if (open.length === 0) return [];
  const values = open.map((name) => `${JSON.stringify(name)}: "…"`).join(", ");
  return [
    "// Parameters without a value: findings that depend on them are unknown until a value is set",
    `// "parameters": { ${values} },`,
  ];
}

function baselineLines(file: string | null): string[] {
  if (file === null) return [];
  return [
    "// Known failures: only new or worse failures gate. `fitness check --update-baseline` removes fixed ones",
    `"baseline": ${JSON.stringify(file)},`,
  ];
}

interface OpenCheck {
  readonly check: ReportedCheck;
  readonly found: readonly ReportedAssessment[];
}

function openChecks(report: Report): OpenCheck[] {
  return findingsByCheck(report).flatMap(({ check, found }) => {
    const open = found.filter(isOpen);
    return open.length === 0 ? [] : [{ check, found: open }];
  });
}

function waiverLines([worst]: readonly OpenCheck[], today: string): string[] {
  const [first] = worst?.found ?? [];
  if (first === undefined) return [];
  const expires = new Date(Date.parse(today) + 90 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const reason = "reason and reference";
  const waiver = { check: first.check, subject: addressOf(first.subject), reason, expires };
  return [
    "// Accepted failures, each with its reason; they are still shown, and gate again after the expiry date",
    '// "waivers": [',
    `//   ${inline(waiver)}`,
    "// ],",
  ];
}

function checkLines(first: FirstConfig, open: readonly OpenCheck[]): string[] {
  const options = proposedTags(first.tags);
  const others = open.filter(({ check }) => options === null || check.id !== "required-tags");
  const entries = others.map(({ check }) => `"${check.id}": "${milder(check.severity)}",`);
  const column = Math.max(...entries.map((entry) => entry.length), 0);
  const today = others.map(
    ({ check, found }, index) => `// ${(entries[index] ?? "").padEnd(column)} ${comment(outcome(check, found))}`,
  );
  const hint = "// Open findings. Uncomment a line to lower the check's severity until the finding is fixed.";
  const lines = [
    ...(today.length === 0 ? [] : [hint, ...today, ""]),
    ...evidenceLines(first),
    "",
    ...namespaceLines(first.namespaces),
    ...tagLines(options, first, open),
  ];
  return ['"checks": {', ...lines.map((line) => `  ${line}`), "}"];
}

function namespaceLines(namespaces: readonly string[]): string[] {
  if (namespaces.length === 0) return [];
  return [
    "// Functions publish Powertools metrics in these namespaces. Uncomment a line to count alarms on them as alarms on the function.",
    `// "rollback-alarm-scope": ${inline({ options: { customNamespaces: namespaces } })},`,
    "",
  ];
}

/** Kinds of fitness functions that are missing so far, and what would add them. */
function evidenceLines({ evidence, report }: FirstConfig): string[] {
  const empty = typeof report === "string" ? [] : kindsOf(report).filter((kind) => kind.empty !== null);
  const kinds = empty.map(({ scope, cadence, lack }) => `${scope} ${cadence} (${lack})`).join(", ");
  return [
    ...(empty.length === 0 ? [] : [comment(`Kinds of fitness functions that are still missing: ${kinds}.`)]),
    "// Results of other tools, for the same verdict. Uncomment a line to include them.",
    ...evidence.map(({ check, options, remark }) => {
      const entry = Object.keys(options).length === 0 ? '"error"' : inline({ severity: "error", options });
      return `// "${check}": ${entry}, ${comment(remark)}`;
    }),
  ];
}

function milder(severity: ReportedCheck["severity"]): string {
  return severity === "error" ? "warning" : "off";
}

/** `2 of 5 fail, 1 unknown: Orders/Place, Orders/Cancel and 1 more` */
function outcome({ summary }: ReportedCheck, found: readonly ReportedAssessment[]): string {
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0);
  const failed = found.filter((assessment) => stateOf(assessment) === "fail").length;
  const unknown = found.length - failed;
  const counts = [failed > 0 && `${failed} fail`, unknown > 0 && `${unknown} unknown`].filter(Boolean).join(", ");
  const names = [...new Set(found.map(({ subject }) => addressOf(subject)))];
  const more = names.length > 2 ? ` and ${names.length - 2} more` : "";
  return `${counts.replace(" ", ` of ${all} `)}: ${names.slice(0, 2).join(", ")}${more}`;
}

function tagLines(options: ReturnType<typeof proposedTags>, { tags, report }: FirstConfig, open: readonly OpenCheck[]): string[] {
  if (options === null) {
    const why =
      typeof report === "string" ? "Tags that every resource must have" : "Most resources share no tag; to require tags";
    return [`// ${why}:`, '// "required-tags": { "options": { "tags": { "owner": true, "cost-centre": "^[0-9]{4}$" } } }'];
  }
  const counts = (tags?.frequent ?? []).map(({ key, count }) => `${key} ${count}`).join(", ");
  const own = open.find(({ check }) => check.id === "required-tags");
  return [
    comment(`Tags on most of the ${tags?.resources} resources: ${counts}.`),
    "// Instead of true (any value): a regular expression, or a list of values.",
    ...(own === undefined ? [] : [comment(`Today ${outcome(own.check, own.found)}`)]),
    `"required-tags": { "options": ${inline(options)} }`,
  ];
}

/** JSON on one line, as a person writes it. Within texts, JSON has no line breaks. */
function inline(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

/** One line, whatever the names in it are. */
function comment(text: string): string {
  return `// ${text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")}`;
}
