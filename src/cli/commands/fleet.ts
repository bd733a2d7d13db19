// fitness fleet: audits every target of a list on this machine, each for itself, and writes a report for each.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAudited } from "../../fleet/audited.ts";
import { type ExitCode, worstExitCode } from "../../fleet/ranks.ts";
import { isInShard, parseShard } from "../../fleet/shard.ts";
import type { Target } from "../../fleet/target.ts";
import { argumentsFor, digestOf, withProvenance } from "../fleet/audit.ts";
import type { Job, Outcome } from "../fleet/job.ts";
import { listOf } from "../fleet/lists.ts";
import { runAll } from "../fleet/pool.ts";
import type { Io } from "../io.ts";
import { writeWhole } from "../output.ts";
import { progressOn } from "../progress.ts";

export interface FleetOptions {
  readonly targets: string;
  readonly output: string;
  readonly config?: string;
  readonly environment?: string;
  readonly profile?: string;
  readonly concurrency: number;
  /** Seconds. */
  readonly timeBox: number;
  readonly shard?: string;
  readonly resume?: true;
  /** Hours. */
  readonly maximumAge: number;
  readonly html?: true;
  readonly quiet?: true;
}

/** @returns the worst exit code of all targets: 2, 1, 3, 0 */
export async function fleet(options: FleetOptions, io: Io): Promise<number> {
  const { targets, folder } = await listOf(options.targets, io);
  const shard = options.shard === undefined ? null : parseShard(options.shard);
  const share = shard === null ? targets : targets.filter(({ name }) => isInShard(name, shard));
  const output = path.resolve(io.cwd, options.output);
  const codes = new Map<string, ExitCode>();
  const jobs: { readonly job: Job; readonly digest: string }[] = [];
  for (const target of share) {
    const digest = digestOf(target, options, folder, io);
    const existing = options.resume === true ? finished(target, digest, output, options) : null;
    if (existing !== null) codes.set(target.name, existing);
    else
      jobs.push({
        job: { target, arguments: argumentsFor(target, options, io), cwd: folder, html: options.html === true },
        digest,
      });
  }
  const progress = io.stderr.isTTY === true && options.quiet !== true ? progressOn(io) : null;
  const skipped = share.length - jobs.length;
  if (skipped > 0 && options.quiet !== true)
    io.stderr.write(`${skipped} of ${share.length} targets have a report that still holds\n`);
  const digests = new Map(jobs.map(({ job, digest }) => [job, digest]));
  const all = jobs.map(({ job }) => job);
  await runAll(all, { concurrency: options.concurrency, timeBoxSeconds: options.timeBox }, (job, outcome) => {
    const { name } = job.target;
    const file = path.join(output, `${name}.json`);
    const { text, exitCode } = withProvenance(job.target, outcome, digests.get(job) ?? "", new Date());
    writeWhole(file, text, io.cwd);
    if (outcome.html !== null) writeWhole(path.join(output, `${name}.html`), outcome.html, io.cwd);
    codes.set(name, exitCode);
    tell(name, { ...outcome, exitCode }, codes.size, share.length);
  });
  progress?.clear();
  if (options.quiet !== true) io.stderr.write(`${summary([...codes.values()])}\n`);
  return worstExitCode(codes.values());

  function tell(name: string, outcome: Outcome, done: number, total: number): void {
    if (options.quiet === true) return;
    if (progress === null) io.stderr.write(`${done} of ${total}  ${name}: ${verdictInWords(outcome)}\n`);
    else progress.show(`${done} of ${total} audited; ${name}: ${verdictInWords(outcome)}`);
  }
}

function summary(codes: readonly ExitCode[]): string {
  const of = (code: ExitCode) => codes.filter((each) => each === code).length;
  return `${codes.length} targets: ${of(2)} not audited, ${of(1)} degraded, ${of(3)} inconclusive, ${of(0)} fit`;
}

function verdictInWords({ exitCode, messages }: Outcome): string {
  const verdict = ({ 0: "fit", 1: "degraded", 3: "inconclusive" } as Record<number, string>)[exitCode];
  return (
    verdict ??
    `not audited: ${
      messages
        .trim()
        .replace(/^fitness: /, "")
        .split("\n")[0]
    }`
  );
}

/** The exit code of a report that was made of the same target, config and tool, and is young enough; else null. */
function finished(target: Target, digest: string, output: string, { maximumAge }: FleetOptions): ExitCode | null {
  const file = path.join(output, `${target.name}.json`);
  if (!existsSync(file)) return null;
  try {
    const { provenance, exitCode, verdict } = parseAudited(readFileSync(file, "utf8"));
    const age = provenance === null ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(provenance.auditedAt);
    // What could not be audited is tried again.
    return verdict !== null && provenance?.digest === digest && age <= maximumAge * 3_600_000 ? exitCode : null;
  } catch {
    return null;
  }
}
