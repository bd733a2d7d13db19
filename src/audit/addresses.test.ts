// Which globs mean which subjects.
import { describe, expect, test } from "vitest";
import { type Addressed, addressesOf, isWithin, matchesOf } from "./addresses.ts";

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

test("a glob also finds names that begin with a dot, and a file by its path alone", () => {
  const hidden = { stack, resource: { facts: { ...facts, constructPath: "Shop/.internal/Orders" } } };
  expect(matchesOf(hidden)("Shop/*/Orders")).toBe(true);
  const file = { stack, resource: null, file: "reports/junit.xml" };
  expect(addressesOf(file)).toEqual(["reports/junit.xml"]);
  expect([matchesOf(file)("reports/*"), matchesOf(file)("Shop")]).toEqual([true, false]);
});

describe("a part of a system", () => {
  const stacks = new Set(["Shop", "Nested"]);
  const whole = { stacks, constructPath: null, logicalId: null };
  const at = (constructPath: string) => ({ ...whole, constructPath });
  const only = (logicalId: string) => ({ ...whole, logicalId });
  const generated: Addressed = {
    stack,
    resource: { facts: { logicalId: "OrdersRole", constructPath: null, generatedFrom: { logicalId: "Orders", path: [] } } },
  };

  test.each([
    ["a stack has what is in it", orders, whole, true],
    ["a stack has what is in one below it", { ...orders, stack: { name: "Nested" } }, whole, true],
    ["a stack has nothing of another", { ...orders, stack: { name: "Other" } }, whole, false],
    ["a stack has no file", { stack, resource: null, file: "a.xml" }, whole, false],
    ["a construct has what is below it", orders, at("Shop/Orders"), true],
    ["a construct is its main resource", orders, at("Shop/Orders/Function/Resource"), true],
    [
      "a construct is what its main resource stands for",
      { stack, resource: { facts: { ...facts, constructPath: "Shop/Orders/Function/Alias" } } },
      at("Shop/Orders/Function/Resource"),
      true,
    ],
    ["a construct has nothing of one with a longer name", orders, at("Shop/Ord"), false],
    ["a construct has nothing without a path", generated, at("Shop/Orders"), false],
    ["a construct above all has its stack", { stack, resource: null }, at("Shop"), true],
    ["a construct does not have its stack", { stack, resource: null }, at("Shop/Orders"), false],
    ["a resource is itself", orders, only("Orders1A2B"), true],
    ["a resource has what is generated from it", generated, only("Orders"), true],
    ["a resource does not have another", orders, only("Billing"), false],
    ["a resource does not have its stack", { stack, resource: null }, only("Orders1A2B"), false],
  ] as const)("%s", (_what, addressed, extent, expected) => {
    expect(isWithin(addressed, extent)).toBe(expected);
  });
});
