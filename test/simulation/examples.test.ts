// The sentences of docs/simulation.md and what follows from them, as numbers: what stops a five-minute canary, and what does not.
import { describe, expect, it } from "vitest";
import { parseComposition } from "../../src/model/alarms/composition.ts";
import { alarmMinuteOf, playAlarms } from "../../src/simulation/play/play.ts";
import { exposureUntil } from "../../src/simulation/play/schedule.ts";
import type { AlarmRule, AlarmRun, Feed, Formula, Scenario, Schedule, ThresholdRule } from "../../src/simulation/scenario.ts";
import { atOnce, canary, linear } from "./arbitraries.ts";
import { bruteForce, steadyTraffic } from "./brute-force.ts";

type Of = "all versions" | "new version";
const feed = (of: Of, counts: "failures" | "requests" = "failures"): Feed => ({ kind: "requests", of, counts });
const sum = (of: Feed): Formula => ({ kind: "series", feed: of, statistic: "Sum" });

const once: ThresholdRule = {
  kind: "threshold",
  formula: sum(feed("all versions")),
  periodMinutes: 1,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
  isWallClock: false,
};

const rate = (of: Of): ThresholdRule => ({
  ...once,
  formula: { kind: "operation", operator: "/", left: sum(feed(of)), right: sum(feed(of, "requests")) },
  threshold: 0.2,
});

function playing(rules: readonly AlarmRule[], schedule: Schedule = canary(10, 5)): Scenario {
  const alarms = rules.map((rule) => ({ rule, isWatched: true }));
  return { schedule, alarms, requestsPerMinute: null, errorRate: 1, metricDelaySeconds: 60 };
}

/** As the simulator plays it and, where no clock is in it, the brute force. */
function run(rule: AlarmRule, schedule?: Schedule): AlarmRun | undefined {
  const scenario = playing([rule], schedule);
  const [played] = playAlarms(scenario);
  expect([played]).toEqual(bruteForce(scenario, steadyTraffic(scenario), 0));
  return played;
}

const goesOff = (minute: number): AlarmRun => ({ state: "goes-off", goesOffMinute: minute, reason: null });
const alwaysOn: AlarmRun = { state: "always-on", goesOffMinute: 0, reason: null };
const silent: AlarmRun = { state: "silent", goesOffMinute: null, reason: null };

describe("a canary of 10 % for five minutes", () => {
  it("is stopped at minute 2 by an alarm on one minute, after 0.2 minutes of full traffic", () => {
    expect(run(once)).toEqual(goesOff(2));
    expect(exposureUntil(canary(10, 5), 2)).toBeCloseTo(0.2);
  });

  it("is stopped as soon by a single period of five minutes, since windows slide", () => {
    expect(run({ ...once, periodMinutes: 5 })).toEqual(goesOff(2));
  });

  it("is not stopped by 3 × 5 minutes", () => {
    expect(run({ ...once, periodMinutes: 5, evaluationPeriods: 3, datapointsToAlarm: 3 })).toEqual(goesOff(12));
  });

  it("is not stopped by an error rate of the function above its weight, and is by the new version's", () => {
    expect(run(rate("all versions"))).toEqual(goesOff(7));
    expect(run({ ...rate("all versions"), threshold: 0.1 })).toEqual(goesOff(2));
    expect(run(rate("new version"))).toEqual(goesOff(2));
  });

  it("is stopped later the longer the metrics take", () => {
    const minutes = [0, 1, 60, 61, 300].map((metricDelaySeconds) => {
      const scenario = { ...playing([once]), metricDelaySeconds };
      return alarmMinuteOf(scenario, playAlarms(scenario));
    });
    expect(minutes).toEqual([1, 2, 2, 3, 6]);
  });

  it("is stopped in the worst case at the end of the clock's window after next", () => {
    const byTheClock = playing([{ ...once, periodMinutes: 5, isWallClock: true }]);
    // It starts on a boundary: the first complete window ends at 5, and is seen at 6.
    expect(playAlarms(byTheClock)).toEqual([goesOff(6)]);
  });
});

describe("other shifts", () => {
  it("reach a rate of 20 % with the second step of 10 %", () => {
    expect(run(rate("all versions"), linear(10, 1))).toEqual(goesOff(3));
    expect(exposureUntil(linear(10, 1), 3)).toBeCloseTo(0.6);
  });

  it("are over when they begin, all at once", () => {
    expect(run(once, atOnce)).toEqual(goesOff(2));
    expect(atOnce.endMinute).toBe(0);
  });
});

describe("alarms that say nothing, or too much", () => {
  it("are always on where the version that is not there yet is taken for breaching", () => {
    expect(run({ ...once, formula: sum(feed("new version")), missing: "breaching" })).toEqual(alwaysOn);
    expect(run({ ...once, comparison: "LessThanThreshold" })).toEqual(alwaysOn);
  });

  it("do not enter ALARM on what is not deployed, and on what is never published", () => {
    for (const kind of ["healthy", "never"] as const) expect(run({ ...once, formula: sum({ kind }) })).toEqual(silent);
    expect(run({ ...once, formula: sum({ kind: "never" }), missing: "breaching" })).toEqual(alwaysOn);
  });
});

describe("composite alarms of which a member is not simulated", () => {
  const members = new Map([
    ["known", 0],
    ["unknown", 1],
  ]);
  const composed = (text: string, known: ThresholdRule): AlarmRun | undefined => {
    const composition = parseComposition(text);
    if (composition === null) throw new Error(text);
    const unknown: AlarmRule = { kind: "not-simulated", reason: "its statistic is p99" };
    return playAlarms(playing([known, unknown, { kind: "composite", composition, members }]))[2];
  };

  it("are simulated where that member decides nothing", () => {
    const never = { ...once, formula: sum({ kind: "never" as const }) };
    expect(composed("ALARM(known) AND ALARM(unknown)", never)).toMatchObject({ state: "silent", goesOffMinute: null });
    expect(composed("ALARM(known) AND (OK(unknown) OR NOT OK(unknown))", once)).toMatchObject({
      state: "goes-off",
      goesOffMinute: 2,
    });
  });

  it("are not simulated where it does", () => {
    expect(composed("ALARM(known) AND ALARM(unknown)", once)).toMatchObject({ state: "not-simulated", goesOffMinute: null });
  });
});
