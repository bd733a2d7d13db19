// How much traffic really goes through an alias, as a live system shows it.
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import type { MetricAsk } from "../model/observed/ask.ts";
import { answersTo, metricAsk, type Span, total } from "../model/observed/gauge.ts";
import { seriesOfAlias } from "../model/observed/series.ts";
import { type Known, known, mapKnown, type Unresolved } from "../model/value.ts";

const RATE_WINDOW_SECONDS = 3600;
const SPAN: Span = { windowSeconds: RATE_WINDOW_SECONDS, periodSeconds: 60 };

/** What a live run has to ask for the rates of these. */
export function rateAsks(aliases: readonly ShiftedAlias[]): readonly MetricAsk[] {
  return aliases.flatMap((shifted) => {
    const ask = rateAsk(shifted);
    return ask.state === "known" ? [ask.value] : [];
  });
}

/** Requests a minute; null where nobody gave it and the system is not a live one, unresolved where its metrics could not be seen. */
export type Rate = Known<number> | Unresolved | null;

/** The rate that was given, else the measured one. */
export function rateOf(shifted: ShiftedAlias, model: Model, given: number | undefined): Rate {
  return given === undefined ? measuredRate(shifted, model) : known(given);
}

/** The rate to simulate with; null for heavy traffic, where there is none or nothing comes in. */
export function requestsIn(rate: Rate): number | null {
  return rate?.state === "known" && rate.value > 0 ? rate.value : null;
}

/** On average over the last hour. */
function measuredRate(shifted: ShiftedAlias, model: Model): Rate {
  if (model.system.facts.observations === undefined) return null;
  const ask = rateAsk(shifted);
  if (ask.state !== "known") return ask;
  return mapKnown(answersTo([ask.value], model), ([observed]) => (total(observed) * 60) / RATE_WINDOW_SECONDS);
}

function rateAsk({ alias }: ShiftedAlias): Known<MetricAsk> | Unresolved {
  return mapKnown(seriesOfAlias(alias), (series) => metricAsk(series, "Invocations", "Sum", SPAN));
}
