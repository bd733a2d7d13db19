// Holds the direction of dependence, and fails as well where it saw nothing: silence is no success.
import { createRequire } from "node:module";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const { forbidden, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const result = await cruise(["src"], { ruleSet: { forbidden }, validate: true, ...options }, undefined, {
  tsConfig: extractTSConfig("tsconfig.json"),
});
const { summary } = result.output as ICruiseResult;
for (const { rule, from, to } of summary.violations) {
  const comment = (forbidden as { name: string; comment: string }[]).find(({ name }) => name === rule.name)?.comment ?? rule.name;
  process.stdout.write(`${from} → ${to}: ${comment}\n`);
}
process.stdout.write(
  `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.error} against the rules\n`,
);
const own = (result.output as ICruiseResult).modules.filter(({ source }) => source.startsWith("src/"));
if (own.length === 0) process.stdout.write("no module was seen at all\n");
if (own.length === 0 || summary.error > 0) process.exitCode = 1;
