// When a measurement is worse than the one before: beyond its tolerance and beyond noise, in either direction.
import { describe, expect, it } from "vitest";
import type { Measurement } from "../assessment.ts";
import { worseningOf } from "./change.ts";

const latency: Measurement = { value: 112, unit: "ms", comparator: "<=", threshold: 200, floor: 10 };
const minutes: Measurement = { value: 4, unit: "minutes", comparator: ">=", threshold: 5 };

describe("worseningOf", () => {
  it("is the share by which what should be low is higher", () => {
    expect(worseningOf(latency, { ...latency, value: 100 })).toEqual({ share: expect.closeTo(0.12, 9), test: null });
    expect(worseningOf(latency, { ...latency, value: 102 })).toBeNull();
    expect(worseningOf(latency, { ...latency, value: 300 })).toBeNull();
  });

  it("is the share by which what should be high is lower", () => {
    expect(worseningOf(minutes, { ...minutes, value: 5 })).toEqual({ share: expect.closeTo(0.2, 9), test: null });
    expect(worseningOf(minutes, { ...minutes, value: 2 })).toBeNull();
  });

  it("is nothing below the floor, nor at the tolerance itself", () => {
    expect(worseningOf({ ...latency, value: 4 }, { ...latency, value: 3 })).toBeNull();
    expect(worseningOf({ ...latency, value: 110, floor: 0 }, { ...latency, value: 100 })).toBeNull();
    expect(worseningOf({ ...latency, value: 1, floor: 0 }, { ...latency, value: 0 })).toEqual({ share: Infinity, test: null });
  });

  it("is nothing that chance explains, or that is not the same thing", () => {
    const few = { kind: "values", values: [100, 112] } as const;
    expect(worseningOf({ ...latency, spread: few }, { ...latency, value: 100, spread: few })).toBeNull();
    const counts = (failures: number) => ({ kind: "counts", failures, trials: 100 }) as const;
    const share = { ...latency, floor: 0 };
    expect(worseningOf({ ...share, value: 3, spread: counts(3) }, { ...share, value: 2, spread: counts(2) })).toBeNull();
    expect(worseningOf({ ...share, value: 40, spread: counts(40) }, { ...share, value: 2, spread: counts(2) })?.test).toBe(
      "Fisher's exact test: p < 0.0001",
    );
    expect(worseningOf(latency, { ...latency, value: 1, unit: "s" })).toBeNull();
    expect(worseningOf(latency, { ...latency, value: 1, of: "p99" })).toBeNull();
  });
});
