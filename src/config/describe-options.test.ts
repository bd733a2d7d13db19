// How options are described to a user.
import { expect, test } from "vitest";
import * as z from "zod";
import { type Check, defineCheck } from "../checks/define-check.ts";
import { describeOptions } from "./describe-options.ts";

function withOptions(options: z.ZodType, requires: string[] = []): Check {
  return defineCheck<unknown>({
    id: "any",
    title: "any",
    characteristic: "cost",
    scope: "atomic",
    cadence: "triggered",
    needs: "configuration",
    subjects: "function",
    severity: "error",
    options,
    requires,
    *assess() {},
  });
}

test("name, type, default and meaning", () => {
  const check = withOptions(
    z.strictObject({
      minimum: z.int().min(1).default(1).describe("How many."),
      share: z.number().min(0).max(1).optional(),
      kinds: z.array(z.enum(["canary", "linear"])).default(["canary"]),
      on: z.enum(["both", "stack"]).default("both"),
      tags: z.record(z.string(), z.union([z.literal(true), z.string(), z.array(z.string())])),
      strict: z.boolean().default(false),
    }),
    ["tags"],
  );
  expect(describeOptions(check).map(({ name, type, fallback, required }) => [name, type, fallback, required])).toEqual([
    ["minimum", "whole number ≥ 1", "1", false],
    ["share", "number ≥ 0, ≤ 1", null, false],
    ["kinds", "list of canary or linear", '["canary"]', false],
    ["on", "both or stack", '"both"', false],
    ["tags", "map of name to true or text or list of text", null, true],
    ["strict", "true or false", "false", false],
  ]);
  expect(describeOptions(check)[0]?.description).toBe("How many.");
});

test("a check without options has none", () => {
  expect(describeOptions(withOptions(z.strictObject({})))).toEqual([]);
});
