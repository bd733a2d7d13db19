// Expressions as formulas: arrays go element by element, and what is not simulated is rejected by its name.
import { expect, test } from "vitest";
import { parseMetricMath } from "./expression.ts";
import { type FormulaSeries, formulaOf, type MathFormula, type Operand as OperandOf } from "./formula.ts";
import { attempt, Refusal } from "./refusal.ts";

interface Numbered extends FormulaSeries {
  readonly value: number;
}
type Formula = MathFormula<Numbered>;
type Operand = OperandOf<Numbered>;

const series = (value: number): Numbered => ({ kind: "series", value });
const METRICS = [
  ["errors1", series(1)],
  ["errors2", series(2)],
  ["total", series(3)],
] as const;

function read(text: string): Operand | string {
  const expression = parseMetricMath(text);
  if (expression === null) return "nothing";
  const names = {
    find: (name: string) => METRICS.find(([id]) => id === name)?.[1] ?? null,
    metrics: () => METRICS,
    periodSeconds: (name: string) => (METRICS.some(([id]) => id === name) ? 300 : null),
  };
  const result = attempt(() => formulaOf(expression, names));
  return result instanceof Refusal ? result.message : result;
}

function shown(operand: Operand | string): string {
  if (typeof operand === "string") return operand;
  if (isArray(operand)) return `[${operand.map(shown).join(", ")}]`;
  switch (operand.kind) {
    case "number":
      return String(operand.value);
    case "series":
      return `s${operand.value}`;
    case "negative":
      return `-${shown(operand.of)}`;
    case "operation":
      return `(${shown(operand.left)} ${operand.operator} ${shown(operand.right)})`;
    case "call":
      return `${operand.name}(${operand.arguments.map(shown).join(", ")})`;
  }
}

function isArray(operand: Operand): operand is readonly Formula[] {
  return Array.isArray(operand);
}

test.each([
  ["errors1 / total", "(s1 / s3)"],
  ["SUM(METRICS())", "SUM(s1, s2, s3)"],
  ['SUM(METRICS("errors")) / total', "(SUM(s1, s2) / s3)"],
  ["MAX([errors1, errors2])", "MAX(s1, s2)"],
  ["AVG(METRICS('errors') / total)", "AVG((s1 / s3), (s2 / s3))"],
  ["SUM(FILL(METRICS(), 0))", "SUM(FILL(s1, 0), FILL(s2, 0), FILL(s3, 0))"],
  ["IF(total > 10, errors1 / total, 0)", "IF((s3 > 10), (s1 / s3), 0)"],
  ["-ABS(errors1)", "-ABS(s1)"],
  ["METRICS('total')", "[s3]"],
  ["RATE(errors1)", "has an expression with RATE, which is not evaluated"],
  ["__proto__(errors1)", "has an expression with __proto__, which is not evaluated"],
  ["constructor", "has an expression over constructor, which is not one of its metrics"],
  ["SUM(errors1)", "has an expression with SUM over a single series, which is not evaluated"],
  ["SUM(errors1, errors2)", "has an expression that gives SUM 2 arguments"],
  ["FILL(errors1, REPEAT)", "has an expression with FILL and REPEAT, which is not evaluated"],
  ["IF(errors1, 1)", "IF(s1, 1)"],
  ["IF(errors1)", "has an expression that gives IF 1 arguments"],
  ["errors1 / PERIOD(errors1)", "(s1 / 300)"],
  ["PERIOD(errors1 + total)", "has an expression with PERIOD over something other than one of its metrics"],
  ["PERIOD(missing)", "has an expression with PERIOD over something other than one of its metrics"],
  ["METRICS('none')", "has an expression with METRICS that matches no metric"],
  ["METRICS() / METRICS()", "has an expression that calculates with two arrays, which is not evaluated"],
  ["errors1 / missing", "has an expression over missing, which is not one of its metrics"],
  ["errors1 / 'total'", 'has the text "total" in its expression instead of a value'],
])("%s", (text, formula) => {
  expect(shown(read(text))).toBe(formula);
});

test("a formula that has grown out of hand is refused", () => {
  const expression = parseMetricMath("a + a");
  let formula: Formula = series(1);
  for (let depth = 0; depth < 40; depth += 1) formula = { kind: "operation", operator: "+", left: formula, right: formula };
  const grown = attempt(() =>
    formulaOf(expression ?? { kind: "number", value: 0 }, { find: () => formula, metrics: () => [], periodSeconds: () => null }),
  );
  expect(grown).toBeInstanceOf(Refusal);
});
