// What api-error-rate says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./api-error-rate.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "elsewhere.pass.live.json": [
        "pass shop/Stage: 0 % of its requests fail (5xx: 0 of 100 requests in 1 h), not above the maximum of 1 %",
      ],
      "few.unknown.live.json": [
        "unknown shop/Stage: 0 % of its requests fail (5XXError: 0 of 19 requests in 1 h); 19 samples in 1 h, 20 needed",
      ],
      "http.fail.live.json": [
        "fail shop/Stage: 2 % of its requests fail (5xx: 2 of 100 requests in 1 h), above the maximum of 1 %",
      ],
      "rest-failing.fail.live.json": [
        "fail shop/Stage: 2.08 % of its requests fail (5XXError: 25 of 1,200 requests in 1 h), above the maximum of 1 %",
      ],
      "rest.pass.live.json": [
        "pass shop/Stage: 0.0833 % of its requests fail (5XXError: 1 of 1,200 requests in 1 h), not above the maximum of 1 %",
      ],
      "websocket.not-applicable.live.json": [],
    }
  `);
});
