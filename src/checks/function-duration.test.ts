// What function-duration says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-duration.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "hidden.unknown.live.json": [
        "unknown shop/Greeter: its duration is unknown; depends on parameter Seconds, whose value CloudFormation does not show (NoEcho)",
      ],
      "quick.pass.live.json": [
        "pass shop/Greeter: p95 Duration is 1,200 ms over 900 invocations in 1 h, 12 % of its timeout of 10 s, not above the maximum of 80 %",
      ],
      "silent.unknown.live.json": [
        "unknown shop/Greeter: its duration is unknown; 0 samples in 1 h, 20 needed",
      ],
      "slow.fail.live.json": [
        "fail shop/Greeter: p95 Duration is 2,600 ms over 900 invocations in 1 h, 86.67 % of its timeout of 3 s, above the maximum of 80 %",
      ],
    }
  `);
});
