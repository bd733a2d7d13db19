// How long requests take: a distribution through the percentiles that are known, log-normal between and beyond them.
import { upperTail } from "../../statistics/normal.ts";

/** The share of the requests, 0 to 1 both excluded, and the milliseconds in which they are done; ascending, two at least. */
export type Percentages = readonly (readonly [share: number, milliseconds: number])[];

export interface Durations {
  /** The share that takes at most so many milliseconds. */
  below(milliseconds: number): number;
  /** What takes the longest of this share. */
  quantile(share: number): number;
  /** Of those between two shares, times the share that they are. */
  sumBetween(from: number, to: number): number;
}

/** On one stretch the logarithm of the milliseconds is `level` + `slope` × z, z of the standard normal distribution. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly level: number;
  readonly slope: number;
}

/** Equal percentiles would make a step, which no logarithm of a distribution has. */
const LEAST_SLOPE = 1e-6;

export function durationsOf(known: Percentages): Durations {
  const points = known.map(([share, milliseconds]) => [zOf(share), Math.log(milliseconds)] as const);
  const stretches = points.slice(1).map(([z, log], index): Stretch => {
    const [fromZ, fromLog] = points[index] ?? [0, 0];
    const slope = Math.max(LEAST_SLOPE, (log - fromLog) / (z - fromZ));
    return {
      from: index === 0 ? Number.NEGATIVE_INFINITY : fromZ,
      to: index === points.length - 2 ? Number.POSITIVE_INFINITY : z,
      slope,
      level: fromLog - slope * fromZ,
    };
  });
  const valueAt = (z: number): number => {
    const { level, slope } = stretches.find(({ to }) => z <= to) ?? { level: 0, slope: 0 };
    return Math.exp(level + slope * z);
  };
  return {
    below: (milliseconds) => {
      const log = Math.log(milliseconds);
      const { from, to, level, slope } =
        stretches.find((each) => log <= each.level + each.slope * each.to) ?? stretches.at(-1) ?? NOTHING;
      return 1 - upperTail(Math.min(to, Math.max(from, (log - level) / slope)));
    },
    quantile: (share) => valueAt(zOf(share)),
    sumBetween: (lower, upper) => {
      const [low, high] = [zOf(lower), zOf(upper)];
      return stretches.reduce((sum, each) => sum + partOf(each, Math.max(low, each.from), Math.min(high, each.to)), 0);
    },
  };
}

const NOTHING: Stretch = { from: 0, to: 0, level: 0, slope: 1 };

/** ∫ e^(level + slope·z) over the standard normal density. */
function partOf({ level, slope }: Stretch, from: number, to: number): number {
  return to <= from ? 0 : Math.exp(level + slope ** 2 / 2) * (upperTail(from - slope) - upperTail(to - slope));
}

/** The z with this share of the distribution below it. */
export function zOf(share: number): number {
  if (share <= 0) return Number.NEGATIVE_INFINITY;
  if (share >= 1) return Number.POSITIVE_INFINITY;
  let [low, high] = [-40, 40];
  while (high - low > 1e-12 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (1 - upperTail(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Of old requests and of new ones that take `slowdown` times as long, together. */
export function mixedQuantile(durations: Durations, share: number, old: number, fresh: number, slowdown: number): number {
  const own = durations.quantile(share);
  if (fresh === 0 || slowdown === 1) return own;
  if (old === 0) return own * slowdown;
  let [low, high] = [Math.min(own, own * slowdown), Math.max(own, own * slowdown)];
  const wanted = share * (old + fresh);
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (old * durations.below(middle) + fresh * durations.below(middle / slowdown) < wanted) low = middle;
    else high = middle;
  }
  return high;
}
