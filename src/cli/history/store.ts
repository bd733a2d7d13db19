// Where reports are collected: a folder, or a prefix in an S3 bucket. Nothing but reports is ever read or removed there.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { ResolvedConfig } from "../../config/load.ts";
import { UsageError } from "../../errors.ts";
import { parseS3Folder } from "../../sources/live/s3-location.ts";
import type { Io } from "../io.ts";
import { writeAtomically } from "../write-file.ts";

export interface HistoryStore {
  /** The names of the reports, the oldest first. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  close(): void;
}

/** `2026-11-22T10-00-00-000Z.json`, and a count where two runs began together: sorted by name they are sorted by time. */
const REPORT = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(?:-\d+)?\.json$/;

function isReportName(name: string): boolean {
  return REPORT.test(name);
}

export function reportName(startedAt: string, taken: ReadonlySet<string>): string {
  const stem = startedAt.replace(/[:.]/g, "-");
  let name = `${stem}.json`;
  for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}.json`;
  return name;
}

/** @param location a folder relative to the working directory, or `s3://bucket/prefix` */
export async function openHistory(location: string, config: ResolvedConfig, io: Io): Promise<HistoryStore> {
  if (!location.startsWith("s3://")) return folderStore(location, io);
  const { openObjects } = await import("../../sources/live/objects.ts");
  const { bucket, key: prefix } = parseS3Folder(location);
  const objects = await openObjects({ bucket, key: prefix }, { region: config.region, profile: config.profile, env: io.env });
  const names = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const key of objects.list()) found.push(key.slice(prefix.length));
    return found.filter(isReportName).sort();
  };
  return {
    list: names,
    read: (name) => objects.read(`${prefix}${name}`),
    write: (name, text) => objects.write(`${prefix}${name}`, text),
    remove: (name) => objects.remove(`${prefix}${name}`),
    close: () => objects.close(),
  };
}

function folderStore(location: string, { cwd }: Io): HistoryStore {
  const folder = path.resolve(cwd, location);
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (cause) {
      throw new UsageError(`the history cannot be used: ${(cause as Error).message}`, {
        place: { file: location },
        remedy: "name a readable and writable folder, or s3://bucket/prefix",
        cause,
      });
    }
  };
  return {
    list: async () =>
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        return readdirSync(folder).filter(isReportName).sort();
      }),
    read: async (name) => attempt(() => readFileSync(path.join(folder, name), "utf8")),
    write: async (name, text) => writeAtomically(path.join(location, name), text, cwd, "history"),
    remove: async (name) => attempt(() => rmSync(path.join(folder, name), { force: true })),
    close: () => {},
  };
}
