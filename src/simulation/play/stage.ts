// A scenario made ready to be played: rules compiled, composite alarms behind their members, how far back any window reaches.
import type { CompositeRule, NotSimulated, Scenario, ScenarioAlarm, ThresholdRule } from "../scenario.ts";
import { evaluationRange } from "./evaluation.ts";
import { type DataPoint, type DurationsFeed, dataPointOf } from "./formula.ts";
import { needsFailures } from "./needs-failures.ts";
import { alignmentsOfRule, commonMultiple, hiddenBuckets, reachOfRule, strideOfRule } from "./window.ts";

export interface PlayedThreshold {
  /** In the scenario's list of alarms. */
  readonly place: number;
  readonly rule: ThresholdRule;
  readonly dataPoint: DataPoint;
  /** Minutes back from the end of its window in which a failure has to be, or it is not in ALARM; null where others may fire it. */
  readonly reach: number | null;
}

export interface PlayedComposite {
  readonly place: number;
  readonly rule: CompositeRule;
}

export interface Stage {
  readonly alarms: readonly ScenarioAlarm[];
  /** Where the shift ends. */
  readonly endMinute: number;
  readonly watched: readonly number[];
  readonly thresholds: readonly PlayedThreshold[];
  /** Each behind the composite alarms among its members. */
  readonly composites: readonly PlayedComposite[];
  /** Buckets that have ended and are not yet visible. */
  readonly hidden: number;
  /** Minutes before minute 0 that some window can show. */
  readonly history: number;
  /** From one window to the next, in minutes, each once. */
  readonly strides: readonly number[];
  /** What is measured of how long requests take, where they are drawn. */
  readonly measures: readonly Measure[];
  /** Requests that go elsewhere for each one to the alias: each ratio once. */
  readonly others: readonly number[];
  /** How many times slower the new version is. */
  readonly slowdown: number;
  /** Ways in which minute 0 can lie to the clock and it matters. */
  readonly alignments: number;
}

/** The sum of the durations or, for a percentile, how many are longer than the threshold of its alarm. */
export interface Measure extends DurationsFeed {
  readonly threshold: number;
}

export function stageOf({ alarms, metricDelaySeconds, schedule, slowdown = 1 }: Scenario): Stage {
  const measures: Measure[] = [];
  const others: number[] = [];
  const ofOthers = (ratio: number): number => {
    const place = others.indexOf(ratio);
    return place < 0 ? others.push(ratio) - 1 : place;
  };
  // The rule of a composite alarm may tell OK from INSUFFICIENT_DATA.
  const hasComposites = alarms.some(({ rule }) => rule.kind === "composite");
  const thresholds = alarms.flatMap(({ rule }, place) => {
    if (rule.kind !== "threshold") return [];
    const ofDurations = (feed: DurationsFeed): number => measures.push({ ...feed, threshold: rule.threshold }) - 1;
    const reach = !hasComposites && needsFailures(rule) ? evaluationRange(rule) * rule.periodMinutes : null;
    return [{ place, rule, reach, dataPoint: dataPointOf(rule.formula, { ofDurations, ofOthers }) }];
  });
  const hidden = hiddenBuckets({ metricDelaySeconds });
  return {
    alarms,
    endMinute: schedule.endMinute,
    watched: alarms.flatMap(({ isWatched }, place) => (isWatched ? [place] : [])),
    thresholds,
    composites: inOrder(alarms),
    hidden,
    history: hidden + Math.max(0, ...thresholds.map(({ rule }) => reachOfRule(rule))),
    measures,
    others,
    slowdown,
    strides: [...new Set(thresholds.map(({ rule }) => strideOfRule(rule)))],
    alignments: thresholds.map(({ rule }) => alignmentsOfRule(rule)).reduce(commonMultiple, 1),
  };
}

/** The composite alarms, each behind those among its members. */
export function inOrder(
  alarms: readonly { readonly rule: { readonly kind: "threshold" } | CompositeRule | NotSimulated }[],
): readonly PlayedComposite[] {
  const ordered: PlayedComposite[] = [];
  const visited = new Set<number>();
  const visit = (place: number): void => {
    const rule = alarms[place]?.rule;
    if (visited.has(place) || rule?.kind !== "composite") return;
    visited.add(place);
    for (const member of rule.members.values()) visit(member);
    ordered.push({ place, rule });
  };
  for (const place of alarms.keys()) visit(place);
  return ordered;
}
