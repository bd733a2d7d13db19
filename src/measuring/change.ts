// Whether a measurement got worse: by more than a tolerance, and by more than chance explains.
import type { Measurement } from "../assessment.ts";
import type { Spread } from "../model/observed/gauge.ts";
import { fisherGreater } from "../statistics/fisher.ts";
import { mannWhitneyGreater } from "../statistics/mann-whitney.ts";
import { chanceInWords, countInWords } from "./words.ts";

/** So rarely may chance alone say that something got worse. */
export const ALPHA = 0.005;
/** Fewer values than these are too few for the test's approximation. */
export const FEWEST_VALUES = 10;

/** What two spreads say of a change: nothing varies, too little to tell, or how likely chance explains it. */
export type Noise =
  | { readonly kind: "none" }
  | { readonly kind: "too-few"; readonly text: string }
  | { readonly kind: "tested"; readonly isSignificant: boolean; readonly text: string };

/** @param higher what would be the higher one if there was a change */
export function noiseOf(higher: Spread | undefined, lower: Spread | undefined): Noise {
  if (higher?.kind === "counts" && lower?.kind === "counts") {
    const p = fisherGreater(higher, lower);
    return { kind: "tested", isSignificant: p <= ALPHA, text: `Fisher's exact test: ${chanceInWords(p)}` };
  }
  if (higher?.kind !== "values" || lower?.kind !== "values") return { kind: "none" };
  const [one, other] = [higher.values.length, lower.values.length];
  const fewest = Math.min(one, other);
  if (fewest < FEWEST_VALUES)
    return { kind: "too-few", text: `${countInWords(fewest, "period")} of ${FEWEST_VALUES} needed to tell a change from noise` };
  const { p } = mannWhitneyGreater(higher.values, lower.values);
  const text = `Mann–Whitney: ${chanceInWords(p)}, ${one} and ${other} periods`;
  return { kind: "tested", isSignificant: p <= ALPHA, text };
}

/** The share of a value that it may change by default. */
const TOLERANCE = 0.1;

/** Of a check or of a report. */
export interface Compared extends Pick<Measurement, "value" | "unit" | "comparator"> {
  readonly of?: string | undefined;
  readonly floor?: number | undefined;
  readonly spread?: Spread | undefined;
}

export interface Worsening {
  /** Of the value before; Infinity where that was 0. */
  readonly share: number;
  /** How the change was distinguished from noise; null where nothing varies. */
  readonly test: string | null;
}

/** How much worse it got; null where it did not, by less than its tolerance, or where chance explains it. */
export function worseningOf(now: Compared, before: Compared, tolerance = TOLERANCE): Worsening | null {
  if (!isComparable(now, before) || now.comparator === "==") return null;
  const isHigherWorse = now.comparator.startsWith("<");
  const change = isHigherWorse ? now.value - before.value : before.value - now.value;
  const allowed = Math.abs(before.value) * tolerance;
  if (change <= 0 || change < (now.floor ?? 0) || change <= allowed + Number.EPSILON * Math.abs(before.value)) return null;
  const [higher, lower] = isHigherWorse ? [now.spread, before.spread] : [before.spread, now.spread];
  const noise = noiseOf(higher, lower);
  if (noise.kind === "too-few" || (noise.kind === "tested" && !noise.isSignificant)) return null;
  const share = before.value === 0 ? Number.POSITIVE_INFINITY : change / Math.abs(before.value);
  return { share, test: noise.kind === "tested" ? noise.text : null };
}

/** Of the same thing, in the same unit and the same direction. */
export function isComparable(now: Omit<Compared, "value">, before: Omit<Compared, "value">): boolean {
  return now.unit === before.unit && now.of === before.of && now.comparator[0] === before.comparator[0];
}
