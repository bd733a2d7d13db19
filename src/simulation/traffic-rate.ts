// The traffic of an alias: as given, as measured live, or as scheduled.
import type { Shifting } from "../model/deployments/shifting.ts";
import type { Model } from "../model/model.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk, type Span, total } from "../model/observed/gauge.ts";
import { trafficMetricsOf } from "../model/observed/traffic-metrics.ts";
import { type Known, mapKnown, type Unresolved } from "../model/value.ts";
import { scheduledRate } from "./scheduled-rate.ts";

const RATE_WINDOW_SECONDS = 3600;
const SPAN: Span = { windowSeconds: RATE_WINDOW_SECONDS, periodSeconds: 60 };

/** What a live run has to ask for the rates of these. */
export function rateAsks(shiftings: readonly Shifting[]): readonly MetricAsk[] {
  return shiftings.flatMap((shifting) => {
    const ask = rateAsk(shifting);
    return ask.state === "known" ? [ask.value] : [];
  });
}

export type RateSource = "given" | "measured" | "template";

/** Requests a minute; null where no rate is given, unresolved where the metrics of a live system could not be read or schedules fire at some hours only. */
export type Rate = { readonly state: "known"; readonly value: number; readonly source: RateSource } | Unresolved | null;

/** The rate that was given, else the measured one, else that of the schedules which alone invoke it. */
export function rateOf(shifting: Shifting, model: Model, given: number | undefined): Rate {
  if (given !== undefined) return { state: "known", value: given, source: "given" };
  const measured = measuredRate(shifting, model);
  if (measured?.state === "known") return { ...measured, source: "measured" };
  const scheduled = measured === null ? scheduledRate(shifting, model) : null;
  if (scheduled === null) return measured;
  return scheduled.state === "known" ? { ...scheduled, source: "template" } : scheduled;
}

/** The rate to simulate with; null for heavy traffic, where there is none or nothing comes in. */
export function requestsIn(rate: Rate): number | null {
  return rate?.state === "known" && rate.value > 0 ? rate.value : null;
}

/** On average over the last hour. */
function measuredRate(shifting: Shifting, model: Model): Known<number> | Unresolved | null {
  if (model.system.facts.observations === undefined) return null;
  const ask = rateAsk(shifting);
  if (ask.state !== "known") return ask;
  return mapKnown(answersTo([ask.value], model), ([observed]) => (total(observed) * 60) / RATE_WINDOW_SECONDS);
}

function rateAsk(shifting: Shifting): Known<MetricAsk> | Unresolved {
  return mapKnown(trafficMetricsOf(shifting), ({ series, requests }) => metricAsk(series, requests, "Sum", SPAN));
}
