// Fisher's exact test of a 2 × 2 table: how likely so many failures among the one are, if both fail alike.

export interface Counts {
  readonly failures: number;
  readonly trials: number;
}

/**
 * One-sided: the probability of at least as many failures among `one`, given how many both have together.
 * Exact for whole counts, as far as floating point is.
 */
export function fisherGreater(one: Counts, other: Counts): number {
  const failures = one.failures + other.failures;
  const trials = one.trials + other.trials;
  const most = Math.min(failures, one.trials);
  const least = Math.max(0, failures - other.trials);
  if (one.failures <= least) return 1;
  let term = Math.exp(logHypergeometric(one.failures, failures, one.trials, trials));
  let sum = term;
  for (let count = one.failures; count < most; count += 1) {
    term *= ((failures - count) * (one.trials - count)) / ((count + 1) * (trials - failures - one.trials + count + 1));
    sum += term;
    // Beyond the peak each term is smaller than the one before.
    if (term <= sum * Number.EPSILON && count > (failures * one.trials) / trials) break;
  }
  return Math.min(1, sum);
}

/** log P(X = count) where `drawn` of `trials` are drawn and `failures` of all are failures. */
function logHypergeometric(count: number, failures: number, drawn: number, trials: number): number {
  return logChoose(failures, count) + logChoose(trials - failures, drawn - count) - logChoose(trials, drawn);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const SMALL: readonly number[] = (() => {
  const logs = [0];
  for (let n = 1; n < 256; n += 1) logs.push((logs[n - 1] ?? 0) + Math.log(n));
  return logs;
})();

/** Stirling's series where the sum of logarithms would be long. */
function logFactorial(n: number): number {
  const small = SMALL[n];
  if (small !== undefined) return small;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
