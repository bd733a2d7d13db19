// Medians and deciles of scores.

/** The share `q` of a sorted list, interpolated between neighbours; null for an empty one. */
function quantile(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return rounded(low + (high - low) * (position - Math.floor(position)));
}

export function medianOf(values: readonly number[]): number | null {
  return quantile(values.toSorted(ascending), 0.5);
}

/** The nine deciles, from the lowest; empty without a value. */
export function decilesOf(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted(ascending);
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((tenth) => quantile(sorted, tenth / 10) ?? []);
}

function ascending(a: number, b: number): number {
  return a - b;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
