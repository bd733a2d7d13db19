// The Mann–Whitney U test, and the Hodges–Lehmann shift as the size of the effect that it is about.
import { upperTail } from "./normal.ts";

export interface MannWhitney {
  /** How many pairs have the value of `one` above that of `other`, ties counted half. */
  readonly u: number;
  /** One-sided: how likely a U so high is if both come from one distribution. */
  readonly p: number;
}

/**
 * Whether the values of `one` tend to be higher. By the normal approximation, with the corrections for ties and for continuity: for eight values
 * and more of each.
 */
export function mannWhitneyGreater(one: readonly number[], other: readonly number[]): MannWhitney {
  const [n, m] = [one.length, other.length];
  const { rankSum, ties } = rank(one, other);
  const u = rankSum - (n * (n + 1)) / 2;
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  // Where all values are equal there is nothing to tell them apart by.
  const p = variance > 0 ? upperTail((u - (n * m) / 2 - 0.5) / Math.sqrt(variance)) : 1;
  return { u, p };
}

/** The sum of the ranks of `one`, and t³ − t over all groups of t equal values. */
function rank(one: readonly number[], other: readonly number[]): { readonly rankSum: number; readonly ties: number } {
  const values = [...one.map((value) => ({ value, own: 1 })), ...other.map((value) => ({ value, own: 0 }))];
  values.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < values.length; ) {
    const { value } = values[start] as { value: number };
    let end = start;
    let own = 0;
    for (; values[end]?.value === value; end += 1) own += values[end]?.own ?? 0;
    const size = end - start;
    rankSum += own * ((start + 1 + end) / 2);
    ties += size ** 3 - size;
    start = end;
  }
  return { rankSum, ties };
}

/** The median of all differences between a value of `one` and a value of `other`: how much higher `one` is. */
export function hodgesLehmannShift(one: readonly number[], other: readonly number[]): number {
  const [high, low] = [one, other].map((values) => values.toSorted((a, b) => a - b)) as [number[], number[]];
  const pairs = high.length * low.length;
  const lower = nthDifference(high, low, Math.floor((pairs + 1) / 2));
  return pairs % 2 === 1 ? lower : (lower + nthDifference(high, low, pairs / 2 + 1)) / 2;
}

/** The nth smallest of all differences, found by halving the range: there may be more pairs than memory holds. */
function nthDifference(high: readonly number[], low: readonly number[], nth: number): number {
  let above = (high.at(-1) ?? 0) - (low[0] ?? 0);
  let below = (high[0] ?? 0) - (low.at(-1) ?? 0);
  if (countUpTo(below, high, low) >= nth) return below;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (countUpTo(middle, high, low) >= nth) above = middle;
    else below = middle;
  }
}

/** How many differences are at most so big. Both lists are sorted, so one walk over them tells. */
function countUpTo(bound: number, high: readonly number[], low: readonly number[]): number {
  let count = 0;
  let fitting = 0;
  for (const value of low) {
    while (fitting < high.length && (high[fitting] as number) - value <= bound) fitting += 1;
    count += fitting;
  }
  return count;
}
