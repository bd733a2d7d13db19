// A deployment as a backtest plays it: its shift, its alarms over recorded series, and the recorded traffic of the alias.

import { seriesOf } from "../../model/alarms/math/formula.ts";
import { attempt, Refusal } from "../../model/alarms/math/refusal.ts";
import { isOfFunction, type Shifting } from "../../model/deployments/shifting.ts";
import { linkSeriesExistence, type SeriesExistence } from "../../model/metrics/series-existence.ts";
import type { Model } from "../../model/model.ts";
import { keyOf, type MetricHistoryAsk } from "../../model/observed/ask.ts";
import { trafficMetricsOf } from "../../model/observed/traffic-metrics.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import type { Reading } from "../read/reading.ts";
import { isPlayable, isRollout, type ReadShift, readingOfRollout, shiftReader } from "../read/rollout.ts";
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
export function backtestReader(model: Model, windowSeconds: number): (shifting: Shifting) => Readable {
  const read = shiftReader(model);
  const existence = linkSeriesExistence(model);
  return (shifting) => readBacktest(read(shifting, ANY_RATE), { model, existence, windowSeconds });
}

interface Context {
  readonly model: Model;
  readonly existence: SeriesExistence;
  readonly windowSeconds: number;
}

function readBacktest(read: ReadShift, context: Context): Readable {
  const { rollback, unknowns } = read;
  if (!isPlayable(read)) return { reason: unknowns[0]?.reason ?? "its traffic shift is unknown" };
  const { schedule, alarms: watched } = read.scenario;
  if (schedule.endMinute === 0) return { reason: "all of the traffic shifts at once, so nothing can be rolled back in time" };
  if (rollback.state !== "on") return { reason: rollback.reason };
  if (!watched.some(({ isWatched }) => isWatched)) return { reason: "no alarm watches the deployment" };
  const shifting = isRollout(read) ? read.rollout : read.shifted;
  const metrics = trafficMetricsOf(shifting);
  if (metrics.state !== "known") return { reason: metrics.reason };
  const { series, requests, failures } = metrics.value;
  const askFor = (metricName: string): MetricHistoryAsk => {
    return { kind: "metric-history", ...series, metricName, statistic: "Sum", windowSeconds: context.windowSeconds };
  };
  const assumptions = new Set<string>();
  const alarms = watched.map((alarm) => recordedAlarm(alarm, shifting, context, assumptions));
  return {
    schedule,
    alarms,
    traffic: { requests: askFor(requests), failures: askFor(failures) },
    assumptions: [...assumptions],
  };
}

function recordedAlarm(
  { alarm, name, rule, isWatched }: ReadAlarm,
  shifting: Shifting,
  context: Context,
  assumptions: Set<string>,
): RecordedAlarm {
  const { stack, logicalId } = alarm?.resource ?? { stack: shifting.subject.stack, logicalId: name };
  const own = { name, stack: stack.name, logicalId, isWatched };
  const reading = recordedReading(shifting, context);
  if (alarm === null || alarm.kind !== "metric" || reading === null)
    return { ...own, rule: rule.kind === "threshold" ? { kind: "not-simulated", reason: "" } : rule };
  const { windowSeconds } = context;
  const recorded = attempt(() => recordedRuleOf(alarm, { ...reading, windowSeconds }, assumptions));
  return { ...own, rule: recorded instanceof Refusal ? { kind: "not-simulated", reason: recorded.message } : recorded };
}

/** null where the function is unknown. */
function recordedReading(shifting: Shifting, { model, existence }: Context): Reading | null {
  if (!isOfFunction(shifting)) return readingOfRollout(shifting, model, 1, true);
  const { alias } = shifting;
  if (alias.function.state !== "known") return null;
  const deployed = { function: alias.function.value, alias };
  return readingOfFunction({ model, existence, deployed, requestsPerMinute: 1, slowness: null, isRecorded: true });
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
