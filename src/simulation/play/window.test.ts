// Where the windows of alarms end, and how minute 0 can lie to them.
import { describe, expect, it } from "vitest";
import { alarm } from "../../../test/scenes.ts";
import type { ThresholdRule } from "../scenario.ts";
import { alignmentsOfRule, hiddenBuckets, reachOfRule, windowEnd } from "./window.ts";

const rule = (more: Partial<ThresholdRule>): ThresholdRule => alarm(more).rule as ThresholdRule;

describe("windows", () => {
  it("hides whole buckets for as long as metrics take", () => {
    expect([0, 1, 60, 61, 300].map((metricDelaySeconds) => hiddenBuckets({ metricDelaySeconds }))).toEqual([0, 1, 1, 2, 5]);
  });

  it("slides with every minute, whatever the clock", () => {
    const sliding = rule({ periodMinutes: 5, evaluationPeriods: 3 });
    expect([0, 1, 7].map((visible) => windowEnd(sliding, visible, 3))).toEqual([0, 1, 7]);
    expect([alignmentsOfRule(sliding), reachOfRule(sliding)]).toEqual([1, 25]);
  });

  it("ends by the clock with the last complete period", () => {
    const wall = rule({ periodMinutes: 5, isWallClock: true });
    expect([-1, 0, 4, 5, 9].map((visible) => windowEnd(wall, visible, 0))).toEqual([-5, 0, 0, 5, 5]);
    // Minute 0 is three minutes after a boundary: the next one is at minute 2.
    expect([-4, -3, 1, 2, 6, 7].map((visible) => windowEnd(wall, visible, 3))).toEqual([-8, -3, -3, 2, 2, 7]);
    expect(alignmentsOfRule(wall)).toBe(5);
  });

  it("ends with the last full hour over more than a day, and not over a day", () => {
    const days = rule({ periodMinutes: 60, evaluationPeriods: 25 });
    expect([-1, 0, 59, 60].map((visible) => windowEnd(days, visible, 0))).toEqual([-60, 0, 0, 60]);
    expect(windowEnd(days, 5, 50)).toBe(-50);
    expect([alignmentsOfRule(days), reachOfRule(days)]).toEqual([60, 27 * 60 + 60]);
    expect(windowEnd(rule({ periodMinutes: 60, evaluationPeriods: 24 }), 59, 0)).toBe(59);
    expect(alignmentsOfRule(rule({ periodMinutes: 1440, evaluationPeriods: 2, isWallClock: true }))).toBe(1440);
  });
});
