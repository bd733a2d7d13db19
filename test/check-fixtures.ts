// The fixtures of one check, `fixtures/checks/<id>/<case>.<verdict>.<cfn|sam|cdk|live>.<ext>`, and what the check says of them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { evidenceAsksOf } from "../src/audit/asks.ts";
import { audit } from "../src/audit/audit.ts";
import type { ReportedAssessment } from "../src/audit/report.ts";
import type { Check } from "../src/checks/define-check.ts";
import { loadConfig } from "../src/config/load.ts";
import type { SystemFacts } from "../src/model/facts.ts";
import { readEvidence } from "../src/sources/evidence/evidence.ts";
import { systemOf } from "../src/sources/recorded-system.ts";
import { defaultLimits } from "../src/sources/source.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { BesideMessages } from "./beside-messages.ts";
import { requestFor } from "./folder.ts";
import { type LooseRecording, recordingOf } from "./recordings.ts";

const name = /^(?<case>[^.]+)\.(?<verdict>pass|fail|unknown|not-applicable)\.(?<language>cfn|sam|cdk|live)\b/;

export function fixtureFolder(id: string): string {
  return path.join(import.meta.dirname, "..", "fixtures", "checks", id);
}

/** The fixtures by file name, with the verdict that the name demands: the worst that the check may give, or that it has no subject. */
export function fixturesOf(id: string): Map<string, string> {
  const folder = fixtureFolder(id);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(files.flatMap((file) => (name.test(file) ? [[file, name.exec(file)?.groups?.["verdict"] ?? ""] as const] : [])));
}

/**
 * Runs the check over each of its fixtures and demands the verdict of the name. Options for all of them stand in the fitness.config.json
 * beside them, those for one case in `<case>.options.json`. What a report shows beside the messages is held by the findings.txt there.
 * @returns by fixture, one line an assessment: `fail template/Orders (live): has no alias`
 */
export async function assessFixtures(check: Check): Promise<Record<string, string[]>> {
  const cwd = fixtureFolder(check.id);
  const file = existsSync(path.join(cwd, "fitness.config.json")) ? "fitness.config.json" : null;
  const found: Record<string, string[]> = {};
  const beside = new BesideMessages(cwd);
  for (const [fixture, verdict] of fixturesOf(check.id)) {
    const commandLine = { checks: { [check.id]: { options: optionsOf(cwd, caseOf(fixture)) } } };
    const config = await loadConfig({ cwd, file, checks: [check], turnOn: [check.id], commandLine });
    const facts = withEvidence(asWritten(await factsIn(cwd, fixture), fixture), { ...config, checks: [check] });
    const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
    const { assessments, checks } = audit(facts, { ...config, ...run });
    const verdicts = assessments.map((assessment) => assessment.verdict);
    const worst = (["fail", "unknown", "pass"] as const).find((candidate) => verdicts.includes(candidate)) ?? "not-applicable";
    expect({ fixture, verdict: worst, error: checks[0]?.error }).toEqual({ fixture, verdict, error: null });
    found[fixture] = assessments.map((assessment) => {
      const { verdict, message, reason } = assessment;
      return `${verdict} ${nameOf(assessment)}: ${message}${reason === null ? "" : `; ${reason}`}`;
    });
    const bare = assessments.filter(({ subject, evidence }) => subject.logicalId !== null && evidence.length === 0);
    expect(bare.map(nameOf), `${fixture}: without evidence`).toEqual([]);
    beside.add(assessments);
  }
  await expect(beside.text()).toMatchFileSnapshot(path.join(cwd, "findings.txt"));
  return found;
}

function nameOf({ subject }: ReportedAssessment): string {
  const detail = subject.detail === null ? "" : ` (${subject.detail})`;
  return `${subject.constructPath ?? `${subject.stack}/${subject.logicalId}`}${detail}`;
}

/** Those of the CDK are templates without their assembly, which alone shows who wrote them. */
function asWritten(facts: SystemFacts, fixture: string): SystemFacts {
  if (!fixture.endsWith(".cdk.json")) return facts;
  return { ...facts, stacks: facts.stacks.map((stack) => ({ ...stack, language: "cdk" as const })) };
}

const root = path.join(import.meta.dirname, "..");

/** With the results of other tools that the check reads; their paths are relative to the checkout. */
function withEvidence(facts: SystemFacts, policy: Parameters<typeof evidenceAsksOf>[0]): SystemFacts {
  const asks = evidenceAsksOf(policy);
  return asks.length === 0
    ? facts
    : { ...facts, evidence: readEvidence({ asks, cwd: root, folder: root, sources: [facts.locator], limits: defaultLimits }) };
}

/** A live system is written as `recordingOf` takes it. */
export async function factsIn(cwd: string, fixture: string): Promise<SystemFacts> {
  if (!fixture.endsWith(".live.json")) return readTemplates(requestFor(cwd, [fixture]));
  const recording = recordingOf(JSON.parse(readFileSync(path.join(cwd, fixture), "utf8")) as LooseRecording);
  return systemOf(recording, { kind: "stack" });
}

/** The part of a fixture's name that the same case has in every language. */
export function caseOf(fixture: string): string {
  return fixture.slice(0, fixture.indexOf("."));
}

export function optionsOf(folder: string, name: string): Record<string, unknown> {
  const file = path.join(folder, `${name}.options.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
}
