import fc from "fast-check";
import { expect, test } from "vitest";
import { countInWords, numberInWords } from "./words.ts";

test.each([
  [0, "0"],
  [0.00004, "0"],
  [0.0123, "0.0123"],
  [0.1, "0.1"],
  [1.005, "1"],
  [2.5, "2.5"],
  [-1.25, "-1.25"],
  [99.999, "100"],
  [123.4, "123"],
  [1234.5, "1,235"],
  [1_000_000, "1,000,000"],
  [-12_345, "-12,345"],
  [Number.POSITIVE_INFINITY, "∞"],
])("%d is written %s", (value, text) => expect(numberInWords(value)).toBe(text));

test("numbers are written as in English, but for ties", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e14, max: 1e14 }), (value) => {
      const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4;
      const english = value.toLocaleString("en-US", { maximumFractionDigits: digits });
      const [own, other] = [numberInWords(value), english].map((text) => Number(text.replaceAll(",", ""))) as [number, number];
      expect(numberInWords(value)).toMatch(/^-?\d{1,3}(?:,\d{3})*(?:\.\d+)?$/);
      expect(Math.abs(own - other)).toBeLessThanOrEqual(10 ** -digits * 1.000001);
    }),
  );
});

test("counts have no fraction, and one is one", () => {
  expect(countInWords(1, "invocation")).toBe("1 invocation");
  expect(countInWords(12_345, "invocation")).toBe("12,345 invocations");
});
