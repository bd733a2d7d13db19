// `npm run truth [-- DIR]`: our facts and verdicts about public templates against those of AWS's own translator and another evaluator.
import { compare } from "./truth/compare.ts";
import { readTruth, truthFolder } from "./truth/corpus.ts";
import { run } from "./truth/run.ts";
import { Tallies } from "./truth/tally.ts";

const MINIMUM_PERCENT = 99;

const folder = process.argv[2] ?? truthFolder();
if (folder === null) {
  console.error("The corpora are not here: set FITNESS_CORPORA to their folder, or name a folder with facts and inputs.");
  process.exit(2);
}

const all = readTruth(folder);
const tallies = new Tallies();
for (const truth of all) compare(truth, await run(truth), tallies.of(truth.name));

for (const { template, kind, about, theirs, ours, explanation } of tallies.disagreements) {
  const why = explanation ?? "UNEXPLAINED";
  console.log(`${template}\n  ${kind} · ${about}\n    theirs: ${theirs}\n    ours:   ${ours}\n    ${why}\n`);
}
for (const { kind, same, explained, all: compared } of tallies.counts) {
  const percent = ((100 * same) / compared).toFixed(1);
  const rest = explained === 0 ? "" : `  and ${explained} explained in docs/truth.md`;
  console.log(
    `${kind.padEnd(24)} ${String(same).padStart(5)} of ${String(compared).padStart(4)}  ${percent.padStart(5)} %${rest}`,
  );
}
const unexplained = tallies.disagreements.filter(({ explanation }) => explanation === null).length;
console.log(
  `\n${all.length} templates with parameters, ${tallies.disagreements.length} disagreements, ${unexplained} unexplained`,
);
if (unexplained > 0 || tallies.isShort(MINIMUM_PERCENT)) process.exitCode = 1;
