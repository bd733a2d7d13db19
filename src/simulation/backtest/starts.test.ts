// Single deployments on recorded traffic: they end as the simulation of the same requests does, whatever the alarm watches.
import { describe, expect, it } from "vitest";
import { scenario } from "../../../test/scenes.ts";
import { keyOf, type MetricHistoryAsk } from "../../model/observed/ask.ts";
import { playTraffic } from "../play/play.ts";
import { chanceOf } from "../play/random.ts";
import { scheduleOf } from "../play/schedule.ts";
import type { Bucket, Feed, Statistic, ThresholdRule } from "../scenario.ts";
import { playHistory } from "./history.ts";
import { drawMinute, emptyInjection } from "./injection.ts";
import type { RecordedAlarm } from "./read-backtest.ts";
import type { Effect, RecordedRule } from "./recorded-rule.ts";
import { type StartOutcome, startPlayer } from "./starts.ts";
import { evaluationOf } from "./states.ts";
import { type Tape, tapeOf } from "./tape.ts";

const MINUTES = 120;
const START = 60;
const from = Date.parse("2026-11-16T00:00:00Z");

const ask = (metricName: string, statistic: string): MetricHistoryAsk => ({
  kind: "metric-history",
  stack: "shop",
  namespace: "AWS/Lambda",
  metricName,
  dimensions: [],
  statistic,
  windowSeconds: MINUTES * 60,
});

interface Recorded {
  readonly requests: readonly number[];
  readonly failures: readonly number[];
}

type Rule = Partial<Omit<ThresholdRule, "formula">>;

function ruleOf(rule: Rule): Omit<ThresholdRule, "formula"> {
  return {
    kind: "threshold",
    periodMinutes: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: rule.evaluationPeriods ?? 1,
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    missing: "missing",
    isWallClock: false,
    ...rule,
  };
}

const VERSION: Effect = { kind: "new version", counts: "failures" };
const FAILURES: Effect = { kind: "failures", value: 1, addsSample: false };

function recordedRule(rule: Rule, statistic: string, effect: Effect): RecordedRule {
  const parts = statistic === "Average" ? ["Sum", "SampleCount"] : [statistic];
  const asks = new Map(effect.kind === "new version" ? [] : parts.map((part) => [part, ask("Errors", part)] as const));
  return { ...ruleOf(rule), formula: { kind: "series", statistic, asks, effect } };
}

/** As Lambda publishes them: one sample a request, no data in a minute without any. */
function tapesOf({ requests, failures }: Recorded): ReadonlyMap<string, Tape> {
  const tape = (value: (minute: number) => number): Tape =>
    tapeOf(Float64Array.from(requests, (count, minute) => (count === 0 ? Number.NaN : value(minute))));
  const at = (list: readonly number[]) => (minute: number) => list[minute] ?? 0;
  return new Map([
    [keyOf(ask("Invocations", "Sum")), tape(at(requests))],
    [keyOf(ask("Errors", "Sum")), tape(at(failures))],
    [keyOf(ask("Errors", "SampleCount")), tape(at(requests))],
    [keyOf(ask("Errors", "Maximum")), tape((minute) => Math.min(1, failures[minute] ?? 0))],
    [keyOf(ask("Errors", "Minimum")), tape(() => 0)],
  ]);
}

const watched = (rule: RecordedAlarm["rule"], isWatched = true): RecordedAlarm => {
  return { name: "alarm", stack: "shop", logicalId: "Alarm", rule, isWatched };
};

interface Deployment {
  readonly alarms: readonly RecordedAlarm[];
  readonly recorded: Recorded;
  readonly errorRate?: number;
  readonly trials?: number;
  readonly seed?: number;
}

const schedule = scheduleOf("linear", 20, 2);

function playing({ alarms, recorded, errorRate = 1, trials = 1, seed = 1 }: Deployment) {
  const tapes = tapesOf(recorded);
  const evaluation = evaluationOf(alarms, tapes, { from, metricDelaySeconds: 60 });
  const history = playHistory(evaluation, evaluation.reach, MINUTES);
  const traffic = {
    requests: tapes.get(keyOf(ask("Invocations", "Sum"))) as Tape,
    failures: tapes.get(keyOf(ask("Errors", "Sum"))) as Tape,
  };
  return { evaluation, history, traffic, schedule, errorRate, chance: chanceOf(seed), trials };
}

function outcomeOf(deployment: Deployment): StartOutcome {
  return startPlayer(playing(deployment))(START);
}

