// Trials against probabilities that can be worked out manually: 10,000 of them lie within two points of the exact one.
import { describe, expect, it } from "vitest";
import { playTrials } from "../../src/simulation/play/trials.ts";
import type { Feed, Scenario, Schedule, ThresholdRule } from "../../src/simulation/scenario.ts";
import { canary, linear } from "./arbitraries.ts";

const errors = (of: "all versions" | "new version"): Feed => ({ kind: "requests", of, counts: "failures" });

/** `Errors` ≥ 1 in one minute. */
const once: ThresholdRule = {
  kind: "threshold",
  formula: { kind: "series", feed: errors("all versions"), statistic: "Sum" },
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
  isWallClock: false,
};
const ofVersion: ThresholdRule = { ...once, formula: { kind: "series", feed: errors("new version"), statistic: "Sum" } };

function scenario(rule: ThresholdRule, schedule: Schedule, requestsPerMinute: number, errorRate = 1): Scenario {
  return { schedule, alarms: [{ rule, isWatched: true }], requestsPerMinute, errorRate, metricDelaySeconds: 60 };
}

const trials = (played: Scenario, seed = 1): ReturnType<typeof playTrials> => playTrials(played, { trials: 10_000, seed });

const none = (mean: number): number => Math.exp(-mean);
const some = (mean: number): number => 1 - none(mean);

/** That a run of two breaching ones is among so many minutes, each breaching with probability q. */
function twoInARow(q: number, minutes: number): number {
  // Without one: the last minute does not breach, or it does and the one before does not.
  const without = [1, 1];
  for (let count = 2; count <= minutes; count += 1)
    without.push((1 - q) * (without[count - 1] ?? 0) + q * (1 - q) * (without[count - 2] ?? 0));
  return 1 - (without[minutes] ?? 0);
}

const atLeastThree = (mean: number): number => 1 - none(mean) * (1 + mean + mean ** 2 / 2);

const tenMinutes = canary(10, 10);
const perMinute = some(0.4);

/** The probability of so many, of a Poisson number with this mean. */
function exactly(count: number, mean: number): number {
  let log = -mean;
  for (let each = 1; each <= count; each += 1) log += Math.log(mean / each);
  return Math.exp(log);
}

/** That failures make at least this share of all requests in a minute: two Poisson numbers, of those that fail and of those that do not. */
function shareReached(share: number, failing: number, passing: number): number {
  let probability = 0;
  for (let failed = 1; failed < 60; failed += 1)
    for (let passed = 0; passed < 400; passed += 1)
      if (failed >= share * (failed + passed)) probability += exactly(failed, failing) * exactly(passed, passing);
  return probability;
}

const ofApi: ThresholdRule = {
  ...once,
  formula: { kind: "series", feed: { ...errors("all versions"), others: 4 } as Feed, statistic: "Average" },
  threshold: 0.02,
};

/**
 * An alarm stops a canary of T minutes at minute T − 1 at the latest, and sees the buckets 0 to T − 3 by then. 4 requests a
 * minute and 10 % for the new version are 0.4 a bucket.
 */
const cases: readonly (readonly [string, Scenario, number])[] = [
  ["one error in three buckets", scenario(once, canary(10, 5), 4), some(1.2)],
  // Of 100 requests a minute to the API 20 go to the alias, and 2 of those to the new version; three minutes are seen in time.
  ["2 % of an API with other routes", scenario(ofApi, canary(10, 5), 20), 1 - (1 - shareReached(0.02, 2, 98)) ** 3],
  ["half of the requests fail", scenario(once, canary(10, 5), 4, 0.5), some(0.6)],
  [
    "a delay of three minutes hides two buckets more",
    { ...scenario(once, canary(10, 5), 4), metricDelaySeconds: 180 },
    some(0.4),
  ],
  ["a linear shift: 10 % to 70 % of one request every two minutes", scenario(once, linear(10, 1), 0.5), some(0.5 * 2.8)],
  [
    "three errors in a period that holds all eight buckets",
    scenario({ ...once, periodMinutes: 15, threshold: 3 }, tenMinutes, 4),
    atLeastThree(3.2),
  ],
  [
    "two minutes in a row, 40 requests a minute so that none is without data",
    scenario({ ...once, evaluationPeriods: 2, datapointsToAlarm: 2 }, canary(1, 10), 40),
    twoInARow(perMinute, 8),
  ],
  // Four points are retrieved: any two of the three buckets, since those without requests are missing and not zero.
  [
    "two points of the new version",
    scenario({ ...ofVersion, evaluationPeriods: 2, datapointsToAlarm: 2 }, canary(10, 5), 4),
    3 * perMinute ** 2 * none(0.4) + perMinute ** 3,
  ],
  // The first point enters ALARM by itself when it is two minutes old: one in the buckets 0 and 1 will do.
  [
    "a premature alarm",
    scenario({ ...ofVersion, evaluationPeriods: 2, datapointsToAlarm: 2, missing: "missing" }, canary(10, 5), 4),
    some(0.8),
  ],
  // The windows of the clock that are complete by minute 9 end after 4 to 8 of its buckets, with even odds.
  [
    "five minutes by the clock",
    scenario({ ...once, periodMinutes: 5, isWallClock: true }, tenMinutes, 4),
    [4, 5, 6, 7, 8].reduce((sum, buckets) => sum + some(0.4 * buckets) / 5, 0),
  ],
];

describe("the probability of being stopped", { timeout: 60_000 }, () => {
  it("is 0.699 for the case of the documentation", () => {
    expect(some(1.2)).toBeCloseTo(0.699, 3);
  });

  it.each(cases)("%s", (_name, played, exact) => {
    expect(Math.abs(trials(played).probabilityStopped - exact)).toBeLessThan(0.02);
  });

  it("is the same for the same seed, and about the same for another", () => {
    const played = scenario(once, canary(10, 5), 4);
    expect(trials(played, 7)).toEqual(trials(played, 7));
    expect(Math.abs(trials(played, 7).probabilityStopped - some(1.2))).toBeLessThan(0.02);
  });

  it("has the median and the 95th percentile of those that were stopped", () => {
    // Of 0.699 that are stopped, at minute 2: 0.330, 3: 0.221, 4: 0.148.
    expect(trials(scenario(once, canary(10, 5), 4)).percentiles).toMatchObject({
      minute: { p50: 3, p95: 4 },
      exposedMinutes: { p50: expect.closeTo(0.3), p95: expect.closeTo(0.4) },
      exposedRequests: { p50: expect.closeTo(1.2), p95: expect.closeTo(1.6) },
    });
  });

  it("is 0 where an alarm blocks every deployment", () => {
    const blocked = scenario({ ...ofVersion, missing: "breaching" }, canary(10, 5), 4);
    expect(trials(blocked)).toMatchObject({
      probabilityStopped: 0,
      percentiles: null,
      alarms: [{ state: "always-on", goesOffMinute: 0 }],
    });
  });
});
