// The runs before this one, and this one added to them.
import pLimit from "p-limit";
import type { HistoryEntry } from "../../audit/history.ts";
import type { Report } from "../../audit/report.ts";
import type { ResolvedConfig } from "../../config/load.ts";
import { isOfOneSystem, type PastRun, pastRunOf, runOf } from "../../history/entry.ts";
import type { Io } from "../io.ts";
import { type HistoryStore, openHistory, reportName } from "./store.ts";

/** Reports that are read from S3 at once. */
const READ_AT_ONCE = 8;

export interface OpenHistory {
  readonly runs: readonly PastRun[];
  /** Adds the report, and removes the oldest beyond the cap. What is not whole is not kept. */
  record(report: Report): Promise<void>;
  close(): void;
}

/** @returns null where there is no history */
export async function historyOf(config: ResolvedConfig, io: Io, note: (text: string) => void): Promise<OpenHistory | null> {
  if (config.history === null) return null;
  const { location, keep } = config.history;
  const store = await openHistory(location, config, io);
  try {
    const names = await store.list();
    const runs = await readRuns(store, names.slice(-keep), note);
    return { runs, record: (report) => record(store, names, report, keep), close: () => store.close() };
  } catch (error) {
    store.close();
    throw error;
  }
}

export async function readRuns(
  store: HistoryStore,
  names: readonly string[],
  note: (text: string) => void,
): Promise<readonly PastRun[]> {
  const limit = pLimit(READ_AT_ONCE);
  const read = names.map((name) =>
    limit(async () => {
      const run = pastRunOf(parsed(await store.read(name)));
      if (run === null) note(`${name} in the history is not a report and was ignored`);
      return run;
    }),
  );
  return (await Promise.all(read)).filter((run) => run !== null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function record(store: HistoryStore, names: readonly string[], report: Report, keep: number): Promise<void> {
  if (report.verdict === null) return;
  await store.write(reportName(report.startedAt, new Set(names)), `${JSON.stringify({ ...report, history: null })}\n`);
  for (const name of names.slice(0, Math.max(0, names.length + 1 - keep))) await store.remove(name);
}

/** The earlier runs of the same system, the oldest first. */
export function entriesFor(report: Report, runs: readonly PastRun[]): HistoryEntry[] {
  const own = runOf(report);
  const alike = runs.filter((run) => isOfOneSystem(run, own)).map(({ entry }) => entry);
  return alike.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}