const steady = (requests: number, failures = 0): Recorded => ({
  requests: Array(MINUTES).fill(requests),
  failures: Array(MINUTES).fill(failures),
});

interface Case {
  readonly seed: number;
  readonly recorded: Recorded;
  readonly statistic: Statistic;
  readonly rule: Rule;
}

function randomCases(count: number): readonly Case[] {
  const chance = chanceOf(7);
  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(chance() * choices.length)] as T;
  const thresholds = { Sum: [1, 3, 20], Average: [0.05, 0.3], Maximum: [1], SampleCount: [1] };
  return Array.from({ length: count }, (_, seed) => {
    const busy = pick(0.3, 1, 4, 60);
    const requests = Array.from({ length: MINUTES }, () => (chance() < 0.2 ? 0 : Math.floor(chance() * busy * 3)));
    const failures = requests.map((all) => (chance() < 0.03 ? Math.floor(chance() * (all + 1)) : 0));
    const evaluationPeriods = pick(1, 2, 3);
    const statistic = pick("Sum", "Average", "Maximum");
    const rule: Rule = {
      periodMinutes: pick(1, 1, 2, 5),
      evaluationPeriods,
      datapointsToAlarm: Math.min(evaluationPeriods, pick(1, 2, 3)),
      threshold: pick(...thresholds[statistic]),
      missing: pick("missing", "breaching", "notBreaching"),
    };
    return { seed, recorded: { requests, failures }, statistic, rule };
  });
}

const NEVER = Number.POSITIVE_INFINITY;

/** The minute at which the simulation rolls back, 0 where the alarm is in ALARM before; infinite where it does not in time. */
function simulatedMinute({ rule, statistic }: Case, of: "all versions" | "new version", bucketAt: (minute: number) => Bucket) {
  const feed: Feed = { kind: "requests", of, counts: "failures" };
  const threshold = { ...ruleOf(rule), formula: { kind: "series", feed, statistic } } as const;
  const scene = scenario([{ rule: threshold, isWatched: true }], { schedule, requestsPerMinute: 1 });
  const minute = playTraffic(scene, bucketAt)[0]?.goesOffMinute ?? NEVER;
  return minute < schedule.endMinute ? minute : NEVER;
}

/** What a start comes to whose versions are rolled back at these minutes. */
function expectedOf(broken: number, healthy: number): StartOutcome {
  if (healthy === 0) return { isBlocked: true, trials: 0, healthyRollbacks: 0, rollbacks: [] };
  if (healthy < NEVER) return { isBlocked: false, trials: 1, healthyRollbacks: 1, rollbacks: [] };
  return { isBlocked: false, trials: 1, healthyRollbacks: 0, rollbacks: broken < NEVER ? [broken] : [] };
}

describe("agrees with the simulation of the same requests", () => {
  it.each([
    ["all versions", FAILURES],
    ["new version", VERSION],
  ] as const)("where an alarm watches %s", (of, effect) => {
    const ends = new Set<string>();
    for (const each of randomCases(200)) {
      const { rule, statistic, recorded, seed } = each;
      const deployment = { alarms: [watched(recordedRule(rule, statistic, effect))], recorded, seed };
      const buckets = bucketsOf(deployment);
      const expected = expectedOf(simulatedMinute(each, of, buckets.broken), simulatedMinute(each, of, buckets.healthy));
      expect(outcomeOf(deployment), String(seed)).toEqual(expected);
      ends.add(`${expected.isBlocked} ${expected.healthyRollbacks} ${expected.rollbacks.length}`);
    }
    expect([...ends].sort()).toEqual(["false 0 0", "false 0 1", "false 1 0", "true 0 0"]);
  });
});

/** The same draws, as buckets of the simulation. */
function bucketsOf(deployment: Deployment): Record<"broken" | "healthy", (minute: number) => Bucket> {
  const { recorded } = deployment;
  const drawing = playing(deployment);
  const [broken, healthy] = [emptyInjection(schedule.endMinute), emptyInjection(schedule.endMinute)];
  broken.start = START;
  healthy.start = START;
  while (broken.drawn < schedule.endMinute) drawMinute(broken, healthy, drawing);
  const bucketOf =
    (injection: typeof broken) =>
    (minute: number): Bucket => {
      const [requests = 0, failed = 0] = [recorded.requests[START + minute], recorded.failures[START + minute]];
      if (minute < 0 || minute >= schedule.endMinute)
        return { newRequests: 0, failures: 0, oldRequests: requests, oldFailures: failed };
      const of = (sums: Float64Array): number => (sums[minute + 1] ?? 0) - (sums[minute] ?? 0);
      const [newRequests, failures] = [of(injection.requests), of(injection.failures)];
      return { newRequests, failures, oldRequests: requests - newRequests, oldFailures: failed + of(injection.added) - failures };
    };
  return { broken: bucketOf(broken), healthy: bucketOf(healthy) };
}

