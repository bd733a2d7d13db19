// The normal distribution's upper tail.

/** P(Z > z) of the standard normal distribution, to about 14 digits also where it is tiny. */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  return z < 3 ? 0.5 - density(z) * series(z) : density(z) * fraction(z);
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** z + z³/3 + z⁵/(3·5) + …, Abramowitz and Stegun 26.2.11. */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + …)))), Abramowitz and Stegun 26.2.14, from the inside out. */
function fraction(z: number): number {
  let value = z;
  for (let depth = 120; depth > 0; depth -= 1) value = z + depth / value;
  return 1 / value;
}
