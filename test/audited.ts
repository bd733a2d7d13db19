// What the checks say of small templates: read, linked and audited as the command line would, one line an assessment.
import { audit } from "../src/audit/audit.ts";
import type { Report } from "../src/audit/report.ts";
import { builtInChecks } from "../src/checks/index.ts";
import { loadConfig } from "../src/config/load.ts";
import { withWrittenWaivers } from "../src/config/written-waivers.ts";
import type { Json } from "../src/model/json.ts";
import type { TemplateRequest } from "../src/sources/source.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { folder, requestFor } from "./folder.ts";

export interface Asked {
  /** Ids of the checks that are run. */
  readonly checks: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly request?: Partial<TemplateRequest>;
}

/** Audits the templates as one system. */
export async function reportOn(templates: Readonly<Record<string, object | string>>, asked: Asked): Promise<Report> {
  const cwd = folder(templates);
  const parameters = new Map<string, Json>(Object.entries(asked.parameters ?? {}));
  const paths = asked.request?.paths ?? Object.keys(templates);
  const facts = await readTemplates(requestFor(cwd, paths, { parameters, ...asked.request }));
  const checks = builtInChecks.filter(({ id }) => asked.checks.includes(id));
  const config = await loadConfig({ cwd, file: null, checks, turnOn: asked.checks, commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  return audit(facts, { ...withWrittenWaivers(config, facts), ...run });
}

/** `fail Hello (live): shifts all traffic at once (…)`, and what an unknown depends on behind a semicolon. */
export async function audited(templates: Readonly<Record<string, object | string>>, asked: Asked): Promise<string[]> {
  const { assessments, checks } = await reportOn(templates, asked);
  const errors = checks.flatMap(({ id, error }) => (error === null ? [] : [`${id} error: ${error}`]));
  const lines = assessments.map(({ check, verdict, subject, message, reason }) => {
    const detail = subject.detail === null ? "" : ` (${subject.detail})`;
    const named = asked.checks.length > 1 ? `${check} ` : "";
    return `${named}${verdict} ${subject.logicalId}${detail}: ${message}${reason === null ? "" : `; ${reason}`}`;
  });
  return [...errors, ...lines];
}
