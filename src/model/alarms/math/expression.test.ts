// The text of metric math as a tree: what binds how strongly, and what is no expression.
import { expect, test } from "vitest";
import { type Expression, parseMetricMath } from "./expression.ts";

/** The tree with all of its parentheses. */
function shown(expression: Expression | null): string {
  if (expression === null) return "nothing";
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "name":
      return expression.name;
    case "text":
      return `"${expression.value}"`;
    case "array":
      return `[${expression.items.map(shown).join(", ")}]`;
    case "negative":
      return `(-${shown(expression.of)})`;
    case "operation":
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case "call":
      return `${expression.name}(${expression.arguments.map(shown).join(", ")})`;
  }
}

test.each([
  ["100 * errors / invocations", "((100 * errors) / invocations)"],
  ["m1+m2*m3^2^2", "(m1 + (m2 * (m3 ^ (2 ^ 2))))"],
  ["-m1^2", "(-(m1 ^ 2))"],
  ["-m1 * m2", "((-m1) * m2)"],
  ["1 - -m1", "(1 - (-m1))"],
  ["m1 - m2 - m3", "((m1 - m2) - m3)"],
  ["m1 > 1 AND m2 > 1 OR m3", "(((m1 > 1) AND (m2 > 1)) OR m3)"],
  ["m1 > 1 && m2 >= 1 || m3 != 0", "(((m1 > 1) AND (m2 >= 1)) OR (m3 != 0))"],
  ["IF(m1 + m2 == 2, m1, 0)", "IF(((m1 + m2) == 2), m1, 0)"],
  ["SUM([m1, m2 / 2])", "SUM([m1, (m2 / 2)])"],
  ["SUM(METRICS('errors'))", 'SUM(METRICS("errors"))'],
  ['FILL(METRICS("a b"), REPEAT)', 'FILL(METRICS("a b"), REPEAT)'],
  [" ( m1 ) / .5 ", "(m1 / 0.5)"],
  ["1e2*m_1", "(100 * m_1)"],
])("%s", (text, tree) => {
  expect(shown(parseMetricMath(text))).toBe(tree);
});

test.each(["", "m1 +", "(m1", "m1)", "m1 m2", "SUM(m1,)", "[m1", "m1 ; m2", "m1 = 2", "* m1", "'text", "m1 AND"])(
  "«%s» is no expression",
  (text) => {
    expect(parseMetricMath(text)).toBeNull();
  },
);

test("what is nested or long beyond anybody's wish is none either", () => {
  expect(parseMetricMath(`${"(".repeat(101)}m1${")".repeat(101)}`)).toBeNull();
  expect(parseMetricMath("-".repeat(2000))).toBeNull();
  expect(parseMetricMath(Array.from({ length: 1200 }, () => "m").join("+"))).toBeNull();
  expect(parseMetricMath(Array.from({ length: 900 }, () => "m").join("+"))).not.toBeNull();
});
