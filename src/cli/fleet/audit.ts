// The audit of one target as `fitness check` would be called, and its result with what made it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { findConfig } from "../../config/discover.ts";
import type { Provenance } from "../../fleet/audited.ts";
import type { ExitCode } from "../../fleet/ranks.ts";
import type { Target } from "../../fleet/target.ts";
import { toolIdentity } from "../../package-root.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "./job.ts";

interface RunOptions {
  readonly config?: string;
  readonly environment?: string;
  readonly profile?: string;
}

/** The arguments of `fitness check`; what the target names wins over what the run does. */
export function argumentsFor(target: Target, options: RunOptions, { cwd }: Pick<Io, "cwd">): readonly string[] {
  const config = target.config ?? (options.config === undefined ? undefined : path.resolve(cwd, options.config));
  const environment = target.environment ?? options.environment;
  const templates = target.template === undefined ? [] : [target.template].flat();
  return [
    ...(target.stacks === undefined ? ["--template", ...templates] : ["--stack", ...target.stacks]),
    ...(target.region === undefined ? [] : ["--region", target.region]),
    ...(config === undefined ? [] : ["--config", config]),
    ...(environment === undefined ? [] : ["--environment", environment]),
    // With a role its credentials count, not those of a profile.
    ...(options.profile === undefined || target.role !== undefined ? [] : ["--profile", options.profile]),
  ];
}

/** Changes with the target, the tool's version and the config's text: a report with another digest does not hold any more. */
export function digestOf(target: Target, options: RunOptions, folder: string, { cwd }: Pick<Io, "cwd">): string {
  const named =
    target.config === undefined ? options.config && path.resolve(cwd, options.config) : path.resolve(folder, target.config);
  const config = named ?? findConfig(folder);
  const text = config !== null && config !== undefined && existsSync(config) ? readFileSync(config, "utf8") : "";
  const parts = [target, options.environment ?? null, toolIdentity().version, text];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

export interface TargetResult {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** The report with its provenance; a record of the failure where there is none. */
export function withProvenance(target: Target, outcome: Outcome, digest: string, now: Date): TargetResult {
  const fleet: Provenance = { target: target.name, digest, auditedAt: now.toISOString() };
  const report = reportIn(outcome);
  const stray = report === null ? null : strayAccount(target, report);
  if (report === null || stray !== null) {
    const error = stray ?? (outcome.messages.trim().replace(/^fitness: /, "") || "the audit ended without a report");
    return { text: `${JSON.stringify({ verdict: null, exitCode: 2, error, fleet }, null, 2)}\n`, exitCode: 2 };
  }
  return { text: `${JSON.stringify({ ...report, fleet }, null, 2)}\n`, exitCode: report.exitCode };
}

interface WrittenReport {
  readonly exitCode: ExitCode;
  readonly source: { readonly stacks: readonly { readonly account: string | null }[] };
}

function reportIn({ report }: Outcome): WrittenReport | null {
  return report === "" ? null : (JSON.parse(report) as WrittenReport);
}

/** A system of another account than the list says is another system. */
function strayAccount({ account, stacks }: Target, { source }: WrittenReport): string | null {
  if (account === undefined || stacks === undefined) return null;
  const other = source.stacks.find((stack) => stack.account !== null && stack.account !== account);
  return other === undefined
    ? null
    : `the list names account ${account}, but the stacks are in ${other.account}; check the target's role`;
}
