// When a measurement that its check lets pass fails for what it was before.
import { expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Assessment, MeasuredBefore, Measurement } from "../../assessment.ts";
import { link } from "../../model/link.ts";
import { withinTolerance } from "./tolerance.ts";

const model = link(factsOf(stack("Shop", { Resources: {} })));
const [shop] = model.stacks;
if (shop === undefined) throw new Error("no stack");
const subject = { stack: shop, resource: null, detail: null };

const measured = (value: number, more: Partial<Measurement> = {}): Assessment => ({
  ...({ verdict: "pass", subject } as const),
  finding: { message: `takes ${value} ms`, measurement: { value, unit: "ms", comparator: "<=", threshold: 500, ...more } },
});
const earlier = (value: number, more: Partial<MeasuredBefore> = {}): MeasuredBefore => ({
  ...{ value, unit: "ms", comparator: "<=", ...more },
});
const hundred = (): MeasuredBefore => earlier(100);
const never = (): null => null;
const tenPercent = { share: 0.1, floor: 0 };

it("fails what is worse by more than is tolerated", () => {
  expect(withinTolerance(measured(150), tenPercent, () => earlier(100))).toEqual({
    verdict: "fail",
    subject,
    finding: {
      ...measured(150).finding,
      message: "takes 150 ms; 50 % worse than the baseline's 100 ms (tolerance 10 %)",
      remedy: expect.stringContaining("accept it with fitness baseline"),
    },
  });
});

it("names no share where there was nothing before, and the test where there is one", () => {
  expect(withinTolerance(measured(3), tenPercent, () => earlier(0)).finding.message).toBe(
    "takes 3 ms; worse than the baseline's 0 ms (tolerance 10 %)",
  );
  const values = (around: number) =>
    ({ spread: { kind: "values", values: Array.from({ length: 20 }, (_each, index) => around + index / 10) } }) as const;
  expect(withinTolerance(measured(150, values(147)), tenPercent, () => earlier(100, values(97))).finding.message).toMatch(
    /\(tolerance 10 %, Mann–Whitney: .*\)$/,
  );
});

it.each([
  ["within the tolerance", measured(109), tenPercent, hundred],
  ["below the tolerance's floor", measured(150), { share: 0.1, floor: 60 }, hundred],
  ["below the check's floor", measured(150, { floor: 60 }), tenPercent, hundred],
  ["that failed anyway", { ...measured(150), verdict: "fail" as const }, tenPercent, hundred],
  ["of which nothing was measured", { ...measured(150), finding: { message: "passes" } }, tenPercent, hundred],
  ["that was not measured before", measured(150), tenPercent, never],
  ["without a tolerance", measured(150), undefined, hundred],
  ["whose tolerance is switched off", measured(150), null, hundred],
] as const)("says nothing of what is %s", (_what, assessment, tolerance, was) => {
  expect(withinTolerance(assessment, tolerance as never, was)).toBe(assessment);
});
