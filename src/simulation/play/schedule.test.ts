// Steps, ends and exposures of the shifts that CodeDeploy knows.
import { describe, expect, it } from "vitest";
import { exposureUntil, scheduleOf, scheduleOfConfiguration, weightAt } from "./schedule.ts";

describe("schedules", () => {
  it("shifts a canary in two steps", () => {
    const steps = [
      { minute: 0, percent: 10 },
      { minute: 5, percent: 100 },
    ];
    expect(scheduleOf("canary", 10, 5)).toEqual({ kind: "canary", steps, endMinute: 5 });
  });

  it.each([
    [10, 90],
    [30, 30],
    [50, 10],
    [99, 10],
    [100, 0],
  ])("ends a linear shift by %i %% every ten minutes at minute %i", (percent, endMinute) => {
    const { steps, endMinute: end } = scheduleOf("linear", percent, 10);
    expect(end).toBe(endMinute);
    expect(steps[0]).toEqual({ minute: 0, percent });
    expect(steps.at(-1)).toEqual({ minute: endMinute, percent: 100 });
    expect(steps).toHaveLength(endMinute / 10 + 1);
  });

  it("takes what the model knows of a configuration, the minutes between first and last step", () => {
    expect(scheduleOfConfiguration({ kind: "linear", firstStepPercent: 30, bakeMinutes: 6 })).toEqual(
      scheduleOf("linear", 30, 2),
    );
    expect(scheduleOfConfiguration({ kind: "linear", firstStepPercent: 100, bakeMinutes: 0 })).toEqual(
      scheduleOf("linear", 100, 7),
    );
    expect(scheduleOfConfiguration({ kind: "canary", firstStepPercent: 5, bakeMinutes: 30 })).toEqual(
      scheduleOf("canary", 5, 30),
    );
    const atOnce = { kind: "all-at-once", steps: [{ minute: 0, percent: 100 }], endMinute: 0 };
    expect(scheduleOfConfiguration({ kind: "all-at-once", firstStepPercent: 100, bakeMinutes: 0 })).toEqual(atOnce);
  });

  it("gives the new version nothing before, its share meanwhile and everything afterwards", () => {
    const schedule = scheduleOf("linear", 40, 2);
    expect([-1, 0, 1, 2, 3, 4, 99].map((minute) => weightAt(schedule, minute))).toEqual([0, 0.4, 0.4, 0.8, 0.8, 1, 1]);
  });

  it("adds up the exposure, in minutes of full traffic", () => {
    const canary = scheduleOf("canary", 10, 5);
    expect([0, 2, 5, 8].map((minute) => exposureUntil(canary, minute))).toEqual([0, 0.2, 0.5, 3.5]);
    expect(exposureUntil(scheduleOf("linear", 10, 1), 3)).toBe(0.6);
    expect(exposureUntil(scheduleOf("all-at-once", 100, 0), 4)).toBe(4);
  });
});
