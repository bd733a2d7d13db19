// Probabilities that can be calculated, and what the trials say of each alarm.
import { describe, expect, it } from "vitest";
import {
  alarm,
  composite,
  errorRate,
  errorsOfNewVersion,
  requests,
  scenario,
  series,
  unsimulated,
} from "../../../test/scenes.ts";
import type { ThresholdRule } from "../scenario.ts";
import { scheduleOf } from "./schedule.ts";
import { playTrials, type Trials } from "./trials.ts";

function trialsOf(rule: Partial<ThresholdRule>, more: Parameters<typeof scenario>[1]): Trials {
  return playTrials(scenario([alarm(rule)], more), { trials: 10_000, seed: 1 });
}

describe("trials", () => {
  it("finds the one error in the three minutes that are seen: 1 − e^(−4 · 0.1 · 3)", () => {
    const { probabilityStopped, percentiles } = trialsOf({}, { requestsPerMinute: 4 });
    expect(Math.abs(probabilityStopped - (1 - Math.exp(-1.2)))).toBeLessThan(0.02);
    // Of those that are stopped 47 % are so at minute 2, 79 % at minute 3.
    expect(percentiles?.minute).toEqual({ p50: 3, p95: 4 });
    expect(percentiles?.exposedMinutes).toEqual({ p50: 0.3, p95: 0.4 });
    expect(percentiles?.exposedRequests.p50).toBeCloseTo(1.2, 9);
  });

  it("knows thresholds, error rates and a linear shift", () => {
    const atLeastTwo = trialsOf({ threshold: 2, periodMinutes: 5 }, { requestsPerMinute: 10, errorRate: 0.5 });
    // λ = 10 · 0.1 · 0.5 · 3, all three minutes within one window.
    expect(Math.abs(atLeastTwo.probabilityStopped - (1 - Math.exp(-1.5) * 2.5))).toBeLessThan(0.02);
    const linear = trialsOf({}, { requestsPerMinute: 0.5, schedule: scheduleOf("linear", 20, 1) });
    // Minutes 0 and 1 are seen before minute 4: λ = 0.5 · (0.2 + 0.4).
    expect(Math.abs(linear.probabilityStopped - (1 - Math.exp(-0.3)))).toBeLessThan(0.02);
  });

  it("knows rates, which more traffic can make less likely to be exceeded", () => {
    const little = trialsOf({ formula: errorRate, threshold: 0.5 }, { requestsPerMinute: 2 });
    const much = trialsOf({ formula: errorRate, threshold: 0.5 }, { requestsPerMinute: 200 });
    expect(little.probabilityStopped).toBeGreaterThan(0.2);
    expect(much.probabilityStopped).toBe(0);
    expect(much.percentiles).toBeNull();
  });

  it("draws the alignment to the clock", () => {
    // All failures fall into minute 0 to 2 of those that are seen; a boundary must fall behind the first failure in time.
    const { probabilityStopped } = trialsOf({ periodMinutes: 60, isWallClock: true }, { requestsPerMinute: 10_000 });
    expect(Math.abs(probabilityStopped - 3 / 60)).toBeLessThan(0.01);
  });

  it("is the same for the same seed", () => {
    const played = (seed: number): Trials => playTrials(scenario([alarm()], { requestsPerMinute: 4 }), { trials: 500, seed });
    expect(played(9)).toEqual(played(9));
    expect(played(9)).not.toEqual(played(10));
  });

  it("stops nothing that is shifted at once, has no alarm, or is blocked from the start", () => {
    const atOnce = { requestsPerMinute: 100, schedule: scheduleOf("all-at-once", 100, 0) };
    expect(trialsOf({}, atOnce)).toMatchObject({
      probabilityStopped: 0,
      percentiles: null,
      alarms: [{ state: "goes-off", goesOffMinute: 2, reason: null }],
    });
    const alarms = [alarm(), alarm({ formula: errorsOfNewVersion, missing: "breaching" })];
    const blocked = playTrials(scenario(alarms, { requestsPerMinute: 100 }), { trials: 200, seed: 1 });
    expect(blocked.probabilityStopped).toBe(0);
    expect(blocked.alarms[1]).toEqual({ state: "always-on", goesOffMinute: 0, reason: null });
    expect(playTrials(scenario([], { requestsPerMinute: 9 }), { trials: 50, seed: 1 }).probabilityStopped).toBe(0);
    expect(trialsOf({}, { requestsPerMinute: 0 }).probabilityStopped).toBe(0);
  });

  it("is blocked by an idle function whose alarm treats missing data as breaching, as often as it is idle", () => {
    // No request in the three minutes that an evaluation of one period looks at: e^(−0.4 · 3).
    const { probabilityStopped } = trialsOf({ missing: "breaching" }, { requestsPerMinute: 0.4, errorRate: 0 });
    const { alarms } = trialsOf({ missing: "breaching" }, { requestsPerMinute: 0.1, errorRate: 0 });
    expect(probabilityStopped).toBeGreaterThan(0.1);
    expect(probabilityStopped).toBeLessThan(1 - Math.exp(-1.2));
    expect(alarms).toEqual([{ state: "always-on", goesOffMinute: 0, reason: null }]);
  });

  it("gives each alarm's median minute of ALARM, also past the shift", () => {
    const inAlarm = { kind: "state", state: "ALARM", member: "a" } as const;
    const alarms = [
      alarm({ periodMinutes: 5, evaluationPeriods: 3 }),
      alarm({ threshold: 1000 }),
      unsimulated,
      composite(inAlarm),
      composite({ ...inAlarm, member: "c" }),
    ];
    const { alarms: runs } = playTrials(scenario(alarms, { requestsPerMinute: 400 }), { trials: 300, seed: 1 });
    expect(runs.map(({ state, goesOffMinute }) => [state, goesOffMinute])).toEqual([
      ["goes-off", 12],
      ["silent", null],
      ["not-simulated", null],
      ["goes-off", 12],
      ["not-simulated", null],
    ]);
  });

  it("counts healthy requests only where an alarm depends on their number", () => {
    const few = alarm({ formula: requests, comparison: "LessThanThreshold", threshold: 80 });
    const counted = playTrials(scenario([few], { requestsPerMinute: 100, errorRate: 0 }), { trials: 3000, seed: 1 });
    // P(X < 80) = 0.0171 for a mean of 100, in each of minutes 0 to 2 and, on before, in the one before the deployment.
    expect(counted.probabilityStopped).toBeGreaterThan(0.04);
    expect(counted.probabilityStopped).toBeLessThan(0.085);
    const filter = alarm({
      formula: series({ kind: "matches", value: 1, otherwise: 0 }, "SampleCount"),
      threshold: 3,
      periodMinutes: 3,
    });
    // A sample a bucket with requests, whatever their number: three in three buckets, before the deployment already.
    const { alarms } = playTrials(scenario([filter], { requestsPerMinute: 100, errorRate: 0 }), { trials: 100, seed: 1 });
    expect(alarms[0]?.state).toBe("always-on");
  });
});
