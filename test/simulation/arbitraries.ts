// Random deployments, alarms and traffic for the properties. Numbers are whole or halves of whole ones, so that every sum is exact.
import fc from "fast-check";
import type {
  AlarmRule,
  Bucket,
  CompositeRule,
  Feed,
  Formula,
  Scenario,
  ScenarioAlarm,
  Schedule,
  ThresholdRule,
} from "../../src/simulation/scenario.ts";

export function canary(percent: number, interval: number): Schedule {
  const steps = [
    { minute: 0, percent },
    { minute: interval, percent: 100 },
  ];
  return { kind: "canary", steps, endMinute: interval };
}

/** The percentage is added at every interval, for the first time at 0. */
export function linear(percent: number, interval: number): Schedule {
  const count = Math.ceil(100 / percent);
  const steps = Array.from({ length: count }, (_, index) => ({
    minute: index * interval,
    percent: Math.min(100, percent * (index + 1)),
  }));
  return { kind: "linear", steps, endMinute: (count - 1) * interval };
}

export const atOnce: Schedule = { kind: "all-at-once", steps: [{ minute: 0, percent: 100 }], endMinute: 0 };

export const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc
    .record({ percent: fc.integer({ min: 1, max: 99 }), interval: fc.integer({ min: 1, max: 20 }) })
    .map((shift) => canary(shift.percent, shift.interval)),
  fc
    .record({ percent: fc.integer({ min: 5, max: 60 }), interval: fc.integer({ min: 1, max: 5 }) })
    .map((shift) => linear(shift.percent, shift.interval)),
  fc.constant(atOnce),
);

const feeds: fc.Arbitrary<Feed> = fc.oneof(
  fc.record({
    kind: fc.constant("requests" as const),
    of: fc.constantFrom("all versions" as const, "new version" as const),
    counts: fc.constantFrom("failures" as const, "failures" as const, "requests" as const),
  }),
  fc.record({
    kind: fc.constant("requests" as const),
    of: fc.constant("all versions" as const),
    counts: fc.constantFrom("failures" as const, "requests" as const),
    others: fc.constantFrom(0.25, 4),
  }),
  fc.record({
    kind: fc.constant("matches" as const),
    value: fc.constantFrom(1, 2, 5),
    otherwise: fc.constantFrom(null, 0, 0, 1),
  }),
  fc.constant({ kind: "healthy" as const }),
  fc.constant({ kind: "never" as const }),
);

const series: fc.Arbitrary<Formula> = feeds.chain((feed) =>
  fc
    // How many samples a function that is not deployed has, nobody says.
    .constantFrom(
      ...(["Sum", "Sum", "Average", "Maximum", "Minimum", ...(feed.kind === "healthy" ? [] : ["SampleCount"])] as const),
    )
    .map((statistic) => ({ kind: "series", feed, statistic }) as Formula),
);

const numbers: fc.Arbitrary<Formula> = fc.constantFrom(0, 1, 2, 100).map((value) => ({ kind: "number", value }));

/** Always a time series, as CloudWatch asks of what an alarm watches. */
const formulas: fc.Arbitrary<Formula> = fc.letrec<{ timeSeries: Formula; argument: Formula }>((tie) => ({
  argument: fc.oneof({ weight: 3, arbitrary: tie("timeSeries") }, { weight: 1, arbitrary: numbers }),
  timeSeries: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 6, arbitrary: series },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("operation" as const),
        operator: fc.constantFrom(...(["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "AND", "OR"] as const)),
        left: tie("timeSeries"),
        right: tie("argument"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("operation" as const),
        operator: fc.constantFrom(...(["-", "/", "*"] as const)),
        left: numbers,
        right: tie("timeSeries"),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("negative" as const), of: tie("timeSeries") }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("call" as const),
        name: fc.constantFrom(...(["ABS", "CEIL", "FLOOR"] as const)),
        arguments: fc.tuple(tie("timeSeries")),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("call" as const),
        name: fc.constant("FILL" as const),
        arguments: fc.tuple(tie("timeSeries"), tie("argument")),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("call" as const),
        name: fc.constant("IF" as const),
        arguments: fc.oneof(
          fc.tuple(tie("timeSeries"), tie("argument")),
          fc.tuple(tie("timeSeries"), tie("argument"), tie("argument")),
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("call" as const),
        name: fc.constantFrom(...(["SUM", "AVG", "MIN", "MAX"] as const)),
        arguments: fc.array(tie("timeSeries"), { minLength: 2, maxLength: 3 }),
      }),
    },
  ),
})).timeSeries;

/** How often the deciding thresholds are met matters more than how many others there are. */
const thresholds = fc.constantFrom(0, 0.1, 0.25, 0.5, 1, 1, 2, 3, 5, 10, 100, 1e8, 5e8, 1e9);

