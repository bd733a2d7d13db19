// Reads and writes the file of a baseline, and says what a run is compared with.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Baseline, BaselinePolicy } from "../audit/baseline/baseline.ts";
import { dayOf } from "../audit/baseline/day.ts";
import { formatBaseline, parseBaseline } from "../audit/baseline/file.ts";
import { type Acceptance, accepting, measuredNow } from "../audit/baseline/update.ts";
import type { AuditPolicy } from "../audit/policy.ts";
import type { Report } from "../audit/report.ts";
import type { ResolvedConfig } from "../config/load.ts";
import { type Place, PluginError, SourceError, UsageError } from "../errors.ts";
import type { SystemFacts } from "../model/facts.ts";
import { conductWithPlugins } from "../plugins/audit-with-plugins.ts";
import type { Io } from "./io.ts";
import { writeAtomically } from "./write-file.ts";

export const BASELINE_FILE = "fitness.baseline.json";

/** @returns null where the config and the command line name no baseline */
export function baselineOf(config: ResolvedConfig, io: Io, { updates }: { readonly updates: boolean }): BaselinePolicy | null {
  const { baseline: file, strictWaivers: strict } = config;
  if (file === null) {
    if (!updates) return null;
    throw new UsageError("--update-baseline needs a baseline", {
      remedy: "pass --baseline FILE, or name the file in the config; create it with fitness baseline",
    });
  }
  const { kind, baseline } = readBaseline(file, io.cwd, config.placeOf("baseline"));
  if (updates && kind === "report") {
    throw new UsageError("--update-baseline cannot change a report; it needs a baseline file", {
      place: { file },
      remedy: "create a baseline file with fitness baseline",
    });
  }
  return { baseline, strict, updates };
}

/** @param named where the config names it, for the error */
function readBaseline(file: string, cwd: string, named: Place | null = null) {
  const text = readText(file, cwd, named);
  const value = parseJson(text, file);
  const parsed = parseBaseline(value, file);
  if (typeof parsed !== "string") return parsed;
  throw new SourceError(`is not a baseline: ${parsed}`, {
    place: { file },
    remedy: "recreate it with fitness baseline, or name a report written by --reporter json",
  });
}

function readText(file: string, cwd: string, named: Place | null): string {
  try {
    return readFileSync(path.resolve(cwd, file), "utf8").replace(/^\ufeff/, "");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const where = named === null ? "" : ` that ${named.file} names`;
    throw new SourceError(code === "ENOENT" ? `the baseline${where} does not exist` : `the baseline cannot be read: ${message}`, {
      place: { file },
      remedy: "create it with fitness baseline, which records current failures",
      cause,
    });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SourceError(`is not valid JSON: ${(cause as Error).message}`, {
      place: { file },
      remedy: "after a merge conflict keep either side and run fitness baseline again",
      cause,
    });
  }
}

export function writeBaseline(baseline: Baseline, cwd: string): void {
  writeAtomically(baseline.file, formatBaseline(baseline), cwd, "baseline");
}

/** The baseline in the file, or an empty one where there is no such file yet. */
export function baselineAt(file: string, cwd: string): { readonly before: Baseline; readonly isThere: boolean } {
  const isThere = existsSync(path.resolve(cwd, file));
  const empty = { file, score: null, sizes: [], accepted: [], measured: [] };
  return { before: isThere ? { ...readBaseline(file, cwd).baseline, file } : empty, isThere };
}

/** What is measured now is what later runs are compared with, so what fails against it is accepted and nothing else. */
export async function accept(facts: SystemFacts, policy: AuditPolicy, before: Baseline, now: Date): Promise<Acceptance> {
  const first = await conductWithPlugins(facts, { ...policy, against: { baseline: before, strict: false, updates: false } });
  refuseFaults(first.report, before.file);
  const measured = measuredNow(first);
  const fresh = new Set(measured.map(({ fingerprint }) => fingerprint));
  const old = before.measured.filter(({ fingerprint }) => !fresh.has(fingerprint));
  const compared = { ...before, measured: [...old, ...measured] };
  const settled =
    measured.length === 0
      ? first
      : await conductWithPlugins(facts, { ...policy, against: { baseline: compared, strict: false, updates: false } });
  return accepting({ ...before, measured: old }, settled, dayOf(now));
}

/** @throws PluginError where a plug-in did what it may not: what it would have found is missing */
export function refuseFaults({ unread: [fault] }: Report, file: string): void {
  if (fault === undefined) return;
  throw new PluginError(`${fault.message}, so ${file} is not written`, {
    place: { file: fault.file },
    remedy: "correct the plug-in",
  });
}
