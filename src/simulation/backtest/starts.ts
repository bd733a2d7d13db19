// Deployments that begin at one recorded minute: the result for a healthy version, and how often and when a broken one is rolled back.
import type { Chance } from "../play/random.ts";
import type { Schedule } from "../scenario.ts";
import type { History } from "./history.ts";
import { begin, drawMinute, emptyInjection, type Injection, type Traffic } from "./injection.ts";
import { type Evaluation, evaluate, isInAlarm } from "./states.ts";
import { sumOf } from "./tape.ts";

/** Of the deployments that begin at one minute. */
export interface StartOutcome {
  /** An alarm is in ALARM already: nothing can be deployed. */
  readonly isBlocked: boolean;
  readonly trials: number;
  /** Trials in which a healthy version is rolled back. */
  readonly healthyRollbacks: number;
  /** Trials in which a healthy version is not, and a broken one is: by the minute of the rollback. */
  readonly rollbacks: readonly number[];
}

export interface Deploying {
  readonly evaluation: Evaluation;
  readonly history: History;
  readonly traffic: Traffic;
  readonly schedule: Schedule;
  readonly errorRate: number;
  readonly chance: Chance;
  readonly trials: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** @returns plays the deployments that begin at a minute */
export function startPlayer(deploying: Deploying): (start: number) => StartOutcome {
  const { evaluation, history, schedule, traffic, trials } = deploying;
  const { endMinute } = schedule;
  const injections = [emptyInjection(endMinute), emptyInjection(endMinute)] as const;
  const seesVersions = evaluation.thresholds.some((threshold) => threshold.seesVersions);
  return (start) => {
    if (history.nextAlarm[start] === start) return { isBlocked: true, trials: 0, healthyRollbacks: 0, rollbacks: [] };
    const next = (history.nextAlarm[start + 1] ?? NEVER) - start;
    const isIdle = !(sumOf(traffic.requests, start, start + endMinute) > 0);
    // The same happens to every healthy version, unless an alarm watches the new version alone.
    const isAsRecorded = isIdle || !seesVersions;
    if (isAsRecorded && next < endMinute) return { isBlocked: false, trials, healthyRollbacks: trials, rollbacks: [] };
    if (isIdle) return { isBlocked: false, trials, healthyRollbacks: 0, rollbacks: [] };
    const rolledBack = Array.from({ length: trials }, () => playTrial(deploying, injections, start, seesVersions));
    return {
      isBlocked: false,
      trials,
      healthyRollbacks: rolledBack.filter((minute) => minute === HEALTHY).length,
      rollbacks: rolledBack.filter((minute) => minute >= 0 && minute < endMinute),
    };
  };
}

/** Stands for the minute of a rollback that comes to a healthy version as well. */
const HEALTHY = -1;

/** @returns the minute at which a broken version is rolled back, infinite where it is not before the end of the shift; or HEALTHY */
function playTrial(
  deploying: Deploying,
  [broken, healthy]: readonly [Injection, Injection],
  start: number,
  seesVersions: boolean,
): number {
  begin(broken, start);
  begin(healthy, start);
  const reveal = (minutes: number): void => {
    while (broken.drawn < minutes) drawMinute(broken, healthy, deploying);
  };
  const minute = rollbackOf(deploying, broken, start, reveal);
  return seesVersions && rollbackOf(deploying, healthy, start, reveal) < Number.POSITIVE_INFINITY ? HEALTHY : minute;
}

function rollbackOf(
  { evaluation, history, schedule }: Deploying,
  injection: Injection,
  start: number,
  reveal: (minutes: number) => void,
): number {
  const states = [...(history.states[start] ?? [])];
  for (let minute = 1; minute < schedule.endMinute; minute += 1) {
    reveal(minute - evaluation.hidden);
    evaluate(evaluation, states, injection, start + minute);
    if (isInAlarm(evaluation, states)) return minute;
  }
  return NEVER;
}
