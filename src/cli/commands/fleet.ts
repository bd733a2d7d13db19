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
import { progressOn } from "../progress.ts";
import { makeFolder, writeAtomically } from "../write-file.ts";

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
  // Also for a share without targets: what collects the folders of all shares finds one.
  makeFolder(output);
  const planned = share.map((target) => plan(target, folder, output, options, io));
  const codes = new Map<string, ExitCode>(
    planned.flatMap(({ job, known }) => (known === null ? [] : [[job.target.name, known]])),
  );
  const progress = progressOf(options, io, share.length);
  if (codes.size > 0) progress.line(`${codes.size} of ${share.length} targets already have a recent report`);
  const open = planned.filter(({ known }) => known === null);
  const digests = new Map(open.map(({ job, digest }) => [job, digest]));
  const limits = { concurrency: options.concurrency, timeBoxSeconds: options.timeBox };
  await runAll([...digests.keys()], limits, (job, outcome) => {
    const { name } = job.target;
    const { text, exitCode } = withProvenance(job.target, outcome, digests.get(job) ?? "", new Date());
    writeAtomically(path.join(output, `${name}.json`), text, io.cwd);
    if (outcome.html !== null) writeAtomically(path.join(output, `${name}.html`), outcome.html, io.cwd);
    codes.set(name, exitCode);
    progress.done(name, verdictInWords({ ...outcome, exitCode }), codes.size);
  });
  progress.end(summary([...codes.values()]));
  return worstExitCode(codes.values());
}

interface Planned {
  readonly job: Job;
  readonly digest: string;
  /** The exit code of a report that still holds; null where the target has to be audited. */
  readonly known: ExitCode | null;
}

function plan(target: Target, folder: string, output: string, options: FleetOptions, io: Io): Planned {
  const digest = digestOf(target, options, folder, io);
  const known = options.resume === true ? finished(target, digest, output, options) : null;
  return {
    job: { target, arguments: argumentsFor(target, options, io), cwd: folder, html: options.html === true },
    digest,
    known,
  };
}

/** The progress on standard error: a line that changes on a terminal, one line per target elsewhere, nothing with --quiet. */
function progressOf({ quiet }: FleetOptions, io: Io, total: number) {
  const line = (text: string): void => {
    if (quiet !== true) io.stderr.write(`${text}\n`);
  };
  const terminal = io.stderr.isTTY === true && quiet !== true ? progressOn(io) : null;
  return {
    line,
    done: (name: string, verdict: string, done: number): void => {
      if (terminal === null) line(`${done} of ${total}  ${name}: ${verdict}`);
      else terminal.show(`${done} of ${total} audited; ${name}: ${verdict}`);
    },
    end: (text: string): void => {
      terminal?.clear();
      line(text);
    },
  };
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
