// The alarm states without a deployment, at the end of every recorded minute.
import type { States } from "../play/composite.ts";
import { type Evaluation, evaluate, initialStates, isInAlarm } from "./states.ts";

export interface History {
  /** By minute: the states at its beginning; null before the first one that is known. */
  readonly states: readonly States[];
  /** By minute: the next one, itself included, at whose beginning a watched alarm is in ALARM; infinite where there is none. */
  readonly nextAlarm: Float64Array;
  readonly periods: readonly AlarmPeriod[];
}

/** While an alarm that is watched is in ALARM. */
export interface AlarmPeriod {
  readonly place: number;
  readonly from: number;
  /** The minute at whose beginning it is no longer in ALARM. */
  readonly to: number;
}

/** @param first before it no window is whole; @param minutes that are recorded */
export function playHistory(evaluation: Evaluation, first: number, minutes: number): History {
  const states: States[] = [];
  const current = initialStates(evaluation);
  let shared: States | null = null;
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute >= first) evaluate(evaluation, current, null, minute);
    // Most minutes are like the one before: their states are kept once.
    if (shared === null || shared.some((state, place) => state !== current[place])) shared = [...current];
    states.push(shared);
  }
  const nextAlarm = new Float64Array(minutes + 2).fill(Number.POSITIVE_INFINITY);
  for (let minute = minutes; minute >= 0; minute -= 1)
    nextAlarm[minute] = isInAlarm(evaluation, states[minute] ?? [])
      ? minute
      : (nextAlarm[minute + 1] ?? Number.POSITIVE_INFINITY);
  return { states, nextAlarm, periods: evaluation.watched.flatMap((place) => periodsOf(states, place)) };
}

function periodsOf(states: readonly States[], place: number): readonly AlarmPeriod[] {
  const periods: AlarmPeriod[] = [];
  let from: number | null = null;
  for (const [minute, each] of states.entries()) {
    const isOn = each[place] === "ALARM";
    if (isOn && from === null) from = minute;
    if (from !== null && (!isOn || minute === states.length - 1)) {
      periods.push({ place, from, to: minute });
      from = null;
    }
  }
  return periods;
}
