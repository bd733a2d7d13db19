// `npm run conformance [-- DIR]`: whether what we read from SAM templates is what AWS's own translator makes of them.
import { existsSync } from "node:fs";
import path from "node:path";
import { comparePair, countKinds, isEqual, isSettled, type Pair, pairsIn } from "./conformance/compare.ts";
import { corpus } from "./corpora.ts";

const PLURALS: Readonly<Record<string, string>> = {
  alarm: "rollback alarms",
  alias: "aliases",
  asynchronous: "settings of asynchronous invocations",
  condition: "resources under a condition",
  definition: "conditions",
  group: "deployment groups",
  hook: "hooks",
  invokes: "invocations",
  permission: "permissions",
  resource: "other resources",
  rollback: "rollback events",
  shift: "aliases' update policies",
  tag: "tags",
  version: "versions",
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function show({ name, missing, surplus, error, reason }: Pair): void {
  print(reason === null ? name : `${name}: known, since ${reason}`);
  if (error !== null) print(`  not read: ${error}`);
  for (const fact of missing) print(`  only in AWS's output: ${fact}`);
  for (const fact of surplus) print(`  only in ours:         ${fact}`);
}

const given = process.argv[2];
const folder = given === undefined ? corpus("sam") : path.resolve(given);
if (folder === null || !existsSync(path.join(folder, "input"))) {
  process.stderr.write(
    "there are no pairs: name a folder that has input/ and expected/, or set FITNESS_CORPORA to the corpora\n",
  );
  process.exit(2);
}
const pairs: Pair[] = [];
for (const name of pairsIn(folder)) pairs.push(await comparePair(folder, name));
const differing = pairs.filter((pair) => !isEqual(pair));
const unexplained = differing.filter((pair) => !isSettled(pair));
for (const pair of differing) show(pair);

const counts = [...countKinds(pairs)].map(([kind, count]) => `${PLURALS[kind] ?? kind} ${count}`).join(", ");
const known = differing.length === unexplained.length ? "" : ` (and ${differing.length - unexplained.length} for a known reason)`;
print(`${pairs.length} pairs: ${pairs.length - differing.length} equal, ${unexplained.length} differ${known}; ${counts}`);
process.exitCode = unexplained.length === 0 && pairs.length > 0 ? 0 : 1;
