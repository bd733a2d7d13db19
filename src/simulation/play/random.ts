// Chance that is the same every time: a seeded generator, and exact Poisson numbers from it.

/** Evenly distributed between 0 and 1, both excluded. */
export type Chance = () => number;

/** Chris Doty-Humphrey's small fast counting generator (sfc32). */
export function chanceOf(seed: number): Chance {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 16; turn += 1) next();
  return () => (next() + 0.5) / 2 ** 32;
}

/** From here on counting up from 0 takes longer than rejecting. */
const LARGE_MEAN = 10;

/** Draws Poisson numbers of one mean. */
export function poisson(mean: number, chance: Chance): () => number {
  if (mean <= 0) return () => 0;
  return mean < LARGE_MEAN ? byInversion(mean, chance) : byRejection(mean, chance);
}

function byInversion(mean: number, chance: Chance): () => number {
  const none = Math.exp(-mean);
  return () => {
    const level = chance();
    let probability = none;
    let count = 0;
    for (let sum = none; level > sum && probability > 0; sum += probability) {
      count += 1;
      probability *= mean / count;
    }
    return count;
  };
}

/** W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), algorithm PTRS. */
function byRejection(mean: number, chance: Chance): () => number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const scale = 1.1239 + 1.1328 / (b - 3.4);
  const logMean = Math.log(mean);
  const isAccepted = (count: number, us: number, v: number): boolean => {
    if (us >= 0.07 && v <= squeeze) return true;
    if (count < 0 || (us < 0.013 && v > us)) return false;
    return Math.log((v * scale) / (a / (us * us) + b)) <= count * logMean - mean - logFactorial(count);
  };
  return () => {
    for (;;) {
      const u = chance() - 0.5;
      const us = 0.5 - Math.abs(u);
      const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (isAccepted(count, us, chance())) return count;
    }
  };
}

const SMALL_FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880].map(Math.log);

/** Stirling's series: from 10 on its third term is below what a double holds. */
export function logFactorial(count: number): number {
  const small = SMALL_FACTORIALS[count];
  if (small !== undefined) return small;
  const square = count * count;
  const correction = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / count;
  return (count + 0.5) * Math.log(count) - count + 0.5 * Math.log(2 * Math.PI) + correction;
}
