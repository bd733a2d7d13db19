// A deployment as a backtest plays it: its shift, its alarms over recorded series, and the recorded traffic of the alias.

import { seriesOf } from "../../model/alarms/math/formula.ts";
import { attempt, Refusal } from "../../model/alarms/math/refusal.ts";
import type { ShiftedAlias } from "../../model/deployments/traffic-alias.ts";
import { linkSeriesExistence, type SeriesExistence } from "../../model/metrics/series-existence.ts";
import type { Model } from "../../model/model.ts";
import { keyOf, type MetricHistoryAsk } from "../../model/observed/ask.ts";
import { seriesOfAlias } from "../../model/observed/series.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import { deploymentReader, type ReadDeployment } from "../read/deployment.ts";
import { readingOfFunction } from "../read/series.ts";
import type { CompositeRule, NotSimulated, Schedule } from "../scenario.ts";
import { type RecordedRule, recordedRuleOf } from "./recorded-rule.ts";

export interface RecordedAlarm {
  /** For a person. */
  readonly name: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly rule: RecordedRule | CompositeRule | NotSimulated;
  readonly isWatched: boolean;
}

/** The requests of the alias and those of them that fail. */
export interface TrafficAsks {
  readonly requests: MetricHistoryAsk;
  readonly failures: MetricHistoryAsk;
}

export interface ReadBacktest {
  readonly schedule: Schedule;
  readonly alarms: readonly RecordedAlarm[];
  readonly traffic: TrafficAsks;
  readonly assumptions: readonly string[];
}

/** A backtest, or why there is none: a sentence without its subject. */
export type Readable = ReadBacktest | { readonly reason: string };

const ANY_RATE = { requestsPerMinute: 1, errorRate: 1, metricDelaySeconds: 60 };

/** Reads the deployments of one model for a window that ends when the run began. */
export function backtestReader(model: Model, windowSeconds: number): (shifted: ShiftedAlias) => Readable {
  const read = deploymentReader(model);
  const existence = linkSeriesExistence(model);
  return (shifted) => readBacktest(read(shifted, ANY_RATE), { model, existence, windowSeconds });
}

interface Context {
  readonly model: Model;
  readonly existence: SeriesExistence;
  readonly windowSeconds: number;
}

function readBacktest(read: ReadDeployment, context: Context): Readable {
  const { schedule, scenario, rollback, unknowns, shifted } = read;
  if (scenario === null || schedule === null) return { reason: unknowns[0]?.reason ?? "it is not known how it shifts" };
  if (schedule.endMinute === 0) return { reason: "all of the traffic shifts at once, so nothing can be rolled back in time" };
  if (rollback.state !== "on") return { reason: rollback.reason };
  if (!scenario.alarms.some(({ isWatched }) => isWatched)) return { reason: "no alarm watches the deployment" };
  const series = seriesOfAlias(shifted.alias);
  if (series.state !== "known") return { reason: series.reason };
  const askFor = (metricName: string): MetricHistoryAsk => {
    return { kind: "metric-history", ...series.value, metricName, statistic: "Sum", windowSeconds: context.windowSeconds };
  };
  const assumptions = new Set<string>();
  const alarms = scenario.alarms.map((alarm) => recordedAlarm(alarm, shifted, context, assumptions));
  return {
    schedule,
    alarms,
    traffic: { requests: askFor("Invocations"), failures: askFor("Errors") },
    assumptions: [...assumptions],
  };
}

function recordedAlarm(
  { alarm, name, rule, isWatched }: ReadAlarm,
  { alias, subject }: ShiftedAlias,
  { model, existence, windowSeconds }: Context,
  assumptions: Set<string>,
): RecordedAlarm {
  const { stack, logicalId } = alarm?.resource ?? { stack: subject.stack, logicalId: name };
  const own = { name, stack: stack.name, logicalId, isWatched };
  const owner = alias.function;
  if (alarm === null || alarm.kind !== "metric" || owner.state !== "known")
    return { ...own, rule: rule.kind === "threshold" ? { kind: "not-simulated", reason: "" } : rule };
  const deployed = { function: owner.value, alias };
  const ofFunction = readingOfFunction({ model, existence, deployed, requestsPerMinute: 1, slowness: null, isRecorded: true });
  const reading = { ...ofFunction, windowSeconds };
  const recorded = attempt(() => recordedRuleOf(alarm, reading, assumptions));
  return { ...own, rule: recorded instanceof Refusal ? { kind: "not-simulated", reason: recorded.message } : recorded };
}

/** Every series that is played, each once. */
export function asksOf(read: Readable): readonly MetricHistoryAsk[] {
  if ("reason" in read) return [];
  const { traffic, alarms } = read;
  const rules = alarms.flatMap(({ rule }) => (rule.kind === "threshold" ? [rule] : []));
  const watched = rules.flatMap(({ formula }) => seriesOf(formula).flatMap(({ asks }) => [...asks.values()]));
  const all = [traffic.requests, traffic.failures, ...watched];
  return [...new Map(all.map((ask) => [keyOf(ask), ask])).values()];
}
