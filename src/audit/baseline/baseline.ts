// What was accepted when a baseline was written: known failures, and what was measured then.
import type { MeasuredBefore } from "../../assessment.ts";

/** A failure or an unknown that is known. */
export interface AcceptedEntry {
  readonly check: string;
  /** As a person reads it; what counts is the fingerprint. */
  readonly subject: string;
  /** The stack's key, empty for a sole stack whose name was only derived. */
  readonly stack: string;
  readonly verdict: "fail" | "unknown";
  readonly message: string;
  /** The day on which it was accepted, `2026-11-30`. */
  readonly since: string;
  readonly fingerprint: string;
}

export interface MeasuredEntry extends MeasuredBefore {
  readonly check: string;
  readonly subject: string;
  readonly stack: string;
  readonly fingerprint: string;
}

/** Number of entries from a day on. */
export interface BaselineSize {
  readonly on: string;
  readonly accepted: number;
}

export interface Baseline {
  /** Relative to the working directory. */
  readonly file: string;
  readonly score: number | null;
  /** The oldest first. */
  readonly sizes: readonly BaselineSize[];
  readonly accepted: readonly AcceptedEntry[];
  readonly measured: readonly MeasuredEntry[];
}

/** What a run does with the baseline. */
export interface BaselinePolicy {
  readonly baseline: Baseline;
  /** Entries that no longer fail decide the exit code. */
  readonly strict: boolean;
  /** Entries that no longer fail are removed by this run, so none is left to gate. */
  readonly updates: boolean;
}
