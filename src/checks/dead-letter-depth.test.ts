// What dead-letter-depth says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./dead-letter-depth.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "empty.pass.live.json": [
        "pass shop/Failed: Maximum of ApproximateNumberOfMessagesVisible is 0 over 20 data points in 1 h, not above the maximum of 0 messages",
      ],
      "full.fail.live.json": [
        "fail shop/Failed: Maximum of ApproximateNumberOfMessagesVisible is 3 over 20 data points in 1 h, above the maximum of 0 messages",
      ],
      "silent.unknown.live.json": [
        "unknown shop/Failed: its number of messages is unknown; 0 samples in 1 h, 20 needed",
      ],
    }
  `);
});
