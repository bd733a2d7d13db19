// What a metric math expression comes to as a formula: names replaced by what they stand for, arrays by their elements.
import type { Formula, FormulaFunction } from "../scenario.ts";
import type { Expression } from "./metric-math.ts";
import { refuse } from "./refusal.ts";

/** What the names of an expression stand for. */
export interface Names {
  /** null where there is no such metric or expression. */
  find(name: string): Operand | null;
  /** Every metric, by id; expressions are none. */
  metrics(): readonly (readonly [id: string, series: Formula])[];
}

/** A series or a number, or an array of series. */
export type Operand = Formula | readonly Formula[];

/** More nodes than twenty expressions of two thousand characters that anybody means. */
const LARGEST = 5000;

/** @throws Refusal where it holds what is not simulated. */
export function formulaOf(expression: Expression, names: Names): Operand {
  const operand = resolve(expression, names);
  const formulas = isArray(operand) ? operand : [operand];
  if (formulas.reduce((size, formula) => size + sizeOf(formula, LARGEST), 0) > LARGEST)
    refuse("has an expression that is too large to be simulated");
  return operand;
}

function resolve(expression: Expression, names: Names): Operand {
  switch (expression.kind) {
    case "number":
      return expression;
    case "text":
      return refuse(`has the text "${expression.value}" where its expression needs a value`);
    case "name":
      return names.find(expression.name) ?? refuse(`has an expression over ${expression.name}, which is none of its metrics`);
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

/** Argument counts of the functions that are simulated element by element. */
const FUNCTIONS: Readonly<Record<string, number>> = { IF: 3, FILL: 2, ABS: 1, CEIL: 1, FLOOR: 1 };
const AGGREGATES: readonly string[] = ["SUM", "AVG", "MIN", "MAX"];

function call(name: string, given: readonly Expression[], names: Names): Operand {
  if (name === "METRICS") return metricsOf(given, names);
  if (AGGREGATES.includes(name)) return aggregate(name as FormulaFunction, given, names);
  if (!Object.hasOwn(FUNCTIONS, name)) return refuse(`has an expression with ${name}, which is not simulated`);
  if (given.length !== FUNCTIONS[name]) refuse(`has an expression that gives ${name} ${given.length} arguments`);
  const filling = given[1];
  if (name === "FILL" && filling?.kind === "name" && ["REPEAT", "LINEAR"].includes(filling.name))
    return refuse(`has an expression with FILL and ${filling.name}, which is not simulated`);
  const operands = given.map((argument) => resolve(argument, names));
  return each(operands, (formulas) => ({ kind: "call", name: name as FormulaFunction, arguments: formulas }));
}

/** `METRICS("errors")` takes those whose id holds the text. */
function metricsOf(given: readonly Expression[], names: Names): Operand {
  const [part, ...more] = given;
  if (more.length > 0 || (part !== undefined && part.kind !== "text"))
    return refuse("has an expression with METRICS and more than a text, which is not simulated");
  const found = names.metrics().filter(([id]) => part === undefined || id.includes(part.value));
  return found.length > 0 ? found.map(([, series]) => series) : refuse("has an expression with METRICS over none of its metrics");
}

/** Over one series it would be a number over its whole range, which CloudWatch does not tell of an alarm. */
function aggregate(name: FormulaFunction, given: readonly Expression[], names: Names): Operand {
  const [only, ...more] = given;
  const operand = only === undefined || more.length > 0 ? null : resolve(only, names);
  if (operand === null) return refuse(`has an expression that gives ${name} ${given.length} arguments`);
  if (!isArray(operand)) return refuse(`has an expression with ${name} over a single series, which is not simulated`);
  return { kind: "call", name, arguments: operand };
}

/** Applies `make` to each element of the one operand that is an array; the others go with every element. */
function each(operands: readonly Operand[], make: (formulas: readonly Formula[]) => Formula): Operand {
  const arrays = operands.filter(isArray);
  const [array] = arrays;
  if (array === undefined) return make(operands.map(one));
  if (arrays.length > 1) return refuse("has an expression that calculates with two arrays, which is not simulated");
  return array.map((element) => make(operands.map((operand) => (isArray(operand) ? element : operand))));
}

/** An array of one series is that series. */
export function one(operand: Operand): Formula {
  if (!isArray(operand)) return operand;
  const [only] = operand;
  return only !== undefined && operand.length === 1 ? only : refuse("has an expression that gives more than one series");
}

function some(formula: Formula | undefined): Formula {
  return formula ?? refuse("has an expression that lacks an operand");
}

function isArray(operand: Operand): operand is readonly Formula[] {
  return Array.isArray(operand);
}

/** The nodes below a formula and itself, counted as far as the limit: what is named twice counts twice. */
function sizeOf(formula: Formula, limit: number): number {
  let size = 0;
  const pending: Formula[] = [formula];
  for (let next = pending.pop(); next !== undefined && size <= limit; next = pending.pop()) {
    size += 1;
    pending.push(...operandsOf(next));
  }
  return size;
}

function operandsOf(formula: Formula): readonly Formula[] {
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
export function seriesOf(formula: Formula): readonly (Formula & { readonly kind: "series" })[] {
  return formula.kind === "series" ? [formula] : operandsOf(formula).flatMap(seriesOf);
}

/** It counts what fails. */
export function isFailureSeries({ feed }: Formula & { readonly kind: "series" }): boolean {
  return feed.kind === "matches" || (feed.kind === "requests" && feed.counts === "failures");
}
