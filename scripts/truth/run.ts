// Reads and audits one template of the corpus as a user would, with the parameters that its facts assume.
import { audit } from "../../src/audit/audit.ts";
import type { AuditPolicy, CheckSettings } from "../../src/audit/policy.ts";
import type { Report } from "../../src/audit/report.ts";
import type { Check } from "../../src/checks/define-check.ts";
import { builtInChecks } from "../../src/checks/index.ts";
import { link } from "../../src/model/link.ts";
import type { Model } from "../../src/model/model.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import type { TrueFacts } from "./corpus.ts";

export interface Run {
  readonly model: Model;
  readonly report: Report;
}

export async function run(truth: TrueFacts): Promise<Run> {
  const facts = await readTemplates(
    requestFor(truth.folder, [truth.path], { parameters: new Map(Object.entries(truth.parameters)) }),
  );
  return { model: link(facts), report: audit(facts, policy) };
}

function settings(check: Check): CheckSettings {
  return {
    severity: check.severity,
    options: check.options.parse({}),
    included: true,
    unknown: "gate",
    weight: 1,
    mandatory: false,
    missing: check.requires ?? [],
  };
}

const policy: AuditPolicy = {
  checks: builtInChecks,
  settingsOf: settings,
  isEnabled: (check) => check.requires === undefined,
  select: [],
  failOn: "error",
  includeInfrastructure: false,
  scoreMinimum: null,
  waivers: [],
  strictWaivers: false,
  now: new Date(0),
  tool: { name: "serverless-fitness", version: "0.0.0" },
  elapsedMs: () => 0,
};
