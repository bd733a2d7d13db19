// Which aliases shift traffic from one version to another right now, and the metrics of both versions.

import type { TrafficAlias, WithTrafficAliases } from "../deployments/traffic-alias.ts";
import { type Known, known, mapKnown, type Unresolved, unresolved } from "../value.ts";
import type { MetricAsk, MetricObserved } from "./ask.ts";
import { answersTo, metricAsk, type Span, total } from "./gauge.ts";
import type { WithObservations } from "./observations.ts";
import { functionNameOf, type Series, seriesOfAlias, seriesOfVersion } from "./series.ts";

export interface TrafficShift {
  readonly oldVersion: string;
  readonly newVersion: string;
  /** Of the traffic, 0 to 1. */
  readonly newShare: number;
  readonly oldSeries: Series;
  readonly newSeries: Series;
}

/** What was seen of one version. */
export interface VersionSeen {
  readonly version: string;
  readonly invocations: number;
  readonly errors: number;
  /** Milliseconds, on average of each period that had invocations. */
  readonly durations: readonly number[];
}

export interface VersionsSeen {
  readonly fresh: VersionSeen;
  readonly old: VersionSeen;
}

export interface ShiftingAlias extends TrafficAlias {
  readonly shift: Known<TrafficShift> | Unresolved;
}

/** Those with a weight on a second version, and those of which it could not be seen. */
export function shiftingAliases(model: WithObservations & WithTrafficAliases): readonly ShiftingAlias[] {
  return model.trafficAliases.flatMap((entry): readonly ShiftingAlias[] => {
    const shift = shiftOf(entry, model);
    return shift === null ? [] : [{ ...entry, shift }];
  });
}

function shiftOf({ alias }: TrafficAlias, model: WithObservations): Known<TrafficShift> | Unresolved | null {
  const functionName = functionNameOf(alias);
  if (functionName === null) return unresolved("the deployed name of its function is unknown");
  const seen = model.observed({ kind: "aliases", stack: alias.resource.stack.name, functionName });
  if (seen.state !== "known") return seen;
  const state = seen.value?.find(({ name }) => alias.name.state === "known" && name === alias.name.value);
  const [weighted, another] = Object.entries(state?.weights ?? {}).filter(([, weight]) => weight > 0);
  const series = seriesOfAlias(alias);
  if (alias.name.state === "unresolved") return alias.name;
  if (state === undefined || weighted === undefined) return null;
  if (another !== undefined) return unresolved("its traffic is split between more than two versions");
  if (series.state !== "known") return series;
  const [newVersion, newShare] = weighted;
  return known({
    oldVersion: state.version,
    newVersion,
    newShare,
    oldSeries: seriesOfVersion(series.value, state.version),
    newSeries: seriesOfVersion(series.value, newVersion),
  });
}

/** Of the new version first, then of the old one. */
export function asksOfShift({ newSeries, oldSeries }: TrafficShift, span: Span): readonly MetricAsk[] {
  return [newSeries, oldSeries].flatMap((series) => [
    metricAsk(series, "Invocations", "Sum", span),
    metricAsk(series, "Errors", "Sum", span),
    metricAsk(series, "Duration", "Average", span),
  ]);
}

export function versionsIn(shift: TrafficShift, span: Span, model: WithObservations): Known<VersionsSeen> | Unresolved {
  return mapKnown(answersTo(asksOfShift(shift, span), model), (answers) => ({
    fresh: versionSeen(shift.newVersion, answers.slice(0, 3)),
    old: versionSeen(shift.oldVersion, answers.slice(3)),
  }));
}

function versionSeen(version: string, [invocations, errors, durations]: readonly MetricObserved[]): VersionSeen {
  const [all, failed] = [invocations, errors].map((observed) => Math.round(total(observed))) as [number, number];
  // The last minute may have its errors counted before its invocations.
  return { version, invocations: Math.max(all, failed), errors: failed, durations: durations?.values ?? [] };
}
