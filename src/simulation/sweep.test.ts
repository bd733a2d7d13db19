// The map of error rates and traffic: against closed forms, and over which traffic it goes.
import { describe, expect, it } from "vitest";
import { canary, linear } from "../../test/simulation/arbitraries.ts";
import type { Feed, Scenario, Schedule, ThresholdRule } from "./scenario.ts";
import { axesFor, sweepOf } from "./sweep.ts";

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
/** The same, said in a way that is played instead of worked out. */
const played: ThresholdRule = {
  ...once,
  formula: { kind: "call", name: "ABS", arguments: [once.formula] },
} as ThresholdRule;

function scenario(rule: ThresholdRule, schedule: Schedule, more: Partial<Scenario> = {}): Scenario {
  return {
    schedule,
    alarms: [{ rule, isWatched: true }],
    requestsPerMinute: null,
    errorRate: 1,
    metricDelaySeconds: 60,
    ...more,
  };
}

const axes = { requestsPerMinute: [0.5, 2, 10, 40, 300], errorRates: [0.01, 0.1, 0.5, 1], present: null };

describe("the probability of a rollback", () => {
  // A canary of 5 minutes shows the buckets 0 to 2 in time; a linear shift of 9 minutes those from 0 to 6, of 10 to 70 percent.
  const cases = [
    ["worked out, canary", once, canary(10, 5), 0.3],
    ["played, canary", played, canary(10, 5), 0.3],
    ["worked out, linear", once, linear(10, 1), 2.8],
    ["played, linear", played, linear(10, 1), 2.8],
  ] as const;

  it.each(cases)("is 1 − e^(−requests × error rate × exposure): %s", (_, rule, schedule, exposure) => {
    const { probabilities, healthyRollbacks, isLeast } = sweepOf(scenario(rule, schedule), axes, 0.95);
    for (const [row, errorRate] of axes.errorRates.entries())
      for (const [column, requests] of axes.requestsPerMinute.entries()) {
        const exact = 1 - Math.exp(-requests * errorRate * exposure);
        expect(Math.abs((probabilities[row]?.[column] ?? -1) - exact), `${errorRate} at ${requests}`).toBeLessThan(0.02);
      }
    expect({ healthyRollbacks, isLeast }).toEqual({ healthyRollbacks: [0, 0, 0, 0, 0], isLeast: false });
  });

  it("counts no rollback that a healthy version gets as well, and says how many of those there are", () => {
    const { healthyRollbacks, probabilities } = sweepOf(
      scenario(once, canary(10, 5), { baselineErrorRate: 0.001 }),
      { requestsPerMinute: [1, 60, 100_000], errorRates: [0.001, 1], present: null },
      0.95,
    );
    // Blocked, or rolled back by the healthy failures of minutes 0 to 2 and what was there before.
    expect(healthyRollbacks[0]).toBeLessThan(0.02);
    expect(healthyRollbacks[1]).toBeGreaterThan(0.15);
    expect(healthyRollbacks[2]).toBe(1);
    expect(probabilities[0]?.[1]).toBeLessThan(0.02);
    expect(probabilities[1]?.[1]).toBeGreaterThan(0.75);
  });

  it("is the least one where an alarm is not simulated, whose healthy rollbacks are unknown", () => {
    const open = { isWatched: true, rule: { kind: "not-simulated", reason: "watches latency" } } as const;
    const base = scenario(once, canary(10, 5));
    const { isLeast, healthyRollbacks, probabilities } = sweepOf({ ...base, alarms: [...base.alarms, open] }, axes, 0.95);
    expect(isLeast).toBe(true);
    expect(healthyRollbacks.every((each) => each === null)).toBe(true);
    expect(probabilities.at(-1)?.at(-1)).toBe(1);
  });
});

describe("the axes", () => {
  it("go around the present rate and have it, by round numbers", () => {
    const { requestsPerMinute, errorRates, present } = axesFor(null, { requestsPerMinute: 37, errorRate: 0.3 });
    expect(requestsPerMinute).toEqual([0.5, 1, 2, 5, 10, 20, 37, 50, 100, 200, 500, 1000, 2000]);
    expect(errorRates).toEqual([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1]);
    expect(present).toBe(37);
  });

  it("go from 1 to 10,000 requests a minute without a rate", () => {
    const { requestsPerMinute, present } = axesFor(null, { requestsPerMinute: null, errorRate: 1 });
    expect([requestsPerMinute[0], requestsPerMinute.at(-1), present]).toEqual([1, 10_000, null]);
  });

  it.each([
    [
      [5, 500],
      [5, 10, 20, 50, 100, 200, 500],
    ],
    [
      [3, 7],
      [3, 5, 7],
    ],
    [
      [1, 1e6],
      [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1e6],
    ],
    [
      [0.0005, 1e9],
      [0.0005, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000, 1e6, 1e7, 1e8, 1e9],
    ],
  ] as const)("go over the range %j as finely as there is room for", ([from, to], expected) => {
    expect(axesFor([from, to], { requestsPerMinute: from, errorRate: 1 })).toMatchObject({
      requestsPerMinute: expected,
      present: null,
    });
  });
});
