// How often a healthy version fails: the share of its requests that an alias failed of late, as a live system shows it.
import type { Shifting } from "../model/deployments/shifting.ts";
import type { Model } from "../model/model.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk, total } from "../model/observed/gauge.ts";
import { trafficMetricsOf } from "../model/observed/traffic-metrics.ts";
import { type Known, known, mapKnown, type Unresolved } from "../model/value.ts";

/** A day shows the hours that are worse than others. */
const DAY_SECONDS = 86_400;

/** What a live run has to ask for the baselines of these. @param windowSeconds up to the start of the run */
export function baselineAsks(shiftings: readonly Shifting[], windowSeconds = DAY_SECONDS): readonly MetricAsk[] {
  return shiftings.flatMap((shifting) => {
    const asks = asksOf(shifting, windowSeconds);
    return asks.state === "known" ? asks.value : [];
  });
}

/** 0 to 1; null where the system is not a live one or nothing was requested, unresolved where its metrics could not be seen. */
function measuredBaseline(shifting: Shifting, model: Model, windowSeconds: number): Known<number | null> | Unresolved {
  if (model.system.facts.observations === undefined) return known(null);
  const asks = asksOf(shifting, windowSeconds);
  if (asks.state !== "known") return asks;
  return mapKnown(answersTo(asks.value, model), ([failures, requests]) => {
    const count = total(requests);
    return count > 0 ? Math.min(1, total(failures) / count) : null;
  });
}

/** The share that was given, else the measured one; none where nothing was measured. */
export function baselineOf(
  shifting: Shifting,
  model: Model,
  given: number | undefined,
  windowSeconds = DAY_SECONDS,
): Known<number> | Unresolved {
  if (given !== undefined) return known(given);
  return mapKnown(measuredBaseline(shifting, model, windowSeconds), (share) => share ?? 0);
}

function asksOf(shifting: Shifting, windowSeconds: number): Known<readonly MetricAsk[]> | Unresolved {
  const span = { windowSeconds, periodSeconds: 3600 };
  return mapKnown(trafficMetricsOf(shifting), ({ series, requests, failures }) =>
    [failures, requests].map((name) => metricAsk(series, name, "Sum", span)),
  );
}
