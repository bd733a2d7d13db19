// Tries generated inputs: `npm run fuzz -- [--minutes N] [--seed N] [--kind KIND…]`. What fails is made smaller and kept
// in fixtures/fuzz, where a test tries it for ever.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type FuzzCase, type Kind, kinds } from "./fuzz/case.ts";
import { makeCase } from "./fuzz/make-case.ts";
import { Random } from "./fuzz/random.ts";
import { loadSeeds } from "./fuzz/seeds.ts";
import { shrink } from "./fuzz/shrink.ts";
import { WatchedRunner } from "./fuzz/watched-runner.ts";

const folder = path.resolve(import.meta.dirname, "../fixtures/fuzz");
/** Live runs wait for services, and large mazes for time. */
const weights: Readonly<Record<Kind, number>> = { template: 10, conditions: 1, assembly: 4, config: 5, snapshot: 5, live: 1 };
const secondsToShrink = 60;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, seed: { type: "string" }, kind: { type: "string", multiple: true } },
});
const chosen = kinds
  .filter((kind) => values.kind?.includes(kind) ?? true)
  .flatMap((kind) => Array.from({ length: weights[kind] }, () => kind));
const seed = Number(values.seed ?? Date.now() % 2 ** 32);
const random = new Random(seed);
const seeds = loadSeeds();
const runner = new WatchedRunner();
const known = new Set<string>();
const counts = new Map<string, number>();
let slowest = 0;

/** What a problem is about, without the names in it. */
function signature(problem: string): string {
  return problem.replace(/"[^"]*"|\b\w*\d\w*\b/g, "…").slice(0, 120);
}

async function keep(input: FuzzCase, problem: string): Promise<void> {
  const about = signature(problem);
  const fails = async (other: FuzzCase): Promise<boolean> =>
    (await runner.run(other)).problems.some((each) => signature(each) === about);
  const until = Date.now() + (input.kind === "live" ? 0 : secondsToShrink * 1000);
  const small = await shrink(input, { stillFails: fails, until });
  const text = `${JSON.stringify(small, null, 1)}\n`;
  const file = path.join(folder, `${input.kind}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`FAIL ${path.relative(process.cwd(), file)}: ${problem}\n`);
}

const until = Date.now() + Number(values.minutes) * 60_000;
process.stdout.write(
  `seed ${seed}; ${seeds.templates.length} templates, ${seeds.assemblies.length} assemblies, ${seeds.recordings.length} recordings\n`,
);
while (Date.now() < until) {
  const kind = random.pick(chosen);
  const input = makeCase(kind, seeds, new Random(random.seed()));
  const { problems, exitCodes, milliseconds } = await runner.run(input);
  for (const key of [kind, `exit ${exitCodes[0]}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  slowest = Math.max(slowest, milliseconds);
  for (const problem of problems) {
    if (known.has(signature(problem))) continue;
    known.add(signature(problem));
    await keep(input, problem);
  }
}
runner.close();
const tally = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name}: ${count}`);
process.stdout.write(`${tally.join(", ")}; slowest command ${Math.round(slowest)} ms; ${known.size} problems\n`);
if (known.size > 0) process.exitCode = 1;
