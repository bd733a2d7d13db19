// Audits targets in a thread of its own, one after the other, each as `fitness check` would.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parentPort } from "node:worker_threads";
import { describeFailure } from "../failure.ts";
import { main } from "../main.ts";
import type { Job, Outcome } from "./job.ts";

/** What the SDK reads credentials from; a role's replace those of the run. */
const CREDENTIALS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] as const;
const own = new Map(CREDENTIALS.map((name) => [name, process.env[name]]));
const ownProfile = process.env["AWS_PROFILE"];

parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await run(job)));

async function run(job: Job): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "fitness-fleet-"));
  const files = { json: path.join(folder, "report.json"), html: path.join(folder, "report.html") };
  let messages = "";
  try {
    await takeRole(job);
    const reporters = [`json=${files.json}`, ...(job.html ? [`html=${files.html}`] : [])];
    const exitCode = await main(["check", ...job.arguments, "--quiet", "--reporter", ...reporters], {
      cwd: job.cwd,
      env: process.env,
      platform: process.platform,
      stdout: { write: () => true },
      stderr: { write: (text: string) => (messages += text) },
      readStandardInput: () => Promise.reject(new Error("a target is not read from standard input")),
    });
    return { exitCode, report: contentOf(files.json) ?? "", html: contentOf(files.html), messages };
  } catch (error) {
    return { exitCode: 2, report: "", html: null, messages: describeFailure(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A thread has an environment of its own: what one target changes, no other thread sees. */
async function takeRole({ target: { role, externalId, region } }: Job): Promise<void> {
  for (const [name, value] of own) setVariable(name, value);
  setVariable("AWS_PROFILE", ownProfile);
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

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
