// A metric alarm as a backtest plays it: over the recorded values of its series, some of which a broken version would raise.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import type { FormulaSeries, MathFormula } from "../../model/alarms/math/formula.ts";
import { attempt, Refusal, read, refuse } from "../../model/alarms/math/refusal.ts";
import type { MetricHistoryAsk } from "../../model/observed/ask.ts";
import { deployedText } from "../../model/observed/deployed-text.ts";
import { isLiteral } from "../../model/symbol.ts";
import { formulaOverSeries, holdUnit } from "../read/queries.ts";
import { noFindings, type Reading } from "../read/reading.ts";
import { evaluationOf, forbidUnplayed } from "../read/threshold-rule.ts";
import type { ThresholdRule } from "../scenario.ts";

/** What the deployment of a broken version changes in a recorded series. */
export type Effect =
  /** Nothing, as far as is known. */
  | { readonly kind: "none" }
  /** Each failure adds this value, and a sample where the others add none of their own. */
  | { readonly kind: "failures"; readonly value: number; readonly addsSample: boolean }
  /** The series is of the new version alone: nothing is recorded, all of it is played. */
  | { readonly kind: "new version"; readonly counts: "failures" | "requests" };

export interface RecordedSeries extends FormulaSeries {
  readonly statistic: string;
  /** By statistic, what is asked for; an average is made of sums and counts. Empty for the new version. */
  readonly asks: ReadonlyMap<string, MetricHistoryAsk>;
  readonly effect: Effect;
}

export interface RecordedRule extends Omit<ThresholdRule, "formula"> {
  readonly formula: MathFormula<RecordedSeries>;
}

/** Statistics of a longer period that follow from those of its minutes, and what they are made of. */
const COMBINED: Readonly<Record<string, readonly string[]>> = {
  Sum: ["Sum"],
  SampleCount: ["SampleCount"],
  Average: ["Sum", "SampleCount"],
  Maximum: ["Maximum"],
  Minimum: ["Minimum"],
};

export type RuleReading = Reading & { readonly windowSeconds: number };

/** @throws Refusal where it cannot be played */
export function recordedRuleOf(alarm: AlarmNode, reading: RuleReading, assumptions: Set<string>): RecordedRule {
  forbidUnplayed(alarm);
  const { formula, periodSeconds } = formulaOverSeries(alarm, (series) => recordedSeriesOf(series, alarm, reading, assumptions));
  const rule = { ...evaluationOf(alarm, periodSeconds), formula };
  if (rule.isWallClock && !isUtc(alarm))
    refuse("has an EvaluationWindow in a time zone other than UTC, which is not simulated on recorded values");
  return rule;
}

function isUtc({ resource }: AlarmNode): boolean {
  const zone = read(resource.property("EvaluationWindow", "WallClockWindow", "Timezone").text(), "its Timezone");
  return zone === null || ["UTC", "Etc/UTC", "+00:00"].includes(zone);
}

function recordedSeriesOf(
  series: MetricSeries,
  alarm: AlarmNode,
  reading: RuleReading,
  assumptions: Set<string>,
): RecordedSeries {
  holdUnit(series, false);
  const statistic = read(series.statistic, "its Statistic") ?? refuse("has no Statistic");
  const effect = effectOf(series, alarm, reading, assumptions);
  const parts = COMBINED[statistic];
  if (parts === undefined && read(series.periodSeconds, "its Period") !== 60)
    refuse(`has ${statistic} over more than a minute, which cannot be derived from recorded minutes`);
  if (effect.kind === "new version" && (parts === undefined || statistic === "Minimum"))
    refuse(`has ${statistic} of the new version, which is not simulated`);
  const asks = new Map<string, MetricHistoryAsk>();
  if (effect.kind !== "new version") for (const part of parts ?? [statistic]) asks.set(part, askOf(series, part, alarm, reading));
  const isCounted = parts !== undefined && statistic !== "Minimum";
  return { kind: "series", statistic, asks, effect: isCounted ? effect : { kind: "none" } };
}

function effectOf(series: MetricSeries, alarm: AlarmNode, reading: RuleReading, assumptions: Set<string>): Effect {
  const feed = attempt(() => reading.feedOf(series, alarm, noFindings()));
  const { label } = alarm.resource;
  if (feed instanceof Refusal) {
    assumptions.add(`${label} is simulated with its recorded metric: the effect of a broken version on it is unknown`);
    return { kind: "none" };
  }
  const { level, via } = reading.coverageOf(series, alarm);
  if (level === "api" && feed.kind === "requests")
    assumptions.add(`all requests of the alias come through API ${via[0]?.label}, which answers failed ones with a 5xx status`);
  switch (feed.kind) {
    case "requests":
      if (feed.of === "new version") return { kind: "new version", counts: feed.counts };
      return feed.counts === "failures" ? { kind: "failures", value: 1, addsSample: false } : { kind: "none" };
    case "matches":
      return { kind: "failures", value: feed.value, addsSample: true };
    default:
      return { kind: "none" };
  }
}

function askOf(series: MetricSeries, statistic: string, { resource }: AlarmNode, reading: RuleReading): MetricHistoryAsk {
  const { model, windowSeconds } = reading;
  const literal = (text: string | null, what: string): string => {
    const deployed = text === null ? refuse(`watches a metric without ${what}`) : deployedText(text, model.system);
    return isLiteral(deployed) ? deployed : refuse(`watches a metric whose ${what} is unknown`);
  };
  const dimensions = read(series.dimensions, "the Dimensions of its metric") ?? new Map<string, string>();
  return {
    kind: "metric-history",
    stack: resource.stack.name,
    namespace: literal(read(series.namespace, "the Namespace of its metric"), "namespace"),
    metricName: literal(read(series.metricName, "the MetricName of its metric"), "name"),
    dimensions: [...dimensions].map(([name, value]) => [name, literal(value, `dimension ${name}`)] as const).sort(byName),
    statistic,
    windowSeconds,
  };
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
