// A number about a deployed thing, as metrics give it: which series are asked for, and what their values amount to.

import { type Known, known, mapKnown, type Unresolved } from "../value.ts";
import type { MetricAsk, MetricObserved } from "./ask.ts";
import type { WithObservations } from "./observations.ts";
import type { Series } from "./series.ts";

/** The time that is looked at, ending when the run began. */
export interface Span {
  readonly windowSeconds: number;
  /** What one value covers. */
  readonly periodSeconds: number;
  /** The values of the periods are needed as well, to tell a change from noise: of a percentile they take a question more. */
  readonly isCompared?: boolean;
}

export interface Reading {
  /** null where nothing was seen. */
  readonly value: number | null;
  /** Requests, invocations or data points that it rests on. */
  readonly samples: number;
  /** The values of the periods, or the counts of a share: they distinguish a change from noise. */
  readonly spread?: Spread;
}

export type Spread =
  | { readonly kind: "values"; readonly values: readonly number[] }
  | { readonly kind: "counts"; readonly failures: number; readonly trials: number };

export interface Gauge {
  readonly asks: readonly MetricAsk[];
  /** @param answers in the order of the questions */
  read(answers: readonly MetricObserved[]): Reading;
}

/** What the gauge says; unresolved where a series of it could not be seen. */
export function readGauge({ asks, read }: Gauge, model: WithObservations): Known<Reading> | Unresolved {
  return mapKnown(answersTo(asks, model), read);
}

/** In the order of the questions; unresolved where one of them was not answered. */
export function answersTo(asks: readonly MetricAsk[], model: WithObservations): Known<readonly MetricObserved[]> | Unresolved {
  const answers: MetricObserved[] = [];
  for (const ask of asks) {
    const answer = model.observed(ask);
    if (answer.state !== "known") return answer;
    answers.push(answer.value);
  }
  return known(answers);
}

const DAY = 86_400;

/**
 * A percentile of a window is no mean of those of its minutes: it is asked for as one period.
 * Of values older than 15 and 63 days CloudWatch keeps 5 minutes and an hour:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
export function metricAsk(series: Series, metricName: string, statistic: string, span: Span): MetricAsk {
  const { windowSeconds } = span;
  const wanted = isCombinable(statistic) ? Math.min(span.periodSeconds, windowSeconds) : windowSeconds;
  return { kind: "metric", ...series, metricName, statistic, periodSeconds: periodOf(windowSeconds, wanted), windowSeconds };
}

/** The shortest that is kept, from the one wanted on. */
function periodOf(windowSeconds: number, wanted: number): number {
  const kept = windowSeconds > 63 * DAY ? 3600 : windowSeconds > 15 * DAY ? 300 : 60;
  return Math.ceil(Math.max(wanted, kept) / kept) * kept;
}

const COMBINABLE: readonly string[] = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"];

/** Whether the statistic of a window follows from those of its parts. */
function isCombinable(statistic: string): boolean {
  return COMBINABLE.includes(statistic);
}

/** Of raw sums: `Errors` ÷ `Invocations`. Its samples are what it is divided by. */
export function quotient(series: Series, part: string, whole: readonly string[], span: Span): Gauge {
  return {
    asks: [part, ...whole].map((metricName) => metricAsk(series, metricName, "Sum", span)),
    read([counted, ...others]) {
      const [failed, samples] = [total(counted), others.reduce((sum, each) => sum + total(each), 0)];
      // In the last minute errors may be counted before their invocations: every sample so far is a failure.
      if (samples === 0) return { value: failed === 0 ? null : 1, samples };
      const spread = { kind: "counts", failures: Math.round(Math.min(failed, samples)), trials: Math.round(samples) } as const;
      return { value: Math.min(1, failed / samples), samples, spread };
    },
  };
}

/** The sum of a metric; its samples are the sum of another. */
export function sumsOf(series: Series, metricName: string, counted: string, span: Span): Gauge {
  return {
    asks: [metricName, counted].map((name) => metricAsk(series, name, "Sum", span)),
    read([values, counts]) {
      return { value: values?.values.length === 0 ? null : total(values), samples: total(counts), ...spreadOf(values) };
    },
  };
}

