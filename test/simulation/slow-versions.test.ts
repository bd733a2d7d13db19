// A version that is slower: trials against closed forms, and against the time of each single request.
import { describe, expect, it } from "vitest";
import { holdsFrom } from "../../src/simulation/foresight.ts";
import { durationsOf, type Percentages } from "../../src/simulation/play/durations.ts";
import { playAlarms } from "../../src/simulation/play/play.ts";
import { chanceOf, poisson } from "../../src/simulation/play/random.ts";
import { weightAt } from "../../src/simulation/play/schedule.ts";
import { playTrials } from "../../src/simulation/play/trials.ts";
import type { Scenario, ThresholdRule } from "../../src/simulation/scenario.ts";
import { alarm, series } from "../scenes.ts";
import { canary, linear } from "./arbitraries.ts";

const known: Percentages = [
  [0.5, 120],
  [0.99, 800],
];
const { below, quantile } = durationsOf(known);

function onDuration(
  percentile: number | null,
  threshold: number,
  of: "all versions" | "new version" = "all versions",
  more: Partial<ThresholdRule> = {},
) {
  return alarm({
    formula: series({ kind: "durations", of, known, percentile }, "Average"),
    threshold,
    missing: "notBreaching",
    ...more,
  });
}

const TRIALS = { trials: 10_000, seed: 1 };
const slow = (more: Partial<Scenario>): Scenario => ({
  schedule: canary(10, 5),
  alarms: [],
  requestsPerMinute: null,
  errorRate: 0,
  slowdown: 3,
  metricDelaySeconds: 60,
  ...more,
});

describe("heavy traffic", () => {
  it("changes the mean as far as the version's share goes", () => {
    const mean = durationsOf(known).sumBetween(0, 1);
    // 10 % of the requests take three times as long: the mean is 1.2 times the old one.
    const at = (factor: number) => playAlarms(slow({ alarms: [onDuration(null, mean * factor)] }))[0];
    expect(at(1.19)).toMatchObject({ state: "goes-off", goesOffMinute: 2 });
    expect(at(1.21)).toMatchObject({ state: "goes-off", goesOffMinute: 7 });
    expect(at(3.01)).toMatchObject({ state: "silent" });
    expect(at(0.99)).toMatchObject({ state: "always-on" });
  });

  it("changes a percentile of the new version by the whole factor", () => {
    const at = (threshold: number) => playAlarms(slow({ alarms: [onDuration(0.9, threshold, "new version")] }))[0];
    expect(at(3 * quantile(0.9) - 1)).toMatchObject({ goesOffMinute: 2 });
    expect(at(3 * quantile(0.9) + 1)).toMatchObject({ state: "silent" });
  });

  it("finds how much slower a version has to be", () => {
    const { slowdown, errorRate } = holdsFrom(slow({ alarms: [onDuration(0.9, 2 * quantile(0.9), "new version")] }), 0.95);
    expect(errorRate).toBeNull();
    expect(slowdown).toBeGreaterThanOrEqual(2);
    expect(slowdown).toBeLessThan(2.03);
  });
});

