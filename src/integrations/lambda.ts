// serverless-fitness/lambda: handlers of Lambda functions. `export { handler } from "serverless-fitness/lambda";`
export { type AuditEvent, type AuditResult, handler } from "./lambda/audit.ts";
export { beforeAllowTraffic, type HookEvent, type HookResult } from "./lambda/before-allow-traffic.ts";
export { type ListEvent, type ListResult, listTargets } from "./lambda/list-targets.ts";
export { type MergeEvent, type MergeResult, mergeReports } from "./lambda/merge-reports.ts";
export type { PipelineEvent } from "./lambda/pipeline-job.ts";
