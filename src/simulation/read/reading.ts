// The context for reading one alarm, and the assumptions that it collects.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { coverageOfSeries } from "../../model/deployments/alarm-level.ts";
import type { Coverage, Deployed } from "../../model/deployments/coverage.ts";
import type { SeriesExistence } from "../../model/metrics/series-existence.ts";
import type { Model } from "../../model/model.ts";
import type { Resource } from "../../model/resource.ts";
import type { Feed } from "../scenario.ts";

export interface Reading {
  readonly model: Model;
  /** Requests a minute; null where the traffic is taken as heavy. */
  readonly requestsPerMinute: number | null;
  /** null where how long requests take is not simulated. */
  readonly slowness: {
    readonly slowdown: number;
    /** Milliseconds in which half of the requests and 99 % of them are done. */
    readonly given: readonly [number, number] | null;
  } | null;
  /** The values of the series are recorded: how much of other traffic is in them need not be known. */
  readonly isRecorded?: true;
  /** @throws Refusal where what it counts is not simulated */
  feedOf(series: MetricSeries, alarm: AlarmNode, findings: Findings): Feed;
  /** What the series shows of the deployment. */
  coverageOf(series: MetricSeries, alarm: AlarmNode): Coverage;
}

/** What it takes to read the alarms of a function's deployment. */
export interface FunctionReading extends Omit<Reading, "feedOf" | "coverageOf"> {
  readonly existence: SeriesExistence;
  readonly deployed: Deployed;
}

/** What is found about an alarm in addition to its rule. */
export interface Findings {
  /** The assumptions, one sentence each. */
  readonly assumptions: Set<string>;
  /** Everything that must exist for what was read. */
  readonly walked: Set<Resource>;
  /** What it watches, series by series. */
  readonly watched: Watched[];
}

export interface Watched {
  readonly feed: Feed;
  /** Completes "the alarm …". */
  readonly what: string;
}

export function noFindings(): Findings {
  return { assumptions: new Set(), walked: new Set(), watched: [] };
}

/** What the series shows of the deployment; no namespace is trusted to, for what it counts would not be known. */
export function coverageIn({ deployed, model }: FunctionReading, series: MetricSeries, alarm: AlarmNode): Coverage {
  return coverageOfSeries(series, alarm, { deployed, model, options: { trusted: [] } });
}

/** Why a series has nothing to do with the deployment. */
export const ELSEWHERE = "which is not the deployed code";
