// The built-in checks, run as those of a plug-in: what they say has to survive the way into the other process and back.
import path from "node:path";
import { expect, it } from "vitest";
import { factsIn, fixtureFolder, fixturesOf } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { builtInChecks } from "../checks/index.ts";
import { loadConfig, type ResolvedConfig } from "../config/load.ts";
import type { SystemFacts } from "../model/facts.ts";
import { readTemplates } from "../sources/template/template.ts";
import { auditWithPlugins } from "./audit-with-plugins.ts";

const root = path.resolve(import.meta.dirname, "../..");
const settings = {
  extends: ["all"],
  checks: { "required-tags": { options: { tags: { owner: "^team-", "cost-centre": true } } } },
  overrides: [{ subjects: ["**/*Fn*"], checks: { "log-retention": { options: { maximumDays: 7 } } } }],
  limits: { pluginSeconds: 60 },
};

function report(facts: SystemFacts, config: ResolvedConfig) {
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "t", version: "0" }, elapsedMs: () => 0 };
  return auditWithPlugins(facts, { ...config, ...run });
}

/** A few whole systems, and every twelfth fixture of the checks: templates, recordings, what is open. */
async function* systems(): AsyncGenerator<readonly [string, SystemFacts]> {
  for (const file of ["ev-charging/cdk.out", "cdk-styles/stages", "orders/template.yaml", "greeter/3-canary.yaml"])
    yield [file, await readTemplates(requestFor(path.join(root, "fixtures"), [file]))];
  const fixtures = builtInChecks.flatMap(({ id }) =>
    [...fixturesOf(id).keys()].map((file) => [fixtureFolder(id), file] as const),
  );
  for (const [cwd, file] of fixtures.filter((_fixture, index) => index % 12 === 0))
    yield [path.join(cwd, file), await factsIn(cwd, file)];
}

it("says the same in another process as here", { timeout: 120_000 }, async () => {
  const cwd = folder({
    "here.json": settings,
    "elsewhere.json": { ...settings, plugins: ["./built-in.ts"] },
    "built-in.ts": `export { builtInChecks as checks } from ${JSON.stringify(path.join(root, "src/checks/index.ts"))};`,
  });
  const here = await loadConfig({ cwd, file: "here.json", checks: builtInChecks });
  const elsewhere = await loadConfig({ cwd, file: "elsewhere.json", checks: [] });
  let assessments = 0;
  for await (const [name, facts] of systems()) {
    const expected = await report(facts, here);
    expect({ name, ...(await report(facts, elsewhere)) }).toEqual({ name, ...expected });
    assessments += expected.assessments.length;
  }
  expect(assessments).toBeGreaterThan(200);
});
