// What concurrency-headroom says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./concurrency-headroom.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "account.fail.live.json": [
        "fail shop/Greeter: Maximum of ConcurrentExecutions is 810 over 1,200 invocations in 1 h, 90 % of the account's 900 unreserved executions (of 1,000), above the maximum of 80 %",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter: its concurrency is unknown; access to lambda:GetAccountSettings was denied; allow lambda:GetAccountSettings (fitness permissions prints the policy)",
      ],
      "hidden.unknown.live.json": [
        "unknown shop/Greeter: its concurrency is unknown; depends on parameter Reserved, whose value CloudFormation does not show (NoEcho)",
      ],
      "nothing-left.unknown.live.json": [
        "unknown shop/Greeter: its concurrency is unknown; all of the account's concurrency is reserved for other functions",
      ],
      "reserved-full.fail.live.json": [
        "fail shop/Greeter: Maximum of ConcurrentExecutions is 45 over 1,200 invocations in 1 h, 90 % of its reserved concurrency of 50, above the maximum of 80 %",
      ],
      "reserved.pass.live.json": [
        "pass shop/Greeter: Maximum of ConcurrentExecutions is 20 over 1,200 invocations in 1 h, 40 % of its reserved concurrency of 50, not above the maximum of 80 %",
      ],
      "switched-off.not-applicable.live.json": [],
    }
  `);
});
