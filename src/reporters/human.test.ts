// The human report as a whole: what comes first, what is folded, and how it fits a terminal. Its texts are in the golden files.
import { describe, expect, test } from "vitest";
import { golden, goldenNames } from "../../test/reports.ts";
import { columnsOf } from "./human/text.ts";
import human from "./human.ts";
import type { ReporterEnvironment } from "./reporter.ts";

const plain: ReporterEnvironment = { colour: 0, width: 80, unicode: true, verbose: false };

function lines(name: string, env: Partial<ReporterEnvironment> = {}): string[] {
  return human(golden(name), { ...plain, ...env }).split("\n");
}

test.each([
  ["degraded", " DEGRADED   cdk.out   2 failures, 1 warning, 1 notice, 1 unknown   score 56.2"],
  ["fit", " FIT   cdk.out   8 passed   score 100"],
  ["inconclusive", " INCONCLUSIVE   cdk.out   1 unknown   score 91.7"],
  ["partly-read", " INCOMPLETE   cdk.out   1 failure, 2 unread   score 93.3"],
  ["empty", " INCONCLUSIVE   cdk.out   nothing was assessed"],
  ["baselined", " DEGRADED   cdk.out   1 failure   score 77.8 (was 96.5)"],
  ["under-minimum", " DEGRADED   cdk.out   1 warning   score 88.9 (minimum 90)"],
])("%s: the verdict is the first line", (name, first) => {
  expect(lines(name)[0]).toBe(first);
});

test("three lines are enough for a success", () => {
  expect(lines("fit")).toHaveLength(4);
  expect(lines("fit").at(-1)).toBe("");
});

test("colour only supports: without its escapes the text is the same", () => {
  for (const name of goldenNames) {
    for (const colour of [1, 2, 3] as const) {
      const coloured = human(golden(name), { ...plain, colour });
      expect(coloured).toContain("\u001b[");
      expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(human(golden(name), plain));
    }
  }
});

test.each([80, 120, 200])("at %i columns no line is wider", (width) => {
  for (const name of goldenNames.filter((each) => each !== "hostile")) {
    for (const line of lines(name, { width, verbose: true })) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
  }
});

test("places end in the same column, whatever the width of the names before them", () => {
  const ends = lines("hostile")
    .filter((line) => /\.yaml:3:1$/.test(line))
    .map(columnsOf);
  expect(ends).toEqual([80, 80]);
});

test("a width that nobody knows is taken as 80", () => {
  for (const width of [0, Number.NaN]) expect(lines("degraded", { width })).toEqual(lines("degraded"));
});

describe("equal failures", () => {
  test("fold into one, with three of their subjects", () => {
    const text = lines("many").join("\n");
    expect(text).toContain("… and 12 more\n");
    expect(text.match(/has no alias/g)).toHaveLength(1);
    expect(text.match(/Shop\/Handlers\//g)).toHaveLength(3);
  });

  test("show all subjects with --verbose", () => {
    const text = lines("many", { verbose: true }).join("\n");
    expect(text).not.toContain("more");
    expect(text.match(/Shop\/Handlers\//g)).toHaveLength(15);
    expect(text.match(/Shop\/Table/g)).toHaveLength(31);
  });

  test("four are shown: `… and 1 more` would take the same room", () => {
    const report = golden("many");
    const four = report.assessments.filter(({ check }) => check === "function-alias").slice(0, 4);
    expect(human({ ...report, assessments: four }, plain)).not.toContain("more");
  });
});

test("failures come before unknowns, errors before warnings before notices, broken checks after them", () => {
  const report = golden("degraded");
  const [, second] = report.checks;
  const broken = { ...second!, id: "a-broken-check", status: "error" as const, error: "boom" };
  const text = human({ ...report, checks: [broken, ...report.checks] }, plain);
  const order = ["alarm-action", "progressive-traffic", "required-tags", "alarm-text", "rollback-alarm-scope", "a-broken-check"];
  const found = text.split("\n").filter((line) => / (failed|unknown|error)( \(.*\))?$/.test(line));
  expect(found.map((line) => line.trim().split(" ")[0])).toEqual(order);
});

test("what does not gate says so", () => {
  const report = golden("inconclusive");
  const allowed = report.assessments.map((assessment) => ({ ...assessment, gating: false }));
  expect(human({ ...report, verdict: "fit", assessments: allowed }, plain)).toContain("1 of 2 unknown (does not gate)");
});
