// Requests that are drawn with the time they take: by how slow they are in classes, so fine as the alarms on durations tell them apart.
import { type Durations, durationsOf } from "./durations.ts";
import { type Chance, poisson } from "./random.ts";
import type { Measure, Stage } from "./stage.ts";

export interface TimedRequests {
  /** Draws how many requests come and adds up their durations, in `sums` and in `healthySums`. */
  draw(mean: number, version: "old" | "new"): () => number;
  /** Before the next bucket. */
  reset(): void;
  /** By the place of each measure. */
  readonly sums: Float64Array;
  /** The same, had the new version been as fast as the old one. */
  readonly healthySums: Float64Array;
}

/** A Poisson stream that is divided into classes by chance is one independent stream a class. */
export function timedRequests({ measures, slowdown }: Stage, chance: Chance): TimedRequests {
  const sums = new Float64Array(measures.length);
  const healthySums = new Float64Array(measures.length);
  const classes = classesOf(measures, slowdown);
  return {
    sums,
    healthySums,
    reset: () => {
      sums.fill(0);
      healthySums.fill(0);
    },
    draw: (mean, version) => {
      const drawn = classes.map((each) => ({
        next: poisson(mean * each.share, chance),
        own: version === "old" ? each.old : each.slowed,
        healthy: version === "old" ? each.old : each.fresh,
      }));
      return () => {
        let total = 0;
        for (const { next, own, healthy } of drawn) {
          const count = next();
          if (count === 0) continue;
          total += count;
          addTo(sums, own, count);
          addTo(healthySums, healthy, count);
        }
        return total;
      };
    },
  };
}

function addTo(sums: Float64Array, amounts: readonly number[], count: number): void {
  for (let index = 0; index < sums.length; index += 1) sums[index] = (sums[index] ?? 0) + count * (amounts[index] ?? 0);
}

interface Class {
  /** Of all requests. */
  readonly share: number;
  /** What one request adds to each measure: to the old version, to the new one, and to a new one that is not slower. */
  readonly old: readonly number[];
  readonly slowed: readonly number[];
  readonly fresh: readonly number[];
}

/** A mean needs as many classes as make it right to one percent of its spread. */
const EVEN = Array.from({ length: 15 }, (_, index) => (index + 1) / 16);
const TAIL = [0.97, 0.985, 0.993, 0.997, 0.9987, 0.9995, 0.9998, 0.9999];

/** Requests that are slow for one metric are slow for the others. */
function classesOf(measures: readonly Measure[], slowdown: number): readonly Class[] {
  const timed = measures.map((measure) => ({ measure, durations: durationsOf(measure.known) }));
  const limits = timed.flatMap(({ measure: { percentile, threshold }, durations }) =>
    percentile === null ? [...EVEN, ...TAIL] : [durations.below(threshold), durations.below(threshold / slowdown)],
  );
  const edges = [...new Set([0, ...limits, 1])].sort((one, other) => one - other);
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const amounts = (factor: number, isOld: boolean): readonly number[] =>
      timed.map((each) => amountOf(each, from, to, factor, isOld));
    return { share: to - from, old: amounts(1, true), slowed: amounts(slowdown, false), fresh: amounts(1, false) };
  });
}

function amountOf(
  { measure, durations }: { readonly measure: Measure; readonly durations: Durations },
  from: number,
  to: number,
  factor: number,
  isOld: boolean,
): number {
  if (isOld && measure.of === "new version") return 0;
  if (measure.percentile === null) return (factor * durations.sumBetween(from, to)) / (to - from);
  return (from + to) / 2 > durations.below(measure.threshold / factor) ? 1 : 0;
}
