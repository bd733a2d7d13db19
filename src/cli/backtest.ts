// Which recorded series a backtest of a system reads, and what it says of each deployment.
import { type Addressed, matchesOf } from "../audit/addresses.ts";
import { type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import type { Model } from "../model/model.ts";
import { type Ask, keyOf } from "../model/observed/ask.ts";
import { backtest } from "../simulation/backtest/backtest.ts";
import type { Backtest } from "../simulation/backtest/outcome.ts";
import { asksOf, backtestReader, type Readable } from "../simulation/backtest/read-backtest.ts";
import type { SimulationSettings } from "../simulation/simulate.ts";

/** Of two weeks these are a hundred calls of a hundred thousand values each. */
const MOST_SERIES = 500;

/** Globs over the functions and state machine aliases that are deployed; all of them where there is none. */
export function selected(model: Model, select: readonly string[]): readonly Shifting[] {
  return chosen(shiftingsOf(model), select);
}

/** Those that a glob means; all of them where there is none. */
export function chosen<T extends { readonly subject: Addressed }>(all: readonly T[], select: readonly string[]): readonly T[] {
  return all.filter(({ subject }) => {
    const matches = matchesOf(subject);
    return select.length === 0 || select.some(matches);
  });
}

/** What a live run has to ask, once it knows the alarms as they are now. */
export function backtestAsks(model: Model, windowSeconds: number, select: readonly string[]): readonly Ask[] {
  return [...readAll(model, windowSeconds, selected(model, select)).values()].flatMap(asksOf);
}

/** By deployment, of those that are selected. */
export function backtests(
  model: Model,
  windowSeconds: number,
  shiftings: readonly Shifting[],
  settings: SimulationSettings,
): ReadonlyMap<Shifting, Backtest> {
  const reads = readAll(model, windowSeconds, shiftings);
  return new Map([...reads].map(([each, read]) => [each, backtest(read, model, settings)]));
}

/** As many as the series that are read suffice for. */
function readAll(model: Model, windowSeconds: number, shiftings: readonly Shifting[]): ReadonlyMap<Shifting, Readable> {
  const read = backtestReader(model, windowSeconds);
  const series = new Set<string>();
  const reads = shiftings.map((each): readonly [Shifting, Readable] => {
    const readable = read(each);
    const own = asksOf(readable)
      .map(keyOf)
      .filter((key) => !series.has(key));
    if (series.size + own.length > MOST_SERIES) return [each, { reason: TOO_MANY }];
    for (const key of own) series.add(key);
    return [each, readable];
  });
  return new Map(reads);
}

const TOO_MANY = `a run reads the history of at most ${MOST_SERIES} metrics, and other deployments came first; pass --select`;
