// fitness trend: score, failures and measurements over the reports that a history collected.
import type { HistoryEntry } from "../../audit/history.ts";
import { UsageError } from "../../errors.ts";
import { bySystem } from "../../history/entry.ts";
import { configFor, noteTo } from "../config.ts";
import { readRuns } from "../history/history.ts";
import { openHistory } from "../history/store.ts";
import { fileEnvironment, type Io, streamEnvironment } from "../io.ts";
import type { ConfigOptions, SourceOptions } from "../options.ts";
import { writeAtomically } from "../write-file.ts";

export interface TrendOptions extends ConfigOptions, Pick<SourceOptions, "region" | "profile"> {
  readonly format: "human" | "html" | "json";
  readonly output?: string;
  readonly verbose?: true;
  readonly quiet?: true;
  /** false with --no-color. */
  readonly color: boolean;
}

/** @param named the folder; undefined: that of the config */
export async function trend(named: string | undefined, options: TrendOptions, io: Io): Promise<void> {
  const { region, profile } = options;
  const layer = { ...(region === undefined ? {} : { region }), ...(profile === undefined ? {} : { profile }) };
  const config = await configFor(options, io, { ...layer, ...(named === undefined ? {} : { history: named }) });
  if (config.history === null) {
    throw new UsageError("no history was given", {
      remedy: "name the folder or s3://bucket/prefix that check --history writes to",
    });
  }
  const { location } = config.history;
  const systems = await systemsIn(location, config, io, noteTo(io, options.quiet));
  const text = await show(systems, location, options, io);
  if (options.output === undefined) io.stdout.write(text);
  else writeAtomically(options.output, text, io.cwd, "trend");
}

async function systemsIn(
  location: string,
  config: Awaited<ReturnType<typeof configFor>>,
  io: Io,
  note: (text: string) => void,
): Promise<readonly (readonly HistoryEntry[])[]> {
  const store = await openHistory(location, config, io);
  try {
    const runs = await readRuns(store, await store.list(), note);
    if (runs.length === 0) {
      throw new UsageError("the history has no reports", {
        place: { file: location },
        remedy: `add one with each run: fitness check --history ${location}`,
      });
    }
    return bySystem(runs).map((system) => system.map(({ entry }) => entry));
  } finally {
    store.close();
  }
}

async function show(
  systems: readonly (readonly HistoryEntry[])[],
  location: string,
  options: TrendOptions,
  io: Io,
): Promise<string> {
  switch (options.format) {
    case "json":
      return `${JSON.stringify(systems, null, 2)}\n`;
    case "html":
      return (await import("../../drawings/trend.ts")).drawTrends(systems, location);
    case "human": {
      const look = options.output === undefined ? streamEnvironment(io.stdout, io, options.color) : fileEnvironment;
      return (await import("../../history/terminal.ts")).trendText(systems, { ...look, verbose: options.verbose === true });
    }
  }
}
