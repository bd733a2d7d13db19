// fitness baseline: accepts what fails today, so that from now on only what gets worse decides.
import type { Baseline } from "../../audit/baseline/baseline.ts";
import { dayOf } from "../../audit/baseline/day.ts";
import { type Acceptance, shrunken } from "../../audit/baseline/update.ts";
import type { AuditPolicy } from "../../audit/policy.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import type { SystemFacts } from "../../model/facts.ts";
import { toolIdentity } from "../../package-root.ts";
import { conductWithPlugins } from "../../plugins/audit-with-plugins.ts";
import { accept, BASELINE_FILE, baselineAt, refuseFaults, writeBaseline } from "../baseline.ts";
import { chooseChecks } from "../choose-checks.ts";
import { configForSystem, type Note, noteTo } from "../config.ts";
import { gatherFacts } from "../facts.ts";
import { paragraph } from "../failure.ts";
import type { Io } from "../io.ts";
import { type SourceOptions, sourceLayer } from "../options.ts";

export interface BaselineOptions extends SourceOptions {
  readonly output?: string;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly select?: string[];
  readonly quiet?: true;
}

/** @returns 0 once it is written; 1 where a pipeline would have had to add to it; 2 where not all could be read */
export async function baseline(options: BaselineOptions, io: Io): Promise<number> {
  const now = new Date();
  const note = noteTo(io, options.quiet);
  const layer = { ...sourceLayer(options), ...(options.select === undefined ? {} : { select: options.select }) };
  const config = await configForSystem(options, io, layer, options.check ?? []);
  const file = options.output ?? config.baseline ?? BASELINE_FILE;
  const { before, isThere } = baselineAt(file, io.cwd);
  const checks = chooseChecks(config.checks, options.check, options.skip);
  const { facts, broken } = await gatherFacts({ ...config, checks }, { io, now, quiet: options.quiet === true, note });
  if (facts.unread.length > 0) return refuseHalf(facts, file, io);
  const policy = { ...withWrittenWaivers(config, facts), checks, broken, now, tool: toolIdentity(), elapsedMs: () => 0 };
  // A pipeline that accepts what it finds is no gate.
  if (isThere && io.env["CI"]) return shrinkOnly(await shrink(facts, policy, before, now), io, note);
  const accepted = await accept(facts, policy, before, now);
  writeBaseline(accepted.baseline, io.cwd);
  note(outcome(accepted));
  if (config.baseline === null) note(`compare a run with it: --baseline ${file}, or "baseline" in the config`);
  return 0;
}

function refuseHalf({ unread }: SystemFacts, file: string, io: Io): number {
  for (const { file: missing, message } of unread) io.stderr.write(paragraph({ file: missing }, message, null));
  io.stderr.write(paragraph({ file }, "is not written because part of the system could not be read", null));
  return 2;
}

function shrinkOnly(acceptance: Acceptance, io: Io, note: Note): number {
  const { baseline: after, added: open, removed } = acceptance;
  if (removed > 0) writeBaseline(after, io.cwd);
  note(outcome({ ...acceptance, added: 0 }));
  if (open === 0) return 0;
  const remedy = "run fitness baseline locally and commit the file";
  io.stderr.write(
    paragraph(null, `a pipeline does not add findings to a baseline: ${count(open, "finding")} not accepted`, remedy),
  );
  return 1;
}

async function shrink(facts: SystemFacts, policy: AuditPolicy, before: Baseline, now: Date): Promise<Acceptance> {
  const { report } = await conductWithPlugins(facts, { ...policy, against: { baseline: before, strict: false, updates: true } });
  refuseFaults(report, before.file);
  const after = (report.baseline && shrunken(before, report.baseline, dayOf(now))) ?? before;
  const added = report.assessments.filter(({ gating }) => gating).length;
  return { baseline: after, added, removed: before.accepted.length - after.accepted.length };
}

function outcome({ baseline: { file, accepted }, added, removed }: Acceptance): string {
  const unknowns = accepted.filter(({ verdict }) => verdict === "unknown").length;
  const counts = [count(accepted.length - unknowns, "failure"), ...(unknowns === 0 ? [] : [count(unknowns, "unknown")])];
  return `${file} accepts ${counts.join(" and ")}: ${added} added, ${removed} removed`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
