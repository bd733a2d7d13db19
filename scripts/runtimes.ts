// Writes src/model/tables/runtimes.json: from which day on Lambda calls a runtime deprecated, and what follows it.
// From cfn-lint's LmbdRuntimeLifecycle.json (MIT-0), which follows https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html:
// `pip download --no-deps --dest DIR cfn-lint==1.58.0`, unzip it there, then `npx jiti scripts/runtimes.ts DIR`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Lifecycle {
  readonly deprecated: string;
  readonly successor: string | null;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npx jiti scripts/runtimes.ts DIR, where cfn-lint is unpacked in DIR");
const source = join(folder, "cfnlint", "data", "AdditionalSpecs", "LmbdRuntimeLifecycle.json");
const lifecycles = JSON.parse(readFileSync(source, "utf8")) as Record<string, Lifecycle>;
const runtimes = Object.entries(lifecycles)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { deprecated, successor }]) => [name, { deprecated, successor }] as const);

const target = join(import.meta.dirname, "..", "src", "model", "tables", "runtimes.json");
writeFileSync(target, JSON.stringify(Object.fromEntries(runtimes)));
execFileSync("npx", ["biome", "format", "--write", target], { stdio: "inherit" });