const thresholdRules: fc.Arbitrary<ThresholdRule> = fc
  .record({
    formula: formulas,
    windows: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.constant(false), fc.constantFrom(1, 1, 2, 3, 5, 10)) },
      { weight: 1, arbitrary: fc.tuple(fc.constant(true), fc.constantFrom(1, 5, 5, 5, 5, 5, 5, 60)) },
    ),
    evaluationPeriods: fc.integer({ min: 1, max: 5 }),
    fewer: fc.integer({ min: 0, max: 4 }),
    comparison: fc.constantFrom(
      ...(["GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"] as const),
    ),
    threshold: thresholds,
    missing: fc.constantFrom(...(["missing", "ignore", "breaching", "notBreaching"] as const)),
  })
  .map(({ windows: [isWallClock, periodMinutes], fewer, evaluationPeriods: periods, ...rule }) => {
    // Hours by the clock are slow to try by brute force.
    const evaluationPeriods = periodMinutes === 60 ? 1 : periods;
    const datapointsToAlarm = Math.max(1, evaluationPeriods - fewer);
    return { kind: "threshold", ...rule, isWallClock, periodMinutes, evaluationPeriods, datapointsToAlarm };
  });

const STATES = ["ALARM", "ALARM", "OK", "INSUFFICIENT_DATA"] as const;

function compositeRules(count: number): fc.Arbitrary<CompositeRule> {
  const names = Array.from({ length: count }, (_, place) => `member-${place}`);
  type Composition = CompositeRule["composition"];
  const composition = fc.letrec<{ rule: Composition }>((tie) => ({
    rule: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant("state" as const),
          state: fc.constantFrom(...STATES),
          member: fc.constantFrom(...names),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom("all" as const, "any" as const),
          of: fc.array(tie("rule"), { minLength: 2, maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("not" as const), of: tie("rule") }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("at-least" as const),
          count: fc.integer({ min: 1, max: count }),
          isPercent: fc.constant(false),
          state: fc.constantFrom(...STATES),
          isNegated: fc.boolean(),
          members: fc.constant(names),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("at-least" as const),
          count: fc.constantFrom(1, 34, 50, 67, 100),
          isPercent: fc.constant(true),
          state: fc.constantFrom(...STATES),
          isNegated: fc.boolean(),
          members: fc.constant(names),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("constant" as const), value: fc.boolean() }) },
    ),
  })).rule as fc.Arbitrary<Composition>;
  const members = new Map(names.map((name, place) => [name, place]));
  return composition.map((rule) => ({ kind: "composite", composition: rule, members }));
}

/** One to three alarms, then sometimes one that is composed of them, and one that is composed of all of those. */
const alarms: fc.Arbitrary<readonly ScenarioAlarm[]> = fc
  .array(thresholdRules, { minLength: 1, maxLength: 3 })
  .chain((metric) =>
    fc
      .array(fc.constant(null), { maxLength: 2 })
      .chain((more) => fc.tuple(fc.constant(metric), ...more.map((_, index) => compositeRules(metric.length + index)))),
  )
  .chain(([metric, ...composites]) => {
    const rules: readonly AlarmRule[] = [...metric, ...composites];
    return fc.tuple(...rules.map((rule) => fc.boolean().map((isWatched) => ({ rule, isWatched }))));
  });

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  schedule: schedules,
  alarms,
  requestsPerMinute: fc.constantFrom(null, null, 100, 400),
  errorRate: fc.constantFrom(1, 1, 0.5, 0.25, 0),
  metricDelaySeconds: fc.constantFrom(60, 60, 0, 30, 120, 200),
});

const buckets: fc.Arbitrary<Bucket> = fc
  .record({ newRequests: fc.nat(3), failures: fc.nat(3), oldRequests: fc.nat(2) })
  .map(({ newRequests, failures, oldRequests }) => ({ newRequests, failures: Math.min(failures, newRequests), oldRequests }));

/** Traffic with many gaps, the same again and again; before minute 0 there is no new version. */
export const arrivals: fc.Arbitrary<(minute: number) => Bucket> = fc
  .array(buckets, { minLength: 1, maxLength: 40 })
  .map((some) => {
    const bucketAt = (minute: number): Bucket => {
      const bucket = some[((minute % some.length) + some.length) % some.length] ?? {
        newRequests: 0,
        failures: 0,
        oldRequests: 0,
      };
      return minute < 0 ? { newRequests: 0, failures: 0, oldRequests: bucket.oldRequests } : bucket;
    };
    return Object.assign(bucketAt, { [fc.toStringMethod]: () => JSON.stringify(some) });
  });
