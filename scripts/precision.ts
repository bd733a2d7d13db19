// `npm run precision [-- CHECK…]`: failures and passes of each check over the public templates, drawn to be read by a person.
import { argv, exit } from "node:process";
import { builtInChecks } from "../src/checks/index.ts";
import { assessCorpora, type Found } from "./precision/assess.ts";
import { byShape, draw, SEED } from "./precision/draw.ts";

const DRAWN = 5;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function show({ template, place, assessment }: Found): void {
  const { verdict, subject, message, reason, remedy, evidence } = assessment;
  const detail = subject.detail === null ? "" : ` (${subject.detail})`;
  print(`  ${verdict} ${place} ${subject.logicalId ?? "the stack"}${detail}, of ${template}`);
  print(`    ${message}${reason === null ? "" : `; ${reason}`}`);
  if (evidence.length > 0)
    print(`    evidence: ${evidence.map(({ label, note }) => (note === null ? label : `${label} [${note}]`)).join(" → ")}`);
  if (remedy !== null) print(`    remedy: ${remedy}`);
}

const chosen = argv.slice(2);
const unheardOf = chosen.filter((id) => !builtInChecks.some((check) => check.id === id));
if (unheardOf.length > 0) {
  process.stderr.write(`there is no check ${unheardOf.join(", ")}\n`);
  exit(2);
}
const checks = builtInChecks.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
const corpora = await assessCorpora(checks);
if (corpora === null) {
  process.stderr.write("the corpora are not here: set FITNESS_CORPORA to their folder\n");
  exit(2);
}
print(`seed ${SEED}: up to ${DRAWN} failures and ${DRAWN} passes of each check`);
for (const { id } of checks) {
  const own = corpora.found.filter(({ assessment }) => assessment.check === id);
  const [failures, passes, unknowns] = (["fail", "pass", "unknown"] as const).map((verdict) =>
    own.filter(({ assessment }) => assessment.verdict === verdict),
  ) as [Found[], Found[], Found[]];
  print(`\n== ${id}: ${failures.length} failures, ${passes.length} passes, ${unknowns.length} unknown`);
  for (const found of [...draw(failures, DRAWN, id), ...draw(passes, DRAWN, id)]) show(found);
  for (const alike of byShape(unknowns).values()) {
    const [first] = draw(alike, 1, id);
    if (first === undefined) continue;
    print(`  unknown, ${alike.length} like this:`);
    show(first);
  }
}
for (const { template, message } of corpora.refused) print(`\nnot read: ${template}: ${message}`);
