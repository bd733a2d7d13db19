// What an alarm compares with its threshold: its one series, or what its expressions make of several.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import type { TemplateNode } from "../../model/resolve/node.ts";
import type { Feed, Formula, Statistic } from "../scenario.ts";
import { formulaOf, type Names, type Operand, one, seriesOf } from "./formula.ts";
import { parseMetricMath } from "./metric-math.ts";
import type { Findings, Reading } from "./reading.ts";
import { read, refuse, refuseFor } from "./refusal.ts";
import { feedOf } from "./series.ts";

export interface AlarmFormula {
  readonly formula: Formula;
  readonly periodSeconds: number;
}

const STATISTICS: readonly Statistic[] = ["Sum", "Average", "Maximum", "SampleCount"];

export function formulaOfAlarm(alarm: AlarmNode, reading: Reading, findings: Findings): AlarmFormula {
  const series = read(alarm.series, "watches series that are not known: it") ?? [];
  const formulaOfSeries = (each: MetricSeries): Formula => {
    const feed = feedOf(each, alarm, reading, findings);
    return { kind: "series", feed, statistic: feed.kind === "never" ? "Sum" : statisticOf(each, feed, reading) };
  };
  const metrics = alarm.resource.property("Metrics");
  const [only] = series;
  if (metrics.isAbsent) return { formula: formulaOfSeries(only ?? refuse("watches no metric")), periodSeconds: periodOf([only]) };
  const { formula, used } = formulaOfQueries(metrics, series, formulaOfSeries);
  return { formula, periodSeconds: periodOf(used) };
}

function statisticOf({ statistic }: MetricSeries, feed: Feed, { requestsPerMinute }: Reading): Statistic {
  const written = read(statistic, "its Statistic") ?? refuse("has no Statistic");
  const found = STATISTICS.find((each) => each === written) ?? refuse(`has Statistic ${written}, which is not simulated`);
  if (found === "SampleCount" && requestsPerMinute === null)
    refuse("has Statistic SampleCount, which depends on the rate of requests, and none is given");
  if (found === "SampleCount" && feed.kind === "healthy")
    refuse("has Statistic SampleCount over a metric of something else, which is not simulated");
  return found;
}

function periodOf(series: readonly (MetricSeries | undefined)[]): number {
  const periods = series.flatMap((each) =>
    each === undefined ? [] : [read(each.periodSeconds, "its Period") ?? refuse("has no Period")],
  );
  const [first, ...others] = [...new Set(periods)];
  if (others.length > 0) refuse(`has metrics of different Periods (${[first, ...others].join(", ")}), which CloudWatch refuses`);
  return first ?? refuse("has an expression over no metric");
}

interface Query {
  readonly id: string;
  readonly node: TemplateNode;
  /** null for a series. */
  readonly expression: string | null;
}

interface QueriesFormula {
  readonly formula: Formula;
  readonly used: readonly MetricSeries[];
}

function formulaOfQueries(
  metrics: TemplateNode,
  series: readonly MetricSeries[],
  formulaOfSeries: (series: MetricSeries) => Formula,
): QueriesFormula {
  const items = read(metrics.items(), "its Metrics") ?? [];
  const queries = items.map(queryOf);
  const returned = queries.filter(({ node }) => read(node.at("ReturnData").boolean(), "its ReturnData") ?? true);
  const [root] = returned;
  if (root === undefined || returned.length > 1)
    refuse(`has ${returned.length} Metrics with ReturnData, where CloudWatch wants one`);
  const used = new Set<MetricSeries>();
  const ofSeries = (id: string): Formula => {
    const found = series.find((each) => each.id === id) ?? refuse(`has no metric with the Id ${id}`);
    used.add(found);
    return formulaOfSeries(found);
  };
  const names = namesOf(queries, ofSeries);
  const formula = one(names.find(root.id) ?? refuse(`has no metric with the Id ${root.id}`));
  if (seriesOf(formula).length === 0) refuse("has an expression over no metric");
  return { formula, used: [...used] };
}

function queryOf(node: TemplateNode): Query {
  const { doubt } = node;
  if (doubt !== null) refuseFor("its Metrics", doubt);
  for (const name of ["AccountId", "MetricStat.Unit"]) {
    const given = node.at(...name.split(".")).head();
    if (given.state === "unresolved") refuseFor(`its ${name}`, given);
    if (given.state === "known") refuse(`has ${name}, which is not simulated`);
  }
  const id = read(node.at("Id").text(), "the Id of one of its Metrics") ?? refuse("has Metrics without an Id");
  return { id, node, expression: read(node.at("Expression").text(), `the Expression of ${id}`) };
}

/** Each name is worked out once, however often it is used; one that is used on its way to itself has no value. */
function namesOf(queries: readonly Query[], ofSeries: (id: string) => Formula): Names {
  const found = new Map<string, Operand>();
  const open = new Set<string>();
  const names: Names = {
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
    metrics: () =>
      queries.flatMap(({ id, expression }) => (expression === null ? [[id, one(names.find(id) ?? [])] as const] : [])),
  };
  return names;
}

function ofExpression(text: string, names: Names): Operand {
  if (/^\s*SELECT\b/i.test(text)) return refuse("asks Metrics Insights, which is not simulated");
  if (/\bANOMALY_DETECTION_BAND\b/.test(text)) return refuse("compares with an anomaly detection band, which is not simulated");
  const expression = parseMetricMath(text);
  return expression === null ? refuse(`has the expression ${text}, which is not read here`) : formulaOf(expression, names);
}
