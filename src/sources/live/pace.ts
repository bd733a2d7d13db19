// Spreads calls evenly, so that a service is never asked faster than it answers: cheaper than being throttled and asking again.
import { setTimeout as sleep } from "node:timers/promises";

export type Pacer = (signal: AbortSignal) => Promise<void>;

/** @returns waits for its caller's turn; rejects when the signal is aborted meanwhile */
export function pacer(perSecond: number, clock: () => number = () => performance.now()): Pacer {
  const gap = 1000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const now = clock();
    const turn = Math.max(now, next);
    next = turn + gap;
    if (turn > now) await sleep(turn - now, undefined, { signal });
  };
}
