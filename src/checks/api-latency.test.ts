// What api-latency says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./api-latency.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "both.pass.live.json": [
        "pass shop/Stage: Average Latency is 180 ms over 1,200 requests in 1 h, not above the maximum of 200 ms",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Stage: its latency is unknown; access to cloudwatch:GetMetricData was denied; allow cloudwatch:GetMetricData (fitness permissions prints the policy)",
      ],
      "elsewhere.unknown.live.json": [
        "unknown shop/Stage: its latency is unknown; the stage belongs to an API outside the audited stacks whose name is unknown",
      ],
      "few-slow.unknown.live.json": [
        "unknown shop/Stage: Average Latency is 900 ms over 3 requests in 1 h; 3 samples in 1 h, 20 needed",
      ],
      "few.unknown.live.json": [
        "unknown shop/Stage: Average Latency is 180 ms over 3 requests in 1 h; 3 samples in 1 h, 20 needed",
      ],
      "http.pass.live.json": [
        "pass shop/Stage: Average Latency is 90 ms over 100 requests in 1 h, not above the maximum of 200 ms",
      ],
      "percentile.fail.live.json": [
        "fail shop/Stage: p99 Latency is 950 ms over 1,200 requests in 1 h, above the maximum of 500 ms",
      ],
      "relative.unknown.live.json": [
        "unknown shop/Stage: Average Latency is 180 ms over 1,200 requests in 1 h; there is no baseline to compare with, and its maximum is +10%: write one with fitness baseline and pass --baseline, or also set an absolute maximum",
      ],
      "rest-slow.fail.live.json": [
        "fail shop/Stage: Average Latency is 264 ms over 1,200 requests in 1 h, above the maximum of 200 ms",
      ],
      "rest.pass.live.json": [
        "pass shop/Stage: Average Latency is 170 ms over 1,200 requests in 1 h, not above the maximum of 200 ms",
      ],
      "silent-allowed.pass.live.json": [
        "pass shop/Stage: 0 samples in 1 h, 20 needed (noData: pass)",
      ],
      "silent-forbidden.fail.live.json": [
        "fail shop/Stage: 0 samples in 1 h, 20 needed (noData: fail)",
      ],
      "silent.unknown.live.json": [
        "unknown shop/Stage: its latency is unknown; 0 samples in 1 h, 20 needed",
      ],
      "websocket.fail.live.json": [
        "fail shop/Stage: Average IntegrationLatency is 900 ms over 100 requests in 1 h, above the maximum of 200 ms",
      ],
    }
  `);
});
