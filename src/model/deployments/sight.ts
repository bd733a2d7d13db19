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
export interface Sight {
  /** `custom`: nothing ties the metric to the function. null: it cannot be told. */
  readonly level: AlarmLevel | "custom" | null;
  /** Completes «the alarm …»: `watches Errors of alias live`. */
  readonly what: string;
  /** Why it cannot be told; null where it can. */
  readonly because: Unresolved | string | null;
  /** What stands between the function and the alarm and must exist as well. */
  readonly via: readonly Resource[];
}

export function reaches(level: Sight["level"], minimum: AlarmLevel): boolean {
  return rankOf(level) >= RANKS[minimum];
}

/** The one that shows the most, of what can be told. A composite alarm shows what the members that can set it off show. */
export function bestSight(sights: readonly Sight[]): Sight | null {
  const openness = ({ via }: Sight): number => (via.every(({ presence }) => presence.state === "known") ? 0 : 1);
  const told = sights.filter(({ because }) => because === null);
  return [...told].sort((a, b) => rankOf(b.level) - rankOf(a.level) || openness(a) - openness(b))[0] ?? null;
}

function rankOf(level: Sight["level"]): number {
  return level === null || level === "custom" ? -1 : RANKS[level];
}

/** What cannot be told. */
export function untold(what: string, because: Unresolved | string): Sight {
  return { level: null, what, because, via: [] };
}

/** What can. */
export function told(level: AlarmLevel, what: string, via: readonly Resource[] = []): Sight {
  return { level, what, because: null, via };
}

/** The metric's name, for a person. */
export function metricOf({ metricName }: MetricSeries, { symbols }: System): string {
  return metricName.state === "known" ? symbols.display(metricName.value) : "a metric that is not known";
}
