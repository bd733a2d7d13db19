// What to do about a deployment: the smallest change that was simulated on it and found to work, in words.
import type { Advice } from "../explain.ts";
import { isRollout, type Playable } from "../read/rollout.ts";
import { searchChange, WANTED, type Wanted } from "./search.ts";
import { adviceOf } from "./words.ts";

export function adviceFor(read: Playable, wanted: Partial<Wanted>): Advice {
  return adviceOf(searchChange(read, { ...WANTED, ...wanted }), read);
}

/** The same where an alarm is not simulated: where no change helps, which alarms would be. */
export function adviceForUnplayed(read: Playable, wanted: Partial<Wanted>): Advice {
  return adviceOf(searchChange(read, { ...WANTED, ...wanted }), read, simulatedAlarmFor(read));
}

/** An alarm that can be simulated. */
export function simulatedAlarmFor(read: Playable): string {
  return isRollout(read) ? ON_EXECUTIONS : ON_FUNCTION;
}

const ON_FUNCTION =
  "give the deployment group an alarm that can be simulated: a Sum of Errors of the alias, of 5XXError of its API, or of a metric filter that counts failures";
const ON_EXECUTIONS =
  "use an alarm in the DeploymentPreference's Alarms that can be simulated: a Sum of AWS/States ExecutionsFailed of the alias or the state machine";
