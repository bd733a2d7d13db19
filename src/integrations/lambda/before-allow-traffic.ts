// A lifecycle hook of CodeDeploy (BeforeAllowTraffic): refuses a deployment that no alarm could stop, or that an alarm would stop at once.
import * as z from "zod";
import type { Report } from "../../audit/report.ts";
import { type DeploymentHook, type HookedDeployment, openDeploymentHook } from "../../sources/live/deployment-hook.ts";
import { parseEvent } from "./events.ts";
import { audit, type Context } from "./invocation.ts";

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export interface HookResult {
  readonly status: "Succeeded" | "Failed";
  /** Why it is rejected; or what was not known where it is not. */
  readonly reasons: readonly string[];
}

const schema = z.looseObject({ DeploymentId: z.string().min(1), LifecycleEventHookExecutionId: z.string().min(1) });
const SHAPE = "the event of a CodeDeploy lifecycle hook, with DeploymentId and LifecycleEventHookExecutionId";
/** An alarm that is not there, that observes something else, or whose metric does not exist. */
const CHECKS = ["rollback-alarm", "rollback-alarm-scope", "alarm-metric"];

/**
 * A deployment that takes a version back is never refused. The stack is that of the function; where alarms are in other stacks,
 * the variable FITNESS_STACKS names them all, separated by commas.
 * @throws UsageError for an event of another form, LiveFailure where CodeDeploy does not take the answer
 */
export async function beforeAllowTraffic(event: HookEvent, context: Context): Promise<HookResult> {
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: executionId } = parseEvent(schema, event, SHAPE);
  const hook = await openDeploymentHook({ deploymentId, executionId, env: process.env });
  try {
    const result = await judge(hook, context).catch(notLookedAt);
    const rejected = result.status === "Failed" ? "rejected" : "not rejected";
    process.stdout.write(`${[`deployment ${deploymentId} is ${rejected}`, ...result.reasons].join("\n")}\n`);
    await hook.answer(result.status);
    return result;
  } finally {
    hook.close();
  }
}

/** It is rejected: a deployment that could not be audited is not known to be safe. */
function notLookedAt(error: unknown): HookResult {
  return { status: "Failed", reasons: [error instanceof Error ? error.message : String(error)] };
}

async function judge(hook: DeploymentHook, context: Context): Promise<HookResult> {
  const deployment = await hook.deployment();
  if (deployment.isRollback) return { status: "Succeeded", reasons: ["it is a rollback"] };
  const { alarms, functionName } = deployment;
  const alarming = (await hook.alarming(alarms)).map(({ name, reason }) => `alarm ${name} is in ALARM: ${reason}`);
  const stack = functionName === null ? null : await hook.stackOf(functionName);
  if (stack?.isRollingBack === true) return { status: "Succeeded", reasons: ["its stack is being rolled back"] };
  const named = (process.env["FITNESS_STACKS"] ?? "").split(",").filter((name) => name !== "");
  const stacks = named.length > 0 ? named : stack === null ? [] : [stack.id];
  if (stacks.length === 0) return withoutAudit(deployment, alarming, "its function does not belong to a stack");
  const { report, error } = await audit({ name: deployment.id, stacks }, context, { checks: CHECKS });
  if (report === null || report.verdict === null)
    return { status: "Failed", reasons: [...alarming, `not audited completely: ${error}`] };
  if (!report.assessments.some(({ check, subject }) => check === "rollback-alarm" && subject.physicalId === functionName))
    return withoutAudit(deployment, alarming, "no audited stack contains a deployment group of its function");
  const failed = [...alarming, ...said(report, deployment, "fail")];
  return failed.length > 0
    ? { status: "Failed", reasons: failed }
    : { status: "Succeeded", reasons: said(report, deployment, "unknown") };
}

/** What the services alone say. */
function withoutAudit({ alarms }: HookedDeployment, alarming: readonly string[], why: string): HookResult {
  if (alarming.length > 0) return { status: "Failed", reasons: alarming };
  if (alarms.length === 0) return { status: "Failed", reasons: ["its deployment group has no alarm that could stop it"] };
  return { status: "Succeeded", reasons: [`it is unknown what its alarms watch: ${why}`] };
}

/** Of the function that is deployed, and of the alarms of its group. */
function said({ assessments }: Report, deployment: HookedDeployment, wanted: "fail" | "unknown"): string[] {
  const concerned = new Set([deployment.functionName, ...deployment.alarms]);
  return assessments
    .filter(({ verdict, gating, subject }) => verdict === wanted && gating && concerned.has(subject.physicalId))
    .map(({ check, subject, message, reason }) => {
      const what = [subject.logicalId, subject.detail].filter(Boolean).join(" ");
      return `${check} ${what}: ${message}${reason === null ? "" : ` (${reason})`}`;
    });
}
