// The recorded values of a metric by the minute: those that were asked for, or the newest of a longer window.

import type { WithSystem } from "../system.ts";
import { type Known, known, type Unresolved, unresolved } from "../value.ts";
import { keyOf, type MetricHistory, type MetricHistoryAsk } from "./ask.ts";
import { historyOf, minutesOf } from "./metric-history.ts";
import type { WithObservations } from "./observations.ts";
import { questionIn } from "./observations.ts";

/** @returns unresolved if it could not be read, or only a shorter window was recorded */
export function historyIn(model: WithObservations & WithSystem, ask: MetricHistoryAsk): Known<MetricHistory> | Unresolved {
  const { observations } = model.system.facts;
  if (observations?.has(keyOf(ask)) === true) return model.observed(ask);
  const longest = longestWindow(model, ask);
  if (longest === null) return model.observed(ask);
  if (longest < ask.windowSeconds)
    return unresolved(`was recorded for only ${longest / 3600} hours; pass --backtest ${longest / 3600}h, or record it again`);
  const whole = model.observed({ ...ask, windowSeconds: longest });
  return whole.state === "known" ? known(newest(whole.value, ask.windowSeconds / 60)) : whole;
}

function longestWindow({ system }: WithSystem, ask: MetricHistoryAsk): number | null {
  const same = keyOf({ ...ask, windowSeconds: 0 });
  let longest: number | null = null;
  for (const key of system.facts.observations?.keys() ?? []) {
    if (!key.includes('"metric-history"')) continue;
    const other = questionIn(key);
    if (other?.kind !== "metric-history" || keyOf({ ...other, windowSeconds: 0 }) !== same) continue;
    longest = Math.max(longest ?? 0, other.windowSeconds);
  }
  return longest;
}

function newest(history: MetricHistory, minutes: number): MetricHistory {
  const values = minutesOf(history).slice(-minutes);
  return historyOf(history.from + (history.minutes - values.length) * 60_000, values);
}
