// The numbers that the design of the simulation promises, and what becomes of odd alarms.
import { describe, expect, it } from "vitest";
import { alarm, composite, errorRate, errorsOfNewVersion, scenario, series, unsimulated } from "../../../test/scenes.ts";
import type { Bucket, Scenario, ScenarioAlarm, ThresholdRule } from "../scenario.ts";
import { alarmMinuteOf, playAlarms, playTraffic } from "./play.ts";
import { scheduleOf } from "./schedule.ts";

/** The minute in which the alarm enters ALARM; its state where it does not. */
function minuteOf(rule: Partial<ThresholdRule>, more: Partial<Scenario> = {}): number | string {
  const [run] = playAlarms(scenario([alarm(rule)], more));
  return run?.state === "goes-off" ? (run.goesOffMinute ?? "") : (run?.state ?? "");
}

describe("with even traffic", () => {
  it("sees the first error when its minute and the metric's delay are over", () => {
    expect(minuteOf({})).toBe(2);
    expect(minuteOf({}, { metricDelaySeconds: 0 })).toBe(1);
    expect(minuteOf({}, { metricDelaySeconds: 61 })).toBe(3);
    expect(minuteOf({}, { metricDelaySeconds: 600 })).toBe(11);
  });

  it("needs no whole period, but every one of several", () => {
    expect(minuteOf({ periodMinutes: 5 })).toBe(2);
    expect(minuteOf({ periodMinutes: 5, evaluationPeriods: 3 })).toBe(12);
    expect(minuteOf({ periodMinutes: 5, evaluationPeriods: 3 }, { metricDelaySeconds: 0 })).toBe(11);
    expect(minuteOf({ evaluationPeriods: 3 })).toBe(4);
    expect(minuteOf({ evaluationPeriods: 5, datapointsToAlarm: 2 })).toBe(3);
  });

  it("waits for the clock in the worst case", () => {
    expect(minuteOf({ periodMinutes: 5, isWallClock: true })).toBe(6);
    expect(minuteOf({ periodMinutes: 5, evaluationPeriods: 2, isWallClock: true })).toBe(11);
    expect(minuteOf({ periodMinutes: 60, isWallClock: true })).toBe(61);
    expect(minuteOf({ periodMinutes: 60, evaluationPeriods: 25, datapointsToAlarm: 1 })).toBe(61);
  });

  it("has one alignment for all alarms: the one in which the first enters ALARM latest", () => {
    const runs = playAlarms(
      scenario([alarm({ periodMinutes: 60, isWallClock: true }, false), alarm({ periodMinutes: 5, isWallClock: true })]),
    );
    // Minute 0 on a boundary is the worst for both.
    expect(runs.map(({ goesOffMinute }) => goesOffMinute)).toEqual([61, 6]);
  });

  it("cannot cause a rate above the canary's share of the traffic before all of it is shifted", () => {
    expect(minuteOf({ formula: errorRate, threshold: 0.1 })).toBe(2);
    expect(minuteOf({ formula: errorRate, threshold: 0.1, comparison: "GreaterThanThreshold" })).toBe(7);
    expect(minuteOf({ formula: errorRate, threshold: 0.2 })).toBe(7);
    expect(minuteOf({ formula: errorRate, threshold: 0.2 }, { schedule: scheduleOf("linear", 10, 1) })).toBe(3);
    expect(minuteOf({ formula: errorRate, threshold: 0.2 }, { errorRate: 0.1 })).toBe("silent");
    // Over five minutes the healthy ones before the deployment dilute it further.
    expect(minuteOf({ formula: errorRate, periodMinutes: 5, threshold: 0.1 })).toBe(6);
  });

  it("makes it at the level of the version", () => {
    const average = series({ kind: "requests", of: "new version", counts: "failures" }, "Average");
    expect(minuteOf({ formula: average, threshold: 0.2 })).toBe(2);
  });

  it("takes an alarm on the version that treats missing data as breaching for always on", () => {
    expect(minuteOf({ formula: errorsOfNewVersion, missing: "breaching" })).toBe("always-on");
    for (const missing of ["missing", "ignore", "notBreaching"] as const)
      expect(minuteOf({ formula: errorsOfNewVersion, missing })).toBe(2);
    expect(minuteOf({ missing: "breaching" })).toBe(2);
  });

  it("sees what a metric filter without DefaultValue has: nothing until something matches", () => {
    const formula = series({ kind: "matches", value: 1, otherwise: null });
    expect(minuteOf({ formula })).toBe(2);
    expect(minuteOf({ formula, missing: "breaching" })).toBe("always-on");
    expect(minuteOf({ formula, comparison: "LessThanThreshold", missing: "breaching" })).toBe("always-on");
    expect(minuteOf({ formula, comparison: "LessThanThreshold" })).toBe("silent");
  });

  it("sees no data of a series that is not published or not deployed", () => {
    expect(minuteOf({ formula: series({ kind: "never" }) })).toBe("silent");
    expect(minuteOf({ formula: series({ kind: "healthy" }) })).toBe("silent");
    expect(minuteOf({ formula: series({ kind: "healthy" }), comparison: "LessThanThreshold" })).toBe("always-on");
  });

  it("looks for a day after the shift, and no longer", () => {
    expect(minuteOf({ periodMinutes: 60, evaluationPeriods: 24 })).toBe(23 * 60 + 2);
    expect(minuteOf({ periodMinutes: 60, evaluationPeriods: 26 })).toBe("silent");
  });

  it("spreads a rate evenly, parts of requests included", () => {
    expect(minuteOf({}, { requestsPerMinute: 4 })).toBe(7);
    expect(minuteOf({ periodMinutes: 3 }, { requestsPerMinute: 4 })).toBe(4);
    expect(minuteOf({}, { requestsPerMinute: 0 })).toBe("silent");
    expect(minuteOf({ missing: "breaching" }, { requestsPerMinute: 0 })).toBe("always-on");
  });

  it("plays a deployment without alarms", () => {
    expect(playAlarms(scenario([]))).toEqual([]);
    expect(alarmMinuteOf(scenario([]), [])).toBeNull();
  });
});

