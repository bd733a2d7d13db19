// What function-error-rate says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-error-rate.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alias.fail.live.json": [
        "fail shop/Greeter (live): 2.08 % of its invocations fail (25 of 1,200 invocations in 1 h), above the maximum of 1 %",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): its error rate is unknown; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
      "errors-without-invocations.unknown.live.json": [
        "unknown shop/Greeter: its error rate is unknown; 0 samples in 1 h, 20 needed",
      ],
      "function.pass.live.json": [
        "pass shop/Greeter: 0.1 % of its invocations fail (1 of 1,000 invocations in 1 h), not above the maximum of 1 %",
      ],
      "silent.unknown.live.json": [
        "unknown shop/Greeter: its error rate is unknown; 0 samples in 1 h, 20 needed",
      ],
    }
  `);
});
