// The audit with plug-in checks: they run in their own processes first, then the report is made.
import { type Conducted, conduct } from "../audit/audit.ts";
import type { AuditPolicy } from "../audit/policy.ts";
import type { Report } from "../audit/report.ts";
import type { SystemFacts } from "../model/facts.ts";
import { isPluginCheck } from "./plugin-check.ts";

/**
 * Audits the facts of one system. Never throws for what a check does: a check that throws ends in `error`, and so does one that does
 * what no plug-in may do, with its plug-in in `unread` and the exit code 2.
 */
export async function auditWithPlugins(facts: SystemFacts, policy: AuditPolicy): Promise<Report> {
  return (await conductWithPlugins(facts, policy)).report;
}

export async function conductWithPlugins(facts: SystemFacts, policy: AuditPolicy): Promise<Conducted> {
  if (!policy.checks.some(isPluginCheck)) return conduct(facts, policy);
  const { assessElsewhere } = await import("./assess-elsewhere.ts");
  return conduct(facts, { ...policy, ...(await assessElsewhere(facts, policy)) });
}
