// What an alarm shows of a deployment counts only where its series can exist and a failure can set it off.
import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { Model } from "../model.ts";
import { samplingOfMetric } from "../watching/samples.ts";
import { type Trigger, triggerOf } from "../watching/trigger.ts";
import { reaches, type Sight, told, untold } from "./sight.ts";

/** A series of an alarm and what it shows. */
export interface SeenSeries {
  readonly series: MetricSeries;
  readonly sight: Sight;
}

/** The sights of one alarm's series, less what cannot exist or be set off. */
export function effectiveSights(seen: readonly SeenSeries[], alarm: AlarmNode, model: Model): readonly Sight[] {
  const judgements = model.seriesExistence.of(alarm);
  const blind = judgements.find((each) => each.kind === "never");
  if (blind?.kind === "never")
    return seen.map(({ sight }) => lessened(sight, told("nothing", `watches nothing: ${blind.reason}`)));
  const triggers = seen.flatMap((each) => triggerOfSeries(each, alarm, model));
  const isTriggered = triggers.length === 0 || triggers.some(({ kind }) => kind === "triggered");
  const never = triggers.find((trigger) => trigger.kind === "never");
  const open = triggers.find((trigger) => trigger.kind === "unresolved");
  const doubt = judgements.find((each) => each.kind === "unresolved");
  return seen.map(({ sight }) => {
    if (!isTriggered && open?.kind === "unresolved") return lessened(sight, untold(sight.what, open.because));
    if (!isTriggered && never?.kind === "never") return lessened(sight, told("nothing", never.reason));
    return doubt?.kind === "unresolved" ? lessened(sight, untold(sight.what, doubt.because)) : sight;
  });
}

function isSeen({ level }: Sight): boolean {
  return reaches(level, "account");
}

/** What shows nothing anyway keeps its own reason. */
function lessened(sight: Sight, less: Sight): Sight {
  return isSeen(sight) ? less : sight;
}

/** Of a metric that counts failures: whether a failure can set the alarm off. */
function triggerOfSeries({ series, sight }: SeenSeries, alarm: AlarmNode, { system }: Model): readonly Trigger[] {
  const { namespace, metricName } = series;
  if (namespace.state !== "known" || metricName.state !== "known" || !isSeen(sight)) return [];
  const sampling = samplingOfMetric(system.concrete(namespace.value), system.concrete(metricName.value));
  return sampling?.kind === "failures" ? [triggerOf(alarm, series, sampling, metricName.value)] : [];
}
