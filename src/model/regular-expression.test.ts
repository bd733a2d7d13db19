// Regular expressions and wildcards of hostile inputs: an answer, or none, and soon.
import { expect, it } from "vitest";
import { fitsWildcard } from "./names/wildcard.ts";
import { finds } from "./regular-expression.ts";

it("finds what a regular expression finds", () => {
  expect(finds("^team-", "team-a")).toBe(true);
  expect(finds("^[a-z]+-[0-9]+$", "team-7", "u")).toBe(true);
  expect(finds("^[a-z]+-[0-9]+$", "team", "u")).toBe(false);
});

it("gives up where it would take for ever, and says so again at once", () => {
  const text = `${"a".repeat(60)}!`;
  expect(finds("^(a+)+$", text)).toBe(null);
  const began = performance.now();
  expect(finds("^(a+)+$", text)).toBe(null);
  expect(performance.now() - began).toBeLessThan(100);
});

it.each([
  ["*", "", true],
  ["a*c", "abbbc", true],
  ["a*c", "abbb", false],
  ["*/GET/orders/*", "prod/GET/orders/7", true],
  ["?b*", "ab", true],
  ["a.c", "abc", false],
  ["**x**", "axb", true],
  ["ab", "abc", false],
] as const)("%s takes %s in: %s", (pattern, text, fits) => {
  expect(fitsWildcard(pattern, text, { one: true })).toBe(fits);
});

it("takes a text in by many stars in no time", () => {
  expect(fitsWildcard(`${"*a".repeat(500)}*b`, "a".repeat(20_000), { one: false })).toBe(false);
});
