// One run of a deployment: the alarms' states at the end of each minute, until nothing more is to be seen.
import type { AlarmState } from "../../model/alarms/composition.ts";
import { asSentence, bareReason } from "../reason.ts";
import type { AlarmRule, AlarmRun, Bucket, Scenario, ScenarioAlarm, ThresholdRule } from "../scenario.ts";
import { compositeState, type States } from "./composite.ts";
import { between, type Counters, count, emptyCounters } from "./counters.ts";
import { stateFrom } from "./evaluation.ts";
import type { PlayedThreshold, Stage } from "./stage.ts";
import { evenTraffic } from "./traffic.ts";
import { minutesToBoundary, windowEnd } from "./window.ts";

export interface Run {
  /** By place: the first minute at whose end the alarm is in ALARM, -1 where there is none. */
  readonly alarmMinutes: readonly number[];
  /** By place: at some minute before it its state could not be said. */
  readonly isUnclear: readonly boolean[];
}

export interface RunSettings {
  /** Holds the history already. */
  readonly counters: Counters;
  /** Counts the bucket that begins with this minute; asked in order. */
  readonly reveal: (minute: number) => void;
  /** Before minute 0, for alarms that keep their state when there is no data. */
  readonly before: States;
  readonly alignment: number;
  readonly lastMinute: number;
  /** Nothing is to be seen after the first of the watched alarms. */
  readonly endsWithFirst: boolean;
  /** What each threshold's windows said, by their end, in runs over the same buckets. */
  readonly said?: readonly Map<number, AlarmState | null>[];
}

export function run(stage: Stage, settings: RunSettings): Run {
  const progress: Progress = {
    states: [...settings.before],
    ends: stage.thresholds.map(() => Number.NaN),
    alarmMinutes: stage.alarms.map(() => -1),
    isUnclear: stage.alarms.map(() => false),
  };
  let revealed = 0;
  for (let minute = 0; minute <= settings.lastMinute; minute += minutesToNextLook(stage, minute, settings.alignment)) {
    const visible = minute - stage.hidden;
    for (; revealed < visible; revealed += 1) settings.reveal(revealed);
    evaluateAll(stage, settings, progress, visible);
    note(progress, minute);
    if (isOver(stage, progress, settings.endsWithFirst)) break;
  }
  return progress;
}

/** In between every window shows what it showed before. */
function minutesToNextLook({ strides, hidden }: Stage, minute: number, alignment: number): number {
  if (strides[0] === 1) return 1;
  let next = Number.POSITIVE_INFINITY;
  for (const stride of strides) next = Math.min(next, minutesToBoundary(minute - hidden, stride, alignment));
  return next;
}

interface Progress {
  readonly states: States;
  /** By the place among the thresholds: where the window ended that was evaluated last. */
  readonly ends: number[];
  readonly alarmMinutes: number[];
  readonly isUnclear: boolean[];
}

/** The states on steady healthy traffic, from the beginning of time; at a rate, before anything has failed by chance. */
export function steadyStates(stage: Stage, scenario: Scenario): States {
  const states: States = stage.alarms.map(({ rule }) => (rule.kind === "threshold" ? "INSUFFICIENT_DATA" : null));
  const isHeavy = scenario.requestsPerMinute === null;
  const even = evenTraffic(isHeavy ? scenario : { ...scenario, baselineErrorRate: 0 }, () => 0);
  evaluateAll(stage, { counters: historyOf(stage, 0, even), alignment: 0 }, { states, ends: [] }, -stage.hidden);
  return states;
}

/** Room for this many minutes, and the history counted. */
export function historyOf(stage: Stage, minutes: number, bucketAt: (minute: number) => Bucket): Counters {
  const counters = emptyCounters(stage.history, minutes, stage.slowdown);
  for (let minute = -stage.history; minute < 0; minute += 1) count(counters, minute, bucketAt(minute));
  return counters;
}

