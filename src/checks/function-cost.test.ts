// What function-cost says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-cost.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "allowed.pass.cfn.yaml": [
        "pass allowed.pass.cfn/Greeter: costs $1.40 a month with 2,000,000 invocations of 120 ms (256 MB, x86_64, prices as given), not above the maximum of $10.00",
      ],
      "hidden.unknown.live.json": [
        "unknown shop/Greeter: its cost is unknown; depends on parameter Memory, whose value CloudFormation does not show (NoEcho)",
      ],
      "measured-high.fail.live.json": [
        "fail shop/Greeter: costs $76.67 a month at the rate of 100,000 invocations of 3,600 ms in 7 d (3008 MB, x86_64, prices of eu-west-1, 2026-09-19), above the maximum of $10.00",
      ],
      "measured.pass.live.json": [
        "pass shop/Greeter: costs $0.13 a month at the rate of 30,000 invocations of 120 ms in 7 d (512 MB, arm64, prices of eu-west-1, 2026-09-19), not above the maximum of $10.00",
      ],
      "planned-high.fail.cfn.yaml": [
        "fail planned-high.fail.cfn/Greeter: costs $16.40 a month with 2,000,000 invocations of 120 ms (4096 MB, x86_64, prices as given), above the maximum of $10.00",
      ],
      "planned.pass.cfn.yaml": [
        "pass planned.pass.cfn/Greeter: costs $1.40 a month with 2,000,000 invocations of 120 ms (256 MB, x86_64, prices as given), not above the maximum of $10.00",
      ],
      "region.unknown.cfn.yaml": [
        "unknown region.unknown.cfn/Greeter: its cost is unknown; depends on AWS::Region, which is unknown; pass --parameter AWS::Region=…",
      ],
      "silent.unknown.live.json": [
        "unknown shop/Greeter: its cost is unknown; 0 samples in 7 d, 20 needed",
      ],
      "undeployed.unknown.live.json": [
        "unknown shop/Other: its cost is unknown; the deployed name of Other is unknown",
      ],
      "use.unknown.cfn.yaml": [
        "unknown use.unknown.cfn/Greeter: its cost is unknown; its usage is unknown: give invocationsPerMonth and averageMilliseconds, or audit a live stack (--stack)",
      ],
    }
  `);
});
