// The input of a simulation: one deployment and its alarms, as numbers and rules without anything of a template.
import type { AlarmState, Composition } from "../model/alarms/composition.ts";
import type { Operator } from "../model/alarms/math/expression.ts";
import type { FormulaFunction, FormulaSeries, MathFormula } from "../model/alarms/math/formula.ts";
import type { ShiftKind } from "../model/deployments/deployment-configuration.ts";
import type { Percentages } from "./play/durations.ts";

/** From `minute` on the new version gets `percent` of the alias's requests. */
export interface Step {
  readonly minute: number;
  readonly percent: number;
}

export interface Schedule {
  readonly kind: ShiftKind;
  /** By minute; the first one at 0, the last one with 100 percent. */
  readonly steps: readonly Step[];
  /** Where the shift ends: an alarm stops the deployment only strictly before it. */
  readonly endMinute: number;
}

/** What puts values into a series, in buckets of 60 s. */
export type Feed =
  /** One sample a request: 1 or 0 for `failures`, 1 for `requests`. No data in a bucket without requests. */
  | {
      readonly kind: "requests";
      readonly of: "all versions" | "new version";
      readonly counts: "failures" | "requests";
      /** For each request to the alias so many that go elsewhere and do not fail; default 0. */
      readonly others?: number;
    }
  /**
   * A metric filter over the log of all versions: one sample of `value` a failure. In a bucket with requests and no failure
   * one sample of `otherwise`, or no data where that is null.
   */
  | { readonly kind: "matches"; readonly value: number; readonly otherwise: number | null }
  /** How long requests take: their mean or, 0 to 1, a percentile of theirs; of the old version as far as it is known. */
  | {
      readonly kind: "durations";
      readonly of: "all versions" | "new version";
      readonly known: Percentages;
      readonly percentile: number | null;
    }
  /** Failures of something that is not being deployed: always data, always zero. */
  | { readonly kind: "healthy" }
  /** No service publishes it: never any data. */
  | { readonly kind: "never" };

export type Statistic = "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount";

/** One series of a formula. */
export interface FeedSeries extends FormulaSeries {
  readonly feed: Feed;
  readonly statistic: Statistic;
}

/** What an alarm compares with its threshold, a period at a time. */
export type Formula = MathFormula<FeedSeries>;

export type Comparison =
  | "GreaterThanThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

export type MissingData = "missing" | "ignore" | "breaching" | "notBreaching";

export interface ThresholdRule {
  readonly kind: "threshold";
  readonly formula: Formula;
  /** Whole minutes: a period of 300 s is 5. */
  readonly periodMinutes: number;
  /** N, of which M = `datapointsToAlarm` must breach. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missing: MissingData;
  /** Windows aligned with the clock (`EvaluationWindow.WallClockWindow`) instead of sliding ones. */
  readonly isWallClock: boolean;
}

export interface CompositeRule {
  readonly kind: "composite";
  readonly composition: Composition;
  /** Member as the rule writes it → its place in `Scenario.alarms`. */
  readonly members: ReadonlyMap<string, number>;
}

export interface NotSimulated {
  readonly kind: "not-simulated";
  /** For a person, with the property's name where one is at fault. */
  readonly reason: string;
}

export type AlarmRule = ThresholdRule | CompositeRule | NotSimulated;

export interface ScenarioAlarm {
  /** For a person. */
  readonly name?: string;
  readonly rule: AlarmRule;
  /** CodeDeploy watches it; others are only members of composite alarms. */
  readonly isWatched: boolean;
}

export interface Scenario {
  readonly schedule: Schedule;
  readonly alarms: readonly ScenarioAlarm[];
  /** Requests a minute through the alias; null: heavy traffic, taken as 10⁹. */
  readonly requestsPerMinute: number | null;
  /** The share of its requests that the new version fails, 0 to 1. */
  readonly errorRate: number;
  /** The share of their requests that healthy versions fail, 0 to 1; default 0. The new version fails at least as many. */
  readonly baselineErrorRate?: number;
  /** How many times as long requests to the new version take; default 1. */
  readonly slowdown?: number;
  readonly metricDelaySeconds: number;
}

/** What one run of a scenario shows of one alarm. */
export interface AlarmRun {
  readonly state: "goes-off" | "silent" | "always-on" | "not-simulated";
  /** The minute at whose end it changes to ALARM, also past the end of the shift; 0 where it is always on; null where it does not. */
  readonly goesOffMinute: number | null;
  readonly reason: string | null;
}

/** Requests of one bucket, for a run with arrivals: what the new version gets and fails, and what the old one gets and fails. */
export interface Bucket {
  readonly newRequests: number;
  readonly failures: number;
  readonly oldRequests: number;
  /** Default 0. */
  readonly oldFailures?: number;
}

export type { AlarmState, FormulaFunction, Operator };
