// Whatever the names and messages in two reports are, their comparison contains nothing that a terminal or a reader interprets.
import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../../../test/reports.ts";
import type { ComparedFinding, Comparison } from "../../audit/comparison.ts";
import { comparisonMarkdown } from "./markdown.ts";
import { comparisonText } from "./terminal.ts";

const finding: fc.Arbitrary<ComparedFinding> = fc.record({
  check: hostileText,
  severity: fc.constant("error" as const),
  subject: hostileText,
  detail: fc.option(hostileText),
  before: fc.option(hostileText),
  after: fc.option(hostileText),
  message: hostileText,
});
const side = fc.record({
  locator: hostileText,
  startedAt: fc.constant("2026-11-22T10:00:00.000Z"),
  verdict: fc.constant("fit" as const),
  score: fc.option(fc.integer({ min: 0, max: 100 })),
});
const comparison: fc.Arbitrary<Comparison> = fc.record({
  before: side,
  after: side,
  worse: fc.array(finding, { maxLength: 14 }),
  better: fc.array(finding, { maxLength: 2 }),
  new: fc.array(finding, { maxLength: 2 }),
  gone: fc.array(finding, { maxLength: 2 }),
  links: fc.option(
    fc.array(
      fc.record({ change: fc.constant("vanished" as const), kind: hostileText, subject: hostileText, message: hostileText }),
      { maxLength: 3 },
    ),
  ),
  deployments: fc.array(
    fc.record({ subject: hostileText, alias: hostileText, direction: fc.constant("worse" as const), message: hostileText }),
    { maxLength: 2 },
  ),
  together: fc.array(hostileText, { maxLength: 2 }),
  isWorse: fc.boolean(),
});

const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const misleading = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/;
const command = /^\s*::|##\[|##vso\[/m;

test("neither as text nor as Markdown", () => {
  fc.assert(
    fc.property(comparison, fc.integer({ min: 0, max: 200 }), (each, width) => {
      const texts = [comparisonText(each, { colour: 0, width, unicode: true, verbose: true }), comparisonMarkdown(each)];
      for (const text of texts)
        for (const pattern of [control, misleading, /\p{Surrogate}/u, command]) expect(text).not.toMatch(pattern);
    }),
    { numRuns: 100 },
  );
});

/** As many backticks at its end as at its beginning: `` ` `` is one with a backtick in it. */
const codeSpan = /(?<![\x60\\])(\x60+)(?!\x60)[\s\S]*?(?<!\x60)\1(?!\x60)/g;

test("Markdown has no mentions and no markup from the input", () => {
  fc.assert(
    fc.property(comparison, (each) => {
      const text = comparisonMarkdown(each).replace(codeSpan, "");
      expect(text).not.toMatch(/@\w/);
      expect(text).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary|code)>|!-- -->)/);
    }),
    { numRuns: 100 },
  );
});
