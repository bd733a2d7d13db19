// What function-throttles says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./function-throttles.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "few.unknown.live.json": [
        "unknown shop/Greeter: 33.33 % of its invocations are throttled (1 of 3 attempts in 1 h); 3 samples in 1 h, 20 needed",
      ],
      "none.pass.live.json": [
        "pass shop/Greeter: 0 % of its invocations are throttled (0 of 1,000 attempts in 1 h), not above the maximum of 0.1 %",
      ],
      "some.fail.live.json": [
        "fail shop/Greeter: 1.2 % of its invocations are throttled (12 of 1,000 attempts in 1 h), above the maximum of 0.1 %",
      ],
    }
  `);
});
