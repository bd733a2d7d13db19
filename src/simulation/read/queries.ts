// The value that an alarm compares with its threshold: one metric, or expressions over several.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { type FormulaSeries, type MathFormula, seriesOf } from "../../model/alarms/math/formula.ts";
import { formulaOfQueries } from "../../model/alarms/math/queries.ts";
import { read, refuse } from "../../model/alarms/math/refusal.ts";
import { publishedUnit } from "../../model/metrics/units.ts";
import type { Feed, FeedSeries, Statistic } from "../scenario.ts";
import type { Findings, Reading } from "./reading.ts";

export interface AlarmFormula<Series extends FormulaSeries> {
  readonly formula: MathFormula<Series>;
  readonly periodSeconds: number;
}

const STATISTICS: readonly Statistic[] = ["Sum", "Average", "Maximum", "Minimum", "SampleCount"];

export function formulaOfAlarm(alarm: AlarmNode, reading: Reading, findings: Findings): AlarmFormula<FeedSeries> {
  const found = formulaOverSeries<FeedSeries>(alarm, (each) => {
    holdUnit(each, true);
    const feed = reading.feedOf(each, alarm, findings);
    if (feed.kind === "durations") return { kind: "series", feed, statistic: "Average" };
    return { kind: "series", feed, statistic: feed.kind === "never" ? "Sum" : statisticOf(each, feed, reading) };
  });
  const { formula } = found;
  if (formula.kind !== "series" && seriesOf(formula).some(({ feed }) => feed.kind === "durations" && feed.percentile !== null))
    refuse("has a percentile in an expression, which is not simulated");
  return found;
}

/** @param ofSeries what each series of the alarm is played as; @throws Refusal */
export function formulaOverSeries<Series extends FormulaSeries>(
  alarm: AlarmNode,
  ofSeries: (series: MetricSeries) => Series,
): AlarmFormula<Series> {
  const series = read(alarm.series, "watches unknown series: it") ?? [];
  const metrics = alarm.resource.property("Metrics");
  const [only] = series;
  if (metrics.isAbsent) return { formula: ofSeries(only ?? refuse("watches no metric")), periodSeconds: periodOf([only]) };
  const used = new Set<MetricSeries>();
  const formula = formulaOfQueries<Series>(metrics, (id) => {
    const found = series.find((each) => each.id === id) ?? refuse(`has no metric with the Id ${id}`);
    used.add(found);
    return ofSeries(found);
  });
  return { formula, periodSeconds: periodOf([...used]) };
}

/**
 * Data of a unit that is unknown is not simulated.
 * @param hasNever whether a series in another unit than the published one is known to have no data
 */
export function holdUnit({ unit, namespace, metricName }: MetricSeries, hasNever: boolean): void {
  const asked = read(unit, "its Unit");
  if (asked === null) return;
  const isKnown = namespace.state === "known" && metricName.state === "known";
  const published = isKnown ? publishedUnit(namespace.value, metricName.value) : null;
  if (published === null || (published !== asked && !hasNever)) refuse("has Unit, which is not evaluated");
}

function statisticOf({ statistic }: MetricSeries, feed: Feed, { requestsPerMinute }: Reading): Statistic {
  const written = read(statistic, "its Statistic") ?? refuse("has no Statistic");
  const found = STATISTICS.find((each) => each === written) ?? refuse(`has Statistic ${written}, which is not simulated`);
  if (found === "SampleCount" && requestsPerMinute === null)
    refuse("has Statistic SampleCount, which depends on the request rate, and none is given");
  if (found === "SampleCount" && feed.kind === "healthy")
    refuse("has Statistic SampleCount over another metric, which is not simulated");
  return found;
}

function periodOf(series: readonly (MetricSeries | undefined)[]): number {
  const periods = series.flatMap((each) =>
    each === undefined ? [] : [read(each.periodSeconds, "its Period") ?? refuse("has no Period")],
  );
  const [first, ...others] = [...new Set(periods)];
  if (others.length > 0) refuse(`has metrics of different Periods (${[first, ...others].join(", ")}), which CloudWatch rejects`);
  return first ?? refuse("has an expression over no metric");
}
