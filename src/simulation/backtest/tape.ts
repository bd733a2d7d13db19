// Recorded values of a series, minute by minute, so that any window over them costs two look-ups.

/** Minute 0 is the first that is recorded. */
export interface Tape {
  /** One a minute, NaN where there is no data. */
  readonly values: Float64Array;
  /** Entry `minute` is the sum of all values before it. */
  readonly sums: Float64Array;
  /** Entry `minute` is the number of minutes with data before it. */
  readonly present: Float64Array;
}

export function tapeOf(values: Float64Array): Tape {
  const [sums, present] = [new Float64Array(values.length + 1), new Float64Array(values.length + 1)];
  for (const [minute, value] of values.entries()) {
    const isMissing = Number.isNaN(value);
    sums[minute + 1] = (sums[minute] ?? 0) + (isMissing ? 0 : value);
    present[minute + 1] = (present[minute] ?? 0) + (isMissing ? 0 : 1);
  }
  return { values, sums, present };
}

/** The first minute with data; infinite where there is none. */
export function firstMinuteOf({ values }: Tape): number {
  const found = values.findIndex((value) => !Number.isNaN(value));
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}

/** The sum over the minutes from `from` to before `to`; NaN where none has data. */
export function sumOf({ sums, present }: Tape, from: number, to: number): number {
  return within(present, from, to) > 0 ? within(sums, from, to) : Number.NaN;
}

/** @param chooses the value that is kept of two; NaN where no minute has data */
export function extremeOf({ values }: Tape, from: number, to: number, chooses: (one: number, other: number) => number): number {
  let extreme = Number.NaN;
  for (let minute = Math.max(0, from); minute < to; minute += 1) {
    const value = values[minute] ?? Number.NaN;
    if (!Number.isNaN(value)) extreme = Number.isNaN(extreme) ? value : chooses(extreme, value);
  }
  return extreme;
}

/** Of sums whose first entry is that before minute 0. */
function within(sums: Float64Array, from: number, to: number): number {
  const last = sums.length - 1;
  return (sums[Math.min(Math.max(to, 0), last)] ?? 0) - (sums[Math.min(Math.max(from, 0), last)] ?? 0);
}
