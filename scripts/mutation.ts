// `npm run mutation [-- PATH…] [--sample N] [--seed TEXT] [--concurrency N] [--force]`: changes the code in many small ways and
// counts the changes that no test notices: see docs/mutation.md.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { functionsOf, sample } from "./mutation/functions.ts";
import { scoreLine, survivorLine } from "./mutation/lines.ts";
import { isSurvivor, scoresOf } from "./mutation/score.ts";

const folders = ["src/audit", "src/checks", "src/model"];
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
const all = files.flatMap(functionsOf);
if (all.length === 0) fail(`no code in ${paths.join(", ")}`);
const drawn = sample(all, countOf("sample") ?? all.length, values.seed);
const concurrency = countOf("concurrency");
const mutants = await new Stryker({
  mutate: drawn.map(({ file, from, to }) => `${file}:${from}-${to}`),
  force: values.force,
  ...(concurrency === undefined ? {} : { concurrency }),
}).runMutationTest();

for (const mutant of mutants.filter(isSurvivor)) process.stdout.write(`${survivorLine(mutant)}\n`);
for (const score of scoresOf(drawn, all, mutants)) process.stdout.write(`${scoreLine(score)}\n`);
