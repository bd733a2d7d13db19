// The state of a composite alarm, from those of its members that are simulated and in spite of those that are not.
import { type AlarmState, evaluate, membersOf } from "../../model/alarms/composition.ts";
import type { CompositeRule } from "../scenario.ts";

/** By the alarm's place in the scenario; null where it is undetermined. */
export type States = (AlarmState | null)[];

const STATES: readonly AlarmState[] = ["ALARM", "OK", "INSUFFICIENT_DATA"];

/** Beyond it every combination of states would be too many to try. */
const MOST_UNKNOWN = 7;

/**
 * "A composite alarm goes into ALARM state only if all conditions of the rule are met": ALARM or OK where the rule comes out
 * the same whatever the states of the unknown members, else null.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export function compositeState({ composition, members }: CompositeRule, states: States): AlarmState | null {
  const stateOf = (member: string): AlarmState | null => states[members.get(member) ?? -1] ?? null;
  const unknown = membersOf(composition).filter((member) => stateOf(member) === null);
  if (unknown.length > MOST_UNKNOWN) return null;
  const results = new Set<boolean>();
  for (let index = 0; index < STATES.length ** unknown.length; index += 1)
    results.add(evaluate(composition, (member) => stateOf(member) ?? assumed(unknown.indexOf(member), index)));
  if (results.size > 1) return null;
  return results.has(true) ? "ALARM" : "OK";
}

function assumed(place: number, index: number): AlarmState {
  return STATES[Math.floor(index / STATES.length ** place) % STATES.length] ?? "OK";
}
