// Data points of a formula: numbers and metric math over metrics, with and without data points.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
import type { Operator } from "./expression.ts";
import type { FormulaFunction, FormulaSeries, MathFormula } from "./formula.ts";

/** A data point, from whatever the series are read from; NaN where there is none. */
export type PointOf<Source extends readonly unknown[]> = (...source: Source) => number;

interface Operand<Source extends readonly unknown[]> {
  readonly at: PointOf<Source>;
  /** A number makes no data point of its own: it has no time stamps. */
  readonly isNumber: boolean;
}

/** @param pointOfSeries the data point of one series */
export function pointOf<S extends FormulaSeries, Source extends readonly unknown[]>(
  formula: MathFormula<S>,
  pointOfSeries: (series: S) => PointOf<Source>,
): PointOf<Source> {
  const operandOf = (part: MathFormula<S>): Operand<Source> => {
    switch (part.kind) {
      case "number":
        return { at: () => part.value, isNumber: true };
      case "negative":
        return mapped(operandOf(part.of), (value) => -value);
      case "operation":
        return operation(part.operator, operandOf(part.left), operandOf(part.right));
      case "call":
        return call(part.name, part.arguments.map(operandOf));
      default:
        return { at: pointOfSeries(part), isNumber: false };
    }
  };
  return operandOf(formula).at;
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
function operation<S extends readonly unknown[]>(operator: Operator, left: Operand<S>, right: Operand<S>): Operand<S> {
  const compute = ARITHMETIC[operator];
  const isNumber = left.isNumber && right.isNumber;
  const at: PointOf<S> = (...source) => {
    const [one, other] = [left.at(...source), right.at(...source)];
    if (!isNumber && (left.isNumber || isMissing(one)) && (right.isNumber || isMissing(other))) return Number.NaN;
    return compute(orZero(one), orZero(other));
  };
  return { at, isNumber };
}

function call<S extends readonly unknown[]>(name: FormulaFunction, operands: readonly Operand<S>[]): Operand<S> {
  const [first = NOTHING, second = NOTHING, third = NOTHING] = operands;
  switch (name) {
    case "ABS":
      return mapped(first, Math.abs);
    case "CEIL":
      return mapped(first, Math.ceil);
    case "FLOOR":
      return mapped(first, Math.floor);
    case "FILL":
      return filled(first, second);
    case "IF":
      return choice(first, second, third);
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

const NOTHING: Operand<readonly unknown[]> = { at: () => Number.NaN, isNumber: false };

function mapped<S extends readonly unknown[]>({ at, isNumber }: Operand<S>, change: (value: number) => number): Operand<S> {
  return { at: (...source) => change(at(...source)), isNumber };
}

/** "Fills the missing values of a metric with the specified filler value." */
function filled<S extends readonly unknown[]>(series: Operand<S>, filler: Operand<S>): Operand<S> {
  const at: PointOf<S> = (...source) => {
    const value = series.at(...source);
    return isMissing(value) ? filler.at(...source) : value;
  };
  return { at, isNumber: series.isNumber };
}

/** The user guide's "Using IF expressions": what it says it says "for each data point of metric1", the condition. */
function choice<S extends readonly unknown[]>(condition: Operand<S>, yes: Operand<S>, no: Operand<S>): Operand<S> {
  const at: PointOf<S> = (...source) => {
    const holds = condition.at(...source);
    if (isMissing(holds)) return Number.NaN;
    if (holds === 0) return no.at(...source);
    const chosen = yes.at(...source);
    return condition.isNumber ? chosen : orZero(chosen);
  };
  return { at, isNumber: condition.isNumber && yes.isNumber && no.isNumber };
}

/** A function of an array of series: of those that have a point. */
function across<S extends readonly unknown[]>(
  operands: readonly Operand<S>[],
  combine: (values: readonly number[]) => number,
): Operand<S> {
  const isNumber = operands.every((operand) => operand.isNumber);
  const at: PointOf<S> = (...source) => {
    const points = operands.map((operand) => operand.at(...source));
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
