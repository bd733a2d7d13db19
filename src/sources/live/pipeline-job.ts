// The answer to a job of CodePipeline: without it the action waits until it times out.
import { openClients } from "./clients.ts";
import { closed } from "./failure.ts";
import { startRegion } from "./region.ts";
import { quietSdk } from "./sdk.ts";

export interface JobResult {
  readonly succeeded: boolean;
  /** ConfigurationError for parameters that cannot be used. */
  readonly failure: "JobFailed" | "ConfigurationError";
  readonly message: string;
  /** For later actions of the pipeline: #{fitness.verdict}. */
  readonly variables: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionDetails.html */
const LONGEST_SUMMARY = 2_048;
/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html */
const LONGEST_MESSAGE = 5_000;

/** @throws LiveFailure and nothing else */
export async function answerJob(
  jobId: string,
  { succeeded, failure, message, variables }: JobResult,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  quietSdk();
  const ended = new AbortController();
  const clients = openClients({ profile: null, env, signal: ended.signal, progress: () => {} });
  try {
    const sdk = await import("@aws-sdk/client-codepipeline");
    const client = clients.of(sdk.CodePipelineClient, await startRegion(null, [], { env, profile: null }));
    if (succeeded) {
      const executionDetails = { summary: message.slice(0, LONGEST_SUMMARY), percentComplete: 100 };
      await client.send(new sdk.PutJobSuccessResultCommand({ jobId, executionDetails, outputVariables: { ...variables } }));
    } else {
      const failureDetails = { type: failure, message: message.slice(0, LONGEST_MESSAGE) };
      await client.send(new sdk.PutJobFailureResultCommand({ jobId, failureDetails }));
    }
  } finally {
    ended.abort(closed());
    clients.close();
  }
}
