// Runs the built command line against a test server, in a process of its own.
import { spawn } from "node:child_process";
import path from "node:path";
import type { Report } from "../../src/audit/report.ts";
import { builtInChecks } from "../../src/checks/index.ts";
import { region } from "./deploy.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the surroundings reaches it but the path: neither credentials nor a region of the machine's. */
export function fitness(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = root): Promise<Run> {
  const child = spawn(process.execPath, [path.join(root, "bin/fitness.js"), ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", HOME: "/nonexistent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve) => {
    child.on("close", (status) => {
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** The variables by which the SDK finds a test server. */
export function towards(endpoint: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", ...others };
}

export function reportOf({ stdout, stderr }: Run): Report {
  if (stdout === "") throw new Error(`no report: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** By check and subject, the verdicts of the checks that any source tells enough for. */
export function configurationVerdicts({ assessments }: Report): ReadonlyMap<string, string> {
  const ofConfiguration = new Set(builtInChecks.filter(({ needs }) => needs === "configuration").map(({ id }) => id));
  return new Map(
    assessments.flatMap(({ check, subject: { stack, logicalId, detail }, verdict }) =>
      ofConfiguration.has(check) ? [[[check, stack, logicalId ?? "", detail ?? ""].join(" "), verdict]] : [],
    ),
  );
}

/** Check, verdict and why it is unknown, in the report's order. */
export function assessmentsOf({ assessments }: Report): readonly (readonly [string, string, string | null])[] {
  return assessments.map(({ check, verdict, reason }) => [check, verdict, reason]);
}