function evaluateAll(
  stage: Stage,
  { counters, alignment, said }: Pick<RunSettings, "counters" | "alignment" | "said">,
  { states, ends }: Pick<Progress, "states" | "ends">,
  visible: number,
): void {
  let index = 0;
  for (const threshold of stage.thresholds) {
    const end = windowEnd(threshold.rule, visible, alignment);
    // The same window over the same buckets says the same again.
    const state = end === ends[index] ? null : stateAt(threshold, counters, end, said?.[index]);
    if (state !== null) states[threshold.place] = state;
    ends[index] = end;
    index += 1;
  }
  for (const { place, rule } of stage.composites) states[place] = compositeState(rule, states);
}

function stateAt(
  { rule, dataPoint, reach }: PlayedThreshold,
  counters: Counters,
  end: number,
  said?: Map<number, AlarmState | null>,
): AlarmState | null {
  const known = said?.get(end);
  if (known !== undefined) return known;
  if (reach !== null && between(counters.failures, counters.history, end - reach, end) === 0) return withoutFailures(rule);
  const period = rule.periodMinutes;
  const state = stateFrom(rule, (age) => dataPoint(counters, end - (age + 1) * period, end - age * period));
  said?.set(end, state);
  return state;
}

/** Of an alarm that needs them: whether there are data is not asked. */
function withoutFailures({ missing }: ThresholdRule): AlarmState | null {
  return missing === "ignore" ? null : "OK";
}

function note({ states, alarmMinutes, isUnclear }: Progress, minute: number): void {
  for (let place = 0; place < states.length; place += 1) {
    if (states[place] === null && alarmMinutes[place] === -1) isUnclear[place] = true;
    if (states[place] === "ALARM" && alarmMinutes[place] === -1) alarmMinutes[place] = minute;
  }
}

function isOver({ alarms, watched }: Stage, { alarmMinutes }: Progress, endsWithFirst: boolean): boolean {
  if (endsWithFirst) return watched.some((place) => alarmMinutes[place] !== -1);
  return alarms.every(({ rule }, place) => rule.kind === "not-simulated" || alarmMinutes[place] !== -1);
}

/**
 * What is to be said of each alarm that enters ALARM at the end of this minute, 0 where it is in ALARM before, -1 where it does not. What
 * could not be said of it before matters where it is not in time.
 */
export function alarmRuns(
  { alarms, endMinute }: Pick<Stage, "alarms" | "endMinute">,
  alarmMinutes: readonly number[],
  isUnclear: readonly boolean[],
): readonly AlarmRun[] {
  return alarms.map(({ rule }, place) => {
    const minute = alarmMinutes[place] ?? -1;
    if (rule.kind === "not-simulated") return { state: "not-simulated", goesOffMinute: null, reason: rule.reason };
    if (minute === 0) return { state: "always-on", goesOffMinute: 0, reason: null };
    if (isUnclear[place] && !isWithinShift(minute, endMinute))
      return { state: "not-simulated", goesOffMinute: null, reason: unclearBy(rule, alarms) };
    return minute > 0
      ? { state: "goes-off", goesOffMinute: minute, reason: null }
      : { state: "silent", goesOffMinute: null, reason: null };
  });
}

/** The first of its members that is not simulated. */
function unclearBy(composite: AlarmRule, alarms: readonly ScenarioAlarm[]): string {
  const seen = new Set<AlarmRule>();
  const pending = [composite];
  for (let rule = pending.shift(); rule !== undefined; rule = pending.shift()) {
    const below = rule.kind === "composite" && !seen.has(rule) ? [...rule.members.values()] : [];
    seen.add(rule);
    for (const { name, rule: own } of below.flatMap((place) => alarms[place] ?? [])) {
      if (own.kind !== "not-simulated") pending.push(own);
      else if (name !== undefined) return `it depends on ${name}, which is not simulated: ${asSentence(bareReason(own.reason))}`;
    }
  }
  return "it depends on alarms that are not simulated";
}

/** An alarm stops a deployment only before the shift ends. */
export function isWithinShift(minute: number, endMinute: number): boolean {
  return minute > 0 && minute < endMinute;
}
