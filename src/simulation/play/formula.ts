// What an alarm compares with its threshold: statistics of series and metric math over them, a period at a time.
import type { Feed, Formula, Operator, Statistic } from "../scenario.ts";
import { between, type Counters } from "./counters.ts";

/** The data point over the buckets from minute `from` to before minute `to`; NaN where there is none. */
export type DataPoint = (counters: Counters, from: number, to: number) => number;

interface Operand {
  readonly at: DataPoint;
  /** A number makes no data point of its own: it has no time stamps. */
  readonly isNumber: boolean;
}

/** Metric math: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export function dataPointOf(formula: Formula): DataPoint {
  return operandOf(formula).at;
}

function operandOf(formula: Formula): Operand {
  switch (formula.kind) {
    case "number":
      return { at: () => formula.value, isNumber: true };
    case "series":
      return { at: seriesOf(formula.feed, formula.statistic), isNumber: false };
    case "negative":
      return mapped(operandOf(formula.of), (value) => -value);
    case "operation":
      return operation(formula.operator, operandOf(formula.left), operandOf(formula.right));
    case "call":
      return call(formula.name, formula.arguments.map(operandOf));
  }
}

function seriesOf(feed: Feed, statistic: Statistic): DataPoint {
  switch (feed.kind) {
    case "never":
      return () => Number.NaN;
    case "healthy":
      return (_, from, to) => (statistic === "SampleCount" ? to - from : 0);
    case "requests":
      return feed.counts === "failures" ? failuresOf(feed.of, statistic) : requestsOf(feed.of, statistic);
    case "matches":
      return matchesOf(feed.value, feed.otherwise, statistic);
  }
}

type Versions = "all versions" | "new version";

function requestsOf(versions: Versions, statistic: Statistic): DataPoint {
  return (counters, from, to) => {
    const requests = between(versions === "all versions" ? counters.requests : counters.newRequests, counters.history, from, to);
    if (requests <= 0) return Number.NaN;
    return statistic === "Average" || statistic === "Maximum" ? 1 : requests;
  };
}

function failuresOf(versions: Versions, statistic: Statistic): DataPoint {
  return (counters, from, to) => {
    const requests = between(versions === "all versions" ? counters.requests : counters.newRequests, counters.history, from, to);
    if (requests <= 0) return Number.NaN;
    const failures = between(counters.failures, counters.history, from, to);
    return statisticOf(statistic, failures, requests, failures > 0 ? 1 : 0);
  };
}

/**
 * `DefaultValue` is "the value emitted when a filter pattern does not match a log event"; without it there is no data then.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
function matchesOf(value: number, otherwise: number | null, statistic: Statistic): DataPoint {
  return (counters, from, to) => {
    const failures = between(counters.failures, counters.history, from, to);
    const quiet = otherwise === null ? 0 : between(counters.quiet, counters.history, from, to);
    if (failures + quiet <= 0) return Number.NaN;
    const usual = otherwise ?? 0;
    const maximum = Math.max(failures > 0 ? value : Number.NEGATIVE_INFINITY, quiet > 0 ? usual : Number.NEGATIVE_INFINITY);
    return statisticOf(statistic, failures * value + quiet * usual, failures + quiet, maximum);
  };
}

function statisticOf(statistic: Statistic, sum: number, samples: number, maximum: number): number {
  switch (statistic) {
    case "Sum":
      return sum;
    case "Average":
      return sum / samples;
    case "Maximum":
      return maximum;
    case "SampleCount":
      return samples;
  }
}

const ARITHMETIC: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  // "If the value of a data point causes a function to attempt to divide by zero, the data point is dropped."
  "/": (left, right) => (right === 0 ? Number.NaN : left / right),
  "^": (left, right) => left ** right,
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

/** "Missing values in a time series are treated as 0", arithmetic and comparisons alike; where no series has a point there is none. */
function operation(operator: Operator, left: Operand, right: Operand): Operand {
  const compute = ARITHMETIC[operator];
  const isNumber = left.isNumber && right.isNumber;
  const at: DataPoint = (counters, from, to) => {
    const [one, other] = [left.at(counters, from, to), right.at(counters, from, to)];
    if (!isNumber && (left.isNumber || isMissing(one)) && (right.isNumber || isMissing(other))) return Number.NaN;
    return compute(orZero(one), orZero(other));
  };
  return { at, isNumber };
}

function call(name: Extract<Formula, { kind: "call" }>["name"], operands: readonly Operand[]): Operand {
  const first = operands[0] ?? NOTHING;
  switch (name) {
    case "ABS":
      return mapped(first, Math.abs);
    case "CEIL":
      return mapped(first, Math.ceil);
    case "FLOOR":
      return mapped(first, Math.floor);
    case "FILL":
      return filled(first, operands[1] ?? NOTHING);
    case "IF":
      return choice(first, operands[1] ?? NOTHING, operands[2] ?? NOTHING);
    case "SUM":
      return across(operands, (values) => values.reduce((total, value) => total + value, 0));
    case "AVG":
      // "The AVG of an array of time series returns a single time series. Missing values are treated as 0."
      return across(operands, (values) => values.reduce((total, value) => total + value, 0) / operands.length);
    case "MIN":
      return across(operands, (values) => Math.min(...values));
    case "MAX":
      return across(operands, (values) => Math.max(...values));
  }
}

const NOTHING: Operand = { at: () => Number.NaN, isNumber: false };

function mapped({ at, isNumber }: Operand, change: (value: number) => number): Operand {
  return { at: (counters, from, to) => change(at(counters, from, to)), isNumber };
}

/** "Fills the missing values of a metric with the specified filler value." */
function filled(series: Operand, filler: Operand): Operand {
  const at: DataPoint = (counters, from, to) => {
    const value = series.at(counters, from, to);
    return isMissing(value) ? filler.at(counters, from, to) : value;
  };
  return { at, isNumber: series.isNumber };
}

/** The user guide's "Using IF expressions": what it says it says "for each data point of metric1", the condition. */
function choice(condition: Operand, yes: Operand, no: Operand): Operand {
  const at: DataPoint = (counters, from, to) => {
    const holds = condition.at(counters, from, to);
    if (isMissing(holds)) return Number.NaN;
    if (holds === 0) return no.at(counters, from, to);
    const chosen = yes.at(counters, from, to);
    return condition.isNumber ? chosen : orZero(chosen);
  };
  return { at, isNumber: condition.isNumber && yes.isNumber && no.isNumber };
}

/** A function of an array of series: of those that have a point. */
function across(operands: readonly Operand[], combine: (values: readonly number[]) => number): Operand {
  const isNumber = operands.every((operand) => operand.isNumber);
  const at: DataPoint = (counters, from, to) => {
    const points = operands.map((operand) => operand.at(counters, from, to));
    const hasPoint = isNumber || operands.some((operand, index) => !operand.isNumber && !isMissing(points[index]));
    return hasPoint ? combine(points.filter((point) => !isMissing(point))) : Number.NaN;
  };
  return { at, isNumber };
}

function isMissing(value: number | undefined): boolean {
  return value === undefined || Number.isNaN(value);
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
