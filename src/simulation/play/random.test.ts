// The generator draws what it should: the same every time, and Poisson numbers as often as their distribution says.
import { describe, expect, it } from "vitest";
import { chanceOf, poisson } from "./random.ts";

describe("chance", () => {
  it("is the same for the same seed and another for another", () => {
    const draw = (seed: number): readonly number[] => Array.from({ length: 5 }, chanceOf(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7).every((value) => value > 0 && value < 1)).toBe(true);
  });

  it("is even", () => {
    const chance = chanceOf(3);
    const tenths = new Array<number>(10).fill(0);
    for (let turn = 0; turn < 100_000; turn += 1) {
      const tenth = Math.floor(chance() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.max(...tenths.map((times) => Math.abs(times - 10_000)))).toBeLessThan(450);
  });
});

const DRAWS = 200_000;

/** Of each number the probability, as long as it is worth counting. */
function distributionOf(mean: number): readonly number[] {
  const probabilities: number[] = [];
  let logarithm = -mean;
  for (let count = 0; count < mean + 12 * Math.sqrt(mean) + 12; count += 1) {
    probabilities.push(Math.exp(logarithm));
    logarithm += Math.log(mean / (count + 1));
  }
  return probabilities;
}

describe("Poisson numbers", () => {
  it.each([0.05, 0.4, 3, 9.9, 10, 25, 400])("with a mean of %d come as often as they should", (mean) => {
    const draw = poisson(mean, chanceOf(11));
    const probabilities = distributionOf(mean);
    const drawn = probabilities.map(() => 0);
    for (let turn = 0; turn < DRAWS; turn += 1) {
      const count = Math.min(draw(), drawn.length - 1);
      drawn[count] = (drawn[count] ?? 0) + 1;
    }
    const common = probabilities.flatMap((probability, count) => {
      const expected = probability * DRAWS;
      return expected >= 20 ? [((drawn[count] ?? 0) - expected) ** 2 / expected] : [];
    });
    const chiSquare = common.reduce((sum, each) => sum + each, 0);
    // Its mean is the number of cells, its variance twice that.
    expect(chiSquare).toBeLessThan(common.length + 5 * Math.sqrt(2 * common.length) + 5);
  });

  it.each([1e6, 1e9])("with a mean of %d have that mean and that variance", (mean) => {
    const draw = poisson(mean, chanceOf(5));
    const deviations = Array.from({ length: 20_000 }, () => (draw() - mean) / Math.sqrt(mean));
    const average = deviations.reduce((sum, each) => sum + each, 0) / deviations.length;
    const variance = deviations.reduce((sum, each) => sum + each * each, 0) / deviations.length;
    expect(Math.abs(average)).toBeLessThan(0.035);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it("are none where none are to be expected", () => {
    expect(poisson(0, chanceOf(1))()).toBe(0);
  });
});
