// The handler for audits: of a schedule or a state machine, which give it a target, and of CodePipeline, which gives it a job.
import * as z from "zod";
import { type Target, targetSchema } from "../../fleet/target.ts";
import { writeBelow } from "./bucket.ts";
import { parseEvent } from "./events.ts";
import { audit, type Context, summaryOf } from "./invocation.ts";
import { answerPipeline, type PipelineEvent } from "./pipeline-job.ts";

export interface AuditEvent {
  /** As a line of the list of targets; its config is relative to the function's code. */
  readonly target: Target;
  /** Where the JSON report goes: `s3://bucket/prefix/`, to which `<name>.json` is added. */
  readonly output?: string | undefined;
  /** Whose output goes to the log: `emf` for metrics, `human` for people. */
  readonly reporter?: "emf" | "human" | "markdown" | "json" | undefined;
}

export interface AuditResult {
  readonly name: string;
  readonly verdict: "fit" | "degraded" | "inconclusive" | null;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly score: number | null;
  /** The key of the report in its bucket. */
  readonly key: string | null;
}

const schema = z.strictObject({
  target: targetSchema,
  output: z.string().startsWith("s3://").optional(),
  reporter: z.enum(["emf", "human", "markdown", "json"]).optional(),
});
const SHAPE = '{"target": {"name": "orders-prod", "stacks": ["orders"]}, "reporter": "emf"}';

/**
 * Audits a target. With `output` a target that cannot be audited has a record there, as `fitness fleet` writes it; without, it is an
 * error of the invocation. A degraded system is not an error: the result and the metrics report it.
 * @throws UsageError for an event of another form
 */
export async function handler(event: AuditEvent | PipelineEvent, context: Context): Promise<AuditResult | null> {
  if ("CodePipeline.job" in event) {
    await answerPipeline(event["CodePipeline.job"], context);
    return null;
  }
  const { target, output, reporter } = parseEvent(schema, event, SHAPE);
  const audited = await audit(target, context, { shown: reporter });
  process.stdout.write(`${summaryOf(target.name, audited)}\n`);
  const key = output === undefined ? null : await writeBelow(output, `${target.name}.json`, audited.text);
  const { report, exitCode } = audited;
  if (exitCode === 2 && output === undefined) throw new Error(summaryOf(target.name, audited));
  return { name: target.name, verdict: report?.verdict ?? null, exitCode, score: report?.score.value ?? null, key };
}
