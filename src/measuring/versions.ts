// Two versions side by side: whether the new one fails more often or takes longer than chance and trifles explain.
import type { Measurement } from "../assessment.ts";
import type { VersionSeen } from "../model/observed/traffic-shift.ts";
import { type Counts, fisherGreater } from "../statistics/fisher.ts";
import { hodgesLehmannShift, mannWhitneyGreater } from "../statistics/mann-whitney.ts";
import { ALPHA, FEWEST_VALUES } from "./change.ts";
import { chanceInWords, countInWords, millisecondsInWords, percentInWords } from "./words.ts";

export interface Comparison {
  readonly isWorse: boolean;
  readonly message: string;
  readonly measurement: Measurement;
}

const SMALLEST_SHIFT = { share: 0.1, milliseconds: 10 };

/** @param floor smaller differences between the failure rates are ignored */
export function compareVersions(fresh: VersionSeen, old: VersionSeen, floor: number): Comparison {
  const errors = compareErrors(fresh, old, floor);
  const durations = compareDurations(fresh, old);
  const decisive = durations?.isWorse === true && !errors.isWorse ? durations : errors;
  return { ...decisive, message: `${errors.message}; ${durations?.message ?? uncompared(fresh, old)}` };
}

/** By Fisher's exact test on the counts. */
function compareErrors(fresh: VersionSeen, old: VersionSeen, floor: number): Comparison {
  const p = fisherGreater(countsOf(fresh), countsOf(old));
  const difference = fresh.errors / fresh.invocations - old.errors / old.invocations;
  const ofDifference = { value: difference, unit: "share of invocations", comparator: "<", threshold: floor } as const;
  return {
    isWorse: p <= ALPHA && difference >= floor,
    message: `${failing(fresh)}, ${failing(old)} (Fisher's exact test: ${chanceInWords(p)})`,
    measurement: p <= ALPHA ? ofDifference : ofChance(p),
  };
}

/** By the Mann–Whitney test on the averages of the periods, with the Hodges–Lehmann shift as the difference; null for too few. */
function compareDurations(fresh: VersionSeen, old: VersionSeen): Comparison | null {
  if (fewestAverages(fresh, old) < FEWEST_VALUES) return null;
  const { p } = mannWhitneyGreater(fresh.durations, old.durations);
  const shift = hodgesLehmannShift(fresh.durations, old.durations);
  const usual = medianOf(old.durations);
  const smallest = Math.max(SMALLEST_SHIFT.milliseconds, SMALLEST_SHIFT.share * usual);
  const ofShift = { value: shift, unit: "ms", comparator: "<", threshold: smallest } as const;
  return {
    isWorse: p <= ALPHA && shift >= smallest,
    message: `it takes ${millisecondsInWords(Math.abs(shift))} ${shift < 0 ? "less" : "more"} than the ${millisecondsInWords(usual)} of version ${old.version} (Mann–Whitney: ${chanceInWords(p)})`,
    measurement: p <= ALPHA ? ofShift : ofChance(p),
  };
}

function uncompared(fresh: VersionSeen, old: VersionSeen): string {
  const fewest = countInWords(fewestAverages(fresh, old), "period");
  return `durations are not compared, ${fewest} of ${FEWEST_VALUES} needed`;
}

function fewestAverages(fresh: VersionSeen, old: VersionSeen): number {
  return Math.min(fresh.durations.length, old.durations.length);
}

function countsOf({ errors, invocations }: VersionSeen): Counts {
  return { failures: errors, trials: invocations };
}

function medianOf(values: readonly number[]): number {
  return hodgesLehmannShift(values, [0]);
}

function failing({ version, errors, invocations }: VersionSeen): string {
  return `${percentInWords(errors / invocations)} of version ${version} fails (${errors} of ${countInWords(invocations, "invocation")})`;
}

function ofChance(p: number): Measurement {
  return { value: p, unit: "probability", comparator: ">", threshold: ALPHA };
}
