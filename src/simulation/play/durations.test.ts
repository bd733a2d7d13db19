// Distributions of durations through their percentiles: against what a log-normal one has in closed form.
import { describe, expect, it } from "vitest";
import { durationsOf, mixedQuantile, zOf } from "./durations.ts";

const Z99 = 2.3263478740408408;
const [mu, sigma] = [Math.log(120), Math.log(800 / 120) / Z99];
const logNormal = durationsOf([
  [0.5, 120],
  [0.99, 800],
]);

describe("two percentiles", () => {
  it("make the log-normal distribution that has them", () => {
    expect(zOf(0.99)).toBeCloseTo(Z99, 9);
    expect(logNormal.quantile(0.5)).toBeCloseTo(120, 6);
    expect(logNormal.quantile(0.99)).toBeCloseTo(800, 6);
    expect(logNormal.quantile(0.9)).toBeCloseTo(Math.exp(mu + 1.2815515655446004 * sigma), 6);
    expect(logNormal.below(800)).toBeCloseTo(0.99, 9);
    expect(logNormal.below(1e-9)).toBeCloseTo(0, 9);
  });

  it("have its mean, in parts and as a whole", () => {
    const mean = Math.exp(mu + sigma ** 2 / 2);
    expect(logNormal.sumBetween(0, 1)).toBeCloseTo(mean, 6);
    const parts = [0, 0.2, 0.5, 0.99, 1];
    const sum = parts.slice(1).reduce((all, to, index) => all + logNormal.sumBetween(parts[index] ?? 0, to), 0);
    expect(sum).toBeCloseTo(mean, 6);
  });
});

describe("more percentiles", () => {
  const measured = durationsOf([
    [0.1, 40],
    [0.5, 50],
    [0.9, 50],
    [0.99, 1200],
  ]);

  it("are all met, also where two of them are the same", () => {
    for (const [share, value] of [
      [0.1, 40],
      [0.5, 50],
      [0.9, 50],
      [0.99, 1200],
    ] as const)
      expect(measured.quantile(share)).toBeCloseTo(value, 3);
    expect(measured.below(1200)).toBeCloseTo(0.99, 6);
    expect(measured.below(49.9)).toBeLessThanOrEqual(0.5);
    expect(measured.below(50.1)).toBeGreaterThanOrEqual(0.9);
  });

  it("have quantiles and shares that are each other's inverse", () => {
    for (const share of [0.01, 0.2, 0.45, 0.93, 0.999]) expect(measured.below(measured.quantile(share))).toBeCloseTo(share, 6);
  });
});

describe("old and new requests together", () => {
  it.each([0.5, 0.9, 0.99])("have the percentile %d with that share of both below it", (share) => {
    const value = mixedQuantile(logNormal, share, 90, 10, 3);
    expect(0.9 * logNormal.below(value) + 0.1 * logNormal.below(value / 3)).toBeCloseTo(share, 6);
  });

  it("are the ones or the others at the ends", () => {
    expect(mixedQuantile(logNormal, 0.9, 5, 0, 3)).toBe(logNormal.quantile(0.9));
    expect(mixedQuantile(logNormal, 0.9, 0, 5, 3)).toBe(3 * logNormal.quantile(0.9));
  });
});
