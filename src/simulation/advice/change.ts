// A change of a deployment or of its alarms, and the scenario that it makes.

import type { ReadAlarm } from "../read/alarms.ts";
import type { ReadScenario } from "../read/deployment.ts";
import type { Feed, Formula, Schedule, ThresholdRule } from "../scenario.ts";

export interface AlarmEdits {
  /** All of its series count the new version alone. */
  readonly level?: "version";
  /** Of the only metric of an alarm without an expression. */
  readonly statistic?: "Sum";
  readonly threshold?: number;
  readonly periodMinutes?: number;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly missing?: "notBreaching";
}

export interface NamedShift {
  /** As AWS names it after `CodeDeployDefault.Lambda`; null where it is one's own. */
  readonly name: string | null;
  readonly schedule: Schedule;
  readonly percent: number;
  /** Minutes between two steps. */
  readonly interval: number;
}

/** What changes of a DeploymentPreference. */
export interface PreferenceEdits {
  readonly Type?: "CANARY" | "LINEAR";
  readonly Percentage?: number;
  /** Minutes. */
  readonly Interval?: number;
}

export type Change =
  /** `place`: of the alarm in the scenario. */
  | { readonly kind: "alarm"; readonly place: number; readonly edits: AlarmEdits }
  | { readonly kind: "shift"; readonly shift: NamedShift }
  /** Of a state machine alias: its DeploymentPreference. */
  | { readonly kind: "preference"; readonly schedule: Schedule; readonly edits: PreferenceEdits }
  /** On errors of a function's alias or its new version, or on failed executions of a state machine alias. */
  | { readonly kind: "new-alarm"; readonly level: "alias" | "version" | "executions"; readonly rule: ThresholdRule }
  /** Its group does not watch it any more. */
  | { readonly kind: "unwatch"; readonly place: number }
  /** Enables the alarms, and rolling back on them. */
  | { readonly kind: "rollback" };

/** How many properties it changes. */
export function sizeOf(changes: readonly Change[]): number {
  return changes.reduce((size, change) => size + propertiesIn(change), 0);
}

function propertiesIn(change: Change): number {
  switch (change.kind) {
    case "alarm":
      return Object.keys(change.edits).length;
    case "shift":
      return change.shift.name === null ? 3 : 1;
    case "preference":
      return Object.keys(change.edits).length;
    case "new-alarm":
      return 6;
    case "rollback":
    case "unwatch":
      return 1;
  }
}

export function applied(scenario: ReadScenario, changes: readonly Change[]): ReadScenario {
  return changes.reduce(appliedOne, scenario);
}

function appliedOne(scenario: ReadScenario, change: Change): ReadScenario {
  switch (change.kind) {
    case "alarm": {
      const alarms = scenario.alarms.map((alarm, place) => (place === change.place ? edited(alarm, change.edits) : alarm));
      return { ...scenario, alarms };
    }
    case "shift":
      return { ...scenario, schedule: change.shift.schedule };
    case "preference":
      return { ...scenario, schedule: change.schedule };
    case "new-alarm":
      return { ...scenario, alarms: [...scenario.alarms, newAlarm(change.rule)] };
    case "unwatch": {
      const alarms = scenario.alarms.map((alarm, place) => (place === change.place ? { ...alarm, isWatched: false } : alarm));
      return { ...scenario, alarms };
    }
    case "rollback":
      return scenario;
  }
}

/** What no template has yet. */
function newAlarm(rule: ThresholdRule): ReadAlarm {
  return {
    name: "the new alarm",
    rule,
    isWatched: true,
    isNew: true,
    alarm: null,
    doubt: null,
    assumptions: [],
    watched: [],
    walked: [],
  };
}

function edited(alarm: ReadAlarm, { level, statistic, ...edits }: AlarmEdits): ReadAlarm {
  const { rule } = alarm;
  if (rule.kind !== "threshold") return edits.missing === undefined ? alarm : { ...alarm, ignoresSilence: true };
  const summed = statistic !== undefined && rule.formula.kind === "series" ? { ...rule.formula, statistic } : rule.formula;
  const formula = level === undefined ? summed : ofNewVersion(summed);
  return { ...alarm, rule: { ...rule, ...edits, formula } };
}

function ofNewVersion(formula: Formula): Formula {
  switch (formula.kind) {
    case "series": {
      const { feed } = formula;
      const narrowed: Feed = feed.kind === "requests" || feed.kind === "durations" ? { ...feed, of: "new version" } : feed;
      return { ...formula, feed: narrowed };
    }
    case "operation":
      return { ...formula, left: ofNewVersion(formula.left), right: ofNewVersion(formula.right) };
    case "negative":
      return { ...formula, of: ofNewVersion(formula.of) };
    case "call":
      return { ...formula, arguments: formula.arguments.map(ofNewVersion) };
    case "number":
      return formula;
  }
}

/** Changes of one alarm are one change. */
export function merged(changes: readonly Change[]): readonly Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const at = result.findIndex((each) => each.kind === "alarm" && change.kind === "alarm" && each.place === change.place);
    const earlier = result[at];
    if (earlier?.kind === "alarm" && change.kind === "alarm")
      result[at] = { ...change, edits: { ...earlier.edits, ...change.edits } };
    else result.push(change);
  }
  return result;
}
