// The time limit of a run. By default it grows with the number of requests.
import { setMaxListeners } from "node:events";
import { closed, interrupted, timeLimit } from "./failure.ts";

export interface TimeLimit {
  /** Aborted at the limit or by the user; its reason is a LiveFailure. */
  readonly signal: AbortSignal;
  /** @param seconds that what is still to be asked takes at least @returns the whole limit where it had to grow, else null */
  grow(seconds: number): number | null;
  close(): void;
}

const defaultSeconds = 120;

/** Of a fleet that is throttled or slow: so many times what the services' rates allow. */
const PATIENCE = 2;

/** @param given by the user; null: the default, which grows */
export function startTimeLimit(given: number | null, interruption: AbortSignal): TimeLimit {
  const ended = new AbortController();
  const began = performance.now();
  let limit = given ?? defaultSeconds;
  const wait = (seconds: number) => setTimeout(() => ended.abort(timeLimit(limit)), seconds * 1000);
  let timer = wait(limit);
  interruption.addEventListener("abort", () => ended.abort(interrupted()), { once: true });
  // Every call that is under way listens to it.
  setMaxListeners(0, ended.signal);
  return {
    signal: ended.signal,
    grow: (seconds) => {
      const spent = (performance.now() - began) / 1000;
      const wanted = Math.ceil((spent + PATIENCE * seconds) / 10) * 10;
      if (given !== null || wanted <= limit || ended.signal.aborted) return null;
      limit = wanted;
      clearTimeout(timer);
      timer = wait(limit - spent);
      return limit;
    },
    close: () => {
      clearTimeout(timer);
      // Calls still under way when one call failed are no longer needed.
      ended.abort(closed());
    },
  };
}