describe("composite alarms", () => {
  const states = (...alarms: readonly ScenarioAlarm[]): readonly (number | string | null)[] =>
    playAlarms(scenario(alarms)).map(({ state, goesOffMinute }) => (state === "goes-off" ? goesOffMinute : state));
  const inAlarm = (member: string) => ({ kind: "state", state: "ALARM", member }) as const;
  const late = alarm({ evaluationPeriods: 3 }, false);

  it("follow their members", () => {
    expect(states(composite({ kind: "all", of: [inAlarm("b"), inAlarm("c")] }), late, alarm({}, false))).toEqual([4, 4, 2]);
    expect(states(composite({ kind: "any", of: [inAlarm("b"), inAlarm("c")] }), late, alarm({}, false))).toEqual([2, 4, 2]);
    expect(states(composite({ kind: "not", of: inAlarm("b") }), late)).toEqual(["always-on", 4]);
    const some = { kind: "at-least", count: 1, isPercent: false, state: "OK", isNegated: true, members: ["b", "c"] } as const;
    expect(states(composite(some), late, alarm({ periodMinutes: 5 }, false))).toEqual([2, 4, 2]);
  });

  it("follow composite members, wherever those stand", () => {
    expect(states(composite(inAlarm("b")), composite(inAlarm("c"), false), late)).toEqual([4, 4, 4]);
  });

  it("are simulated where members that are not simulated do not matter", () => {
    expect(states(composite({ kind: "any", of: [inAlarm("b"), inAlarm("c")] }), late, unsimulated)).toEqual([
      4,
      4,
      "not-simulated",
    ]);
    expect(states(composite({ kind: "all", of: [inAlarm("b"), inAlarm("c")] }), late, unsimulated)[0]).toBe("not-simulated");
    const never = { kind: "all", of: [inAlarm("b"), { kind: "constant", value: false }] } as const;
    expect(states(composite(never), unsimulated)[0]).toBe("silent");
    expect(states(composite(inAlarm("elsewhere")))[0]).toBe("not-simulated");
  });

  it("may go by themselves and come to an end all the same", () => {
    expect(states(composite(inAlarm("a")))).toEqual(["not-simulated"]);
    const circle = [composite({ kind: "any", of: [inAlarm("b"), inAlarm("c")] }), composite(inAlarm("a")), late];
    expect(states(...circle)[0]).toBe(4);
  });
});

describe("the first alarm", () => {
  it("is the first of those that CodeDeploy watches, unless one blocks every deployment", () => {
    const minute = (...alarms: readonly ScenarioAlarm[]): number | null =>
      alarmMinuteOf(scenario(alarms), playAlarms(scenario(alarms)));
    const blocking = alarm({ formula: errorsOfNewVersion, missing: "breaching" });
    expect(minute(alarm({ evaluationPeriods: 3 }), alarm({ evaluationPeriods: 2 }), alarm({}, false))).toBe(3);
    expect(minute(alarm(), blocking)).toBeNull();
    expect(minute(alarm(), { ...blocking, isWatched: false })).toBe(2);
    expect(minute(unsimulated)).toBeNull();
  });
});

describe("with traffic that is given", () => {
  const quiet: Bucket = { newRequests: 0, failures: 0, oldRequests: 0 };
  const failing =
    (...minutes: readonly number[]) =>
    (minute: number): Bucket =>
      minutes.includes(minute) ? { newRequests: 1, failures: 1, oldRequests: 0 } : quiet;

  it("asks for the history too, and has it decide what is on before", () => {
    const [run] = playTraffic(scenario([alarm({ missing: "notBreaching" })]), failing(-2));
    expect(run).toEqual({ state: "always-on", goesOffMinute: 0, reason: null });
  });

  it("enters ALARM early where missing data makes a breaching point old enough", () => {
    const minute = (missing: ThresholdRule["missing"]): number | null | undefined =>
      playTraffic(scenario([alarm({ evaluationPeriods: 3, missing })]), failing(4))[0]?.goesOffMinute;
    expect(minute("missing")).toBe(8);
    expect(minute("ignore")).toBeNull();
    expect(minute("notBreaching")).toBeNull();
  });

  it("uses the given alignment to the clock", () => {
    const minute = (alignment: number): number | null | undefined =>
      playTraffic(scenario([alarm({ periodMinutes: 5, isWallClock: true })]), failing(0), alignment)[0]?.goesOffMinute;
    expect([0, 1, 2, 3, 4, 5].map(minute)).toEqual([6, 5, 4, 3, 2, 6]);
  });
});
