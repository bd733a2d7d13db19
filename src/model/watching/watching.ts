// Which alarms watch a node, which may, and which only look as if they did.

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import { isBand } from "../alarms/math/queries.ts";
import type { SeriesExistence, WithSeriesExistence } from "../metrics/series-existence.ts";
import { itemsOf } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { type Known, type Unresolved, unresolved } from "../value.ts";
import { countedBy } from "./counted-events.ts";
import type { Sampling } from "./samples.ts";
import { triggerOf } from "./trigger.ts";

export interface Watch {
  readonly alarm: AlarmNode;
  readonly series: MetricSeries;
  /** The series, for a person: `Errors of alias live`. */
  readonly what: string;
  /** What is between the node and the alarm and must exist as well: an alias, a metric filter. */
  readonly via: readonly Resource[];
}

export interface DoubtfulWatch {
  readonly resource: Resource;
  readonly because: Unresolved;
}

/** An alarm that looks as if it watched the node, and why it does not. */
export interface MissedWatch {
  readonly alarm: AlarmNode;
  /** Completes "the alarm …". */
  readonly reason: string;
}

export interface Watchers {
  readonly watches: readonly Watch[];
  readonly doubts: readonly DoubtfulWatch[];
  readonly misses: readonly MissedWatch[];
}

export class WatcherList implements Watchers {
  readonly watches: Watch[] = [];
  readonly doubts: DoubtfulWatch[] = [];
  readonly misses: MissedWatch[] = [];
  readonly #existence: SeriesExistence;

  constructor({ seriesExistence }: WithSeriesExistence) {
    this.#existence = seriesExistence;
  }

  /** Takes an alarm on a series: it watches where its series can exist and what the series measures can set it off. */
  add(watch: Watch, sampling: Sampling): void {
    const { alarm, series, what } = watch;
    if (this.watches.some((other) => other.alarm === alarm)) return;
    const judgements = this.#existence.of(alarm);
    const blind = judgements.find((each) => each.kind === "never");
    const open = judgements.find((each) => each.kind === "unresolved");
    const trigger = triggerOf(alarm, series, sampling, what);
    if (blind?.kind === "never") this.misses.push({ alarm, reason: `never has data: ${blind.reason}` });
    else if (trigger.kind === "never") this.misses.push({ alarm, reason: trigger.reason });
    else if (open?.kind === "unresolved") this.doubts.push({ resource: alarm.resource, because: open.because });
    else if (trigger.kind === "unresolved") this.doubts.push({ resource: alarm.resource, because: trigger.because });
    else this.watches.push(watch);
  }

  /** Takes an alarm on what a metric filter counts: it watches where those are failures. @param variables of an access log */
  addFiltered(
    watch: Watch,
    filter: Resource,
    sampling: Known<Sampling> | Unresolved,
    variables?: ReadonlyMap<string, string>,
  ): void {
    const counted = countedBy(filter, variables);
    if (counted.kind === "other") this.misses.push({ alarm: watch.alarm, reason: counted.reason });
    else if (counted.kind === "unresolved") this.doubts.push({ resource: filter, because: counted.because });
    else if (sampling.state === "unresolved") this.doubts.push({ resource: filter, because: sampling });
    else this.add(watch, sampling.value);
  }
}

/** Everything that must exist for it. */
export function walkOf({ alarm, via }: Watch): readonly Resource[] {
  return [...via, alarm.resource];
}

/** The first few that only look as if they watched, each with its reason; empty where there are none. */
export function missesInWords(misses: readonly MissedWatch[]): string {
  const reasons = new Set(misses.map(({ alarm, reason }) => `${alarm.resource.label} ${reason}`));
  return reasons.size === 0 ? "" : `: ${[...reasons].slice(0, 3).join("; ")}`;
}

/** Those that certainly exist, where any does: nothing depends on the others then. */
export function certainOf<T extends Watch>(watches: readonly T[]): readonly T[] {
  const certain = watches.filter((watch) => walkOf(watch).every(({ presence }) => presence.state === "known"));
  return certain.length > 0 ? certain : watches;
}

/** The Metrics Insights queries of an alarm: they name no series of their own. */
export function queriesOf(alarm: AlarmNode): readonly string[] {
  return itemsOf(alarm.resource.property("Metrics")).flatMap((query) => {
    const text = query.at("Expression").symbol();
    return text.state === "known" && /^\s*SELECT\b/i.test(text.value) ? [text.value] : [];
  });
}

export function unreadQuery({ resource }: AlarmNode): Unresolved {
  return unresolved(`alarm ${resource.label} is a Metrics Insights query, which is not evaluated`);
}

/** What it compares is a series itself, not an expression over series. */
export function isPlain(alarm: AlarmNode): boolean {
  return itemsOf(alarm.resource.property("Metrics")).every((query) => query.at("Expression").isAbsent);
}

/** The same, or a series with its anomaly detection band: where the series has no data, nothing is compared. */
export function isOnOneSeries(alarm: AlarmNode): boolean {
  return itemsOf(alarm.resource.property("Metrics")).every((query) => {
    const expression = query.at("Expression").text();
    return expression.state === "absent" || (expression.state === "known" && isBand(expression.value));
  });
}

/** Functions of metric math whose result is in the unit of what they are given. */
const KEEPING: readonly string[] = [
  "AVG",
  "CEIL",
  "FILL",
  "FIRST",
  "FLOOR",
  "IF",
  "LAST",
  "MAX",
  "METRICS",
  "MIN",
  "REMOVE_EMPTY",
];

/** The expression by which the alarm calculates with its series, so that its threshold is in another unit; null where there is none. */
export function calculationOf(alarm: AlarmNode): string | null {
  const expressions = itemsOf(alarm.resource.property("Metrics")).map((query) => query.at("Expression").text());
  const calculates = (text: string): boolean =>
    /[-+*/^]/.test(text) || (text.match(/\b[A-Z][A-Z0-9_]*(?=\s*\()/g) ?? []).some((name) => !KEEPING.includes(name));
  const found = expressions.find((text) => text.state === "known" && calculates(text.value));
  return found?.state === "known" ? found.value : null;
}

export type Watched =
  | { readonly kind: "watched"; readonly watch: Watch }
  | { readonly kind: "doubtful"; readonly doubt: DoubtfulWatch }
  | { readonly kind: "unwatched"; readonly misses: readonly MissedWatch[] };

/** Whether an alarm watches it, whatever the threshold. */
export function watchedBy({ watches, doubts, misses }: Watchers): Watched {
  const [watch] = certainOf(watches);
  const [doubt] = doubts;
  if (watch !== undefined) return { kind: "watched", watch };
  return doubt === undefined ? { kind: "unwatched", misses } : { kind: "doubtful", doubt };
}
