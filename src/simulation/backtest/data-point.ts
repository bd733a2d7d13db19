// The value that an alarm of a backtest evaluates: recorded data of a window plus what a deployment adds.
import { type PointOf, pointOf } from "../../model/alarms/math/evaluate.ts";
import { keyOf } from "../../model/observed/ask.ts";
import { type Injection, injected } from "./injection.ts";
import type { RecordedRule, RecordedSeries } from "./recorded-rule.ts";
import { extremeOf, sumOf, type Tape } from "./tape.ts";

/** Over the minutes from `from` to before `to`; NaN where there is no data. Without an injection nothing is deployed. */
export type DataPoint = PointOf<[injection: Injection | null, from: number, to: number]>;

export type Tapes = ReadonlyMap<string, Tape>;

export function dataPointOf({ formula }: RecordedRule, tapes: Tapes): DataPoint {
  return pointOf(formula, (series) => seriesPoint(series, tapes));
}

function seriesPoint(series: RecordedSeries, tapes: Tapes): DataPoint {
  const { statistic, effect, asks } = series;
  if (effect.kind === "new version") return newVersionPoint(statistic, effect.counts);
  const tapeOf = (part: string): Tape | undefined => {
    const ask = asks.get(part);
    return ask === undefined ? undefined : tapes.get(keyOf(ask));
  };
  const added: DataPoint = (injection, from, to) =>
    effect.kind === "none" || injection === null ? 0 : injected(injection, injection.added, from, to);
  const value = effect.kind === "failures" ? effect.value : 0;
  const addsSample = effect.kind === "failures" && effect.addsSample;
  switch (statistic) {
    case "Sum":
      return summed(tapeOf("Sum"), added, value);
    case "SampleCount":
      return summed(tapeOf("SampleCount"), addsSample ? added : NOTHING, 1);
    case "Average": {
      const sum = summed(tapeOf("Sum"), added, value);
      const count = summed(tapeOf("SampleCount"), addsSample ? added : NOTHING, 1);
      return (injection, from, to) => quotient(sum(injection, from, to), count(injection, from, to));
    }
    default:
      return extreme(tapeOf(statistic), statistic === "Minimum" ? Math.min : Math.max, added, value);
  }
}

const NOTHING: DataPoint = () => 0;

function quotient(sum: number, count: number): number {
  return count > 0 ? sum / count : Number.NaN;
}

function summed(tape: Tape | undefined, added: DataPoint, value: number): DataPoint {
  return (injection, from, to) => {
    const recorded = tape === undefined ? Number.NaN : sumOf(tape, from, to);
    const more = added(injection, from, to);
    return more === 0 ? recorded : orZero(recorded) + more * value;
  };
}

function extreme(tape: Tape | undefined, choose: typeof Math.max, added: DataPoint, value: number): DataPoint {
  return (injection, from, to) => {
    const recorded = tape === undefined ? Number.NaN : extremeOf(tape, from, to, choose);
    if (added(injection, from, to) === 0) return recorded;
    return Number.isNaN(recorded) ? value : choose(recorded, value);
  };
}

/** No data before the deployment, and where the new version gets no request. */
function newVersionPoint(statistic: string, counts: "failures" | "requests"): DataPoint {
  return (injection, from, to) => {
    if (injection === null) return Number.NaN;
    const requests = injected(injection, injection.requests, from, to);
    const counted = injected(injection, injection[counts], from, to);
    return requests === 0 ? Number.NaN : ofNewVersion(statistic, counted, requests);
  };
}

function ofNewVersion(statistic: string, counted: number, requests: number): number {
  switch (statistic) {
    case "Sum":
      return counted;
    case "SampleCount":
      return requests;
    case "Average":
      return counted / requests;
    default:
      return Math.min(1, counted);
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
