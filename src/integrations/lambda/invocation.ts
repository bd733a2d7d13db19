// One audit within an invocation: it ends before the invocation does, so that there is a result in any case.
import type { Report } from "../../audit/report.ts";
import { argumentsFor, digestOf, type TargetResult, withProvenance } from "../../cli/fleet/audit.ts";
import type { Job } from "../../cli/fleet/job.ts";
import { runJob } from "../../cli/fleet/run.ts";
import type { Target } from "../../fleet/target.ts";

/** The part of Lambda's context object that matters here. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** Milliseconds to write the result in. */
const RESERVE = 10_000;

export interface InvocationOptions {
  /** Only these checks. */
  readonly checks?: readonly string[];
  /** A reporter whose output goes to the log. */
  readonly shown?: string | undefined;
}

export interface Audit extends TargetResult {
  /** null where the audit could not be run; `error` says why then. */
  readonly report: Report | null;
  readonly error: string | null;
}

/** Configs and templates are looked for beside the function's code. Never throws. */
export async function audit(target: Target, context: Context, { checks = [], shown }: InvocationOptions = {}): Promise<Audit> {
  const cwd = process.env["LAMBDA_TASK_ROOT"] ?? process.cwd();
  const seconds = Math.max(1, Math.floor((context.getRemainingTimeInMillis() - RESERVE) / 1000));
  const job: Job = {
    target,
    arguments: [
      ...argumentsFor(target, {}, { cwd }),
      ...(target.stacks === undefined ? [] : ["--timeout", String(seconds)]),
      ...(checks.length === 0 ? [] : ["--check", ...checks]),
      "--no-color",
    ],
    cwd,
    html: false,
    ...(shown === undefined ? {} : { shown }),
  };
  const outcome = await runJob(job, process.stdout);
  const result = withProvenance(target, outcome, digestOf(target, {}, cwd, { cwd }), new Date());
  const written = JSON.parse(result.text) as Report | { readonly verdict: null; readonly error: string };
  return "error" in written
    ? { ...result, report: null, error: written.error }
    : { ...result, report: written, error: written.unread[0]?.message ?? null };
}

/** What the log, a pipeline and a person read first. */
export function summaryOf(name: string, { report, error }: Audit): string {
  if (report === null) return `${name}: not audited: ${error}`;
  const gating = report.assessments.filter((each) => each.gating);
  const worst = gating.filter(({ verdict }) => verdict === "fail");
  const unknown = gating.filter(({ verdict }) => verdict === "unknown");
  const score = report.score.value === null ? "" : `, score ${report.score.value}`;
  const counts = `${worst.length} failed, ${unknown.length} unknown${score}`;
  const lines = [...worst, ...unknown].slice(0, 5).map((each) => {
    const { stack, logicalId, detail } = each.subject;
    return `${each.check} ${[stack, logicalId].filter(Boolean).join("/")}${detail === null ? "" : ` ${detail}`}: ${each.message}`;
  });
  return [`${name}: ${report.verdict ?? `not read completely: ${error}`} (${counts})`, ...lines].join("\n");
}
