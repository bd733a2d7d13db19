// fitness merge: the reports of a fleet, compared with the list of its targets, as one report.
import { readFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../../errors.ts";
import { type Audited, parseAudited } from "../../fleet/audited.ts";
import { Merge } from "../../fleet/merge.ts";
import { type FleetReport, fleetReportSchema } from "../../fleet/report.ts";
import { suggestName } from "../../nearest.ts";
import { toolIdentity } from "../../package-root.ts";
import { fleetReporters } from "../../reporters/fleet/index.ts";
import { listOf } from "../fleet/lists.ts";
import { type Found, resultsIn } from "../fleet/results.ts";
import { fileEnvironment, type Io, streamEnvironment } from "../io.ts";
import { writeAtomically } from "../write-file.ts";

export interface MergeCommandOptions {
  readonly targets: string;
  readonly against?: string;
  readonly reporter?: readonly string[];
  readonly verbose?: true;
  readonly color: boolean;
}

/** @param location a folder or `s3://bucket/prefix/`. @returns the worst exit code of all targets: 2, 1, 3, 0 */
export async function merge(location: string, options: MergeCommandOptions, io: Io): Promise<number> {
  const choices = (options.reporter ?? ["human"]).map(parseChoice);
  const { targets } = await listOf(options.targets, io);
  const against = options.against === undefined ? null : earlierReport(options.against, io);
  const merging = new Merge({ targets, tool: toolIdentity(), now: new Date(), against });
  const files = new Map<string, string>();
  for await (const found of resultsIn(location, io)) take(found, merging, files);
  const report = merging.finish();
  for (const { name, file } of choices) {
    const look = file === null ? streamEnvironment(io.stdout, io, options.color) : fileEnvironment;
    const text = fleetReporters[name]?.(report, { ...look, verbose: options.verbose === true }) ?? "";
    if (file === null) io.stdout.write(text);
    else writeAtomically(file, text, io.cwd);
  }
  return report.exitCode;
}

interface Choice {
  readonly name: string;
  readonly file: string | null;
}

function parseChoice(text: string): Choice {
  const at = text.indexOf("=");
  const [name, file] = at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
  if (Object.hasOwn(fleetReporters, name)) return { name, file };
  throw new UsageError(`unknown reporter ${JSON.stringify(name)}`, { remedy: suggestName(name, Object.keys(fleetReporters)) });
}

/** Two reports of one target cannot both be right: neither is taken. */
function take({ name: fileName, shown, content, page }: Found, merging: Merge, files: Map<string, string>): void {
  let audited: Audited | null = null;
  let problem = "";
  try {
    if (isFleetReport(content)) return;
    audited = parseAudited(content);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  const name = audited?.provenance?.target ?? fileName;
  const other = files.get(name);
  if (other !== undefined)
    throw new UsageError(`target ${name} has two reports: ${other} and ${shown}`, {
      remedy: "remove the older one; a run has one report per target",
    });
  files.set(name, shown);
  if (audited === null) merging.addUnusable(name, `its report ${shown} cannot be used: ${problem}`);
  else merging.add(name, audited, page);
}

/** What an earlier merge wrote beside the results. */
function isFleetReport(content: string): boolean {
  return /^\s*\{\s*"schemaVersion":\s*1,\s*"kind":\s*"fleet"/.test(content.slice(0, 200));
}

function earlierReport(file: string, { cwd }: Io): FleetReport {
  try {
    return fleetReportSchema.parse(JSON.parse(readFileSync(path.resolve(cwd, file), "utf8")));
  } catch (cause) {
    throw new UsageError("is not a fleet report", {
      place: { file },
      remedy: "name a file written by fitness merge --reporter json",
      cause,
    });
  }
}
