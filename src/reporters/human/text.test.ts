// Text for a terminal: columns, wrapping, and what is shown of what must not be sent.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileText } from "../../../test/reports.ts";
import { columnsOf, inert, printable, wrap } from "./text.ts";

describe("columns", () => {
  test.each([
    ["plain", 5],
    ["é", 1],
    ["e\u0301", 1],
    ["─ → ✗ …", 7],
    ["注文処理", 8],
    ["ｱ", 1],
    ["한국", 4],
    ["🎉", 2],
    ["👩‍👩‍👧‍👦", 2],
    ["🇨🇭", 2],
    ["❤️", 2],
    ["", 0],
  ])("%s takes %i", (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe("what is shown", () => {
  test.each([
    ["\u001b[31mred", "\\x1b[31mred"],
    ["a\nb\tc\r", "a\\nb\\tc\\r"],
    ["\u009b2J", "\\x9b2J"],
    ["a\u202egnp", "a\\u{202e}gnp"],
    ["a\u200bb", "a\\u{200b}b"],
    ["a\u200db", "a\\u{200d}b"],
    ["\ud800", "\\u{d800}"],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
    ["注文", "注文"],
  ])("of %j is %s", (text, shown) => {
    expect(printable(text, true)).toBe(shown);
  });

  test("in ASCII, typographic signs have plain forms", () => {
    expect(printable("“≥ 5” – é…", false)).toBe('">= 5" - \\xe9...');
  });

  test("is the same when shown again", () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, unicode) => {
        const shown = printable(text, unicode);
        expect(printable(shown, unicode)).toBe(shown);
      }),
    );
  });
});

describe("wrapping", () => {
  test("loses and adds nothing but line ends, and exceeds the width for a single word only", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }).map((word) => word.replaceAll(" ", "_"))),
        fc.integer({ min: 1, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(" "), width);
          expect(lines.join(" ")).toBe(words.join(" "));
          for (const line of lines) expect(columnsOf(line) <= width || !line.includes(" ")).toBe(true);
        },
      ),
    );
  });
});

describe("a line that a pipeline would obey", () => {
  test.each([
    ["  ::error::x", "  \\::error::x"],
    ["\u001b[31m::error::x", "\u001b[31m\\::error::x"],
    ["a ##vso[task.complete]", "a #\\#vso[task.complete]"],
    ["###[error]", "##\\#[error]"],
    ["AWS::Lambda::Function ## 1", "AWS::Lambda::Function ## 1"],
  ])("%j becomes %j", (line, harmless) => {
    expect(inert(line)).toBe(harmless);
  });
});
