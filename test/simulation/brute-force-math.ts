// Metrics and metric math once more, from the user guide alone: the samples of the buckets, one by one, and the formula over them.
import type { Bucket, Feed, Formula, FormulaFunction, Operator, Statistic } from "../../src/simulation/scenario.ts";

// "Using math expressions with CloudWatch metrics".
/** A value of a time series at one time, null where it is missing; a scalar is a number that was written down. */
interface Operand {
  readonly value: number | null;
  readonly isScalar: boolean;
}

const series = (value: number | null): Operand => ({
  value: value === null || Number.isNaN(value) ? null : value,
  isScalar: false,
});

/** What an alarm compares with its threshold; null where there is no data point. */
export function dataPoint(formula: Formula, buckets: readonly Bucket[]): number | null {
  return operandOf(formula, buckets).value;
}

function operandOf(formula: Formula, buckets: readonly Bucket[]): Operand {
  switch (formula.kind) {
    case "number":
      return { value: formula.value, isScalar: true };
    case "series":
      return series(statisticOf(samplesOf(formula.feed, buckets), formula.statistic));
    case "negative": {
      const { value, isScalar } = operandOf(formula.of, buckets);
      return { value: value === null ? null : -value, isScalar };
    }
    case "operation":
      return operate(formula.operator, operandOf(formula.left, buckets), operandOf(formula.right, buckets));
    case "call": {
      const given = formula.arguments.map((each) => operandOf(each, buckets));
      const [first = ABSENT, second = ABSENT, third = ABSENT] = given;
      return series(FUNCTIONS[formula.name](first, second, third, given));
    }
  }
}

const ABSENT: Operand = { value: null, isScalar: false };

function operate(operator: Operator, left: Operand, right: Operand): Operand {
  const isScalar = left.isScalar && right.isScalar;
  // There is a data point where one of the time series has one; the other's missing value is 0 then.
  const isThere = isScalar || [left, right].some((side) => !side.isScalar && side.value !== null);
  if (!isThere) return series(null);
  const [a, b] = [left.value ?? 0, right.value ?? 0];
  return { value: operator === "/" && b === 0 ? null : OPERATORS[operator](a, b), isScalar };
}

const OPERATORS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "<": (a, b) => (a < b ? 1 : 0),
  "<=": (a, b) => (a <= b ? 1 : 0),
  ">": (a, b) => (a > b ? 1 : 0),
  ">=": (a, b) => (a >= b ? 1 : 0),
  "==": (a, b) => (a === b ? 1 : 0),
  "!=": (a, b) => (a !== b ? 1 : 0),
  AND: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  OR: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
};

type Call = (first: Operand, second: Operand, third: Operand, all: readonly Operand[]) => number | null;

const FUNCTIONS: Readonly<Record<FormulaFunction, Call>> = {
  IF: ({ value }, whenTrue, whenFalse) => {
    if (value === null) return null;
    return value === 0 ? whenFalse.value : (whenTrue.value ?? 0);
  },
  FILL: ({ value }, filler) => value ?? filler.value,
  ABS: ({ value }) => (value === null ? null : Math.abs(value)),
  CEIL: ({ value }) => (value === null ? null : Math.ceil(value)),
  FLOOR: ({ value }) => (value === null ? null : Math.floor(value)),
  SUM: (_first, _second, _third, all) => overArray(all, (values) => sumOf(values)),
  // "Missing values are treated as 0."
  AVG: (_first, _second, _third, all) => overArray(all, (values) => sumOf(values) / all.length),
  MIN: (_first, _second, _third, all) => overArray(all, (values) => Math.min(...values)),
  MAX: (_first, _second, _third, all) => overArray(all, (values) => Math.max(...values)),
};

/** One time series of an array of them: a data point where any of them has one. */
function overArray(all: readonly Operand[], of: (values: readonly number[]) => number): number | null {
  const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : of(values);
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const each of values) sum += each;
  return sum;
}

/** Samples of one value, as many as there are of them. */
interface Samples {
  readonly value: number;
  readonly count: number;
}

function samplesOf(feed: Feed, buckets: readonly Bucket[]): readonly Samples[] {
  switch (feed.kind) {
    case "never":
    // Of durations there is a brute force of its own, with the time that each request takes.
    case "durations":
      return [];
    case "healthy":
      return buckets.map(() => ({ value: 0, count: 1 }));
    case "matches":
      return buckets.flatMap((bucket) => matchesIn(bucket, feed.value, feed.otherwise));
    case "requests":
      return buckets.flatMap(({ newRequests, failures, oldRequests, oldFailures = 0 }) => {
        const isNew = feed.of === "new version";
        // Of the requests to the same API that go elsewhere none fails.
        const count = isNew ? newRequests : (newRequests + oldRequests) * (1 + (feed.others ?? 0));
        const failed = isNew ? failures : failures + oldFailures;
        if (feed.counts === "requests") return [{ value: 1, count }];
        return [
          { value: 1, count: failed },
          { value: 0, count: count - failed },
        ];
      });
  }
}

// "Creating metrics from log events using filters": the default is reported in a minute in which logs come in and none matches.
function matchesIn(
  { newRequests, failures, oldRequests, oldFailures = 0 }: Bucket,
  value: number,
  otherwise: number | null,
): readonly Samples[] {
  if (failures + oldFailures > 0) return [{ value, count: failures + oldFailures }];
  return otherwise === null || newRequests + oldRequests === 0 ? [] : [{ value: otherwise, count: 1 }];
}

function statisticOf(samples: readonly Samples[], statistic: Statistic): number | null {
  const there = samples.filter(({ count }) => count > 0);
  if (there.length === 0) return null;
  let [sum, count, minimum, maximum] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const each of there) {
    sum += each.value * each.count;
    count += each.count;
    minimum = Math.min(minimum, each.value);
    maximum = Math.max(maximum, each.value);
  }
  if (statistic === "Sum") return sum;
  if (statistic === "SampleCount") return count;
  if (statistic === "Minimum") return minimum;
  return statistic === "Average" ? sum / count : maximum;
}
