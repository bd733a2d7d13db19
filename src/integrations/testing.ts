// serverless-fitness/testing: what a check says of templates that its test writes down, by the same audit as any run.
import { AssertionError, deepStrictEqual } from "node:assert";
import path from "node:path";
import { conduct } from "../audit/audit.ts";
import type { ReportedAssessment } from "../audit/report.ts";
import type { Check } from "../checks/define-check.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { withWrittenWaivers } from "../config/written-waivers.ts";
import type { SystemFacts } from "../model/facts.ts";
import type { Json } from "../model/json.ts";
import { toolIdentity } from "../package-root.ts";
import { exportedBy } from "../plugins/declared.ts";
import { strictly } from "../plugins/yielded.ts";
import { addressOf } from "../reporters/report/assessments.ts";
import { defaultLimits, requestFor } from "../sources/source.ts";

/** A template as an object, as text, or a path to one, to a CDK assembly or to a recorded system, from the working directory. */
export type Source = { readonly Resources: object } | { readonly text: string } | { readonly snapshot: string } | string;

export interface JudgeOptions {
  /** Of the check, as a config would give them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Values of template parameters. */
  readonly parameters?: Config["parameters"];
  /** The time of the run. */
  readonly now?: Date;
}

export type Verdict = ReportedAssessment["verdict"];

export interface Judgement {
  /** By subject, `Stack/Orders`, with its detail where it has one, `Stack/Orders prod`. The stack of an inline template is `Stack`. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** As a report has them, with message, reason, remedy and location. */
  readonly assessments: readonly ReportedAssessment[];
}

/**
 * Runs one check over one source.
 * @throws FitnessError for a source that cannot be read, or options that the check does not take; an error where the check throws,
 *   yields what is no assessment, or needs a live system and is given a template
 */
export async function judge<Options>(check: Check<Options>, source: Source, request: JudgeOptions = {}): Promise<Judgement> {
  const { options, parameters, now = new Date() } = request;
  const [declared] = exportedBy({ default: check }).checks;
  if (declared === undefined) throw new TypeError("expected a check, as defineCheck returns it");
  const own = { severity: "error", ...(options === undefined ? {} : { options }) } as const;
  const config = await loadConfig({
    cwd: process.cwd(),
    file: null,
    checks: [strictly(declared)],
    commandLine: { checks: { [check.id]: own }, ...(parameters === undefined ? {} : { parameters }) },
  });
  const facts = await factsOf(source, config.parameters);
  const run = { now, tool: toolIdentity(), elapsedMs: () => 0 };
  const { report } = conduct(facts, { ...withWrittenWaivers(config, facts), ...run });
  const [result] = report.checks;
  if (result?.status === "error") throw new Error(`the check ${check.id} ended in an error: ${result.error}`);
  if (result?.status === "skipped") throw new Error(`the check ${check.id} needs observations: pass { snapshot: file }`);
  return { verdicts: verdictsOf(report.assessments), assessments: report.assessments };
}

/**
 * Judges, and compares the verdicts with those that are expected: every subject, no more and no fewer.
 * @throws AssertionError with both, and with the message of each assessment that differs
 */
export async function expectVerdicts<Options>(
  check: Check<Options>,
  source: Source,
  expected: Readonly<Record<string, Verdict>>,
  request: JudgeOptions = {},
): Promise<Judgement> {
  const judgement = await judge(check, source, request);
  const said = judgement.assessments.filter((each) => expected[nameOf(each)] !== each.verdict).map(sentenceOf);
  compare(judgement.verdicts, expected, `${check.id} does not return the expected verdicts`, said);
  return judgement;
}

/**
 * Holds what the check says of one system against what it says of the same system written another way: verdicts, details and
 * messages have to be equal, whatever the subjects are called.
 * @param sources by name: `{ sam: "template.yaml", cdk: "cdk.out" }`
 * @throws AssertionError for the first two that differ
 */
export async function expectParity<Options>(
  check: Check<Options>,
  sources: Readonly<Record<string, Source>>,
  request: JudgeOptions = {},
): Promise<void> {
  const said: { readonly name: string; readonly lines: readonly string[] }[] = [];
  for (const [name, source] of Object.entries(sources))
    said.push({ name, lines: (await judge(check, source, request)).assessments.map(withoutName).sort() });
  const [first, ...others] = said;
  if (first === undefined || others.length === 0) throw new TypeError("expected at least two sources");
  for (const { name, lines } of others) compare(lines, first.lines, `${check.id} differs between ${first.name} and ${name}`, []);
}

async function factsOf(source: Source, parameters: ReadonlyMap<string, Json>): Promise<SystemFacts> {
  const cwd = process.cwd();
  if (typeof source === "object" && "snapshot" in source) {
    const { readSnapshots } = await import("../sources/snapshot/snapshot.ts");
    return readSnapshots({ paths: [source.snapshot], cwd, limits: defaultLimits });
  }
  const { readTemplates } = await import("../sources/template/template.ts");
  if (typeof source === "string") return readTemplates(requestFor(cwd, [path.normalize(source)], { parameters }));
  const text = "text" in source ? source.text : JSON.stringify(source);
  const readStandardInput = async (): Promise<Buffer> => Buffer.from(text);
  return readTemplates(requestFor(cwd, ["-"], { parameters, stackName: "Stack", readStandardInput }));
}

function verdictsOf(assessments: readonly ReportedAssessment[]): Record<string, Verdict> {
  return Object.fromEntries(assessments.map((assessment) => [nameOf(assessment), assessment.verdict]));
}

function nameOf({ subject }: ReportedAssessment): string {
  return subject.detail === null ? addressOf(subject) : `${addressOf(subject)} ${subject.detail}`;
}

function sentenceOf(assessment: ReportedAssessment): string {
  const { verdict, message, reason } = assessment;
  return `${nameOf(assessment)}: ${verdict}, ${message}${reason === null ? "" : ` (${reason})`}`;
}

function withoutName({ verdict, subject: { detail }, message }: ReportedAssessment): string {
  return [verdict, ...(detail === null ? [] : [detail]), message].join(", ");
}

function compare(actual: object, expected: object, what: string, said: readonly string[]): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const message = [what, ...said, error.message].join("\n");
    throw new AssertionError({ message, actual, expected, operator: "deepStrictEqual" });
  }
}
