// How much of what is being deployed an alarm sees: nothing, the whole account, the function, its alias, or the new version alone.
import type { MetricSeries } from "../alarms/alarm.ts";
import type { AliasNode, FunctionNode } from "../functions/function.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Unresolved } from "../value.ts";

export const alarmLevels = ["nothing", "account", "function", "log", "api", "alias", "version"] as const;
export type AlarmLevel = (typeof alarmLevels)[number];

const RANKS: Readonly<Record<AlarmLevel, number>> = { nothing: 0, account: 1, function: 2, log: 2, api: 2, alias: 3, version: 4 };

/** What a deployment changes: the alias moves to another version of the function. */
export interface Deployed {
  readonly function: FunctionNode;
  readonly alias: AliasNode;
}

/** What one series of an alarm, or one member of a composite alarm, shows of a deployment. */
export interface Coverage {
  /** `custom`: nothing ties the metric to the function. null: unknown. */
  readonly level: AlarmLevel | "custom" | null;
  /** Completes "the alarm …": `watches Errors of alias live`. */
  readonly what: string;
  /** Why it is unknown; null where it is known. */
  readonly because: Unresolved | string | null;
  /** What is between the function and the alarm and must exist as well. */
  readonly via: readonly Resource[];
}

export function reaches(level: Coverage["level"], minimum: AlarmLevel): boolean {
  return rankOf(level) >= RANKS[minimum];
}

/** The one that shows the most, of those that are determined. A composite alarm shows what the members that can set it off show. */
export function bestCoverage(coverages: readonly Coverage[]): Coverage | null {
  const openness = ({ via }: Coverage): number => (via.every(({ presence }) => presence.state === "known") ? 0 : 1);
  const determinate = coverages.filter(({ because }) => because === null);
  return [...determinate].sort((a, b) => rankOf(b.level) - rankOf(a.level) || openness(a) - openness(b))[0] ?? null;
}

function rankOf(level: Coverage["level"]): number {
  return level === null || level === "custom" ? -1 : RANKS[level];
}

/** What is undetermined. */
export function undetermined(what: string, because: Unresolved | string): Coverage {
  return { level: null, what, because, via: [] };
}

/** What is determined. */
export function determined(level: AlarmLevel, what: string, via: readonly Resource[] = []): Coverage {
  return { level, what, because: null, via };
}

/** The metric's name, for a person. */
export function metricOf({ metricName }: MetricSeries, { symbols }: System): string {
  return metricName.state === "known" ? symbols.display(metricName.value) : "an unknown metric";
}