describe("what a deployment adds", () => {
  it("is a match in a log, with a sample of its own", () => {
    const effect: Effect = { kind: "failures", value: 5, addsSample: true };
    const alarms = (statistic: string, threshold: number) => [watched(recordedRule({ threshold }, statistic, effect))];
    expect(outcomeOf({ alarms: alarms("Sum", 50), recorded: steady(1000), trials: 3 }).rollbacks).toEqual([2, 2, 2]);
    expect(outcomeOf({ alarms: alarms("SampleCount", 1100), recorded: steady(1000), trials: 3 }).rollbacks).toEqual([2, 2, 2]);
    expect(outcomeOf({ alarms: alarms("Maximum", 5), recorded: steady(1000), trials: 3 }).rollbacks).toEqual([2, 2, 2]);
    expect(outcomeOf({ alarms: alarms("Average", 6), recorded: steady(1000), trials: 3 }).rollbacks).toEqual([]);
  });

  it("is counted in place of no data", () => {
    const alarms = [watched(recordedRule({ threshold: 1 }, "Sum", { kind: "failures", value: 1, addsSample: true }))];
    const silent = { ...playing({ alarms, recorded: steady(1000) }) };
    const tapes = new Map([[keyOf(ask("Errors", "Sum")), tapeOf(new Float64Array(MINUTES).fill(Number.NaN))]]);
    const evaluation = evaluationOf(alarms, tapes, { from, metricDelaySeconds: 60 });
    const history = playHistory(evaluation, evaluation.reach, MINUTES);
    expect(startPlayer({ ...silent, evaluation, history })(START).rollbacks).toEqual([2]);
  });

  it("is nothing where the metric is of something else", () => {
    const alarms = [watched(recordedRule({ threshold: 1 }, "Sum", { kind: "none" }))];
    expect(outcomeOf({ alarms, recorded: steady(1000), trials: 5 })).toMatchObject({ rollbacks: [], healthyRollbacks: 0 });
    const minimum = [watched(recordedRule({ threshold: 1 }, "Minimum", { kind: "none" }))];
    expect(outcomeOf({ alarms: minimum, recorded: steady(1000) }).rollbacks).toEqual([]);
  });

  it("counts the requests of the new version", () => {
    const requests: Effect = { kind: "new version", counts: "requests" };
    const alarms = (statistic: string, threshold: number) => [watched(recordedRule({ threshold }, statistic, requests))];
    // A healthy version gets as many.
    expect(outcomeOf({ alarms: alarms("Sum", 100), recorded: steady(1000) }).healthyRollbacks).toBe(1);
    expect(outcomeOf({ alarms: alarms("SampleCount", 1e6), recorded: steady(1000) })).toMatchObject({
      healthyRollbacks: 0,
      rollbacks: [],
    });
  });
});

it("follows a composite alarm, also over one that is not played", () => {
  const errors = watched(recordedRule({}, "Sum", FAILURES), false);
  const unplayed = watched({ kind: "not-simulated", reason: "asks Metrics Insights" }, false);
  const members = new Map([
    ["a", 1],
    ["b", 2],
  ]);
  const composed = (kind: "all" | "any"): RecordedAlarm => {
    const of = ["a", "b"].map((member) => ({ kind: "state", state: "ALARM", member }) as const);
    return watched({ kind: "composite", composition: { kind, of }, members });
  };
  const rollbacks = (kind: "all" | "any") =>
    outcomeOf({ alarms: [composed(kind), errors, unplayed], recorded: steady(1000) }).rollbacks;
  expect([rollbacks("any"), rollbacks("all")]).toEqual([[2], []]);
});

it("looks at windows of the clock where the alarm does", () => {
  const rule = recordedRule({ periodMinutes: 5, isWallClock: true, threshold: 1 }, "Sum", FAILURES);
  // From 1:00 to 1:05, visible a minute later.
  expect(outcomeOf({ alarms: [watched(rule)], recorded: steady(1000) }).rollbacks).toEqual([6]);
});
