// The result of a backtest: how deployments would have ended, by the hour in which they begin.
import type { Percentiles } from "../percentiles.ts";

export interface Backtest {
  /** Why there is none; null where there is one. */
  readonly reason: string | null;
  /** ISO 8601, UTC: the first and the last minute at which a deployment begins; null where none does. */
  readonly from: string | null;
  readonly to: string | null;
  /** From one beginning to the next. */
  readonly everyMinutes: number;
  readonly starts: number;
  /** The share of the deployments that an alarm blocks since it is in ALARM already; null where none begins. */
  readonly blocked: number | null;
  /** The share of the deployments of a healthy version that are blocked or rolled back. */
  readonly healthyRollbacks: number | null;
  /** Of the others, the share of a broken version that is rolled back in time. */
  readonly stopped: number | null;
  /** Of those rollbacks; null where there is none. */
  readonly minute: Percentiles | null;
  /** From Monday 00:00 UTC on, 168 of them. */
  readonly hours: readonly BacktestHour[];
  /** The newest ones, at most a hundred. */
  readonly alarmPeriods: readonly BacktestAlarmPeriod[];
  /** Watched alarms that were not played: there may have been more rollbacks than are said. */
  readonly notPlayed: readonly { readonly stack: string; readonly logicalId: string; readonly reason: string }[];
  readonly assumptions: readonly string[];
}

/**
 * `good`: broken versions are rolled back with the probability that is asked for, healthy ones hardly ever. `noisy`: healthy ones
 * too. `unsure`: broken ones only at times. `blind`: never.
 */
export type HourRating = "good" | "noisy" | "unsure" | "blind";

export interface BacktestHour {
  /** 0 is Monday. */
  readonly day: number;
  /** 0 to 23, UTC. */
  readonly hour: number;
  readonly starts: number;
  readonly healthyRollbacks: number | null;
  readonly stopped: number | null;
  /** The median. */
  readonly minute: number | null;
  /** null where no deployment begins in that hour. */
  readonly rating: HourRating | null;
}

export interface BacktestAlarmPeriod {
  readonly stack: string;
  readonly logicalId: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
}
