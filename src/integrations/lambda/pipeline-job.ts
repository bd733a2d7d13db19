// A CodePipeline job: audits the stacks of the action and always reports a result, because otherwise the action waits.
import { targetSchema } from "../../fleet/target.ts";
import { answerJob, type JobResult } from "../../sources/live/pipeline-job.ts";
import { parseEvent } from "./events.ts";
import { audit, type Context, summaryOf } from "./invocation.ts";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html#action-reference-Lambda-event */
export interface PipelineEvent {
  readonly "CodePipeline.job": PipelineJob;
}

export interface PipelineJob {
  readonly id: string;
  readonly data: {
    readonly actionConfiguration: { readonly configuration: { readonly UserParameters?: string | undefined } };
  };
}

const SHAPE = '{"stacks": ["orders"], "environment": "prod"}, as JSON in the action\'s UserParameters';

export async function answerPipeline(job: PipelineJob, context: Context): Promise<void> {
  const result = await resultOf(job, context);
  process.stdout.write(`${result.message}\n`);
  await answerJob(job.id, result, process.env);
}

/** Fit is success; degraded, inconclusive and not audited are failures, as they are for every other pipeline. */
async function resultOf({ data }: PipelineJob, context: Context): Promise<JobResult> {
  try {
    const target = targetIn(data.actionConfiguration.configuration.UserParameters ?? "");
    const audited = await audit(target, context);
    const verdict = audited.report?.verdict ?? "not-audited";
    const variables = { verdict, score: String(audited.report?.score.value ?? "") };
    return { succeeded: audited.exitCode === 0, failure: "JobFailed", message: summaryOf(target.name, audited), variables };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { succeeded: false, failure: "ConfigurationError", message, variables: {} };
  }
}

/** @throws UsageError */
function targetIn(parameters: string) {
  const given = parsed(parameters);
  const named = given !== null && typeof given === "object" && !Array.isArray(given) ? given : {};
  const stacks = (named as { stacks?: unknown }).stacks;
  const name = Array.isArray(stacks) ? { name: nameOf(String(stacks[0])) } : {};
  return parseEvent(targetSchema, { ...name, ...named }, SHAPE);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of an ARN the name of the stack. */
function nameOf(stack: string): string {
  return /:stack\/([^/]+)/.exec(stack)?.[1] ?? stack;
}
