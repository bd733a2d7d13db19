// The state machine aliases that shift step by step while alarms watch them, which alarms observe them, and what helps where none is in time.

import type { GradualRollout } from "../model/deployments/gradual-rollout.ts";
import { type AlarmLevel, bestSight, reaches } from "../model/deployments/sight.ts";
import { sightsOfRollout } from "../model/deployments/state-machine-sight.ts";
import type { Model } from "../model/model.ts";
import type { Unresolved } from "../model/value.ts";
import type { Advice } from "./explain.ts";
import { playAlarms } from "./play/play.ts";
import { scheduleOf } from "./play/schedule.ts";
import type { ReadAlarm } from "./read/alarms.ts";
import type { ReadScenario, TrafficSettings } from "./read/deployment.ts";
import { readRollout } from "./read/rollout.ts";
import type { Scenario, ScenarioAlarm } from "./scenario.ts";
import type { WatchedAlarm } from "./watched-deployments.ts";

export type WatchedRollout = { readonly rollout: GradualRollout } & (
  | { readonly kind: "unknown"; readonly message: string; readonly because: Unresolved | string }
  | { readonly kind: "watched"; readonly scenario: ReadScenario; readonly alarms: readonly WatchedAlarm[] }
);

/** Those that shift at once, that no alarm watches, or whose alarms certainly watch something else, are left to other checks. */
export function watchedRollouts(model: Model, minimum: AlarmLevel, settings: TrafficSettings): readonly WatchedRollout[] {
  return model.gradualRollouts.flatMap((rollout): readonly WatchedRollout[] => {
    const { scenario, schedule, alarms, unknowns } = readRollout(rollout, model, settings);
    if (schedule?.kind === "all-at-once" || alarms?.length === 0) return [];
    if (scenario === null) {
      const [first] = unknowns;
      return [{ kind: "unknown", rollout, message: `${first?.what} is not known`, because: first?.doubt ?? first?.reason ?? "" }];
    }
    const watched = scenario.alarms.flatMap((alarm, place): readonly WatchedAlarm[] =>
      alarm.isWatched ? [{ alarm, place, scope: scopeOf(alarm, rollout, model, minimum) }] : [],
    );
    return watched.every(({ scope }) => scope === "out") ? [] : [{ kind: "watched", rollout, scenario, alarms: watched }];
  });
}

function scopeOf(
  { alarm, doubt, rule }: ReadAlarm,
  rollout: GradualRollout,
  model: Model,
  minimum: AlarmLevel,
): WatchedAlarm["scope"] {
  if (alarm === null) return { because: doubt ?? ("reason" in rule ? rule.reason : "") };
  const sights = sightsOfRollout(alarm, rollout, model, { trusted: [], mustTrigger: false });
  if (reaches(bestSight(sights)?.level ?? null, minimum)) return "in";
  const open = sights.map(({ because }) => because).find((because) => because !== null);
  return open === undefined ? "out" : { because: open ?? "" };
}

/** Minutes. */
const INTERVALS = [1, 2, 3, 4, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440];

/** The first change that was simulated and found to work: a longer interval, an alarm of a minute, or both. @param margin minutes to be left */
export function adviceForRollout({ scenario, alarms }: WatchedRollout & { readonly kind: "watched" }, margin: number): Advice {
  const { kind, steps } = scenario.schedule;
  const [percent, interval] = [steps[0]?.percent ?? 100, steps[1]?.minute ?? 0];
  const inScope = alarms.flatMap(({ place, scope }) => (scope === "in" ? [place] : []));
  const added = { ...scenario, alarms: [...scenario.alarms, EACH_FAILURE] };
  const longer = (played: Scenario, places: readonly number[]): number | undefined =>
    INTERVALS.filter((each) => each > interval).find((each) =>
      isInTime({ ...played, schedule: scheduleOf(kind, percent, each) }, places, margin),
    );
  const alone = longer(scenario, inScope);
  if (alone !== undefined && alone <= 60) return alike(waiting(alone));
  if (isInTime(added, [scenario.alarms.length], margin)) return alike(ALARM);
  if (alone !== undefined) return alike(waiting(alone));
  const together = longer(added, [scenario.alarms.length]);
  return alike(together === undefined ? NOTHING : `${ALARM}, and ${waiting(together)}`);
}

const ALARM =
  "name an alarm on ExecutionsFailed of the alias in the DeploymentPreference's Alarms: a Sum of at least 1 in one minute";
const NOTHING = "no Interval up to a day helps, nor an alarm on each failed execution: look at the alarm that is named";

function waiting(minutes: number): string {
  return `set the Interval of the DeploymentPreference to ${minutes} minutes`;
}

const EACH_FAILURE: ScenarioAlarm = {
  isWatched: true,
  rule: {
    kind: "threshold",
    formula: { kind: "series", feed: { kind: "matches", value: 1, otherwise: null }, statistic: "Sum" },
    periodMinutes: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    missing: "notBreaching",
    isWallClock: false,
  },
};

function isInTime(scenario: Scenario, places: readonly number[], margin: number): boolean {
  const runs = playAlarms(scenario);
  if (runs.some(({ state }, place) => state === "always-on" && scenario.alarms[place]?.isWatched === true)) return false;
  return places.some((place) => {
    const minute = runs[place]?.state === "goes-off" ? (runs[place]?.goesOffMinute ?? null) : null;
    return minute !== null && scenario.schedule.endMinute - minute > margin;
  });
}

function alike(text: string): Advice {
  return { cdk: text, sam: text, cloudformation: text };
}
