// What the queries of a metric-math alarm come to: the returned one as a formula over the series of the others.
import type { TemplateNode } from "../../resolve/node.ts";
import { parseMetricMath } from "./expression.ts";
import { type FormulaSeries, formulaOf, type MathFormula, type Names, type Operand, one, seriesOf } from "./formula.ts";
import { read, refuse, refuseFor } from "./refusal.ts";

interface Query {
  readonly id: string;
  readonly node: TemplateNode;
  /** null for a series. */
  readonly expression: string | null;
}

/**
 * @param metrics the `Metrics` of an alarm
 * @param ofSeries the series with that id
 * @throws Refusal where it holds what cannot be worked out
 */
export function formulaOfQueries<S extends FormulaSeries>(
  metrics: TemplateNode,
  ofSeries: (id: string) => MathFormula<S>,
): MathFormula<S> {
  const items = read(metrics.items(), "its Metrics") ?? [];
  const queries = items.map(queryOf);
  const returned = queries.filter(({ node }) => read(node.at("ReturnData").boolean(), "its ReturnData") ?? true);
  const values = returned.filter(({ expression }) => expression === null || !isBand(expression));
  const compared = values.length === 0 ? returned : values;
  const [root] = compared;
  if (root === undefined || compared.length > 1)
    refuse(`has ${returned.length} Metrics with ReturnData, but CloudWatch requires exactly one`);
  const names = namesOf(queries, ofSeries);
  const formula = one(names.find(root.id) ?? refuse(`has no metric with the Id ${root.id}`));
  if (seriesOf(formula).length === 0) refuse("has an expression over no metric");
  return formula;
}

/** The band of an anomaly detection model: what the rest is compared with. */
export function isBand(expression: string): boolean {
  return /^\s*ANOMALY_DETECTION_BAND\s*\(/.test(expression);
}

function queryOf(node: TemplateNode): Query {
  const { doubt } = node;
  if (doubt !== null) refuseFor("its Metrics", doubt);
  const account = node.at("AccountId").head();
  if (account.state === "unresolved") refuseFor("its AccountId", account);
  if (account.state === "known") refuse("has AccountId, which is not evaluated");
  const id = read(node.at("Id").text(), "the Id of one of its Metrics") ?? refuse("has Metrics without an Id");
  return { id, node, expression: read(node.at("Expression").text(), `the Expression of ${id}`) };
}

/** Each name is worked out once, however often it is used; one that is used on its way to itself has no value. */
function namesOf<S extends FormulaSeries>(queries: readonly Query[], ofSeries: (id: string) => MathFormula<S>): Names<S> {
  const found = new Map<string, Operand<S>>();
  const open = new Set<string>();
  const names: Names<S> = {
    find(id) {
      const query = queries.find((each) => each.id === id);
      const existing = found.get(id);
      if (query === undefined || existing !== undefined) return existing ?? null;
      if (open.has(id)) refuse(`has an expression ${id} that depends on itself`);
      open.add(id);
      const operand = query.expression === null ? ofSeries(id) : ofExpression(query.expression, names);
      open.delete(id);
      found.set(id, operand);
      return operand;
    },
    periodSeconds(id) {
      const query = queries.find((each) => each.id === id && each.expression === null);
      return query === undefined ? null : read(query.node.at("MetricStat", "Period").number(), `the Period of ${id}`);
    },
    metrics: () =>
      queries.flatMap(({ id, expression }) => (expression === null ? [[id, one(names.find(id) ?? [])] as const] : [])),
  };
  return names;
}

function ofExpression<S extends FormulaSeries>(text: string, names: Names<S>): Operand<S> {
  if (/^\s*SELECT\b/i.test(text)) return refuse("asks Metrics Insights, which is not evaluated");
  if (/\bANOMALY_DETECTION_BAND\b/.test(text)) return refuse("compares with an anomaly detection band, which is not evaluated");
  const expression = parseMetricMath(text);
  return expression === null ? refuse(`has the expression ${text}, which is not evaluated`) : formulaOf(expression, names);
}
