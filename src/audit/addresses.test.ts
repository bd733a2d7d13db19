// Which globs mean which subjects.
import { expect, test } from "vitest";
import { addressesOf, matchesOf } from "./addresses.ts";

const stack = { name: "Shop" };
const facts = { logicalId: "Orders1A2B", constructPath: "Shop/Orders/Function/Resource", generatedFrom: null };
const orders = { stack, resource: { facts } };

test("a resource has its construct path, its parents' and <stack>/<logical id>", () => {
  expect(addressesOf(orders)).toEqual([
    "Shop/Orders/Function/Resource",
    "Shop/Orders/Function",
    "Shop/Orders",
    "Shop",
    "Shop/Orders1A2B",
  ]);
  const generated = { ...facts, constructPath: null, generatedFrom: { logicalId: "Orders", path: [] } };
  expect(addressesOf({ stack, resource: { facts: generated } })).toEqual(["Shop/Orders1A2B", "Shop/Orders"]);
  expect(addressesOf({ stack, resource: null })).toEqual(["Shop"]);
});

test.each([
  ["Shop/Orders", true],
  ["Shop/**", true],
  ["**/Function", true],
  ["Shop/Orders1A2B", true],
  ["Shop", true],
  ["Shop/Order", false],
  ["Prod/**", false],
  ["Orders", false],
  ["Shop/Orders/Function/Resource/**", true],
])("%s: %s", (glob, expected) => {
  expect(matchesOf(orders)(glob)).toBe(expected);
});
