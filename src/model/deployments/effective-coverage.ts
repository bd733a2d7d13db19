// What an alarm shows of a deployment counts only where its series can exist and a failure can set it off.

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { countedBy } from "../watching/counted-events.ts";
import type { WithLogMetrics } from "../watching/log-metrics.ts";
import { samplingOfMetric } from "../watching/samples.ts";
import { type Trigger, triggerOf } from "../watching/trigger.ts";
import { type Coverage, determined, reaches, undetermined } from "./coverage.ts";

/** A series of an alarm and what it shows. */
export interface SeenSeries {
  readonly series: MetricSeries;
  readonly coverage: Coverage;
}

/** The coverages of one alarm's series, without those that cannot exist or put it in ALARM. */
export function effectiveCoverages(
  seen: readonly SeenSeries[],
  alarm: AlarmNode,
  model: WithLogMetrics & WithSeriesExistence & WithSystem,
): readonly Coverage[] {
  const judgements = model.seriesExistence.of(alarm);
  const blind = judgements.find((each) => each.kind === "never");
  if (blind?.kind === "never")
    return seen.map(({ coverage }) => lessened(coverage, determined("nothing", `never has data: ${blind.reason}`)));
  const uncounted = uncountedIn(seen);
  const triggers = seen.flatMap((each) => triggerOfSeries(each, alarm, model, seen.length === 1));
  const isTriggered = triggers.length === 0 || triggers.some(({ kind }) => kind === "triggered");
  const never = triggers.find((trigger) => trigger.kind === "never");
  const open = triggers.find((trigger) => trigger.kind === "unresolved");
  const doubt = judgements.find((each) => each.kind === "unresolved");
  return seen.map(({ coverage }) => {
    if (!isTriggered && open?.kind === "unresolved") return lessened(coverage, undetermined(coverage.what, open.because));
    if (!isTriggered && never?.kind === "never") return lessened(coverage, determined("nothing", never.reason));
    if (doubt?.kind === "unresolved") return lessened(coverage, undetermined(coverage.what, doubt.because));
    return uncounted !== null && coverage.level === "log" ? undetermined(coverage.what, uncounted) : coverage;
  });
}

/** Why what its metric filters count in the function's log may be no failures; null where one of them counts some. */
function uncountedIn(seen: readonly SeenSeries[]): Unresolved | null {
  const filters = seen.flatMap(({ coverage: { level, via } }) => (level === "log" ? via.slice(0, 1) : []));
  const counted = filters.map((filter) => countedBy(filter));
  if (counted.some((each) => each.kind === "failures" || (each.kind === "other" && each.isPartly))) return null;
  const [first] = counted;
  if (first === undefined || first.kind === "failures") return null;
  return first.kind === "unresolved" ? first.because : unresolved(`the alarm ${first.reason}`);
}

function isSeen({ level }: Coverage): boolean {
  return reaches(level, "account");
}

/** What shows nothing anyway keeps its own reason. */
function lessened(coverage: Coverage, less: Coverage): Coverage {
  return isSeen(coverage) ? less : coverage;
}

/**
 * Of a metric that counts failures: whether a failure can set the alarm off.
 * @param isOnly no expression combines it with what other filters count
 */
function triggerOfSeries(
  { series, coverage }: SeenSeries,
  alarm: AlarmNode,
  model: WithLogMetrics & WithSystem,
  isOnly: boolean,
): readonly Trigger[] {
  const { namespace, metricName } = series;
  if (namespace.state !== "known" || metricName.state !== "known" || !isSeen(coverage)) return [];
  const { system } = model;
  const sampling = samplingOfMetric(system.concrete(namespace.value), system.concrete(metricName.value));
  if (sampling?.kind === "failures") return [triggerOf(alarm, series, sampling, metricName.value)];
  return coverage.level === "log" && isOnly ? triggerOfFilter({ series, coverage }, alarm, model) : [];
}

/** Whether an event that the filter selects can set the alarm off. */
function triggerOfFilter(
  { series, coverage }: SeenSeries,
  alarm: AlarmNode,
  model: WithLogMetrics & WithSystem,
): readonly Trigger[] {
  const { namespace, metricName } = series;
  const [filter] = coverage.via;
  if (namespace.state !== "known" || metricName.state !== "known" || filter === undefined) return [];
  const [wanted, name] = [model.system.concrete(namespace.value), model.system.concrete(metricName.value)];
  const metric = model.logMetrics.find(wanted, name, alarm.resource).find((each) => each.filter === filter);
  // What a filter takes from the log event has any value; what the template leaves open may keep the alarm from firing.
  if (metric?.sampling.state === "unresolved" && !metric.isFromEvent) return [{ kind: "unresolved", because: metric.sampling }];
  if (metric?.sampling.state !== "known") return [];
  return [triggerOf(alarm, series, metric.sampling.value, `what metric filter ${filter.label} counts`)];
}
