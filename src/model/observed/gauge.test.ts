// What series are asked for, and what their values amount to.
import { describe, expect, it } from "vitest";
import type { MetricObserved } from "./ask.ts";
import { dividedBy, levelOf, metricAsk, quotient, statisticOf, sumsOf } from "./gauge.ts";

const series = { stack: "shop", namespace: "AWS/Lambda", dimensions: [["FunctionName", "orders"]] } as const;
const DAY = 86_400;
const hour = { windowSeconds: 3600, periodSeconds: 60 };

function observed(values: readonly number[], times = values.map((_, index) => index * 60_000)): MetricObserved {
  return { from: 0, to: 3_600_000, times, values };
}

describe("the period that is asked for", () => {
  it.each([
    ["Sum", 3600, 60, 60],
    ["Sum", 3600, 300, 300],
    ["Sum", 300, 600, 300],
    ["p95", 3600, 60, 3600],
    ["p99.9", 7 * DAY, 60, 7 * DAY],
    ["Average", 15 * DAY, 60, 60],
    ["Average", 16 * DAY, 60, 300],
    ["Average", 16 * DAY, 420, 600],
    ["Average", 64 * DAY, 60, 3600],
  ])("%s of %i s by %i s is %i s", (statistic, windowSeconds, periodSeconds, expected) => {
    expect(metricAsk(series, "Duration", statistic, { windowSeconds, periodSeconds }).periodSeconds).toBe(expected);
  });
});

describe("what the values amount to", () => {
  it("an average is that of all samples, each counted once", () => {
    const gauge = statisticOf(series, "Duration", "Average", hour);
    expect(gauge.read([observed([100, 400]), observed([300, 100])])).toMatchObject({ value: 175, samples: 400 });
    // A count that came too late weighs as one.
    expect(gauge.read([observed([100, 400]), observed([3], [0])])).toMatchObject({ value: 175, samples: 3 });
    expect(gauge.read([observed([]), observed([])])).toMatchObject({ value: null, samples: 0 });
    expect(gauge.read([observed([0]), observed([0])])).toMatchObject({ value: null, samples: 0 });
  });

  it("extremes are those of the window", () => {
    expect(statisticOf(series, "Duration", "Maximum", hour).read([observed([5, 9, 2]), observed([1, 1, 1])]).value).toBe(9);
    expect(statisticOf(series, "Duration", "Minimum", hour).read([observed([5, 9, 2]), observed([1, 1, 1])]).value).toBe(2);
  });

  it("of a level each value is a sample", () => {
    const gauge = levelOf(series, "ConcurrentExecutions", "Maximum", hour);
    expect(gauge.read([observed([5, 9]), observed([40, 80])])).toMatchObject({ value: 9, samples: 2 });
  });

  it("a quotient is of raw sums", () => {
    const gauge = quotient(series, "Throttles", ["Invocations", "Throttles"], hour);
    expect(gauge.asks.map(({ metricName, statistic }) => `${metricName} ${statistic}`)).toEqual([
      "Throttles Sum",
      "Invocations Sum",
      "Throttles Sum",
    ]);
    expect(gauge.read([observed([1, 1]), observed([10, 8]), observed([1, 1])])).toMatchObject({ value: 0.1, samples: 20 });
    expect(gauge.read([observed([]), observed([]), observed([])])).toMatchObject({ value: null, samples: 0 });
  });

  it("failures without anything that could fail are no silence, and never more than all of it", () => {
    const gauge = quotient(series, "Errors", ["Invocations"], hour);
    expect(gauge.read([observed([5]), observed([])])).toMatchObject({ value: 1, samples: 0 });
    expect(gauge.read([observed([25]), observed([20])])).toMatchObject({ value: 1, samples: 20 });
    expect(gauge.read([observed([0, 0]), observed([])])).toMatchObject({ value: null, samples: 0 });
  });

  it("a sum counts another metric as its samples", () => {
    const gauge = sumsOf(series, "Duration", "Invocations", hour);
    expect(gauge.read([observed([1000, 500]), observed([10, 5])])).toMatchObject({ value: 1500, samples: 15 });
    expect(gauge.read([observed([]), observed([])])).toMatchObject({ value: null, samples: 0 });
  });
});

describe("the spread that separates a change from noise", () => {
  const compared = { ...hour, isCompared: true };

  it("has the values of the periods, of a percentile by a question of its own, and only where it is compared", () => {
    expect(statisticOf(series, "Duration", "p95", hour).asks.map(({ periodSeconds }) => periodSeconds)).toEqual([3600, 3600]);
    const { asks, read } = statisticOf(series, "Duration", "p95", compared);
    expect(asks.map(({ statistic, periodSeconds }) => [statistic, periodSeconds])).toEqual([
      ["p95", 3600],
      ["SampleCount", 3600],
      ["p95", 60],
    ]);
    expect(read([observed([180]), observed([400]), observed([190, 170.123456])])).toEqual({
      value: 180,
      samples: 400,
      spread: { kind: "values", values: [170.12, 190] },
    });
    expect(levelOf(series, "Age", "Average", compared).asks).toHaveLength(2);
    expect(statisticOf(series, "Duration", "p95", hour).read([observed([180]), observed([400])])).toEqual({
      value: 180,
      samples: 400,
    });
  });

  it("of a share is its counts, and is divided with what it is of", () => {
    const rate = quotient(series, "Errors", ["Invocations"], hour);
    expect(rate.read([observed([3]), observed([60])]).spread).toEqual({ kind: "counts", failures: 3, trials: 60 });
    const halved = dividedBy(statisticOf(series, "Duration", "Average", hour), 2);
    expect(halved.read([observed([10, 20]), observed([1, 1])]).spread).toEqual({ kind: "values", values: [5, 10] });
    expect(dividedBy(rate, 2).read([observed([3]), observed([60])]).spread).toEqual({ kind: "counts", failures: 3, trials: 60 });
  });

  it("keeps of many values as many of each size", () => {
    const many = Array.from({ length: 1200 }, (_, index) => (index * 7) % 1200);
    const { spread } = sumsOf(series, "Duration", "Invocations", hour).read([observed(many), observed([1])]);
    const values = spread?.kind === "values" ? spread.values : [];
    expect(values).toHaveLength(120);
    expect([values[0], values[60], values.at(-1)]).toEqual([5, 605, 1195]);
  });
});