/** A statistic of a metric over the window; its samples are how often the metric was measured. */
export function statisticOf(series: Series, metricName: string, statistic: string, span: Span): Gauge {
  const asked = metricAsk(series, metricName, statistic, span);
  return {
    asks: [asked, { ...asked, statistic: "SampleCount" }, ...periodsOf(asked, span)],
    read([values, counts, periods = values]) {
      return { value: combine(statistic, values, counts), samples: total(counts), ...spreadOf(periods) };
    },
  };
}

/** As `statisticOf`, of a metric that is measured whether or not anything happens: its samples are the values. */
export function levelOf(series: Series, metricName: string, statistic: string, span: Span): Gauge {
  const asked = metricAsk(series, metricName, statistic, span);
  const counted = metricAsk(series, metricName, "SampleCount", span);
  return {
    asks: [asked, counted, ...periodsOf(asked, span)],
    read([values, counts, periods = values]) {
      return { value: combine(statistic, values, counts), samples: counts?.values.length ?? 0, ...spreadOf(periods) };
    },
  };
}

/** With the samples of another metric's sum. */
export function sampledBy(gauge: Gauge, metricName: string, span: Span): Gauge {
  const [first] = gauge.asks as readonly [MetricAsk];
  return {
    asks: [...gauge.asks, metricAsk(first, metricName, "Sum", span)],
    read(answers) {
      return { ...gauge.read(answers.slice(0, -1)), samples: total(answers.at(-1)) };
    },
  };
}

export function dividedBy(gauge: Gauge, divisor: number): Gauge {
  return {
    asks: gauge.asks,
    read(answers) {
      const { value, samples, spread } = gauge.read(answers);
      const own =
        spread?.kind === "values" ? { ...spread, values: spread.values.map((each) => rounded(each / divisor)) } : spread;
      return { value: value === null ? null : value / divisor, samples, ...(own === undefined ? {} : { spread: own }) };
    },
  };
}

/** A percentile's values by period, where they are needed: it was asked for as one period. */
function periodsOf(asked: MetricAsk, { isCompared, periodSeconds }: Span): readonly MetricAsk[] {
  if (isCompared !== true || isCombinable(asked.statistic)) return [];
  return [{ ...asked, periodSeconds: periodOf(asked.windowSeconds, periodSeconds) }];
}

/** So many values say as much of a distribution as more would. */
const MOST_VALUES = 120;

/** Of many values evenly many of each size. */
function spreadOf(observed: MetricObserved | undefined): Pick<Reading, "spread"> {
  const { values = [] } = observed ?? {};
  // A single value is that of the window as a whole.
  if (values.length < 2) return {};
  const sorted = values.toSorted((a, b) => a - b);
  const step = Math.max(1, sorted.length / MOST_VALUES);
  const kept = Array.from({ length: Math.floor(sorted.length / step) }, (_, index) =>
    rounded(sorted[Math.floor((index + 0.5) * step)] ?? 0),
  );
  return { spread: { kind: "values", values: kept } };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

export function total(observed: MetricObserved | undefined): number {
  return observed?.values.reduce((sum, value) => sum + value, 0) ?? 0;
}

function combine(statistic: string, observed: MetricObserved | undefined, counts: MetricObserved | undefined): number | null {
  if (observed === undefined || observed.values.length === 0) return null;
  const { times, values } = observed;
  if (statistic === "Maximum") return values.reduce((a, b) => Math.max(a, b));
  if (statistic === "Minimum") return values.reduce((a, b) => Math.min(a, b));
  const countAt = new Map(counts?.times.map((time, index) => [time, counts.values[index] ?? 0]));
  // Of what was not counted one value weighs as much as the next.
  const weights = times.map((time) => countAt.get(time) ?? 1);
  const weight = weights.reduce((sum, each) => sum + each, 0);
  return weight === 0 ? null : values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / weight;
}
