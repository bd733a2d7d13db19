// Exact binomial numbers from a seeded chance.
import { type Chance, logFactorial } from "./random.ts";

/** How many of `count` happen, each with this probability. */
export function binomial(count: number, probability: number, chance: Chance): number {
  if (count <= 0 || probability <= 0) return 0;
  if (probability >= 1) return count;
  if (probability > 0.5) return count - binomial(count, 1 - probability, chance);
  return count * probability < 10 ? byInversion(count, probability, chance) : byRejection(count, probability, chance);
}

function byInversion(count: number, probability: number, chance: Chance): number {
  const odds = probability / (1 - probability);
  let mass = (1 - probability) ** count;
  let drawn = 0;
  for (let level = chance() - mass; level > 0 && drawn < count; level -= mass) {
    mass *= (odds * (count - drawn)) / (drawn + 1);
    drawn += 1;
  }
  return drawn;
}

/** W. Hörmann, "The generation of binomial random variates" (1993), algorithm BTRS. */
function byRejection(count: number, probability: number, chance: Chance): number {
  const deviation = Math.sqrt(count * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const c = count * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((count + 1) * probability);
  const logOdds = Math.log(probability / (1 - probability));
  const top = logFactorial(mode) + logFactorial(count - mode);
  for (;;) {
    const v = chance();
    const u = chance() - 0.5;
    const us = 0.5 - Math.abs(u);
    const drawn = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= squeeze) return drawn;
    if (drawn < 0 || drawn > count) continue;
    const density = top - logFactorial(drawn) - logFactorial(count - drawn) + (drawn - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= density) return drawn;
  }
}
