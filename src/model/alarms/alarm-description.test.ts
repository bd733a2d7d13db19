// What descriptions of alarms claim, and what they only mention.
import { describe, expect, it } from "vitest";
import { claimsOf } from "./alarm-description.ts";

const claimed = (text: string): readonly string[] =>
  claimsOf(text).map((claim) => {
    if (claim.kind === "threshold") return `${claim.direction ?? "at"} ${claim.values.join("|")}`;
    return claim.kind === "window" ? `${claim.seconds} s` : `${claim.breaching} of ${claim.of ?? "them"}`;
  });

describe("a threshold", () => {
  it.each([
    ["Errors > 0", ["up 0"]],
    ["more than 1,500 requests", ["up 1500"]],
    ["p95 latency exceeds 2 seconds", ["up 2|2|2000"]],
    ["latency above 500ms", ["up 500|0.5"]],
    ["error rate is greater than or equal to 5%", ["up 5|0.05"]],
    ["fewer than 10 invocations", ["down 10"]],
    ["3 or more failures", ["up 3"]],
    ["threshold: 80 percent", ["at 80|0.8"]],
    ["Latency must stay below 200 ms", ["at 200|0.2"]],
    ["no more than five errors", ["at 5"]],
    ["payload over 6 MB", ["up 6|6000000|6291456"]],
  ])("%s", (text, claims) => expect(claimed(text)).toEqual(claims));
});

describe("a window, and periods", () => {
  it.each([
    ["errors for 5 minutes", ["300 s"]],
    ["in the last hour", []],
    ["over the last 2 hours", ["7200 s"]],
    ["idle for more than 10 minutes", ["600 s"]],
    ["in a 15-minute window", ["900 s"]],
    ["3 consecutive periods", ["3 of them"]],
    ["2 out of 3 datapoints", ["2 of 3"]],
    ["4 datapoints in a row", ["4 of them"]],
  ])("%s", (text, claims) => expect(claimed(text)).toEqual(claims));
});

describe("no claim", () => {
  it.each([
    "answers 5xx or 503, see RFC 9110",
    "https://example.com/runbooks/over/5/minutes",
    "orders over 100 EUR fail",
    "the certificate expires within 28 days",
    "please respond within 15 minutes",
    "the job that runs every 5 minutes failed",
    "runs on python3.12 in eu-west-1",
    "version above v2.1",
    "",
  ])("%s", (text) => expect(claimed(text)).toEqual([]));
});
