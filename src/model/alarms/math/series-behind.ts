// Metric math: which of an alarm's series its result depends on.
import type { TemplateNode } from "../../resolve/node.ts";
import { known, type Value } from "../../value.ts";

export interface NamedSeries {
  readonly id: string;
  /** The `MetricStat` node: Metric, Stat, Period. */
  readonly stat: TemplateNode;
}

interface Query {
  readonly id: string;
  readonly node: TemplateNode;
  /** null for a series; the text of an expression, or null text where it is not literal. */
  readonly expression: Value<string>;
  readonly isReturned: boolean;
}

/** The series that the returned expression reaches, over as many other expressions as it takes. */
export function seriesBehind(metrics: TemplateNode): Value<readonly NamedSeries[]> {
  const items = metrics.items();
  if (items.state !== "known") return items;
  const doubt = items.value.map((node) => node.doubt).find((each) => each !== null);
  if (doubt !== null && doubt !== undefined) return doubt;
  const words = items.value.flatMap((node) => wordsOf(node.at("Expression").text()));
  const queries = items.value.map((node) => queryOf(node, words));
  const roots = queries.filter(({ isReturned }) => isReturned);
  const reached = reach(roots.length === 0 ? queries : roots, queries);
  const series = [...reached].filter(({ node }) => !node.at("MetricStat").isAbsent);
  return known(series.map(({ id, node }) => ({ id, stat: node.at("MetricStat") })));
}

function queryOf(node: TemplateNode, words: readonly string[]): Query {
  const id = node.at("Id").text(...words);
  const returned = node.at("ReturnData").boolean();
  return {
    id: id.state === "known" ? id.value : "",
    node,
    expression: node.at("Expression").text(),
    isReturned: returned.state !== "known" || returned.value,
  };
}

function reach(roots: readonly Query[], all: readonly Query[]): ReadonlySet<Query> {
  const reached = new Set<Query>();
  const pending = [...roots];
  for (let query = pending.pop(); query !== undefined; query = pending.pop()) {
    if (reached.has(query)) continue;
    reached.add(query);
    pending.push(...operandsOf(query.expression, all));
  }
  return reached;
}

/** `METRICS()` takes every series; an unknown expression may take any. */
function operandsOf(expression: Value<string>, all: readonly Query[]): readonly Query[] {
  if (expression.state === "absent") return [];
  if (expression.state === "unresolved" || /\bMETRICS\s*\(/.test(expression.value)) return all;
  const words = wordsOf(expression);
  return all.filter(({ id }) => words.includes(id));
}

/** Those that may be ids: they begin with a small letter. */
function wordsOf(expression: Value<string>): readonly string[] {
  return expression.state === "known" ? (expression.value.match(/\b[a-z][A-Za-z0-9_]*\b/g) ?? []) : [];
}
