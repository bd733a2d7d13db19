// What alarm-state says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./alarm-state.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "blocks-deployments.fail.live.json": [
        "fail shop/Errors: is in ALARM since 2026-11-22T09:00:00.000Z: Threshold Crossed: 1 datapoint [3.0] was greater than or equal to the threshold (1.0); it stops the deployments of Group, and blocks the next one",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Errors: its state is unknown; access denied; allow cloudwatch:DescribeAlarms (fitness permissions prints the policy)",
      ],
      "insufficient-data.unknown.live.json": [
        "unknown shop/Errors: is in INSUFFICIENT_DATA since 2026-11-22T09:00:00.000Z; it is neither OK nor in ALARM: Unchecked: Initial alarm creation",
      ],
      "misconfigured.fail.live.json": [
        "fail shop/Errors: cannot be evaluated as it is configured: the expression cannot be evaluated",
      ],
      "new-evaluation-state.unknown.live.json": [
        "unknown shop/Errors: is in OK since 2026-11-22T09:00:00.000Z; its evaluation is in SOMETHING_NEW",
      ],
      "ok.pass.live.json": [
        "pass shop/Errors: is in OK since 2026-11-22T09:00:00.000Z",
      ],
      "on-with-partial-data.fail.live.json": [
        "fail shop/Errors: is in ALARM since 2026-11-22T09:00:00.000Z: Threshold Crossed",
      ],
      "partial-data.unknown.live.json": [
        "unknown shop/Errors: is in OK since 2026-11-22T09:00:00.000Z; its evaluation is in PARTIAL_DATA",
      ],
    }
  `);
});
