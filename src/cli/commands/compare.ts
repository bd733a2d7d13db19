// fitness compare: what changed between two reports or two systems, and whether anything got worse.
import type { Comparison } from "../../audit/comparison.ts";
import { compareReports } from "../../comparison/comparison.ts";
import { UsageError } from "../../errors.ts";
import { configForSystem, noteTo } from "../config.ts";
import { fileEnvironment, type Io, streamEnvironment } from "../io.ts";
import { type SourceOptions, sourceLayer } from "../options.ts";
import { auditSide, readSide } from "../sides.ts";
import { writeAtomically } from "../write-file.ts";

export interface CompareOptions extends SourceOptions {
  readonly against?: string;
  readonly select?: string[];
  readonly format: "human" | "json" | "markdown";
  readonly output?: string;
  readonly verbose?: true;
  readonly quiet?: true;
  /** false with --no-color. */
  readonly color: boolean;
}

/** @returns the exit code: 1 where something got worse */
export async function compare(names: readonly string[], options: CompareOptions, io: Io): Promise<number> {
  const [before, after] = sidesNamed(names, options);
  const note = noteTo(io, options.quiet);
  const layer = { ...sourceLayer(options), ...(options.select === undefined ? {} : { select: options.select }) };
  const config = await configForSystem(options, io, layer);
  const request = { config, io, now: new Date(), quiet: options.quiet === true, note };
  const old = await readSide(before, request);
  const now = after === null ? await auditSide(request) : await readSide(after, request);
  const comparison = compareReports(old, now);
  if (comparison.links === null) note("links are not compared because one of the reports has no graph");
  const text = await show(comparison, options, io);
  if (options.output === undefined) io.stdout.write(text);
  else writeAtomically(options.output, text, io.cwd, "comparison");
  return comparison.isWorse ? 1 : 0;
}

/** What was before, and what is now; null: the system that the source options or the config name. */
function sidesNamed(
  [one, other, ...more]: readonly string[],
  { against, ...options }: CompareOptions,
): readonly [string, string | null] {
  const hasSource = [options.template, options.stack, options.snapshot].some((source) => source !== undefined);
  const given = [against, one, other].filter((name) => name !== undefined);
  const isTwice = more.length > 0 || given.length > 2 || (hasSource && given.length > 1);
  const [before, after = null] = given;
  if (before !== undefined && !isTwice) return [before, after];
  throw new UsageError(isTwice ? "compare takes two systems, and more were given" : "there is nothing to compare with", {
    remedy: "fitness compare OLD NEW, or fitness compare --template NEW --against OLD",
  });
}

async function show(comparison: Comparison, options: CompareOptions, io: Io): Promise<string> {
  switch (options.format) {
    case "json":
      return `${JSON.stringify(comparison, null, 2)}\n`;
    case "markdown":
      return (await import("../../reporters/comparison/markdown.ts")).comparisonMarkdown(comparison);
    case "human": {
      const look = options.output === undefined ? streamEnvironment(io.stdout, io, options.color) : fileEnvironment;
      return (await import("../../reporters/comparison/terminal.ts")).comparisonText(comparison, {
        ...look,
        verbose: options.verbose === true,
      });
    }
  }
}
