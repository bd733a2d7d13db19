// Fisher's exact test against a textbook and against scipy.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counts, fisherGreater } from "./fisher.ts";

interface Reference {
  readonly one: Counts;
  readonly other: Counts;
  readonly p: number;
}

const { fisher } = JSON.parse(readFileSync(new URL("../../fixtures/statistics/scipy.json", import.meta.url), "utf8")) as {
  fisher: Reference[];
};

describe("fisherGreater", () => {
  it("knows the lady who tells how the tea was poured: 17 of 70 for three of four cups", () => {
    expect(fisherGreater({ failures: 3, trials: 4 }, { failures: 1, trials: 4 })).toBeCloseTo(17 / 70, 14);
    expect(fisherGreater({ failures: 4, trials: 4 }, { failures: 0, trials: 4 })).toBeCloseTo(1 / 70, 14);
  });

  it.each(fisher)("says what scipy says: $one against $other", ({ one, other, p }) => {
    expect(Math.abs(fisherGreater(one, other) - p)).toBeLessThan(1e-7 * p);
  });

  it("sums to all there is", () => {
    const count = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(count, count, fc.nat(), (n, m, seed) => {
        const failures = seed % (n + m + 1);
        let sum = 0;
        const [least, most] = [Math.max(0, failures - m), Math.min(n, failures)];
        for (let own = least; own <= most; own += 1) {
          const tail = fisherGreater({ failures: own, trials: n }, { failures: failures - own, trials: m });
          const beyond =
            own === most ? 0 : fisherGreater({ failures: own + 1, trials: n }, { failures: failures - own - 1, trials: m });
          expect(tail).toBeGreaterThan(beyond - 1e-9);
          sum += tail - beyond;
        }
        expect(sum).toBeCloseTo(1, 10);
      }),
    );
  });

  it("finds nothing where neither fails or both always do", () => {
    expect(fisherGreater({ failures: 0, trials: 50 }, { failures: 0, trials: 500 })).toBe(1);
    expect(fisherGreater({ failures: 50, trials: 50 }, { failures: 500, trials: 500 })).toBe(1);
  });
});
