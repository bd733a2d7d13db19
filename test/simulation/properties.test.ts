// What must hold of every simulation: more evidence never makes a deployment less likely to be stopped, where alarms count.
// Streams are coupled: every request has its own luck, and the two deployments that are compared meet the same requests.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmMinuteOf, playAlarms, playTraffic } from "../../src/simulation/play/play.ts";
import { exposureUntil } from "../../src/simulation/play/schedule.ts";
import type { Bucket, Feed, MissingData, Scenario, Schedule, ThresholdRule } from "../../src/simulation/scenario.ts";
import { canary, linear, scenarios, schedules } from "./arbitraries.ts";
import { percentAt } from "./brute-force.ts";

/** A request's luck: the lower, the sooner it meets the new version, and fails there. */
interface Request {
  readonly routing: number;
  readonly failing: number;
}

/** By minute from the earliest on; those of one deployment may be among more of another. */
type Stream = readonly (readonly Request[])[];

const FROM = -40;
const MINUTES = 100;

const request: fc.Arbitrary<Request> = fc.record({ routing: fc.nat(99), failing: fc.nat(99) });
const stream = (minLength: number, maxLength: number): fc.Arbitrary<Stream> =>
  fc.array(fc.array(request, { minLength, maxLength }), { minLength: MINUTES, maxLength: MINUTES });

function bucketsOf(requests: Stream, { schedule, errorRate }: Scenario): (minute: number) => Bucket {
  return (minute) => {
    const all = requests[minute - FROM] ?? [];
    const fresh = all.filter(({ routing }) => minute >= 0 && routing < percentAt(schedule, minute));
    const failed = fresh.filter(({ failing }) => failing < errorRate * 100);
    return { newRequests: fresh.length, failures: failed.length, oldRequests: all.length - fresh.length };
  };
}

function isStopped(scenario: Scenario, requests: Stream): boolean {
  const minute = alarmMinuteOf(scenario, playTraffic(scenario, bucketsOf(requests, scenario), 0));
  return minute !== null && minute < scenario.schedule.endMinute;
}

function watching(rule: ThresholdRule, schedule: Schedule, errorRate = 1): Scenario {
  return { schedule, alarms: [{ rule, isWatched: true }], requestsPerMinute: null, errorRate, metricDelaySeconds: 60 };
}

const failures = (of: "all versions" | "new version"): Feed => ({ kind: "requests", of, counts: "failures" });

interface CountAlarm {
  readonly feeds: readonly Feed[];
  readonly isOfOnePoint: boolean;
}

/** Alarms on a count with > or ≥ that healthy traffic does not set off; missing data is not breaching. */
function countAlarms({ feeds, isOfOnePoint }: CountAlarm): fc.Arbitrary<ThresholdRule> {
  return fc
    .record({
      feed: fc.constantFrom(...feeds),
      periodMinutes: fc.constantFrom(1, 1, 2, 5),
      evaluationPeriods: fc.integer({ min: 1, max: 4 }),
      fewer: fc.integer({ min: 0, max: 3 }),
      comparison: fc.constantFrom("GreaterThanThreshold" as const, "GreaterThanOrEqualToThreshold" as const),
      threshold: fc.integer({ min: 1, max: 4 }),
      missing: fc.constantFrom<MissingData>("missing", "ignore", "notBreaching"),
    })
    .map(({ feed, fewer, evaluationPeriods, ...rule }) => ({
      ...rule,
      kind: "threshold",
      isWallClock: false,
      evaluationPeriods,
      datapointsToAlarm: isOfOnePoint ? 1 : Math.max(1, evaluationPeriods - fewer),
      formula: { kind: "series", feed, statistic: "Sum" },
    }));
}

const anyFeed = {
  feeds: [failures("all versions"), failures("new version"), { kind: "matches", value: 1, otherwise: null }],
} as const;
/** With a request in every minute there is data in every minute. */
const alwaysThere = { feeds: [failures("all versions"), { kind: "matches", value: 1, otherwise: 0 }] } as const;

const canaries = fc.record({ percent: fc.integer({ min: 1, max: 60 }), interval: fc.integer({ min: 3, max: 25 }) });
const rates = fc.constantFrom(1, 0.5, 0.2);

