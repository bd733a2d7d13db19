// What checks of other tools' results share: their options, and the verdict on a file that is missing, unreadable or too old.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import type { EvidenceAsk, EvidenceContents, EvidenceFile } from "../model/evidence/evidence.ts";
import { boundsOf } from "./bound.ts";
import { type Maximum, maximumOption } from "./options.ts";
import { countInWords, numberInWords } from "./words.ts";

const maximumAgeHours = z
  .number()
  .positive()
  .optional()
  .describe("Hours after which a result is too old, by the time in the file, otherwise by its modification time.");

/** @param example a path as a project would have it */
export function evidenceOptions(example: string) {
  return {
    path: z.string().min(1).optional().describe(`The file or a glob, relative to the config: ${example}.`),
    maximumAgeHours,
  };
}

/** Of what a report counts. */
export const maximumCount = maximumOption
  .default(0)
  .describe('The highest accepted number, a change against the baseline like "+0%", or a list of both.');

export interface EvidenceLimits {
  readonly path?: string | undefined;
  readonly maximumAgeHours?: number | undefined;
}

interface Judging<Kind extends keyof EvidenceContents> {
  readonly ask: EvidenceAsk & { readonly kind: Kind };
  readonly limits: EvidenceLimits;
  /** What makes the file: `run the tests with a JUnit reporter`. */
  readonly remedy: string;
  judge(content: EvidenceContents[Kind], subject: Subject): Iterable<Assessment>;
}

/** Every file that matches; what is missing, unreadable or too old is unknown, never a pass. */
export function* judgeEvidence<Kind extends keyof EvidenceContents>(
  { ask, limits, remedy, judge }: Judging<Kind>,
  { model, now, unknown }: Observations<unknown>,
): Iterable<Assessment> {
  const [stack] = model.stacks;
  if (stack === undefined) return;
  const files = model.evidence(ask);
  if (files.length === 0) {
    const file = ask.path ?? model.system.facts.locator;
    const because =
      ask.path === null ? "the audited source contains no such report, and no path is set" : "no file matches its path";
    yield unknown({ stack, resource: null, detail: file, file }, { message: "there is no report", because, remedy });
  }
  for (const found of files) {
    const subject: Subject = { stack, resource: null, detail: found.file, file: found.file };
    const { content } = found;
    const old = ageInWords(found, limits, now);
    if (content.state === "unresolved")
      yield unknown(subject, { message: "the report cannot be read", because: content, remedy });
    else if (old !== null)
      yield unknown(subject, { message: "the age of the report is unknown or too high", because: old, remedy });
    else yield* judge(content.value, subject);
  }
}

/** Clocks of two machines may differ by so much. */
const SKEW_HOURS = 1;

/** Why its age does not let it count; null where it is young enough. */
function ageInWords({ writtenAt }: EvidenceFile, { maximumAgeHours: maximum }: EvidenceLimits, now: number): string | null {
  const hours = (now - writtenAt) / 3_600_000;
  if (maximum === undefined || (hours <= maximum && hours >= -SKEW_HOURS)) return null;
  if (hours < 0) return `it is dated ${new Date(writtenAt).toISOString()}, after this run: its age is unknown`;
  return `it is ${numberInWords(hours)} hours old (${new Date(writtenAt).toISOString()}); maximumAgeHours is ${numberInWords(maximum)}`;
}

export interface Counted {
  readonly subject: Subject;
  readonly value: number;
  readonly unit: string;
  /** The fact, `3 failures`; what is after the bound, `: A, B`, is `beside`. */
  readonly fact: string;
  readonly beside?: string;
  /** The lowest bound; null where the only one needs a baseline and there is none. @param before the baseline's value */
  bound(before: number | null): ReportBound | null;
  /** Its bounds are minimums; by default they are maximums. */
  readonly isHigherBetter?: boolean;
  readonly remedy: string;
}

export interface ReportBound {
  readonly comparator: "<" | "<=" | ">=";
  readonly threshold: number;
  /** `the maximum of 0`. */
  readonly label: string;
}

/** The bound of a number that may not be higher. */
export function atMost(maximum: Maximum): Counted["bound"] {
  return (value) => boundsOf({ maximum, floor: 0, before: value === null ? null : { value }, show: numberInWords })[0] ?? null;
}

/** The verdict on a number that a report has. */
export function judgeCounted(counted: Counted, { pass, fail, unknown, measuredBefore }: Observations<unknown>): Assessment {
  const { subject, value, unit, fact, beside = "", remedy } = counted;
  const before = measuredBefore?.(subject) ?? null;
  const bound = counted.bound(before?.unit === unit ? before.value : null);
  if (bound === null) {
    // What is measured now is what the first baseline will have.
    const comparator = counted.isHigherBetter === true ? ">=" : "<=";
    const measurement = { value, unit, comparator, threshold: value } as const;
    const because = "there is no baseline to compare with; also set an absolute limit";
    return unknown(subject, { message: fact + beside, because, measurement, remedy });
  }
  const { comparator, threshold, label } = bound;
  const measurement = { value, unit, comparator, threshold };
  const side = comparator === ">=" ? "below" : "above";
  if (!isWithin(value, bound)) return fail(subject, { message: `${fact}, ${side} ${label}${beside}`, measurement, remedy });
  return pass(subject, { message: `${fact}${value === 0 ? "" : `, not ${side} ${label}`}${beside}`, measurement });
}

function isWithin(value: number, { comparator, threshold }: ReportBound): boolean {
  if (comparator === ">=") return value >= threshold;
  return comparator === "<" ? value < threshold : value <= threshold;
}

/** `3 failures`, `no failure`. */
export function countOf(value: number, noun: string): string {
  return value === 0 ? `no ${noun}` : countInWords(value, noun);
}

/** `: A, B and 3 more`; empty for none. */
export function firstOf(names: readonly string[], most = 3): string {
  const shown = [...new Set(names)];
  if (shown.length === 0) return "";
  const rest = shown.length - most;
  return `: ${shown.slice(0, most).join("; ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
