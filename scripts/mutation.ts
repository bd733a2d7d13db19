// `npm run mutation [-- PATH…] [--sample N] [--seed TEXT] [--concurrency N] [--force]`: changes the code in many small ways and
// counts the changes that no test notices: see docs/mutation.md.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { functionsOf, sample } from "./mutation/functions.ts";
import { scoreLine, survivorLine } from "./mutation/lines.ts";
import { isOf, isSurvivor, type Mutant, scoresOf } from "./mutation/score.ts";

/** What is mutated, and the tests that say what it does: others only pass through it, and take long. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  "src/audit": ["src/audit/**/*.test.ts", "src/reporters/golden.test.ts", "test/waivers.test.ts"],
  "src/checks": ["src/checks/**/*.test.ts"],
  "src/model": ["src/{checks,measuring,model,sources/template}/**/*.test.ts"],
};
const folders = Object.keys(testsOf);
const usage = "npm run mutation [-- PATH…] [--sample FUNCTIONS] [--seed TEXT] [--concurrency N] [--force]";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    concurrency: { type: "string" },
    force: { type: "boolean", default: false },
  },
});

/** A whole number above 0, or undefined where the option is not given. */
function countOf(option: "sample" | "concurrency"): number | undefined {
  const text = values[option];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) fail(`--${option} takes a whole number above 0, not "${text}"`);
  return Number(text);
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(`${folder}${path.sep}`);
}

function fail(problem: string): never {
  process.stderr.write(`${problem}\n${usage}\n`);
  process.exit(2);
}

/** The source files at a path, relative to the root, tests aside. */
function sourcesAt(name: string): readonly string[] {
  const place = path.relative(process.cwd(), path.resolve(name));
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) fail(`"${name}" does not exist`);
  const files = found.isDirectory()
    ? readdirSync(place, { recursive: true, encoding: "utf8" }).map((file) => path.join(place, file))
    : [place];
  return files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
}

const paths = positionals.length === 0 ? folders : positionals;
const files = [...new Set(paths.flatMap(sourcesAt))].sort();
const stray = files.find((file) => !folders.some((folder) => isWithin(file, folder)));
if (stray !== undefined) fail(`${stray} is in none of ${folders.join(", ")}`);
const all = files.flatMap(functionsOf);
if (all.length === 0) fail(`no code in ${paths.join(", ")}`);
const drawn = sample(all, countOf("sample") ?? all.length, values.seed);
const concurrency = countOf("concurrency");
const mutants: Mutant[] = [];
for (const folder of folders) {
  const own = drawn.filter(({ file }) => isWithin(file, folder));
  if (own.length === 0) continue;
  const stryker = new Stryker({
    mutate: own.map(({ file, from, to }) => `${file}:${from}-${to}`),
    testFiles: [...(testsOf[folder] ?? [])],
    force: values.force,
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  mutants.push(...(await stryker.runMutationTest()));
}

// With them come those of earlier runs.
const own = mutants.filter((mutant) => drawn.some((each) => isOf(mutant, each)));
for (const mutant of own.filter(isSurvivor)) process.stdout.write(`${survivorLine(mutant)}\n`);
for (const score of scoresOf(drawn, all, mutants)) process.stdout.write(`${scoreLine(score)}\n`);
