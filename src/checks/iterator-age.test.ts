// What iterator-age says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./iterator-age.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "alias.pass.live.json": [
        "pass shop/Mapping: Maximum IteratorAge is 800 ms over 20 data points in 1 h, not above the maximum of 60,000 ms",
      ],
      "elsewhere.unknown.live.json": [
        "unknown shop/Mapping: its iterator age is unknown; its function is not defined in the audited stacks",
      ],
      "few.unknown.live.json": [
        "unknown shop/Mapping: Maximum IteratorAge is 900 ms over 2 data points in 1 h; 2 samples in 1 h, 20 needed",
      ],
      "function.pass.live.json": [
        "pass shop/Mapping: Maximum IteratorAge is 800 ms over 20 data points in 1 h, not above the maximum of 60,000 ms",
      ],
      "hidden.unknown.live.json": [
        "unknown shop/Mapping: its iterator age is unknown; depends on parameter Consumer, whose value CloudFormation does not show (NoEcho)",
      ],
      "kafka.not-applicable.live.json": [],
      "lagging.fail.live.json": [
        "fail shop/Mapping: Maximum IteratorAge is 95,000 ms over 20 data points in 1 h, above the maximum of 60,000 ms",
      ],
    }
  `);
});
