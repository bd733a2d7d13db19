// Counts how deployments end, over hours or as a whole.
import type { HourRating } from "./outcome.ts";
import type { StartOutcome } from "./starts.ts";

export interface Tally {
  starts: number;
  blocked: number;
  /** In deployments: a start in which a half of the trials is rolled back counts a half. */
  healthyRollbacks: number;
  /** Trials in which a healthy version is not rolled back. */
  trials: number;
  rollbacks: number;
  /** Minute → rollbacks. */
  readonly minutes: Map<number, number>;
}

export function emptyTally(): Tally {
  return { starts: 0, blocked: 0, healthyRollbacks: 0, trials: 0, rollbacks: 0, minutes: new Map() };
}

export function add(tally: Tally, { isBlocked, trials, healthyRollbacks, rollbacks }: StartOutcome): void {
  tally.starts += 1;
  tally.blocked += isBlocked ? 1 : 0;
  tally.healthyRollbacks += trials === 0 ? 0 : healthyRollbacks / trials;
  tally.trials += trials - healthyRollbacks;
  tally.rollbacks += rollbacks.length;
  for (const minute of rollbacks) tally.minutes.set(minute, (tally.minutes.get(minute) ?? 0) + 1);
}

/** Blocked ones included; null where nothing begins. */
export function healthyShareOf({ starts, blocked, healthyRollbacks }: Tally): number | null {
  return starts === 0 ? null : (blocked + healthyRollbacks) / starts;
}

/** null where no deployment passes that is healthy: what comes to a broken one as well says nothing. */
export function stoppedShareOf({ trials, rollbacks }: Tally): number | null {
  return trials === 0 ? null : rollbacks / trials;
}

/** Healthy versions that are rolled back more often than this make an hour a bad one: the default of `healthy-rollback`. */
const MOST_HEALTHY_ROLLBACKS = 0.05;

export function ratingOf(tally: Tally, minimumProbability: number): HourRating | null {
  const [healthy, stopped] = [healthyShareOf(tally), stoppedShareOf(tally)];
  if (healthy === null) return null;
  if (healthy > MOST_HEALTHY_ROLLBACKS || stopped === null) return "noisy";
  if (stopped >= minimumProbability) return "good";
  return stopped === 0 ? "blind" : "unsure";
}
