// Sends each report where it belongs: standard output, or a file.
import { appendFileSync } from "node:fs";
import path from "node:path";
import type { Report } from "../audit/report.ts";
import type { ReporterChoice } from "../config/choices.ts";
import { type Place, UsageError } from "../errors.ts";
import { suggestName } from "../nearest.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";
import { fileEnvironment, type Io, streamEnvironment } from "./io.ts";
import { writeAtomically } from "./write-file.ts";

type Rendered = string | Readonly<Record<string, string>>;

/** The built-in ones, and those of plug-ins, which answer from their own process. */
export type KnownReporters = Readonly<Record<string, (report: Report, env: ReporterEnvironment) => Rendered | Promise<Rendered>>>;

/** Refuses reporters that do not exist and two that would write to one place, before anything is audited. */
export function validateReporters(choices: readonly ReporterChoice[], known: KnownReporters, place: Place | null): void {
  for (const { name, all } of choices) {
    if (!Object.hasOwn(known, name)) {
      throw new UsageError(`unknown reporter ${JSON.stringify(name)}`, {
        place,
        remedy: suggestName(name, Object.keys(known)),
      });
    }
    if (all && !name.startsWith("junit"))
      throw new UsageError(`${name} does not support ?all`, {
        place,
        remedy: "remove ?all; only junit and junit-strict support it",
      });
  }
  const taken = new Map<string | null, string>();
  for (const { name, file } of choices) {
    const where = file === null ? null : path.resolve(file);
    const other = taken.get(where);
    if (other !== undefined) {
      throw new UsageError(`${other} and ${name} would both write to ${file ?? "standard output"}`, {
        place,
        remedy: `write one of them to a different file, for example ${name}=report.${name}`,
      });
    }
    taken.set(where, name);
  }
}

export interface OutputOptions {
  readonly verbose: boolean;
  readonly colour: boolean;
}

/** Runs the reporters and writes what they return. */
export async function writeReports(
  report: Report,
  choices: readonly ReporterChoice[],
  known: KnownReporters,
  io: Io,
  { verbose, colour }: OutputOptions,
): Promise<void> {
  for (const { name, file, all } of choices) {
    const look = file === null ? streamEnvironment(io.stdout, io, colour) : fileEnvironment;
    const output = (await known[name]?.(report, { ...look, verbose, all })) ?? "";
    const parts = typeof output === "string" ? { "": output } : output;
    if (file === null) io.stdout.write(Object.values(parts).join(""));
    else for (const [part, text] of Object.entries(parts)) writeAtomically(partFile(file, part), text, io.cwd);
  }
}

/** GitHub Actions shows what a step appends to this file on the page of the run, up to 1 MB: the annotations alone say little. */
export async function appendSummary(
  report: Report,
  choices: readonly ReporterChoice[],
  known: KnownReporters,
  io: Io,
): Promise<void> {
  const file = io.env["GITHUB_STEP_SUMMARY"];
  if (!file || !choices.some(({ name }) => name === "github")) return;
  const text = (await known["markdown"]?.(report, { ...fileEnvironment, verbose: false })) ?? "";
  try {
    appendFileSync(path.resolve(io.cwd, file), `${typeof text === "string" ? text : Object.values(text).join("")}\n`);
  } catch (cause) {
    throw new UsageError(`the job summary cannot be written: ${(cause as Error).message}`, {
      place: { file },
      remedy: "set GITHUB_STEP_SUMMARY to a writable file, or unset it",
      cause,
    });
  }
}

/** Parts of one report lie side by side: `report.html` and `report-waivers.html`. */
function partFile(file: string, part: string): string {
  if (part === "") return file;
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${part}${ext}`);
}
