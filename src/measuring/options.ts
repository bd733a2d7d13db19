// The options of every measuring check: the window, the minimum number of samples, and the limit.
import * as z from "zod";
import type { Span } from "../model/observed/gauge.ts";

/** `number`: an absolute bound. `"+10%"`: at most 10 % over the baseline. Both: each of them holds. */
export type Maximum = number | string | readonly [number, string];

export interface WindowOptions {
  readonly window: string;
  readonly minimumSamples: number;
  readonly noData: "unknown" | "pass" | "fail";
}

const time = z.string().regex(/^[1-9]\d{0,3}[mhd]$/, "must be a time like 15m, 1h or 7d");
const relative = z.string().regex(/^\+\d+(\.\d+)?%$/, 'must be a number, or a change against the baseline like "+10%"');

/** An absolute bound, one against the baseline, or a list of both. */
export const maximumOption = z.union([z.number().min(0), relative, z.tuple([z.number().min(0), relative]).readonly()]);

/** @param window by default, e.g. `1h` */
export function windowOption(window: string) {
  return time.default(window).describe("The measured period before the start of the run: 15m, 1h, 7d.");
}

/** @param window by default, e.g. `1h` */
export function windowOptions(window: string) {
  return {
    window: windowOption(window),
    minimumSamples: z
      .int()
      .min(1)
      .default(20)
      .describe("Minimum number of requests or invocations in the window (queues and streams: data points)."),
    noData: z.enum(["unknown", "pass", "fail"]).default("unknown").describe("The verdict when the window has fewer samples."),
  };
}

export const periodOption = z.int().min(60).multipleOf(60).default(60).describe("Period of one data point in seconds.");

export interface Defaults {
  readonly maximum: number;
  readonly floor: number;
  /** What both are counted in: `ms`. */
  readonly unit: string;
}

/** The options of a check that holds a number under a bound. */
export function measuringOptions({ maximum, floor, unit }: Defaults) {
  return {
    ...windowOptions("1h"),
    period: periodOption,
    maximum: maximumOption
      .default(maximum)
      .describe(`The highest value (${unit}), a change against the baseline like "+10%", or a list of both.`),
    floor: z.number().min(0).default(floor).describe(`Changes against the baseline below it are ignored (${unit}).`),
  };
}

/** @param statistic by default */
export function statisticOption(statistic: string) {
  return z
    .string()
    .regex(
      /^(Average|Minimum|Maximum|p\d{1,2}(\.\d{1,2})?)$/,
      "must be Average, Minimum, Maximum or a percentile like p95 or p99.9",
    )
    .default(statistic)
    .describe("Average, Minimum, Maximum, or a percentile like p95 or p99.9, computed over the entire window.");
}

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

export function secondsIn(window: string): number {
  return Number.parseInt(window, 10) * (SECONDS[window.at(-1) ?? ""] ?? Number.NaN);
}

interface Looked {
  readonly window: string;
  readonly period: number;
  readonly maximum?: Maximum;
}

export function spanOf({ window, period, maximum }: Looked): Span {
  const isCompared = maximum !== undefined && typeof maximum !== "number";
  return { windowSeconds: secondsIn(window), periodSeconds: period, ...(isCompared ? { isCompared } : {}) };
}
