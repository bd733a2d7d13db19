// The Mann–Whitney test and the Hodges–Lehmann shift against published tables, a textbook's example and scipy.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hodgesLehmannShift, mannWhitneyGreater } from "./mann-whitney.ts";

interface Reference {
  readonly one: number[];
  readonly other: number[];
  readonly u: number;
  readonly p: number;
  readonly shift: number;
}

const { mannWhitney } = JSON.parse(readFileSync(new URL("../../fixtures/statistics/scipy.json", import.meta.url), "utf8")) as {
  mannWhitney: Reference[];
};

/** Two samples without ties whose U is that much. */
function samplesWith(u: number, n: number): readonly [number[], number[]] {
  const other = Array.from({ length: n }, (_, index) => (index + 1) * 100);
  const one: number[] = [];
  for (let left = u, index = 0; index < n; index += 1) {
    const beaten = Math.min(n, left);
    left -= beaten;
    one.push(beaten * 100 + 50 + index);
  }
  return [one, other];
}

describe("mannWhitneyGreater", () => {
  // Critical values of U, one-sided: the largest U whose lower tail is at most α (Mann and Whitney 1947; Siegel, table K).
  it.each([
    { n: 10, alpha: 0.005, critical: 16 },
    { n: 12, alpha: 0.005, critical: 27 },
    { n: 15, alpha: 0.005, critical: 51 },
    { n: 20, alpha: 0.005, critical: 105 },
    { n: 10, alpha: 0.01, critical: 19 },
    { n: 15, alpha: 0.01, critical: 56 },
    { n: 20, alpha: 0.01, critical: 114 },
    { n: 10, alpha: 0.025, critical: 23 },
    { n: 20, alpha: 0.025, critical: 127 },
    { n: 10, alpha: 0.05, critical: 27 },
    { n: 20, alpha: 0.05, critical: 138 },
  ])("agrees with the published table: n = m = $n, α = $alpha, U = $critical", ({ n, alpha, critical }) => {
    const tail = (u: number): number => {
      const result = mannWhitneyGreater(...samplesWith(n * n - u, n));
      expect(result.u).toBe(n * n - u);
      return result.p;
    };
    expect(tail(critical)).toBeLessThan(alpha + 0.0008);
    expect(tail(critical + 1)).toBeGreaterThan(alpha);
  });

  it("says what Hollander and Wolfe say of the permeability of membranes: U = 35, z = 9.5 / √66.67, shift 0.305", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    const { u, p } = mannWhitneyGreater(term, early);
    expect(u).toBe(35);
    expect(p).toBeCloseTo(0.1223, 4);
    expect(hodgesLehmannShift(term, early)).toBeCloseTo(0.305, 12);
  });

  it.each(mannWhitney)("says what scipy says: U = $u, p = $p", ({ one, other, u, p, shift }) => {
    const result = mannWhitneyGreater(one, other);
    expect(result.u).toBe(u);
    expect(Math.abs(result.p - p)).toBeLessThanOrEqual(1e-12 * p);
    expect(hodgesLehmannShift(one, other)).toBe(shift);
  });

  it("counts the pairs", () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const pairs = one.flatMap((a) => other.map((b) => Number(a > b) + Number(a === b) / 2));
        expect(mannWhitneyGreater(one, other).u).toBe(pairs.reduce((sum, pair) => sum + pair, 0));
      }),
    );
  });
});

describe("hodgesLehmannShift", () => {
  it("is the median of all differences", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const all = one.flatMap((a) => other.map((b) => a - b)).sort((a, b) => a - b);
        const middle = all.length / 2;
        const median = all.length % 2 === 1 ? all[Math.floor(middle)] : ((all[middle - 1] ?? 0) + (all[middle] ?? 0)) / 2;
        expect(hodgesLehmannShift(one, other)).toBeCloseTo(median ?? Number.NaN, 12);
      }),
    );
  });

  it("takes as many values as a week of minutes has", () => {
    const noisy = (from: number): number[] => Array.from({ length: 10_080 }, (_, index) => from + ((index * 7919) % 1000));
    expect(hodgesLehmannShift(noisy(130), noisy(100))).toBe(30);
  });
});
