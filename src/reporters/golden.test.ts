// Every golden report through every reporter, against files that a person can read in a review.
import { describe, expect, test } from "vitest";
import { golden, goldenNames, snapshotFile } from "../../test/reports.ts";
import { reporters } from "./index.ts";
import type { ReporterEnvironment } from "./reporter.ts";

const plain: ReporterEnvironment = { colour: 0, width: 80, unicode: true, verbose: false };
const outputs = [
  ["human", "txt", plain],
  ["human", "verbose.txt", { ...plain, width: 120, verbose: true }],
  ["human", "ascii.txt", { ...plain, unicode: false }],
  ["human", "colour.txt", { ...plain, colour: 1 }],
  ["junit", "junit.xml", plain],
  ["junit-strict", "strict.xml", plain],
  ["sarif", "sarif.json", plain],
  ["github", "github.txt", plain],
  ["gitlab", "gitlab.json", plain],
  ["azure", "azure.txt", plain],
  ["emf", "emf.txt", plain],
  ["markdown", "md", plain],
] as const;

describe.each(goldenNames)("the report %s", (name) => {
  test.each(outputs)("as %s, %s", async (reporter, ending, env) => {
    await expect(reporters[reporter]!(golden(name), env)).toMatchFileSnapshot(snapshotFile(`${name}.${ending}`));
  });

  test("is the same in two runs, and is not changed by being reported", () => {
    const report = golden(name);
    for (const reporter of Object.values(reporters)) {
      const first = reporter(report, plain);
      expect(reporter(report, plain)).toEqual(first);
    }
    expect(report).toEqual(golden(name));
  });

  test("as JSON is the report itself", () => {
    const text = reporters["json"]!(golden(name), plain) as string;
    expect(JSON.parse(text)).toEqual(golden(name));
    expect(text.endsWith("}\n")).toBe(true);
  });
});
