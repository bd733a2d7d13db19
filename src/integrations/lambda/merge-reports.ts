// The handler that merges the reports of a run in S3, as `fitness merge` does, and compares with the run before.
import { writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { runCommand } from "../../cli/embedded.ts";
import type { FleetReport } from "../../fleet/report.ts";
import { readIfThere, writeBelow, writeObject } from "./bucket.ts";
import { parseEvent } from "./events.ts";

export interface MergeEvent {
  /** The list of targets: `s3://bucket/key`. */
  readonly targets: string;
  /** Where the reports of the run are: `s3://bucket/prefix/`. */
  readonly reports: string;
  /** Where fleet.json and fleet.html go: `s3://bucket/prefix/`. */
  readonly output: string;
  /** The fleet report of the run before, `s3://bucket/key`: compared with, then replaced by the new one. */
  readonly latest?: string | undefined;
  /** What listTargets could not list. */
  readonly unlisted?: readonly string[] | undefined;
}

export interface MergeResult {
  readonly verdict: FleetReport["verdict"];
  readonly exitCode: number;
  readonly systems: number;
  readonly verdicts: FleetReport["verdicts"];
  /** The key of the JSON report in its bucket. */
  readonly key: string;
}

const location = z.string().startsWith("s3://");
const schema = z.strictObject({
  targets: location,
  reports: location,
  output: location,
  latest: location.optional(),
  unlisted: z.array(z.string()).optional(),
});
const SHAPE = '{"targets": "s3://bucket/targets.jsonl", "reports": "s3://bucket/run/reports/", "output": "s3://bucket/run/"}';

/**
 * Writes the fleet report and its page, and its metrics to the log in the embedded metric format.
 * @throws an Error where the reports cannot be merged; and, once all is written, for accounts and regions that could not be listed
 */
export async function mergeReports(event: MergeEvent): Promise<MergeResult> {
  const { targets, reports, output, latest, unlisted = [] } = parseEvent(schema, event, SHAPE);
  const earlier = latest === undefined ? null : await readIfThere(latest);
  const argumentsIn = (folder: string): readonly string[] => {
    const against = path.join(folder, "earlier.json");
    if (earlier !== null) writeFileSync(against, earlier);
    const files = [`json=${path.join(folder, "fleet.json")}`, `html=${path.join(folder, "fleet.html")}`];
    const compared = earlier === null ? [] : ["--against", against];
    return ["merge", reports, "--targets", targets, "--reporter", ...files, "emf", ...compared];
  };
  const result = await runCommand(argumentsIn, { stdout: process.stdout }, async ({ exitCode, messages, file }) => {
    const json = file("fleet.json");
    if (json === null) throw new Error(messages.trim());
    const key = await writeBelow(output, "fleet.json", json);
    await writeBelow(output, "fleet.html", file("fleet.html") ?? "", "text/html; charset=utf-8");
    if (latest !== undefined) await writeObject(latest, json);
    const { verdict, systems, verdicts } = JSON.parse(json) as FleetReport;
    return { verdict, exitCode, systems, verdicts, key };
  });
  if (unlisted.length > 0) throw new Error(`the list of targets is not complete: ${unlisted.join("; ")}`);
  return result;
}