describe("at a rate", () => {
  it("one slow request among fewer than a hundred sets a p99 off", () => {
    const threshold = 1500;
    const share = 1 - below(threshold / 3);
    for (const requestsPerMinute of [20, 60, 200]) {
      const scenario = slow({ requestsPerMinute, alarms: [onDuration(0.99, threshold, "new version")] });
      const exact = 1 - Math.exp(-requestsPerMinute * 0.1 * 3 * share);
      expect(Math.abs(playTrials(scenario, TRIALS).probabilityStopped - exact)).toBeLessThan(0.02);
    }
  });

  const cases = [
    ["p90 of all", slow({ requestsPerMinute: 60, alarms: [onDuration(0.9, 620)] })],
    [
      "p50 of the new version, 2 of 3",
      slow({
        requestsPerMinute: 40,
        alarms: [onDuration(0.5, 300, "new version", { evaluationPeriods: 3, datapointsToAlarm: 2 })],
      }),
    ],
    ["mean of all", slow({ requestsPerMinute: 30, alarms: [onDuration(null, 300)] })],
    ["mean of the new version", slow({ requestsPerMinute: 100, alarms: [onDuration(null, 600, "new version")] })],
    [
      "mean and p99 together, linear",
      slow({ requestsPerMinute: 20, schedule: linear(20, 1), alarms: [onDuration(null, 400), onDuration(0.99, 2500)] }),
    ],
    ["a healthy version", slow({ requestsPerMinute: 80, slowdown: 1, alarms: [onDuration(0.95, 700), onDuration(null, 260)] })],
  ] as const;

  it.each(cases)("%s: within two points of single requests", (_, scenario) => {
    const { probabilityStopped, probabilityBlocked } = playTrials(scenario, TRIALS);
    const single = singleRequests(scenario, 10_000);
    expect(Math.abs(probabilityStopped - single.stopped)).toBeLessThan(0.02);
    expect(Math.abs(probabilityBlocked - single.blocked)).toBeLessThan(0.02);
    expect(single.stopped + single.blocked).toBeGreaterThan(0.05);
  });
});

/** Each request has its own time; windows of one minute, which the alarms here have. */
function singleRequests(scenario: Scenario, trials: number): { readonly stopped: number; readonly blocked: number } {
  const chance = chanceOf(77);
  const { schedule, requestsPerMinute, slowdown = 1 } = scenario;
  const normal = (): number => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance());
  const sigma = Math.log(800 / 120) / 2.3263478740408408;
  const time = (): number => 120 * Math.exp(sigma * normal());
  let [stopped, blocked] = [0, 0];
  for (let trial = 0; trial < trials; trial += 1) {
    const minutes = new Map<number, { readonly old: number[]; readonly fresh: number[] }>();
    for (let minute = -8; minute < schedule.endMinute; minute += 1) {
      const weight = minute < 0 ? 0 : weightAt(schedule, minute);
      const drawn = (mean: number, factor: number): number[] =>
        Array.from({ length: poisson(mean, chance)() }, () => factor * time());
      const rate = requestsPerMinute ?? 0;
      minutes.set(minute, { old: drawn(rate * (1 - weight), 1), fresh: drawn(rate * weight, slowdown) });
    }
    const first = scenario.alarms.map(({ rule }) => firstAlarm(rule as ThresholdRule, minutes, schedule.endMinute));
    const minute = Math.min(...first);
    if (minute === 0) blocked += 1;
    else if (minute < schedule.endMinute) stopped += 1;
  }
  return { stopped: stopped / trials, blocked: blocked / trials };
}

function firstAlarm(
  rule: ThresholdRule,
  minutes: ReadonlyMap<number, { readonly old: number[]; readonly fresh: number[] }>,
  end: number,
): number {
  const { formula, evaluationPeriods, datapointsToAlarm, threshold } = rule;
  if (formula.kind !== "series" || formula.feed.kind !== "durations") throw new Error("an alarm on durations was expected");
  const { of, percentile } = formula.feed;
  const valueIn = (minute: number): number | null => {
    const { old = [], fresh = [] } = minutes.get(minute) ?? {};
    const all = (of === "new version" ? fresh : [...old, ...fresh]).sort((one, other) => one - other);
    if (all.length === 0) return null;
    return percentile === null
      ? all.reduce((sum, each) => sum + each, 0) / all.length
      : (all[Math.ceil(percentile * all.length - 1e-9) - 1] ?? 0);
  };
  for (let minute = 0; minute < end; minute += 1) {
    // What is newest is the minute before the last one; missing data fill up the newest points that there are.
    const values = Array.from({ length: evaluationPeriods + 2 }, (_, age) => valueIn(minute - 2 - age));
    const real = values.filter((each) => each !== null).slice(0, evaluationPeriods);
    if (real.filter((each) => each >= threshold).length >= datapointsToAlarm) return minute;
  }
  return Number.POSITIVE_INFINITY;
}
