// How long requests to an alias take, as a live system shows it: percentiles of the last day.
import type { AlarmNode, MetricSeries } from "../model/alarms/alarm.ts";
import type { AliasNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk } from "../model/observed/gauge.ts";
import { type Series, seriesOfAlias, seriesWritten } from "../model/observed/series.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../model/value.ts";
import type { Percentages } from "./play/durations.ts";
import { watchedAlarmsOf } from "./watched-alarms.ts";

const TIMED: readonly string[] = ["AWS/Lambda Duration", "AWS/ApiGateway Latency", "AWS/ApiGateway IntegrationLatency"];

/** @param metric namespace and name */
export function isTimed(metric: string): boolean {
  return TIMED.includes(metric);
}

/** Between them the distribution is log-normal: the more of the tail is seen, the less is assumed. */
const ASKED = [0.1, 0.5, 0.9, 0.99, 0.999];
/** A day shows the hours that are slower than others. */
const SPAN = { windowSeconds: 86_400, periodSeconds: 86_400 };

/** What a live run has to ask for the durations that the alarms of its deployments watch. */
export function durationAsks(model: Model): readonly MetricAsk[] {
  const asks = model.shiftedAliases.flatMap((shifted) =>
    watchedAlarmsOf(shifted, model).flatMap((alarm) =>
      alarm.series.state === "known"
        ? alarm.series.value.flatMap((series) => {
            const own = asksFor(series, alarm, shifted.alias, model);
            return own?.state === "known" ? own.value : [];
          })
        : [],
    ),
  );
  return [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()];
}

/** null where the system is not a live one; unresolved where its metrics could not be seen, or it had no requests. */
export function measuredDurations(
  series: MetricSeries,
  alarm: AlarmNode,
  alias: AliasNode,
  model: Model,
): Known<Percentages> | Unresolved | null {
  if (model.system.facts.observations === undefined) return null;
  const asks = asksFor(series, alarm, alias, model);
  if (asks?.state !== "known") return asks;
  const answers = answersTo(asks.value, model);
  if (answers.state !== "known") return answers;
  const values = answers.value.map(({ values: [value] }) => value);
  const points = ASKED.flatMap((share, index): Percentages => {
    const value = values[index];
    return value === undefined || value <= 0 ? [] : [[share, value]];
  });
  return points.length < 2 ? unresolved("there were no requests in the last day; pass --duration-ms p50,p99") : known(points);
}

/** Of a function the requests through the alias count, whatever the alarm watches. */
function asksFor(
  { namespace, metricName, dimensions }: MetricSeries,
  { resource }: AlarmNode,
  alias: AliasNode,
  model: Model,
): Known<readonly MetricAsk[]> | Unresolved | null {
  if (namespace.state !== "known" || metricName.state !== "known" || dimensions.state !== "known") return null;
  if (!isTimed(`${namespace.value} ${metricName.value}`)) return null;
  const series: Known<Series> | Unresolved =
    namespace.value === "AWS/Lambda"
      ? seriesOfAlias(alias)
      : seriesWritten(resource.stack, namespace.value, [...dimensions.value], model.system);
  return mapKnown(series, (own) => ASKED.map((share) => metricAsk(own, metricName.value, `p${share * 100}`, SPAN)));
}
