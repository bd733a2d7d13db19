// Alarms that enter ALARM while nothing is invoked because they treat missing data as breaching, simulated or not.
import type { AlarmNode, MetricSeries } from "../model/alarms/alarm.ts";
import type { Value } from "../model/value.ts";
import { isOnOneSeries } from "../model/watching/watching.ts";
import type { ReadAlarm } from "./read/alarms.ts";

/** How it treats missing data; null where it is not on one metric. */
export function missingDataOf({ alarm }: ReadAlarm): Value<string> | null {
  if (alarm === null || alarm.kind !== "metric" || !isOnOneSeries(alarm)) return null;
  return alarm.resource.property("TreatMissingData").text("breaching");
}

/** Whatever its statistic is: of one on a metric of what is deployed there is nothing to measure then. */
export function fearsSilence(read: ReadAlarm): boolean {
  const missing = missingDataOf(read);
  return missing?.state === "known" && missing.value === "breaching" && (read.alarm === null || !watchesSuccess(read.alarm));
}

/** It watches for a low number of an event of the system itself, such as orders: whether there are any without requests is unknown. */
function watchesSuccess(alarm: AlarmNode): boolean {
  const { series } = alarm;
  const isOwn = ({ namespace }: MetricSeries): boolean => namespace.state !== "known" || !namespace.value.startsWith("AWS/");
  return isDownward(alarm) && series.state === "known" && series.value.some(isOwn);
}

export function isDownward({ comparison }: AlarmNode): boolean {
  return comparison.state === "known" && comparison.value.startsWith("LessThan");
}

/** Whether Step Functions has data of executions while none fails is not documented. */
export function watchesExecutions({ series }: AlarmNode): boolean {
  const all = series.state === "known" ? series.value : [];
  return all.some(({ namespace }) => namespace.state === "known" && namespace.value === "AWS/States");
}
