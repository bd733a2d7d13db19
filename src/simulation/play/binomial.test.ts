// Binomial numbers: their distribution, and that the same seed gives the same.
import { expect, it } from "vitest";
import { binomial } from "./binomial.ts";
import { chanceOf } from "./random.ts";

it.each([
  [6, 0.1],
  [40, 0.9],
  [1000, 0.3],
  [1_000_000, 0.0001],
  [250_000, 0.7],
])("of %i with probability %f has the mean and variance of its distribution", (count, probability) => {
  const chance = chanceOf(3);
  const draws = Array.from({ length: 20_000 }, () => binomial(count, probability, chance));
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
  const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;
  const [expected, spread] = [count * probability, count * probability * (1 - probability)];
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(spread / draws.length));
  expect(Math.abs(variance / spread - 1)).toBeLessThan(0.06);
  expect(draws.every((each) => Number.isInteger(each) && each >= 0 && each <= count)).toBe(true);
});

it("is as likely as it is to be nothing", () => {
  const chance = chanceOf(5);
  const draws = Array.from({ length: 20_000 }, () => binomial(20, 0.05, chance));
  expect(Math.abs(draws.filter((each) => each === 0).length / draws.length - 0.95 ** 20)).toBeLessThan(0.015);
});

it("leaves nothing to chance where nothing is", () => {
  const chance = () => Number.NaN;
  expect([binomial(0, 0.5, chance), binomial(9, 0, chance), binomial(9, 1, chance)]).toEqual([0, 0, 9]);
});
