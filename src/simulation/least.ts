// The least traffic, error rate or slowdown from which on a deployment is rolled back as surely as is asked for.

/** The probability at a value, from so many trials. */
export type ChanceAt = (value: number, trials: number) => number;

interface Range {
  readonly least: number;
  /** Where the search begins. */
  readonly start: number;
  readonly most: number;
}

interface Point {
  readonly value: number;
  readonly chance: number;
  readonly trials: number;
}

/** Trials that tell what is clear, then what is near. */
const CLEAR = 300;
const NEAR = 1000;
/** The probability is computed to half a point in the end, one standard deviation. */
const ERROR = 0.005;
const MOST_TRIALS = 10_000;
const DECADE = 10;
const MOST_STEPS = 14;

/** Within the accuracy of the trials; null where the most is not enough, the least itself where that is. */
export function leastOf(chanceAt: ChanceAt, minimum: number, { least, start, most }: Range): number | null {
  const fine = Math.round(Math.max(2 * NEAR, Math.min(MOST_TRIALS, (minimum * (1 - minimum)) / ERROR ** 2)));
  const at = (value: number, trials: number): Point => ({ value, chance: chanceAt(value, trials), trials });
  const holds = ({ chance }: Point): boolean => chance >= minimum;
  let upper = at(start, CLEAR);
  let lower: Point | null = null;
  while (!holds(upper) && upper.value < most) {
    lower = upper;
    upper = at(Math.min(most, upper.value * DECADE), CLEAR);
  }
  if (!holds(upper) && !holds(at(most, fine))) return null;
  while (lower === null) {
    const next = at(Math.max(least, upper.value / DECADE), CLEAR);
    if (!holds(next)) lower = next;
    else if (next.value <= least) return least;
    else upper = next;
  }
  return narrowed(lower, upper, { at, holds, minimum, fine, least, most });
}

interface Search extends Pick<Range, "least" | "most"> {
  at(value: number, trials: number): Point;
  holds(point: Point): boolean;
  readonly minimum: number;
  /** Trials that tell to half a point. */
  readonly fine: number;
}

type Bracket = readonly [lower: Point, upper: Point];

/** Between a value that is too low and one that is not; where few trials decided that, past them. */
function narrowed(lowest: Point, highest: Point, search: Search): number {
  let bracket: Bracket = [lowest, highest];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [lower, upper] = bracket;
    const next = upper.value / lower.value < PRECISION ? settle(bracket, search) : halve(bracket, search);
    if (typeof next === "number") return shortened(next);
    bracket = next;
  }
  return shortened(bracket[1].value);
}

/** Where the line between both meets what is wanted; a number where that is as near as the trials can tell. */
function halve([lower, upper]: Bracket, { at, holds, minimum, fine }: Search): Bracket | number {
  const isFirst = lower.trials === CLEAR && upper.trials === CLEAR;
  const next = at(between(lower, upper, minimum), isFirst ? NEAR : fine);
  if (next.trials === fine && Math.abs(next.chance - minimum) <= ERROR) return next.value;
  return holds(next) ? [lower, next] : [next, upper];
}

/** An end that few trials decided is decided again; where it was wrong, the value sought is beyond it. A number where both are certain. */
function settle([lower, upper]: Bracket, { at, holds, fine, least, most }: Search): Bracket | number {
  if (lower.trials < fine) {
    const again = at(lower.value, fine);
    return holds(again) ? [at(Math.max(least, again.value / WIDER), NEAR), again] : [again, upper];
  }
  if (upper.trials >= fine) return upper.value;
  const again = at(upper.value, fine);
  return holds(again) ? [lower, again] : [again, at(Math.min(most, again.value * WIDER), NEAR)];
}

const PRECISION = 1.01;
/** Past a value that few trials decided wrongly. */
const WIDER = 1.3;

/** Where the chance of none is an exponential of the value, ln(−ln(1 − chance)) is a straight line over its logarithm. */
function between(lower: Point, upper: Point, minimum: number): number {
  const [low, high, wanted] = [lineOf(lower), lineOf(upper), lineOf({ chance: minimum, trials: MOST_TRIALS })];
  const share = high > low ? (wanted - low) / (high - low) : 0.5;
  const kept = Math.min(0.95, Math.max(0.05, share));
  return lower.value * (upper.value / lower.value) ** kept;
}

function lineOf({ chance, trials }: Pick<Point, "chance" | "trials">): number {
  const margin = 0.5 / trials;
  return Math.log(-Math.log(1 - Math.min(1 - margin, Math.max(margin, chance))));
}

/** Within one percent; two digits where those hold. @param lower where it does not hold @param upper where it does */
export function bisect(lower: number, upper: number, holdsAt: (value: number) => boolean): number {
  let [below, above] = [lower, upper];
  while (above / below > PRECISION) {
    const middle = Math.sqrt(below * above);
    if (holdsAt(middle)) above = middle;
    else below = middle;
  }
  const short = Number(above.toPrecision(2));
  return short >= below && holdsAt(short) ? short : above;
}

/** No less, within one percent, in as few digits as that takes. */
export function shortened(value: number): number {
  for (const digits of [1, 2]) {
    const short = Number(value.toPrecision(digits));
    if (short >= value && short <= value * PRECISION) return short;
  }
  return value;
}
