// Audits every public template with every check turned on, as its author would.
import { readdirSync } from "node:fs";
import path from "node:path";
import { audit } from "../../src/audit/audit.ts";
import type { AuditPolicy } from "../../src/audit/policy.ts";
import type { ReportedAssessment } from "../../src/audit/report.ts";
import type { Check } from "../../src/checks/define-check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { FitnessError } from "../../src/errors.ts";
import type { SystemFacts } from "../../src/model/facts.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { readInput } from "../conformance/compare.ts";
import { corpus } from "../corpora.ts";
import { readTruth } from "../truth/corpus.ts";

/** Keys that many of the templates use, though not all. */
const TAGS = { Environment: true, Service: true } as const;

export interface Found {
  /** Below the corpora, with the set of parameters where it was given one. */
  readonly template: string;
  /** Where the subject is, below the corpora: `sam/input/api.yaml:12`. */
  readonly place: string;
  readonly assessment: ReportedAssessment;
}

interface Audited {
  readonly found: readonly Found[];
  readonly refused: readonly { readonly template: string; readonly message: string }[];
}

interface Input {
  readonly template: string;
  /** The template's file, below the corpora. */
  readonly file: string;
  readonly read: () => Promise<SystemFacts>;
}

/** null where the corpora are not on this disk. */
export async function assessCorpora(checks: readonly Check[]): Promise<Audited | null> {
  const inputs = inputsOf();
  if (inputs === null) return null;
  const policy = await policyFor(checks);
  const found: Found[] = [];
  const refused: { template: string; message: string }[] = [];
  for (const { template, file, read } of inputs) {
    try {
      const facts = await read();
      const { assessments } = audit(facts, policy);
      found.push(...assessments.map((assessment) => ({ template, assessment, place: placeOf(facts, assessment, file) })));
    } catch (error) {
      if (!(error instanceof FitnessError)) throw error;
      refused.push({ template, message: error.message });
    }
  }
  return { found, refused };
}

async function policyFor(checks: readonly Check[]): Promise<AuditPolicy> {
  const tags = { severity: "error" as const, options: { tags: TAGS } };
  const config = await loadConfig({
    cwd: import.meta.dirname,
    file: null,
    checks,
    turnOn: checks.map(({ id }) => id),
    commandLine: checks.some(({ id }) => id === "required-tags") ? { checks: { "required-tags": tags } } : {},
  });
  const tool = { name: "serverless-fitness", version: "0.0.0" };
  return { ...config, now: new Date("2026-11-22T00:00:00Z"), tool, elapsedMs: () => 0 };
}

function inputsOf(): readonly Input[] | null {
  const [templates, sam, truth] = [corpus("templates"), corpus("sam/input"), corpus("truth")];
  if (templates === null || sam === null || truth === null) return null;
  return [
    ...filesIn(templates).map((file) => alone(`templates/${file}`, () => readAlone(templates, file))),
    ...filesIn(sam).map((file) => alone(`sam/input/${file}`, () => readInput(path.join(sam, file), new Map()))),
    ...readTruth(truth).map(({ name, folder, path: file, parameters }) => ({
      template: `truth/${name}`,
      file: `truth/inputs/${path.basename(folder)}/${file}`,
      read: () => readTemplates(requestFor(folder, [file], { parameters: new Map(Object.entries(parameters)) })),
    })),
  ];
}

function alone(file: string, read: () => Promise<SystemFacts>): Input {
  return { template: file, file, read };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

function readAlone(folder: string, file: string): Promise<SystemFacts> {
  return readTemplates(requestFor(path.join(folder, path.dirname(file)), [path.basename(file)]));
}

/** Of the subject: passes carry no place of their own. */
function placeOf(facts: SystemFacts, { subject }: ReportedAssessment, file: string): string {
  const stack = facts.stacks.find(({ name }) => name === subject.stack);
  const location = stack?.resources.get(subject.logicalId ?? "")?.locate([]) ?? stack?.locate([]);
  if (location === undefined) return file;
  // A template's own file has another name to its reader: a part of the path, or standard input.
  return `${location.file === stack?.file ? file : location.file}:${location.line}`;
}
