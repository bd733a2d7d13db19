// What canary-comparison says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./canary-comparison.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all-on-the-new.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether version 8 is worse than version 7; version 7: 0 invocations in 1 h, 20 needed",
      ],
      "constant-slower.fail.live.json": [
        "fail shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p = 1); it takes 20 ms more than the 180 ms of version 7 (Mann–Whitney: p < 0.0001)",
      ],
      "constant.pass.live.json": [
        "pass shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p = 1); it takes 0 ms more than the 180 ms of version 7 (Mann–Whitney: p = 1)",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether its new version is worse; access to lambda:ListAliases was denied; allow lambda:ListAliases (fitness permissions prints the policy)",
      ],
      "equal.pass.live.json": [
        "pass shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p = 1); it takes 1 ms less than the 181 ms of version 7 (Mann–Whitney: p = 0.7742)",
      ],
      "failing.fail.live.json": [
        "fail shop/Greeter (live): version 8 gets 10 % of the traffic: 5 % of version 8 fails (12 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p < 0.0001); it takes 0 ms more than the 180 ms of version 7 (Mann–Whitney: p = 0.5116)",
      ],
      "few-failing.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether version 8 is worse than version 7; version 8: 12 invocations in 1 h, 20 needed",
      ],
      "few-old.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether version 8 is worse than version 7; version 7: 12 invocations in 1 h, 20 needed",
      ],
      "gone.not-applicable.live.json": [],
      "idle-allowed.pass.live.json": [
        "pass shop/Greeter (live): version 8: 0 invocations in 1 h, 20 needed (noData: pass)",
      ],
      "idle.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether version 8 is worse than version 7; version 8: 0 invocations in 1 h, 20 needed",
      ],
      "not-shifting.not-applicable.live.json": [],
      "short-failing.fail.live.json": [
        "fail shop/Greeter (live): version 8 gets 10 % of the traffic: 60 % of version 8 fails (24 of 40 invocations), 0 % of version 7 fails (0 of 360 invocations) (Fisher's exact test: p < 0.0001); durations are not compared, 2 periods of 10 needed",
      ],
      "short.pass.live.json": [
        "pass shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 80 invocations), 0 % of version 7 fails (0 of 720 invocations) (Fisher's exact test: p = 1); durations are not compared, 4 periods of 10 needed",
      ],
      "slower.fail.live.json": [
        "fail shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p = 1); it takes 60 ms more than the 180 ms of version 7 (Mann–Whitney: p < 0.0001)",
      ],
      "three-versions.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether its new version is worse; its traffic is split between more than two versions",
      ],
      "trifle.pass.live.json": [
        "pass shop/Greeter (live): version 8 gets 10 % of the traffic: 0 % of version 8 fails (0 of 240 invocations), 0 % of version 7 fails (0 of 2,160 invocations) (Fisher's exact test: p = 1); it takes 12 ms more than the 180 ms of version 7 (Mann–Whitney: p < 0.0001)",
      ],
      "undeployed.unknown.live.json": [
        "unknown shop/Other (live): unknown whether its new version is worse; the deployed name of its function is unknown",
      ],
      "unmeasured.unknown.live.json": [
        "unknown shop/Greeter (live): unknown whether its new version is worse; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
    }
  `);
});
