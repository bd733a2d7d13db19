// What an audit judges a system by: which checks, how severe, for which subjects. The config fulfils it.

import type { Assessment } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { Location, Unread } from "../model/facts.ts";
import type { Model } from "../model/model.ts";
import type { Extent } from "./addresses.ts";
import type { BaselinePolicy } from "./baseline/baseline.ts";

export type Severity = "error" | "warning" | "info" | "off";

/** Whether an unknown assessment decides the exit code (`gate`) or is only shown (`report`). */
export type UnknownPolicy = "gate" | "report";

/** What one check is given for one subject, overrides applied. */
export interface CheckSettings {
  readonly severity: Severity;
  /** Parsed by the check's own schema, defaults filled in. */
  readonly options: unknown;
  /** False where `include` or `exclude` leaves the subject out. */
  readonly included: boolean;
  readonly unknown: UnknownPolicy;
  /** In the score's mean; by the severity where the config gives none (error 3, warning 2, info 1, off 0). */
  readonly weight: number;
  /** A failure may not be waived, nor accepted by a baseline. */
  readonly mandatory: boolean;
  /** How much worse than in the baseline what it measures may be: a share of that, but never less than the floor. */
  readonly tolerance?: { readonly share: number; readonly floor: number } | null;
  /** Required options without a value: with any, the check is not applicable. */
  readonly missing: readonly string[];
}

/** Accepts the failures of a check for the subjects that its glob matches, until it expires. */
export interface Waiver {
  readonly check: string;
  /** A glob over the addresses of subjects; of a waiver in a template, the address that it hangs on. */
  readonly subject: string;
  readonly reason: string;
  /** The last day on which it waives, `2027-01-31`; null: for ever. */
  readonly expires: string | null;
  /** Where it is written; null where that has no lines. */
  readonly location?: Location | null;
  /** What one in a template covers, whatever its `subject` says. */
  readonly extent?: Extent;
}

export interface Policy {
  /** The checks to run, in order. Those that are off for every subject may be among them. */
  readonly checks: readonly Check[];
  /**
   * The settings for one subject, which is given by the question whether a glob matches it. `() => false` gives the
   * settings without overrides. The same overrides give the same object, so options can be compared by identity.
   */
  settingsOf(check: Check, matches: (glob: string) => boolean): CheckSettings;
  /** Whether the check is on for any subject at all, if only by an override. */
  isEnabled(check: Check): boolean;
  /** Only subjects that match one of these globs are assessed; empty: all. */
  readonly select: readonly string[];
  /** Failures of this severity or above decide the exit code. */
  readonly failOn: Exclude<Severity, "off"> | "none";
  readonly includeInfrastructure: boolean;
  /** The score under which a system is degraded; null: any will do. */
  readonly scoreMinimum: number | null;
  /** The same for characteristics, by their names. */
  readonly scoreMinimums?: Readonly<Record<string, number>>;
  readonly waivers: readonly Waiver[];
  /** Days before a waiver expires from which on it is warned of (30). */
  readonly expiresWithinDays?: number;
  /** A waiver that matches nothing makes the system degraded. */
  readonly strictWaivers: boolean;
}

/** One run: the policy, and what the report says of the run itself. */
export interface AuditPolicy extends Policy {
  /** When the run began; the `now` of every check. */
  readonly now: Date;
  readonly tool: { readonly name: string; readonly version: string; readonly homepage?: string };
  /** By the id of a check, why its questions about the live system could not be collected: it ends in `error`. */
  readonly broken?: ReadonlyMap<string, string>;
  /** What the run is compared with; null, or not included: nothing. */
  readonly against?: BaselinePolicy | null;
  /** By the id of a check that does not run in this process, what it said there. */
  readonly elsewhere?: ReadonlyMap<string, AssessElsewhere>;
  /** What went wrong with the code of others, by its file: the audit is not whole. */
  readonly faults?: readonly Unread[];
  /** Milliseconds since the run began, asked for when the report is finished. */
  elapsedMs(): number;
}

/** As `Worlds.assess`, with the options as the settings have them. @throws what went wrong there */
export type AssessElsewhere = (options: unknown, base: Model) => readonly Assessment[];
