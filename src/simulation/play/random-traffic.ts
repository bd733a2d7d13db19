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
  const areCounted = stage.thresholds.some(({ rule }) => countsRequests(rule.formula));
  const healthy = (mean: number): Draw => (areCounted || mean < CERTAIN ? poisson(mean, chance) : () => mean);
  const draws = Array.from({ length: schedule.endMinute + 1 }, (_, minute) => {
    const weight = weightAt(schedule, minute);
    // A Poisson stream that is thinned by chance falls into independent Poisson streams.
    const failing = poisson(rate * weight * errorRate, chance);
    return { failing, passing: healthy(rate * weight * (1 - errorRate)), old: healthy(rate * (1 - weight)) };
  });
  const reveal = (minute: number): void => {
    const draw = draws[Math.min(minute, draws.length - 1)];
    if (draw === undefined) return;
    const failures = draw.failing();
    count(counters, minute, { newRequests: failures + draw.passing(), failures, oldRequests: draw.old() });
  };
  const stretchesOf = rememberedStretches(stage, (minutes) => healthy(rate * minutes));
  const begin = (alignment: number, lastMinute: number): void => {
    for (const { from, to, draw } of stretchesOf(alignment, lastMinute)) countHealthy(counters, from, to, draw());
  };
  return { counters, reveal, begin };
}

type Draw = () => number;

/** So many requests are expected that none at all is out of the question (e⁻⁵⁰), which is all that most alarms ask of healthy ones. */
const CERTAIN = 50;

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The requests in it. */
  readonly draw: Draw;
}

function rememberedStretches(
  stage: Stage,
  drawOf: (minutes: number) => Draw,
): (alignment: number, lastMinute: number) => readonly Stretch[] {
  const remembered = new Map<number, readonly Stretch[]>();
  return (alignment, lastMinute) => {
    const key = lastMinute * stage.alignments + alignment;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const boundaries = boundariesOf(stage, alignment, lastMinute);
    const stretches = boundaries.map((to, index) => {
      const from = boundaries[index - 1] ?? -stage.history;
      return { from, to, draw: drawOf(to - from) };
    });
    remembered.set(key, stretches);
    return stretches;
  };
}

/** Where some window divides the history, or everywhere where buckets are counted; in order, minute 0 included. */
function boundariesOf(stage: Stage, alignment: number, lastMinute: number): readonly number[] {
  if (stage.thresholds.some(({ rule }) => countsQuietBuckets(rule.formula)))
    return Array.from({ length: stage.history }, (_, index) => index + 1 - stage.history);
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
  return hasSeries(formula, ({ feed }) => feed.kind === "matches" && feed.otherwise !== null);
}

/** The number of healthy requests matters, not only that there are some. */
function countsRequests(formula: Formula): boolean {
  return hasSeries(formula, ({ feed, statistic }) => {
    if (feed.kind !== "requests") return false;
    return feed.counts === "requests" || statistic === "Average" || statistic === "SampleCount";
  });
}

function hasSeries(formula: Formula, isSought: (series: Extract<Formula, { kind: "series" }>) => boolean): boolean {
  switch (formula.kind) {
    case "number":
      return false;
    case "series":
      return isSought(formula);
    case "negative":
      return hasSeries(formula.of, isSought);
    case "operation":
      return hasSeries(formula.left, isSought) || hasSeries(formula.right, isSought);
    case "call":
      return formula.arguments.some((each) => hasSeries(each, isSought));
  }
}
