// The public API: what the author of a check or of a tool around the report needs.
export type { AuditPolicy, CheckSettings, Policy, Waiver } from "./audit/policy.ts";
export type { Report } from "./audit/report.ts";
export type {
  Assessment,
  Check,
  Doubt,
  Evidence,
  Failure,
  Finding,
  Measurement,
  Observations,
  Remedy,
  Subject,
} from "./checks/define-check.ts";
export { defineCheck } from "./checks/define-check.ts";
export { builtInChecks } from "./checks/index.ts";
export { type ConfigRequest, loadConfig, type ResolvedConfig } from "./config/load.ts";
export type { Config } from "./config/schema.ts";
export { withWrittenWaivers } from "./config/written-waivers.ts";
export { FitnessError } from "./errors.ts";
export type { SystemFacts } from "./model/facts.ts";
export { auditWithPlugins as audit } from "./plugins/audit-with-plugins.ts";
export { defaultLimits, type Limits, requestFor, type TemplateRequest } from "./sources/source.ts";
export { readTemplates } from "./sources/template/template.ts";
