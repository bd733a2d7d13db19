// Data points of series and of metric math over them, where there is data and where there is none.
import { describe, expect, it } from "vitest";
import { errorRate, errors, errorsOfNewVersion, number, operation, requests, series } from "../../../test/scenes.ts";
import type { Bucket, Feed, Formula, FormulaFunction } from "../scenario.ts";
import { count, emptyCounters } from "./counters.ts";
import { dataPointOf } from "./formula.ts";

const bucket = (newRequests: number, failures: number, oldRequests: number): Bucket => ({ newRequests, failures, oldRequests });

function pointOf(formula: Formula, ...buckets: readonly Bucket[]): number {
  const counters = emptyCounters(0, buckets.length);
  for (const [minute, each] of buckets.entries()) count(counters, minute, each);
  return dataPointOf(formula)(counters, 0, buckets.length);
}

const call = (name: FormulaFunction, ...given: readonly Formula[]): Formula => ({ kind: "call", name, arguments: given });
const missing = series({ kind: "never" });
const nothing = bucket(0, 0, 0);

describe("series", () => {
  const statistics = (feed: Feed, ...buckets: readonly Bucket[]): readonly number[] =>
    (["Sum", "Average", "Minimum", "Maximum", "SampleCount"] as const).map((statistic) =>
      pointOf(series(feed, statistic), ...buckets),
    );

  it("counts failures as 1 and the rest as 0", () => {
    const feed: Feed = { kind: "requests", of: "all versions", counts: "failures" };
    expect(statistics(feed, bucket(2, 1, 5), bucket(1, 1, 0))).toEqual([2, 0.25, 0, 1, 8]);
    expect(statistics(feed, bucket(3, 3, 0), nothing)).toEqual([3, 1, 1, 1, 3]);
    expect(statistics(feed, bucket(2, 0, 5))).toEqual([0, 0, 0, 0, 7]);
    expect(statistics(feed, nothing, nothing)).toEqual(Array.from({ length: 5 }, () => Number.NaN));
  });

  it("has only the new version's at its level", () => {
    expect(statistics({ kind: "requests", of: "new version", counts: "failures" }, bucket(2, 1, 5))).toEqual([1, 0.5, 0, 1, 2]);
    expect(pointOf(errorsOfNewVersion, bucket(0, 0, 5))).toBeNaN();
  });

  it("counts requests as 1", () => {
    expect(statistics({ kind: "requests", of: "all versions", counts: "requests" }, bucket(2, 1, 5))).toEqual([7, 1, 1, 1, 7]);
  });

  it("takes from a metric filter its value a match, and its default in buckets without one", () => {
    const buckets = [bucket(2, 2, 5), bucket(1, 0, 0), nothing];
    expect(statistics({ kind: "matches", value: 3, otherwise: 0 }, ...buckets)).toEqual([6, 2, 0, 3, 3]);
    expect(statistics({ kind: "matches", value: -3, otherwise: 1 }, ...buckets)).toEqual([-5, -5 / 3, -3, 1, 3]);
    expect(statistics({ kind: "matches", value: 3, otherwise: null }, ...buckets)).toEqual([6, 3, 3, 3, 2]);
  });

  it("has no data where nothing matches and there is no DefaultValue", () => {
    expect(pointOf(series({ kind: "matches", value: 1, otherwise: null }), bucket(1, 0, 4))).toBeNaN();
    expect(pointOf(series({ kind: "matches", value: 1, otherwise: 0 }), bucket(1, 0, 4))).toBe(0);
  });

  it("is always zero elsewhere, and always missing where it is not published", () => {
    expect(pointOf(series({ kind: "healthy" }), bucket(1, 1, 0))).toBe(0);
    expect(pointOf(missing, bucket(1, 1, 0))).toBeNaN();
  });
});

describe("metric math", () => {
  it("makes a rate, and no point where it would divide by zero", () => {
    expect(pointOf(errorRate, bucket(1, 1, 3))).toBe(0.25);
    expect(pointOf(errorRate, nothing)).toBeNaN();
    expect(pointOf(operation(requests, "/", errors), bucket(0, 0, 3))).toBeNaN();
    expect(pointOf(operation(requests, "/", missing), bucket(0, 0, 3))).toBeNaN();
  });

  it("takes a missing operand for 0 where another series has a point, a number makes none", () => {
    expect(pointOf(operation(errors, "+", missing), bucket(2, 2, 0))).toBe(2);
    expect(pointOf(operation(missing, "+", number(5)), bucket(2, 2, 0))).toBeNaN();
    expect(pointOf(operation(missing, "OR", missing), bucket(2, 2, 0))).toBeNaN();
    expect(pointOf(operation(missing, "<", errors), bucket(2, 2, 0))).toBe(1);
    expect(pointOf(operation(number(3), "^", number(2)), nothing)).toBe(9);
  });

  it("fills, rounds and turns", () => {
    expect(pointOf(call("FILL", missing, number(7)), nothing)).toBe(7);
    expect(pointOf(call("FILL", errors, number(7)), bucket(1, 1, 0))).toBe(1);
    expect(pointOf(call("FILL", missing, errors), bucket(1, 1, 0))).toBe(1);
    const half = operation(errors, "/", number(-2));
    const rounded = (["ABS", "CEIL", "FLOOR"] as const).map((name) => pointOf(call(name, half), bucket(1, 1, 0)));
    expect(rounded).toEqual([0.5, -0, -1]);
    expect(pointOf({ kind: "negative", of: errors }, bucket(1, 1, 0))).toBe(-1);
    expect(pointOf(call("ABS", missing), nothing)).toBeNaN();
  });

  it("goes over the series of an array that have a point; an average takes the others for 0", () => {
    const across = (name: FormulaFunction, ...given: readonly Formula[]): number =>
      pointOf(call(name, ...given), bucket(4, 4, 2));
    expect([across("SUM", errors, requests, missing), across("AVG", errors, requests, missing)]).toEqual([10, 10 / 3]);
    expect([across("MIN", errors, requests, missing), across("MAX", errors, requests, missing)]).toEqual([4, 6]);
    expect(across("SUM", missing, missing)).toBeNaN();
    expect(across("MAX", missing, number(3))).toBeNaN();
  });

  it("evaluates IF, without data where a condition or a branch is missing", () => {
    const many = operation(requests, ">", number(5));
    expect(pointOf(call("IF", many, errors, number(0)), bucket(4, 4, 2))).toBe(4);
    expect(pointOf(call("IF", many, errors), bucket(4, 4, 0))).toBeNaN();
    expect(pointOf(call("IF", many, missing), bucket(4, 4, 2))).toBe(0);
    expect(pointOf(call("IF", missing, errors, number(3)), bucket(4, 4, 2))).toBeNaN();
    expect(pointOf(call("IF", number(1), missing, errors), bucket(4, 4, 2))).toBeNaN();
  });
});
