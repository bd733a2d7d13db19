// How high a measured number may be: an absolute bound, one against the baseline, or both.
import type { Maximum } from "./options.ts";
import { numberInWords } from "./words.ts";

export interface Bound {
  readonly comparator: "<" | "<=";
  readonly threshold: number;
  /** For a person: `the maximum of 200 ms`. */
  readonly label: string;
}

interface BoundRequest {
  readonly maximum: Maximum;
  /** A change that is smaller is none. */
  readonly floor: number;
  /** What was measured before; null without anything to compare with. */
  readonly before: number | null;
  show(value: number): string;
}

/** The lower of the bounds that can be told; null where the only one needs a baseline and there is none. */
export function boundOf(request: BoundRequest): Bound | null {
  const { maximum, show } = request;
  const [absolute, relative] =
    typeof maximum === "number" ? [maximum, null] : typeof maximum === "string" ? [null, maximum] : maximum;
  const own: Bound | null =
    absolute === null ? null : { comparator: "<=", threshold: absolute, label: `the maximum of ${show(absolute)}` };
  const compared = relative === null ? null : changeBound(relative, request);
  if (own === null || compared === null) return own ?? compared;
  return compared.threshold < own.threshold ? compared : own;
}

function changeBound(relative: string, { floor, before, show }: BoundRequest): Bound | null {
  if (before === null) return null;
  const percent = Number.parseFloat(relative);
  const raised = before * (1 + percent / 100);
  const floored = before + floor;
  const was = `the baseline's ${show(before)}`;
  if (floored > raised) return { comparator: "<", threshold: floored, label: `${show(floored)}, ${show(floor)} over ${was}` };
  return { comparator: "<=", threshold: raised, label: `${show(raised)}, ${numberInWords(percent)} % over ${was}` };
}

export function isWithin(value: number, { comparator, threshold }: Bound): boolean {
  return comparator === "<" ? value < threshold : value <= threshold;
}
