// How high a measured number may be: an absolute bound, one against the baseline, or both.
import type { MeasuredBefore } from "../assessment.ts";
import type { Spread } from "../model/observed/gauge.ts";
import { type Noise, noiseOf } from "./change.ts";
import type { Maximum } from "./options.ts";
import { numberInWords } from "./words.ts";

export interface Bound {
  readonly comparator: "<" | "<=";
  readonly threshold: number;
  /** For a person: `the maximum of 200 ms`. */
  readonly label: string;
  /** Of a bound against the baseline, whether a value above it is more than noise. */
  readonly noise: (spread: Spread | undefined) => Noise;
}

interface BoundRequest {
  readonly maximum: Maximum;
  /** Changes below it are ignored. */
  readonly floor: number;
  /** What was measured before; null without anything to compare with. */
  readonly before: Pick<MeasuredBefore, "value" | "spread"> | null;
  show(value: number): string;
}

/** Those that are known, the lowest first; none where the only one needs a baseline and there is none. */
export function boundsOf(request: BoundRequest): readonly Bound[] {
  const { maximum, show } = request;
  const [absolute, relative] =
    typeof maximum === "number" ? [maximum, null] : typeof maximum === "string" ? [null, maximum] : maximum;
  const own: Bound[] =
    absolute === null
      ? []
      : [{ comparator: "<=", threshold: absolute, label: `the maximum of ${show(absolute)}`, noise: () => ({ kind: "none" }) }];
  const compared = relative === null ? [] : changeBound(relative, request);
  return [...own, ...compared].sort((a, b) => a.threshold - b.threshold);
}

function changeBound(relative: string, { floor, before, show }: BoundRequest): Bound[] {
  if (before === null) return [];
  const percent = Number.parseFloat(relative);
  const raised = before.value * (1 + percent / 100);
  const floored = before.value + floor;
  const was = `the baseline's ${show(before.value)}`;
  const noise = (spread: Spread | undefined): Noise => noiseOf(spread, before.spread);
  if (floored > raised)
    return [{ comparator: "<", threshold: floored, label: `${show(floored)}, ${show(floor)} over ${was}`, noise }];
  const label = `${show(raised)}, ${numberInWords(percent)} % over ${was}`;
  return [{ comparator: "<=", threshold: raised, label, noise }];
}

export function isWithin(value: number, { comparator, threshold }: Bound): boolean {
  return comparator === "<" ? value < threshold : value <= threshold;
}
