// The age of other tools' results, and bounds on what they count.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import { runCheck } from "../audit/run-check.ts";
import codeCoverage from "../checks/code-coverage.ts";
import type { Check } from "../checks/define-check.ts";
import testReport from "../checks/test-report.ts";
import type { EvidenceFacts, EvidenceFile } from "../model/evidence/evidence.ts";
import { link } from "../model/link.ts";
import { known } from "../model/value.ts";
import { lowerBoundOf } from "./minimum.ts";

const written = Date.parse("2026-11-30T08:00:00Z");
const hour = 3_600_000;

function say(check: Check, options: object, content: unknown, now = written): readonly string[] {
  const parsed = check.options.parse({ path: "r", ...options });
  const ask = check.reads?.(parsed);
  const file = { file: "r", writtenAt: written, content: known(content) } as EvidenceFile;
  const evidence: EvidenceFacts = new Map([[`${ask?.kind} r`, [file]]]);
  const model = link({ ...factsOf(stack("shop", {})), evidence });
  return [...runCheck(check, model, parsed, now).values()].map(({ verdict, finding: { message, because } }) =>
    [`${verdict}: ${message}`, ...(typeof because === "string" ? [because] : [])].join("; "),
  );
}

describe("the age of a report", () => {
  const passed = { tests: 3, skipped: 0, failed: [] };
  it("counts only where it is bounded, and to the hour", () => {
    expect(say(testReport as Check, {}, passed, written + 9000 * hour)).toEqual(["pass: no failure (of 3 tests)"]);
    expect(say(testReport as Check, { maximumAgeHours: 24 }, passed, written + 24 * hour)).toEqual([
      "pass: no failure (of 3 tests)",
    ]);
    expect(say(testReport as Check, { maximumAgeHours: 24 }, passed, written + 25 * hour)).toEqual([
      "unknown: the age of the report is unknown or too high; it is 25 hours old (2026-11-30T08:00:00.000Z); maximumAgeHours is 24",
    ]);
  });

  it("is unknown of a report from the future; clocks may differ by an hour", () => {
    expect(say(testReport as Check, { maximumAgeHours: 24 }, passed, written - hour)).toEqual(["pass: no failure (of 3 tests)"]);
    expect(say(testReport as Check, { maximumAgeHours: 24 }, passed, written - 2 * hour)[0]).toMatch(
      /^unknown: .* after this run/,
    );
  });
});

describe("coverage", () => {
  it("of what the code does not have is unknown", () => {
    const content = { tool: "x", metrics: { branches: { covered: 0, total: 0 }, lines: { covered: 1, total: 2 } } };
    expect(say(codeCoverage as Check, { minimum: { branches: 0, lines: 50 } }, content)).toEqual([
      "pass: 50 % of lines covered (1 of 2, x), not below the minimum of 50 %",
      "unknown: the coverage of branches is unknown; the code has no branches",
    ]);
  });
});

describe("a minimum", () => {
  const show = (value: number) => `${value}`;
  it("is absolute, relative to the baseline, or the higher of both", () => {
    expect(lowerBoundOf(80, null, show)?.threshold).toBe(80);
    expect(lowerBoundOf("-0%", 75, show)).toEqual({ comparator: ">=", threshold: 75, label: "the baseline's 75" });
    expect(lowerBoundOf("-10%", 50, show)).toEqual({
      comparator: ">=",
      threshold: 45,
      label: "45, 10 % below the baseline's 50",
    });
    expect(lowerBoundOf("-0%", null, show)).toBeNull();
    expect(lowerBoundOf([80, "-0%"], null, show)?.threshold).toBe(80);
    expect(lowerBoundOf([80, "-0%"], 85, show)?.threshold).toBe(85);
    expect(lowerBoundOf([80, "-0%"], 60, show)?.threshold).toBe(80);
  });
});
