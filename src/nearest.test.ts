// Which names are near enough to be meant.
import { expect, test } from "vitest";
import { nearestName, suggestName } from "./nearest.ts";

const names = ["function-alias", "failOn", "error", "tags"];

test.each([
  ["function-alais", "function-alias"],
  ["functionAlias", "function-alias"],
  ["function_alias", "function-alias"],
  ["failon", "failOn"],
  ["eror", "error"],
  ["tag", "tags"],
  ["gats", null],
  ["warning", null],
  ["", null],
])("%j is %j", (word, expected) => {
  expect(nearestName(word, names)).toBe(expected);
});

test("the nearest of several wins, a swap of neighbours counts once", () => {
  expect(nearestName("alaisse", ["aliases", "alsse"])).toBe("aliases");
  expect(nearestName("abdc", ["abcd"])).toBe("abcd");
});

test("where no choice is similar, all are listed", () => {
  expect(suggestName("eror", names)).toBe('did you mean "error"?');
  expect(suggestName("x", ["one", "two"])).toBe("choose one of: one, two");
  expect(suggestName("x", [])).toBe("there are no choices");
});
