import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "./truth/compare.ts";
import { readTruth, truthFolder } from "./truth/corpus.ts";
import { run } from "./truth/run.ts";
import { Tallies } from "./truth/tally.ts";

const folder = truthFolder();
if (folder === null) console.warn("SKIPPED: the truth corpus is not here; set FITNESS_CORPORA to the folder of the corpora");

/** Kind → how many facts or verdicts are compared, and how many agree, at least. */
const FLOORS: Readonly<Record<string, readonly [compared: number, same: number]>> = {
  function: [259, 259],
  role: [259, 259],
  alias: [222, 222],
  "deployment group": [222, 222],
  "deployment configuration": [198, 198],
  "rollback alarms": [198, 197],
  "automatic rollback": [198, 198],
  hooks: [198, 198],
  invocation: [268, 262],
  "external invocation": [81, 81],
  "inert group": [18, 18],
  "function-alias": [257, 257],
  "deployment-group": [213, 213],
  "progressive-traffic": [194, 194],
  "rollback-alarm": [194, 193],
  "invocation-qualifier": [253, 252],
  "function-error-alarm": [223, 198],
};

describe.skipIf(folder === null)("the truth about public templates", () => {
  const tallies = new Tallies();

  beforeAll(async () => {
    for (const truth of readTruth(folder ?? "")) compare(truth, await run(truth), tallies.of(truth.name));
  }, 120_000);

  it.each(Object.entries(FLOORS))("agrees on %s", (kind, [compared, same]) => {
    const count = tallies.counts.find((each) => each.kind === kind);
    expect(count?.all).toBeGreaterThanOrEqual(compared);
    expect(count?.same).toBeGreaterThanOrEqual(same);
  });

  it("agrees with every check in 99 of 100 cases", () => {
    expect(tallies.isShort(99)).toBe(false);
  });

  it("can explain every disagreement", () => {
    const unexplained = tallies.disagreements.filter(({ explanation }) => explanation === null);
    expect(unexplained).toEqual([]);
  });
});
