// The public API for authors of checks, reporters and configs, and for tools that read reports.

// The zod of the package's dependencies, so that options are made with the zod that reads them.
export * as z from "zod";
export type { Assessment, Doubt, Evidence, Failure, Finding, Measurement, Observations, Remedy, Subject } from "./assessment.ts";
export type { AuditPolicy, CheckSettings, Policy, Waiver } from "./audit/policy.ts";
export type { Report, ReportedAssessment, ReportedCheck } from "./audit/report.ts";
export type { Characteristic, Check } from "./checks/define-check.ts";
export { defineCheck } from "./checks/define-check.ts";
export { builtInChecks } from "./checks/index.ts";
export { defineConfig } from "./config/define-config.ts";
export { type ConfigRequest, loadConfig, type ResolvedConfig } from "./config/load.ts";
export type { Config } from "./config/schema.ts";
export { withWrittenWaivers } from "./config/written-waivers.ts";
export { FitnessError } from "./errors.ts";
export type { AlarmNode, MetricSeries } from "./model/alarms/alarm.ts";
export type { ApiNode, ApiStageNode } from "./model/apis/api.ts";
export type { DeploymentConfiguration } from "./model/deployments/deployment-configuration.ts";
export type { DeploymentGroupNode } from "./model/deployments/deployment-group.ts";
export type { ShiftedAlias, TrafficAlias } from "./model/deployments/traffic-alias.ts";
export type { SystemFacts } from "./model/facts.ts";
export type { AliasNode, FunctionNode, Qualifier } from "./model/functions/function.ts";
export type { Invocation } from "./model/invocations/invocation.ts";
export type { Json } from "./model/json.ts";
export type { EventSource } from "./model/messages/event-source.ts";
export type { Model } from "./model/model.ts";
export type { Ask, AskKind } from "./model/observed/ask.ts";
export type { TemplateNode } from "./model/resolve/node.ts";
export type { Resource, Stack } from "./model/resource.ts";
export type { System, Target } from "./model/system.ts";
export { type Absent, absent, type Known, known, mapValue, type Unresolved, unresolved, type Value } from "./model/value.ts";
export { auditWithPlugins as audit } from "./plugins/audit-with-plugins.ts";
export { defineReporter, type ReporterDeclaration } from "./reporters/define-reporter.ts";
export type { ReporterEnvironment } from "./reporters/reporter.ts";
export { defaultLimits, type Limits, requestFor, type TemplateRequest } from "./sources/source.ts";
export { readTemplates } from "./sources/template/template.ts";
