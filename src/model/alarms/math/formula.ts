// A metric math expression as a formula: ids replaced by what they refer to, arrays by their elements.
import type { Expression, Operator } from "./expression.ts";
import { refuse } from "./refusal.ts";

export type FormulaFunction = "IF" | "FILL" | "ABS" | "CEIL" | "FLOOR" | "SUM" | "AVG" | "MIN" | "MAX";

/** The parts of a formula other than numbers. */
export interface FormulaSeries {
  readonly kind: "series";
}

/** What an alarm compares with its threshold, a period at a time. */
export type MathFormula<Series extends FormulaSeries> =
  | Series
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "negative"; readonly of: MathFormula<Series> }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: MathFormula<Series>;
      readonly right: MathFormula<Series>;
    }
  /** `SUM`, `AVG`, `MIN`, `MAX` are over the arguments, which are series of their own. */
  | { readonly kind: "call"; readonly name: FormulaFunction; readonly arguments: readonly MathFormula<Series>[] };

/** The metrics that the names of an expression refer to. */
export interface Names<S extends FormulaSeries> {
  /** null where there is no such metric or expression. */
  find(name: string): Operand<S> | null;
  /** The period of a metric; null where the name is not that of a metric. */
  periodSeconds(name: string): number | null;
  /** Every metric, by id, without expressions. */
  metrics(): readonly (readonly [id: string, series: MathFormula<S>])[];
}

/** A series or a number, or an array of series. */
export type Operand<S extends FormulaSeries> = MathFormula<S> | readonly MathFormula<S>[];

/** More nodes than any realistic set of twenty expressions of two thousand characters has. */
const LARGEST = 5000;

/** @throws Refusal where it holds what is not evaluated. */
export function formulaOf<S extends FormulaSeries>(expression: Expression, names: Names<S>): Operand<S> {
  const operand = resolve(expression, names);
  const formulas = isArray(operand) ? operand : [operand];
  if (formulas.reduce((size, formula) => size + sizeOf(formula, LARGEST), 0) > LARGEST)
    refuse("has an expression that is too large to be evaluated");
  return operand;
}

function resolve<S extends FormulaSeries>(expression: Expression, names: Names<S>): Operand<S> {
  switch (expression.kind) {
    case "number":
      return expression;
    case "text":
      return refuse(`has the text "${expression.value}" in its expression instead of a value`);
    case "name":
      return names.find(expression.name) ?? refuse(`has an expression over ${expression.name}, which is not one of its metrics`);
    case "array":
      return expression.items.map((item) => one(resolve(item, names)));
    case "negative":
      return each([resolve(expression.of, names)], ([of]) => ({ kind: "negative", of: some(of) }));
    case "operation": {
      const { operator } = expression;
      const sides = [resolve(expression.left, names), resolve(expression.right, names)];
      return each(sides, ([left, right]) => ({ kind: "operation", operator, left: some(left), right: some(right) }));
    }
    case "call":
      return call(expression.name, expression.arguments, names);
  }
}

/** Argument counts of the functions that are simulated element by element; IF has no point where it lacks the third. */
const FUNCTIONS: Readonly<Record<string, readonly number[]>> = { IF: [2, 3], FILL: [2], ABS: [1], CEIL: [1], FLOOR: [1] };
const AGGREGATES: readonly string[] = ["SUM", "AVG", "MIN", "MAX"];

function call<S extends FormulaSeries>(name: string, given: readonly Expression[], names: Names<S>): Operand<S> {
  if (name === "METRICS") return metricsOf(given, names);
  if (name === "PERIOD") return periodOf(given, names);
  if (AGGREGATES.includes(name)) return aggregate(name as FormulaFunction, given, names);
  if (!Object.hasOwn(FUNCTIONS, name)) return refuse(`has an expression with ${name}, which is not evaluated`);
  if (FUNCTIONS[name]?.includes(given.length) !== true) refuse(`has an expression that gives ${name} ${given.length} arguments`);
  const filling = given[1];
  if (name === "FILL" && filling?.kind === "name" && ["REPEAT", "LINEAR"].includes(filling.name))
    return refuse(`has an expression with FILL and ${filling.name}, which is not evaluated`);
  const operands = given.map((argument) => resolve(argument, names));
  return each(operands, (formulas) => ({ kind: "call", name: name as FormulaFunction, arguments: formulas }));
}

