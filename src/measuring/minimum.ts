// How low a measured number may be: an absolute bound, one against the baseline, or both.
import * as z from "zod";
import { numberInWords } from "./words.ts";

const relative = z.string().regex(/^-\d+(\.\d+)?%$/, 'must be a number, or a change against the baseline like "-0%"');

/** `80`, `"-1%"` (at most 1 % below the baseline; `"-0%"`: may not fall), or a list of both. */
export const minimumOption = z.union([z.number().min(0), relative, z.tuple([z.number().min(0), relative]).readonly()]);

export type Minimum = z.infer<typeof minimumOption>;

export interface LowerBound {
  readonly comparator: ">=";
  readonly threshold: number;
  /** `the minimum of 80 %`. */
  readonly label: string;
}

/** The higher of the bounds that are known; null where the only one needs a baseline and there is none. @param before the baseline's value */
export function lowerBoundOf(minimum: Minimum, before: number | null, show: (value: number) => string): LowerBound | null {
  const [absolute, change] =
    typeof minimum === "object" ? minimum : typeof minimum === "number" ? [minimum, null] : [null, minimum];
  const comparator = ">=" as const;
  const own = absolute === null ? null : { comparator, threshold: absolute, label: `the minimum of ${show(absolute)}` };
  if (change === null || before === null) return own;
  const percent = Math.abs(Number.parseFloat(change));
  const threshold = before * (1 - percent / 100);
  const was = `the baseline's ${show(before)}`;
  const compared = {
    comparator,
    threshold,
    label: percent === 0 ? was : `${show(threshold)}, ${numberInWords(percent)} % below ${was}`,
  };
  return own === null || compared.threshold > own.threshold ? compared : own;
}
