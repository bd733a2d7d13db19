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
  ["degraded", " DEGRADED   cdk.out   2 errors, 1 warning, 1 info, 1 unknown   score 56.2"],
  ["fit", " FIT   cdk.out   8 passed   score 100"],
  ["inconclusive", " INCONCLUSIVE   cdk.out   1 unknown   score 91.7"],
  ["partly-read", " INCOMPLETE   cdk.out   1 error, 2 sources not read   score 93.3"],
  ["empty", " INCONCLUSIVE   cdk.out   nothing was assessed"],
  ["baselined", " DEGRADED   cdk.out   1 error   score 77.8 (was 96.5)"],
  ["under-minimum", " DEGRADED   cdk.out   1 warning   score 88.9 (minimum 90)"],
])("%s: the verdict is the first line", (name, first) => {
  expect(lines(name)[0]).toBe(first);
});

test("a success is a few lines, and the last repeats the verdict and the counts", () => {
  expect(lines("fit")).toHaveLength(7);
  for (const name of goldenNames) {
    const [last, end] = lines(name).slice(-2);
    const [, word, counts] = /^ ([A-Z]+) {3}(.+)$/.exec(last ?? "") ?? [];
    const head = lines(name).slice(0, 2).join(" ");
    expect([end, head.includes(` ${word} `), head.includes(counts ?? "?")]).toEqual(["", true, true]);
  }
});

test("FIT has no score beside it where something is open: what does not gate is counted instead", () => {
  const report = golden("degraded");
  const assessments = report.assessments.map((each) => ({ ...each, gating: false }));
  const score = { ...report.score, value: 0 };
  const text = human({ ...report, verdict: "fit", exitCode: 0, assessments, score }, plain);
  const [first] = text.split("\n");
  expect(first).toBe(" FIT   cdk.out   2 errors, 1 warning, 1 info, 1 unknown (not gating)");
  expect(text).toContain(" score     0\n");
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

test("an unknown width is taken as 80", () => {
  for (const width of [0, Number.NaN]) expect(lines("degraded", { width })).toEqual(lines("degraded"));
});

describe("failures of one cause", () => {
  test("fold into one sentence", () => {
    const text = lines("many").join("\n");
    expect(text).toContain("✗ no function of stack Shop has an alias (15)\n");
    expect(text).not.toContain("Shop/Handlers/");
  });

  test("are all shown with --verbose", () => {
    const text = lines("many", { verbose: true }).join("\n");
    expect(text).not.toContain("more");
    expect(text.match(/Shop\/Handlers\//g)).toHaveLength(15);
    expect(text.match(/Shop\/Table/g)).toHaveLength(31);
  });

  test("are shown one by one where they are four or fewer, each with its place", () => {
    const report = golden("many");
    const four = report.assessments.filter(({ check }) => check === "function-alias").slice(0, 4);
    const text = human({ ...report, assessments: four }, plain);
    expect(text.match(/Shop\/Handlers\/\w+ +lib\/shop\.ts:\d+:5$/gm)).toHaveLength(4);
    expect(text.match(/has no alias/g)).toHaveLength(1);
  });
});

test("an open input that several checks share is reported once", () => {
  const report = golden("degraded");
  const [open] = report.assessments.filter(({ verdict }) => verdict === "unknown");
  const text = "depends on parameter Stage, which has no value; pass --parameter Stage=…";
  const cause = { kind: "input", key: "input: parameter Stage", text } as const;
  const unknowns = ["alarm-action", "alarm-text", "alarm-action", "alarm-action"].map((check) => {
    return { ...open!, check, cause, reason: `${text} (parameter Stage: passes with a, fails with b)` };
  });
  const shown = human({ ...report, verdict: "inconclusive", assessments: unknowns }, plain);
  expect(shown).toContain(
    " 4 unknown for the same reason\n   ? depends on parameter Stage, which has no value; pass --parameter",
  );
  expect(shown).toContain("     alarm-action 3 · alarm-text 1\n");
  expect(shown.match(/which has no value/g)).toHaveLength(1);
});

test("failures come before unknowns, errors before warnings before info, broken checks after them", () => {
  const report = golden("degraded");
  const [, second] = report.checks;
  const broken = { ...second!, id: "a-broken-check", status: "error" as const, error: "boom" };
  const text = human({ ...report, checks: [broken, ...report.checks] }, plain);
  const order = ["alarm-action", "progressive-traffic", "required-tags", "alarm-text", "rollback-alarm-scope", "a-broken-check"];
  const found = text.split("\n").filter((line) => /^ \S.* (?:(?:errors?|warnings?|info|unknown) of \d+|error)$/.test(line));
  expect(found.map((line) => line.trim().split(" ")[0])).toEqual(order);
});

test("what does not gate says so", () => {
  const report = golden("inconclusive");
  const allowed = report.assessments.map((assessment) => ({ ...assessment, gating: false }));
  expect(human({ ...report, verdict: "fit", assessments: allowed }, plain)).toContain("1 unknown of 2 (does not gate)");
});
