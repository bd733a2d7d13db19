// The simulator against the brute force: random alarms, schedules and traffic, alarm by alarm and minute by minute.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmMinuteOf, playAlarms, playTraffic } from "../../src/simulation/play/play.ts";
import { exposureUntil, scheduleOf } from "../../src/simulation/play/schedule.ts";
import type { AlarmRun, Scenario, ThresholdRule } from "../../src/simulation/scenario.ts";
import { arrivals, atOnce, canary, linear, scenarios, schedules } from "./arbitraries.ts";
import { bruteForce, exposure, firstAlarm, steadyTraffic } from "./brute-force.ts";

/** Under which the windows of all its alarms lie differently: periods of the clock, which all divide the longest. */
function alignmentsOf({ alarms }: Scenario): readonly number[] {
  const periods = alarms.map(({ rule }) => {
    if (rule.kind !== "threshold") return 1;
    const isMultiDay = rule.periodMinutes * rule.evaluationPeriods > 1440;
    return Math.max(rule.isWallClock ? rule.periodMinutes : 1, isMultiDay ? 60 : 1);
  });
  return Array.from({ length: Math.max(...periods) }, (_, alignment) => alignment);
}

/** With even traffic all windows hold the same from here on. */
function lastChange({ schedule, alarms, metricDelaySeconds }: Scenario): number {
  const reaches = alarms.map(({ rule }) =>
    rule.kind === "threshold" ? Math.min(1440, (rule.evaluationPeriods + 3) * rule.periodMinutes) : 0,
  );
  return schedule.endMinute + Math.ceil(metricDelaySeconds / 60) + Math.max(...reaches);
}

/** Later is worse; never, and blocking every deployment, is worst. */
function lateness(scenario: Scenario, runs: readonly AlarmRun[]): number {
  const minute = firstAlarm(scenario, runs);
  return minute === null || minute === 0 ? Number.POSITIVE_INFINITY : minute;
}

const count: ThresholdRule = {
  kind: "threshold",
  formula: { kind: "series", feed: { kind: "requests", of: "all versions", counts: "failures" }, statistic: "Sum" },
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
  isWallClock: false,
};

describe("agreement with the brute force", { timeout: 120_000 }, () => {
  it("on the schedules", () => {
    expect(scheduleOf("canary", 10, 5)).toEqual(canary(10, 5));
    expect(scheduleOf("all-at-once", 100, 0)).toEqual(atOnce);
    for (let percent = 1; percent <= 99; percent += 1) expect(scheduleOf("linear", percent, 3)).toEqual(linear(percent, 3));
  });

  it("on the exposure, which never exceeds the time", () => {
    fc.assert(
      fc.property(schedules, fc.nat(60), (schedule, minute) => {
        expect(exposureUntil(schedule, minute)).toBeCloseTo(exposure(schedule, minute), 9);
        expect(exposureUntil(schedule, minute)).toBeLessThanOrEqual(minute);
      }),
    );
  });

  it("with traffic that is given", () => {
    fc.assert(
      fc.property(scenarios, arrivals, fc.nat(119), (scenario, bucketAt, alignment) => {
        expect(playTraffic(scenario, bucketAt, alignment)).toEqual(bruteForce(scenario, bucketAt, alignment));
      }),
      { numRuns: 100 },
    );
  });

  const agreesInTheWorstAlignment = (scenario: Scenario): void => {
    const traffic = steadyTraffic(scenario);
    const last = lastChange(scenario);
    const all = alignmentsOf(scenario).map((alignment) => bruteForce(scenario, traffic, alignment, last));
    const worst = Math.max(...all.map((runs) => lateness(scenario, runs)));
    const played = playAlarms(scenario);
    expect(alarmMinuteOf(scenario, played)).toBe(Number.isFinite(worst) ? worst : null);
    expect(all.filter((runs) => lateness(scenario, runs) === worst)).toContainEqual(played);
  };

  it("with even traffic, in the worst alignment to the clock", () => {
    fc.assert(fc.property(scenarios, agreesInTheWorstAlignment), { numRuns: 100 });
  });

  it("on alarms over more than a day, which are evaluated once an hour", () => {
    for (const isWallClock of [false, true])
      agreesInTheWorstAlignment({
        schedule: canary(10, 90),
        alarms: [{ rule: { ...count, isWallClock, periodMinutes: 60, evaluationPeriods: 25 }, isWatched: true }],
        requestsPerMinute: null,
        errorRate: 1,
        metricDelaySeconds: 60,
      });
  });
});
