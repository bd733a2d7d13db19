// Requests that arrive by chance, drawn no finer than the alarms look.
import type { Formula, Scenario } from "../scenario.ts";
import { type Counters, count, countHealthy, emptyCounters } from "./counters.ts";
import { evaluationRange } from "./evaluation.ts";
import { MINUTES_AFTER_SHIFT } from "./play.ts";
import { type Chance, poisson } from "./random.ts";
import { weightAt } from "./schedule.ts";
import type { Stage } from "./stage.ts";
import { HEAVY_TRAFFIC } from "./traffic.ts";
import { windowEnd } from "./window.ts";

export interface RandomTraffic {
  readonly counters: Counters;
  /** Draws the bucket that begins with this minute. */
  readonly reveal: (minute: number) => void;
  /** Draws the history of the next trial. */
  readonly begin: (alignment: number, lastMinute: number) => void;
}

export function randomTraffic(stage: Stage, scenario: Scenario, chance: Chance): RandomTraffic {
  const { requestsPerMinute, errorRate, schedule } = scenario;
  const rate = requestsPerMinute ?? HEAVY_TRAFFIC;
  const counters = emptyCounters(stage.history, schedule.endMinute + MINUTES_AFTER_SHIFT);
  const weights = Array.from({ length: schedule.endMinute + 1 }, (_, minute) => weightAt(schedule, minute));
  const reveal = (minute: number): void => {
    const weight = weights[minute] ?? 1;
    // A Poisson stream that is thinned by chance falls into independent Poisson streams.
    const failures = poisson(rate * weight * errorRate, chance);
    const newRequests = failures + poisson(rate * weight * (1 - errorRate), chance);
    count(counters, minute, { newRequests, failures, oldRequests: poisson(rate * (1 - weight), chance) });
  };
  const boundariesAt = rememberedBoundaries(stage);
  const begin = (alignment: number, lastMinute: number): void => {
    let from = -stage.history;
    for (const to of boundariesAt(alignment, lastMinute)) {
      countHealthy(counters, from, to, poisson(rate * (to - from), chance));
      from = to;
    }
  };
  return { counters, reveal, begin };
}

function rememberedBoundaries(stage: Stage): (alignment: number, lastMinute: number) => readonly number[] {
  const needsEach = stage.thresholds.some(({ rule }) => countsQuietBuckets(rule.formula));
  const each = Array.from({ length: stage.history }, (_, index) => index + 1 - stage.history);
  const remembered = new Map<number, readonly number[]>();
  return (alignment, lastMinute) => {
    if (needsEach) return each;
    const key = lastMinute * stage.alignments + alignment;
    const boundaries = remembered.get(key) ?? boundariesOf(stage, alignment, lastMinute);
    remembered.set(key, boundaries);
    return boundaries;
  };
}

/** Where some window divides the history, in order, minute 0 included. */
function boundariesOf(stage: Stage, alignment: number, lastMinute: number): readonly number[] {
  const boundaries = new Set([0]);
  for (const { rule } of stage.thresholds) {
    let last = Number.NaN;
    for (let minute = 0; minute <= lastMinute; minute += 1) {
      const end = windowEnd(rule, minute - stage.hidden, alignment);
      if (end === last) continue;
      last = end;
      for (let age = 0; age <= evaluationRange(rule); age += 1) boundaries.add(Math.min(0, end - age * rule.periodMinutes));
    }
  }
  return [...boundaries].sort((one, other) => one - other);
}

function countsQuietBuckets(formula: Formula): boolean {
  switch (formula.kind) {
    case "number":
      return false;
    case "series":
      return formula.feed.kind === "matches" && formula.feed.otherwise !== null;
    case "negative":
      return countsQuietBuckets(formula.of);
    case "operation":
      return countsQuietBuckets(formula.left) || countsQuietBuckets(formula.right);
    case "call":
      return formula.arguments.some(countsQuietBuckets);
  }
}
