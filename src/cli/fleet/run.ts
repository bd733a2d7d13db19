// The audit of one target in this process, as `fitness check` would do it, with the credentials of the target's role.
import { runCommand } from "../embedded.ts";
import { describeFailure } from "../failure.ts";
import type { OutputStream } from "../io.ts";
import type { Job, Outcome } from "./job.ts";

/** What the SDK reads credentials from; a role's replace those of the run. */
const CREDENTIALS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"] as const;

/**
 * Never throws. One at a time: while it runs, the environment has the role's credentials.
 * @param stdout for the report that the job shows; by default it is not shown
 */
export async function runJob(job: Job, stdout?: OutputStream): Promise<Outcome> {
  const own = CREDENTIALS.map((name) => [name, process.env[name]] as const);
  const argumentsIn = (folder: string): readonly string[] => {
    const files = [`json=${folder}/report.json`, ...(job.html ? [`html=${folder}/report.html`] : [])];
    const shown = job.shown === undefined ? [] : [job.shown];
    return ["check", ...job.arguments, "--quiet", "--reporter", ...files, ...shown];
  };
  try {
    await takeRole(job);
    const embedding = { cwd: job.cwd, ...(stdout === undefined ? {} : { stdout }) };
    return await runCommand(argumentsIn, embedding, ({ exitCode, messages, file }) => ({
      exitCode,
      report: file("report.json") ?? "",
      html: file("report.html"),
      messages,
    }));
  } catch (error) {
    return { exitCode: 2, report: "", html: null, messages: describeFailure(error) };
  } finally {
    for (const [name, value] of own) setVariable(name, value);
  }
}

async function takeRole({ target: { role, externalId, region } }: Job): Promise<void> {
  if (role === undefined) return;
  const { assumeRole } = await import("../../sources/live/role.ts");
  const assumed = await assumeRole({ role, externalId: externalId ?? null, region: region ?? null, env: process.env });
  setVariable("AWS_ACCESS_KEY_ID", assumed.accessKeyId);
  setVariable("AWS_SECRET_ACCESS_KEY", assumed.secretAccessKey);
  setVariable("AWS_SESSION_TOKEN", assumed.sessionToken);
  setVariable("AWS_PROFILE", undefined);
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
