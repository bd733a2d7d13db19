// A number about a deployed thing, as metrics give it: which series are asked for, and what their values amount to.
import type { Model } from "../model.ts";
import { type Known, known, mapKnown, type Unresolved } from "../value.ts";
import type { MetricAsk, MetricObserved } from "./ask.ts";
import type { Series } from "./series.ts";

/** The time that is looked at, ending when the run began. */
export interface Span {
  readonly windowSeconds: number;
  /** What one value covers. */
  readonly periodSeconds: number;
}

export interface Reading {
  /** null where nothing was seen. */
  readonly value: number | null;
  /** Requests, invocations or data points that it rests on. */
  readonly samples: number;
}

export interface Gauge {
  readonly asks: readonly MetricAsk[];
  /** @param answers in the order of the questions */
  read(answers: readonly MetricObserved[]): Reading;
}

/** What the gauge says; unresolved where a series of it could not be seen. */
export function readGauge({ asks, read }: Gauge, model: Model): Known<Reading> | Unresolved {
  return mapKnown(answersTo(asks, model), read);
}

/** In the order of the questions; unresolved where one of them was not answered. */
export function answersTo(asks: readonly MetricAsk[], model: Model): Known<readonly MetricObserved[]> | Unresolved {
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
  const kept = windowSeconds > 63 * DAY ? 3600 : windowSeconds > 15 * DAY ? 300 : 60;
  const wanted = isCombinable(statistic) ? Math.min(span.periodSeconds, windowSeconds) : windowSeconds;
  const periodSeconds = Math.ceil(Math.max(wanted, kept) / kept) * kept;
  return { kind: "metric", ...series, metricName, statistic, periodSeconds, windowSeconds };
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
      // The last minute may have its errors counted before its invocations: they are a part of what nobody counted yet.
      if (samples === 0) return { value: failed === 0 ? null : 1, samples };
      return { value: Math.min(1, failed / samples), samples };
    },
  };
}

/** The sum of a metric; its samples are the sum of another. */
export function sumsOf(series: Series, metricName: string, counted: string, span: Span): Gauge {
  return {
    asks: [metricName, counted].map((name) => metricAsk(series, name, "Sum", span)),
    read([values, counts]) {
      return { value: values?.values.length === 0 ? null : total(values), samples: total(counts) };
    },
  };
}

/** A statistic of a metric over the window; its samples are how often the metric was measured. */
export function statisticOf(series: Series, metricName: string, statistic: string, span: Span): Gauge {
  const asked = metricAsk(series, metricName, statistic, span);
  return {
    asks: [asked, { ...asked, statistic: "SampleCount" }],
    read([values, counts]) {
      return { value: combine(statistic, values, counts), samples: total(counts) };
    },
  };
}

/** As `statisticOf`, of a metric that is measured whether or not anything happens: its samples are the values. */
export function levelOf(series: Series, metricName: string, statistic: string, span: Span): Gauge {
  const asked = metricAsk(series, metricName, statistic, span);
  const counted = metricAsk(series, metricName, "SampleCount", span);
  return {
    asks: [asked, counted],
    read([values, counts]) {
      return { value: combine(statistic, values, counts), samples: counts?.values.length ?? 0 };
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
      const { value, samples } = gauge.read(answers);
      return { value: value === null ? null : value / divisor, samples };
    },
  };
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