/** @param more changes a scenario and its traffic to one that should be stopped wherever this one is */
function neverLess(
  alarms: fc.Arbitrary<ThresholdRule>,
  requests: fc.Arbitrary<Stream>,
  more: (scenario: Scenario, requests: Stream, by: number) => readonly [Scenario, Stream],
): void {
  let stopped = 0;
  fc.assert(
    fc.property(
      alarms,
      canaries,
      rates,
      requests,
      fc.integer({ min: 1, max: 5 }),
      (rule, { percent, interval }, rate, stream, by) => {
        const scenario = watching(rule, canary(percent, interval), rate);
        if (!isStopped(scenario, stream)) return;
        stopped += 1;
        expect(isStopped(...more(scenario, stream, by))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
  // Of nothing anything is true.
  expect(stopped).toBeGreaterThan(10);
}

function withRule(scenario: Scenario, change: (rule: ThresholdRule) => Partial<ThresholdRule>): Scenario {
  const alarms = scenario.alarms.map(({ rule, isWatched }) => ({
    rule: rule.kind === "threshold" ? { ...rule, ...change(rule) } : rule,
    isWatched,
  }));
  return { ...scenario, alarms };
}

describe("never less likely to be stopped, with count alarms", { timeout: 60_000 }, () => {
  const anyCount = countAlarms({ ...anyFeed, isOfOnePoint: false });
  const sparse = stream(0, 3);

  it("by a canary that bakes longer", () => {
    neverLess(anyCount, sparse, (scenario, requests, by) => {
      const percent = scenario.schedule.steps[0]?.percent ?? 0;
      return [{ ...scenario, schedule: canary(percent, scenario.schedule.endMinute + by) }, requests];
    });
  });

  it("by a lower threshold", () => {
    const lower = (by: number) => (rule: ThresholdRule) => ({ threshold: Math.max(1, rule.threshold - by) });
    neverLess(anyCount, sparse, (scenario, requests, by) => [withRule(scenario, lower(by)), requests]);
  });

  it("by fewer data points to alarm", () => {
    const fewer = (by: number) => (rule: ThresholdRule) => ({ datapointsToAlarm: Math.max(1, rule.datapointsToAlarm - by) });
    neverLess(anyCount, sparse, (scenario, requests, by) => [withRule(scenario, fewer(by)), requests]);
  });

  it("by fewer periods, of which all must breach", () => {
    const all = anyCount.map((rule) => ({ ...rule, datapointsToAlarm: rule.evaluationPeriods }));
    neverLess(all, sparse, (scenario, requests, by) => {
      const fewer = ({ evaluationPeriods }: ThresholdRule): Partial<ThresholdRule> => {
        const periods = Math.max(1, evaluationPeriods - by);
        return { evaluationPeriods: periods, datapointsToAlarm: periods };
      };
      return [withRule(scenario, fewer), requests];
    });
  });

  it("by a higher error rate, where the failures do not make the data", () => {
    const requests = countAlarms({ feeds: anyFeed.feeds.slice(0, 2), isOfOnePoint: false });
    neverLess(requests, sparse, (scenario, requests_, by) => [
      { ...scenario, errorRate: Math.min(1, scenario.errorRate + by / 5) },
      requests_,
    ]);
  });

  it("by more traffic, of one data point or where there is data in every minute", () => {
    const twice = (scenario: Scenario, requests: Stream, by: number): readonly [Scenario, Stream] => [
      scenario,
      requests.map((some, minute) => [...some, ...(requests[(minute * (by + 1)) % requests.length] ?? [])]),
    ];
    neverLess(countAlarms({ ...anyFeed, isOfOnePoint: true }), sparse, twice);
    neverLess(countAlarms({ ...alwaysThere, isOfOnePoint: false }), stream(1, 3), twice);
  });
});

describe("less likely to be stopped by more traffic", () => {
  const one: Request = { routing: 0, failing: 0 };
  const healthy: Request = { routing: 99, failing: 99 };
  const inMinutes = (from: number, minutes: readonly (readonly Request[])[]): Stream =>
    Array.from({ length: MINUTES }, (_, index) => minutes[index + FROM - from] ?? []);

  it("with a rate alarm: one failure is all of one request, and a tenth of ten", () => {
    const rate: ThresholdRule = {
      kind: "threshold",
      formula: { kind: "series", feed: failures("all versions"), statistic: "Average" },
      periodMinutes: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 0.2,
      missing: "notBreaching",
      isWallClock: false,
    };
    const scenario = watching(rate, canary(10, 5));
    const alone = inMinutes(0, [[one]]);
    expect(isStopped(scenario, alone)).toBe(true);
    const amongOthers = inMinutes(0, [[one, ...Array.from({ length: 9 }, () => healthy)]]);
    expect(isStopped(scenario, amongOthers)).toBe(false);
  });

  it("with a count alarm of two data points, whose gap healthy requests fill", () => {
    const rule: ThresholdRule = {
      kind: "threshold",
      formula: { kind: "series", feed: failures("all versions"), statistic: "Sum" },
      periodMinutes: 1,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      missing: "notBreaching",
      isWallClock: false,
    };
    const scenario = watching(rule, canary(10, 10));
    expect(isStopped(scenario, inMinutes(0, [[one], [], [one]]))).toBe(true);
    expect(isStopped(scenario, inMinutes(0, [[one], [healthy], [one]]))).toBe(false);
  });
});

describe("exposure", () => {
  it("never exceeds the integral of the schedule, and grows with time", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const minute = alarmMinuteOf(scenario, playAlarms(scenario));
        if (minute === null || minute >= scenario.schedule.endMinute) return;
        const { schedule } = scenario;
        expect(exposureUntil(schedule, minute)).toBeLessThanOrEqual(exposureUntil(schedule, schedule.endMinute));
        expect(exposureUntil(schedule, minute)).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(schedules, fc.nat(60), fc.nat(60), (schedule, minute, more) => {
        expect(exposureUntil(schedule, minute + more) - exposureUntil(schedule, minute)).toBeGreaterThanOrEqual(-1e-9);
        expect(exposureUntil(schedule, minute + more) - exposureUntil(schedule, minute)).toBeLessThanOrEqual(more + 1e-9);
      }),
    );
  });

  it("is the area under the steps", () => {
    expect(exposureUntil(canary(10, 5), 2)).toBeCloseTo(0.2);
    expect(exposureUntil(canary(10, 5), 7)).toBeCloseTo(2.5);
    expect(exposureUntil(linear(10, 1), 3)).toBeCloseTo(0.6);
    expect(exposureUntil(linear(25, 10), 30)).toBeCloseTo(15);
  });
});
