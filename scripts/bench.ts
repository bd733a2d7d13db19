// `npm run bench [-- --rounds N] [-o FILE]`: how long whole runs take, as ratios to an empty Node process, and how much memory.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { measureMonorepo, writeMonorepo, writeReports } from "./bench/fleet.ts";
import { writeAssembly, writeGroups, writeTemplate } from "./bench/inputs.ts";
import { type MeasuredRun, measureLive } from "./bench/live.ts";
import { type Measured, measure, type Subject } from "./bench/measure.ts";
import { measurePeers, peersTable } from "./bench/peers.ts";

const EMPTY = "an empty Node process";
/** An empty process of Node 20 takes twice as long as one of later versions. */
const isNode20 = process.version.startsWith("v20.");
const root = path.join(import.meta.dirname, "..");
const launcher = path.join(root, "bin", "fitness.js");

/** Node reads every file of a folder and parses it: the least that anything could do. */
const PARSE = `
import { readdirSync, readFileSync } from "node:fs";
const folder = process.argv[2];
for (const name of readdirSync(folder)) JSON.parse(readFileSync(folder + "/" + name, "utf8"));
`;

function subjectsIn(folder: string): readonly Subject[] {
  const at = (name: string): string => path.join(folder, name);
  writeFileSync(at("empty.mjs"), "");
  writeFileSync(at("parse.mjs"), PARSE);
  writeFileSync(at("fitness.config.json"), "{}");
  writeTemplate(at("500.json"), 500);
  writeGroups(at("groups.json"), 500);
  writeAssembly(at("assembly"), 200, 500);
  const example = path.join(root, "fixtures", "ev-charging", "cdk.out");
  const greeter = path.join(root, "fixtures", "greeter", "4-rollback-alarm.yaml");
  writeReports(at("reports"), 10_000, 200_000, launcher, at("500.json"));
  const parse = "JSON.parse of 200 × 500 resources";
  const fitness = (command: string, input: string, ...options: readonly string[]): readonly string[] => [
    ...[launcher, command, "--template", input, "--config", at("fitness.config.json")],
    ...options,
  ];
  const subject = (name: string, args: readonly string[], more: Partial<Subject> = {}): Subject => ({
    ...{ name, args, against: EMPTY, target: null, memoryTarget: null, input: null, isLong: false },
    ...more,
  });
  return [
    subject(EMPTY, [at("empty.mjs")]),
    subject("--version", [launcher, "--version"], { target: 1.5 }),
    subject("check, a SAM template", fitness("check", greeter), { input: greeter }),
    subject("check, the EV example", fitness("check", example), { target: isNode20 ? 2.5 : 3, input: example }),
    subject("check, 500 resources", fitness("check", at("500.json")), { target: isNode20 ? 4 : null, input: at("500.json") }),
    subject(parse, [at("parse.mjs"), at("assembly")], { input: at("assembly") }),
    subject("check, 200 × 500 resources", fitness("check", at("assembly")), {
      ...{ against: parse, target: 8, memoryTarget: 6, input: at("assembly"), isLong: true },
    }),
    subject("simulate, 500 deployment groups", fitness("simulate", at("groups.json")), { input: at("groups.json") }),
    subject("simulate, 500 groups × 10,000 trials", fitness("simulate", at("groups.json"), "--requests-per-minute", "4"), {
      input: at("groups.json"),
      isLong: true,
    }),
    subject("merge, 10,000 reports of 200 KB", [launcher, "merge", at("reports"), "--targets", at("reports.jsonl")], {
      ...{ input: at("reports"), isLong: true },
    }),
  ];
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ name, medianMilliseconds, ratio, target, inputBytes, peakBytes, memoryTarget }) => [
    name,
    `${medianMilliseconds.toFixed(0)} ms`,
    `${ratio.toFixed(2)} ×`,
    target === null ? "" : `≤ ${target} ×`,
    `${(peakBytes / 2 ** 20).toFixed(0)} MiB`,
    inputBytes === null ? "" : `${(inputBytes / 2 ** 20).toFixed(1)} MiB`,
    memoryTarget === null ? "" : `peak ≤ ${memoryTarget} × input`,
  ]);
  const all = [["what", "median", "ratio", "target", "peak", "input", ""], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))))
    .map((row) => `${row.join("  ")}\n`)
    .join("");
}

function inWords({ resources, calls, leastCalls, milliseconds, leastMilliseconds }: MeasuredRun): string {
  const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
  const ratio = (milliseconds / leastMilliseconds).toFixed(2);
  return [
    `A live stack of ${resources} resources, 50 ms a call: ${calls} calls, of at least ${leastCalls};`,
    `${seconds(milliseconds)}, ${ratio} × the ${seconds(leastMilliseconds)} that the services' rates allow (target: ≤ 1.5 ×).`,
  ].join("\n");
}

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "11" }, output: { type: "string", short: "o", default: "bench/results.json" } },
});
const folder = mkdtempSync(path.join(tmpdir(), "fitness-bench-"));
try {
  const measured = measure(subjectsIn(folder), Number(values.rounds), folder);
  process.stdout.write(table(measured));
  process.stdout.write(`\nRatios are to ${EMPTY}; of 200 × 500 resources, to JSON.parse of the same files.\n`);
  const peers = measurePeers([path.join(root, "fixtures", "inert", "template.yaml"), path.join(folder, "500.json")]);
  process.stdout.write(`\n${peersTable(peers)}`);
  // 62 functions, each with an alias, a group and an alarm; then 500.
  const live: MeasuredRun[] = [];
  for (const resources of [500, 4_001]) {
    const run = await measureLive(folder, resources);
    live.push(run);
    process.stdout.write(`\n${inWords(run)}\n`);
  }
  writeMonorepo(path.join(folder, "monorepo"), 300, path.join(root, "fixtures", "ev-charging", "cdk.out"));
  const monorepo = measureMonorepo(path.join(folder, "monorepo"), 300, launcher);
  const oneByOne = monorepo.oneByOneMilliseconds / monorepo.milliseconds;
  process.stdout.write(
    `\nA monorepo of ${monorepo.assemblies} assemblies: fleet takes ${(monorepo.milliseconds / 1000).toFixed(1)} s, one check after another ${oneByOne.toFixed(1)} × as long.\n`,
  );
  const results = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    rounds: Number(values.rounds),
    measured,
    peers,
    live,
    monorepo,
  };
  mkdirSync(path.dirname(path.resolve(values.output)), { recursive: true });
  writeFileSync(values.output, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
