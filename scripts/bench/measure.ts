// Measures whole processes: wall time from start to exit, and the most memory that was resident.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Subject {
  readonly name: string;
  /** What Node is given. */
  readonly args: readonly string[];
  /** Against which subject it is compared. */
  readonly against: string;
  /** The highest ratio that it should have; null where none is set. */
  readonly target: number | null;
  /** Files or a folder that it reads. */
  readonly input: string | null;
  /** The most memory that it should take, as a multiple of its input; null where none is set. */
  readonly memoryTarget: number | null;
  /** It takes many seconds: measured as often as is bearable. */
  readonly isLong: boolean;
}

export interface Measured {
  readonly name: string;
  readonly against: string;
  readonly medianMilliseconds: number;
  readonly ratio: number;
  readonly target: number | null;
  readonly memoryTarget: number | null;
  readonly inputBytes: number | null;
  readonly peakBytes: number;
  readonly runs: readonly number[];
}

const LONG_RUNS = 3;

/** Each round runs every subject once, so that what else the machine does falls on all of them alike. */
export function measure(subjects: readonly Subject[], rounds: number, folder: string): readonly Measured[] {
  const runs = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1)
    for (const { name, args, isLong } of subjects) {
      if (isLong && (round < 0 || round >= LONG_RUNS)) continue;
      const milliseconds = run(args);
      // The first round warms the caches.
      if (round >= 0) runs.get(name)?.push(milliseconds);
    }
  const medians = new Map([...runs].map(([name, each]) => [name, median(each)]));
  return subjects.map(({ name, args, against, target, memoryTarget, input }) => {
    const medianMilliseconds = medians.get(name) ?? Number.NaN;
    return {
      name,
      against,
      medianMilliseconds,
      ratio: medianMilliseconds / (medians.get(against) ?? Number.NaN),
      target,
      memoryTarget,
      inputBytes: input === null ? null : sizeOf(input),
      peakBytes: peak(args, folder),
      runs: runs.get(name) ?? [],
    };
  });
}

function run(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  // 1 and 3 say something of the input, as they should; 2 says that it was not read.
  if (status === null || status === 2) throw new Error(`node ${args.join(" ")}: exit ${status}\n${stderr}`);
  return milliseconds;
}

/** In a run of its own: what asks for the memory takes time. */
function peak(args: readonly string[], folder: string): number {
  const hook = path.join(folder, "peak.cjs");
  const result = path.join(folder, "peak.txt");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(hook, `process.on("exit", () => ${write});\n`);
  spawnSync(process.execPath, ["--require", hook, ...args], { stdio: "ignore" });
  return Number(readFileSync(result, "utf8")) * 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

function sizeOf(input: string): number {
  const stat = statSync(input);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(input).reduce((sum, name) => sum + sizeOf(path.join(input, name)), 0);
}
