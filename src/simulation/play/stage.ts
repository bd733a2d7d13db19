// A scenario made ready to be played: rules compiled, composite alarms behind their members, how far back any window reaches.
import type { CompositeRule, Scenario, ScenarioAlarm, ThresholdRule } from "../scenario.ts";
import { type DataPoint, dataPointOf } from "./formula.ts";
import { alignmentsOfRule, commonMultiple, hiddenBuckets, reachOfRule, strideOfRule } from "./window.ts";

export interface PlayedThreshold {
  /** In the scenario's list of alarms. */
  readonly place: number;
  readonly rule: ThresholdRule;
  readonly dataPoint: DataPoint;
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
  /** Ways in which minute 0 can lie to the clock and it matters. */
  readonly alignments: number;
}

export function stageOf({ alarms, metricDelaySeconds, schedule }: Scenario): Stage {
  const thresholds = alarms.flatMap(({ rule }, place) =>
    rule.kind === "threshold" ? [{ place, rule, dataPoint: dataPointOf(rule.formula) }] : [],
  );
  const hidden = hiddenBuckets({ metricDelaySeconds });
  return {
    alarms,
    endMinute: schedule.endMinute,
    watched: alarms.flatMap(({ isWatched }, place) => (isWatched ? [place] : [])),
    thresholds,
    composites: inOrder(alarms),
    hidden,
    history: hidden + Math.max(0, ...thresholds.map(({ rule }) => reachOfRule(rule))),
    strides: [...new Set(thresholds.map(({ rule }) => strideOfRule(rule)))],
    alignments: thresholds.map(({ rule }) => alignmentsOfRule(rule)).reduce(commonMultiple, 1),
  };
}

function inOrder(alarms: readonly ScenarioAlarm[]): readonly PlayedComposite[] {
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
