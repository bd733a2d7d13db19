// How much traffic really goes through an alias, as a live system shows it.
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk, total } from "../model/observed/gauge.ts";
import { seriesOfAlias } from "../model/observed/series.ts";
import { type Known, mapKnown, type Unresolved } from "../model/value.ts";

export const RATE_WINDOW_SECONDS = 3600;

/** What a live run has to ask for the rates of these. */
export function rateAsks(aliases: readonly ShiftedAlias[], windowSeconds = RATE_WINDOW_SECONDS): readonly MetricAsk[] {
  return aliases.flatMap((shifted) => {
    const ask = rateAsk(shifted, windowSeconds);
    return ask.state === "known" ? [ask.value] : [];
  });
}

/** Requests a minute, on average; null where the system is not a live one, unresolved where its metrics could not be seen. */
export function measuredRate(
  shifted: ShiftedAlias,
  model: Model,
  windowSeconds = RATE_WINDOW_SECONDS,
): Known<number> | Unresolved | null {
  if (model.system.facts.observations === undefined) return null;
  const ask = rateAsk(shifted, windowSeconds);
  if (ask.state !== "known") return ask;
  return mapKnown(answersTo([ask.value], model), ([observed]) => (total(observed) * 60) / windowSeconds);
}

function rateAsk({ alias }: ShiftedAlias, windowSeconds: number): Known<MetricAsk> | Unresolved {
  return mapKnown(seriesOfAlias(alias), (series) =>
    metricAsk(series, "Invocations", "Sum", { windowSeconds, periodSeconds: 60 }),
  );
}
