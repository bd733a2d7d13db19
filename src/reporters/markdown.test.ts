// The comment on a pull request: the effect of the change comes first, there are no mentions, and it fits into a comment.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden, hostileReport } from "../../test/reports.ts";
import type { Report } from "../audit/report.ts";
import markdown from "./markdown.ts";

describe("what the change did", () => {
  test("is reported against the baseline: what is new, what is fixed, and how much is left", () => {
    const text = markdown(golden("baselined"));
    const [head, , source, , section] = text.split("\n").filter((line) => !line.startsWith("Fix first"));
    expect(head).toBe("## ❌ Degraded: 1 error · score 77.8 (was 96.5)");
    expect(source).toMatch(/^\x60cdk\.out\x60 · /);
    expect(section).toBe("");
    expect(text).toContain("### Since the baseline\n\n- ❌ **EVStateless/StartCharging** alias prod: shifts all traffic at once");
    expect(text).toContain("- ✅ **EVStateless/ApiLatency** no longer: has no action");
    expect(text).toContain("Baseline: 2 accepted since 2026-11-02, 3 fewer than last week; ");
    expect(text.indexOf("Since the baseline")).toBeLessThan(text.indexOf("Open findings"));
  });

  test("is reported against what the run was compared with, if anything", () => {
    const side = { locator: "main", startedAt: "2026-11-22T10:00:00.000Z", verdict: "fit", score: 100 } as const;
    const comparison: Report["comparison"] = {
      before: side,
      after: side,
      worse: [],
      better: [],
      new: [],
      gone: [],
      links: [{ change: "vanished", kind: "action", subject: "alarm A", message: "no longer notifies Ops" }],
      deployments: [],
      together: [],
      isWorse: false,
    };
    const text = markdown({ ...golden("degraded"), comparison });
    expect(text).toContain("(was 100)\n");
    expect(text).toContain("### Changes since `main`\n\n**Links**\n\n- 🔀 **alarm A** no longer notifies Ops\n");
    expect(markdown({ ...golden("fit"), comparison: { ...comparison, links: [] } })).toContain("Nothing changed.\n");
  });
});

test.each([
  ["fit", /^## ✅ Fit: \d+ passed · score 100/],
  ["empty", /no check found a subject/],
  ["partly-read", /^## ⛔ Incomplete[\s\S]*was not read/],
  ["broken-check", /failed to run/],
  ["under-minimum", /the score 88\.9 is below its minimum of 90/],
  ["waived", /<summary>\d+ waived/],
  ["stale-waiver", /is unused/],
])("%s says why", (name, expected) => {
  expect(markdown(golden(name))).toMatch(expected);
});

test("has no mentions and no links from the input, and keeps tables intact", () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const text = markdown(report);
      const bare = text.replace(/\x60[^\x60\n]*\x60/g, "");
      expect(bare).not.toMatch(/@\w/);
      expect(bare).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary|code|br)>|!-- -->)/);
      const rows = text.split("\n").filter((line) => line.startsWith("|"));
      for (const row of rows) expect([3, 5]).toContain(row.replace(/\\./g, "").split("|").length - 1);
    }),
    { numRuns: 100 },
  );
});

test("fits into a comment, whatever there is to say", () => {
  const many = golden("many");
  const long = many.assessments.map((each, index) => ({ ...each, message: `${index} ${"long ".repeat(400)}`, cause: null }));
  const huge = { ...many, assessments: [...long, ...long, ...long] };
  const text = markdown(huge);
  expect(text.length).toBeLessThan(61_000);
  expect(text).toMatch(/^## ❌ Degraded/);
});