/** "Returns the period of the metric in seconds. Valid input is metrics, not the results of other expressions." */
function periodOf<S extends FormulaSeries>(given: readonly Expression[], names: Names<S>): Operand<S> {
  const [metric, ...more] = given;
  const seconds = metric?.kind === "name" && more.length === 0 ? names.periodSeconds(metric.name) : null;
  return seconds === null
    ? refuse("has an expression with PERIOD over something other than one of its metrics")
    : { kind: "number", value: seconds };
}

/** `METRICS("errors")` takes those whose id holds the text. */
function metricsOf<S extends FormulaSeries>(given: readonly Expression[], names: Names<S>): Operand<S> {
  const [part, ...more] = given;
  if (more.length > 0 || (part !== undefined && part.kind !== "text"))
    return refuse("has an expression with METRICS and more than a text, which is not evaluated");
  const found = names.metrics().filter(([id]) => part === undefined || id.includes(part.value));
  return found.length > 0 ? found.map(([, series]) => series) : refuse("has an expression with METRICS that matches no metric");
}

/** Over one series it would be a number over its whole range, which CloudWatch does not tell of an alarm. */
function aggregate<S extends FormulaSeries>(name: FormulaFunction, given: readonly Expression[], names: Names<S>): Operand<S> {
  const [only, ...more] = given;
  const operand = only === undefined || more.length > 0 ? null : resolve(only, names);
  if (operand === null) return refuse(`has an expression that gives ${name} ${given.length} arguments`);
  if (!isArray(operand)) return refuse(`has an expression with ${name} over a single series, which is not evaluated`);
  return { kind: "call", name, arguments: operand };
}

/** Applies `make` to each element of the one operand that is an array; the others go with every element. */
function each<S extends FormulaSeries>(
  operands: readonly Operand<S>[],
  make: (formulas: readonly MathFormula<S>[]) => MathFormula<S>,
): Operand<S> {
  const arrays = operands.filter(isArray);
  const [array] = arrays;
  if (array === undefined) return make(operands.map(one));
  if (arrays.length > 1) return refuse("has an expression that calculates with two arrays, which is not evaluated");
  return array.map((element) => make(operands.map((operand) => (isArray(operand) ? element : operand))));
}

/** An array of one series is that series. */
export function one<S extends FormulaSeries>(operand: Operand<S>): MathFormula<S> {
  if (!isArray(operand)) return operand;
  const [only] = operand;
  return only !== undefined && operand.length === 1 ? only : refuse("has an expression that gives more than one series");
}

function some<S extends FormulaSeries>(formula: MathFormula<S> | undefined): MathFormula<S> {
  return formula ?? refuse("has an expression that lacks an operand");
}

function isArray<S extends FormulaSeries>(operand: Operand<S>): operand is readonly MathFormula<S>[] {
  return Array.isArray(operand);
}

/** The nodes below a formula and itself, counted as far as the limit: what is named twice counts twice. */
function sizeOf<S extends FormulaSeries>(formula: MathFormula<S>, limit: number): number {
  let size = 0;
  const pending: MathFormula<S>[] = [formula];
  for (let next = pending.pop(); next !== undefined && size <= limit; next = pending.pop()) {
    size += 1;
    pending.push(...operandsOf(next));
  }
  return size;
}

function operandsOf<S extends FormulaSeries>(formula: MathFormula<S>): readonly MathFormula<S>[] {
  switch (formula.kind) {
    case "negative":
      return [formula.of];
    case "operation":
      return [formula.left, formula.right];
    case "call":
      return formula.arguments;
    default:
      return [];
  }
}

/** Every series that the formula is made of. */
export function seriesOf<S extends FormulaSeries>(formula: MathFormula<S>): readonly S[] {
  return isSeries(formula) ? [formula] : operandsOf(formula).flatMap(seriesOf);
}

function isSeries<S extends FormulaSeries>(formula: MathFormula<S>): formula is S {
  return formula.kind === "series";
}
