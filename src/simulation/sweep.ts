// How probable a rollback is over error rates and traffic: the deployment played at each crossing of a grid.
import { exactChanceIn } from "./exact-chance.ts";
import { healthyRollbacksOf } from "./foresight.ts";
import { keyOf } from "./numbers.ts";
import { playTrials } from "./play/trials.ts";
import type { ReadScenario } from "./read/deployment.ts";
import type { Scenario } from "./scenario.ts";
import { TRIALS } from "./why.ts";

export interface Sweep {
  /** Ascending. */
  readonly requestsPerMinute: readonly number[];
  /** Of the new version, 0 to 1, ascending. */
  readonly errorRates: readonly number[];
  /** A list for each error rate, with a probability for each rate of requests, 0 to 1. */
  readonly probabilities: readonly (readonly number[])[];
  /** The share of healthy versions that is rolled back or blocked, for each rate of requests; null where it is unknown. */
  readonly healthyRollbacks: readonly (number | null)[];
  /** Of the rates of requests the one that was given, measured or scheduled; null where there is none. */
  readonly present: number | null;
  /** From this probability on the deployment counts as rolled back. */
  readonly minimumProbability: number;
  /** Some of its alarms are not simulated and may make it more probable. */
  readonly isLeast: boolean;
}

export type Axes = Pick<Sweep, "requestsPerMinute" | "errorRates" | "present">;

/** By which a probability of one half is known to two points. */
const ROUNDS = 2500;

/** Systems have many deployments that are alike: each kind is played once. */
export function rememberedSweeps(): (scenario: ReadScenario, axes: Axes, minimumProbability: number) => Sweep {
  const known = new Map<string, Sweep>();
  return (scenario, axes, minimumProbability) => {
    const key = keyOf(scenario, [axes, minimumProbability]);
    const sweep = known.get(key) ?? sweepOf(scenario, axes, minimumProbability);
    known.set(key, sweep);
    return sweep;
  };
}

/** @param scenario at any rate of requests */
export function sweepOf(scenario: Scenario, axes: Axes, minimumProbability: number): Sweep {
  const healthyRollbacks = axes.requestsPerMinute.map((requestsPerMinute) =>
    healthyRollbacksOf({ ...scenario, requestsPerMinute }, ROUNDS),
  );
  const probabilities = axes.errorRates.map((errorRate) =>
    axes.requestsPerMinute.map((requestsPerMinute, column) =>
      probabilityOf({ ...scenario, requestsPerMinute, errorRate }, healthyRollbacks[column] === 0),
    ),
  );
  const isLeast = scenario.alarms.some(({ isWatched, rule }) => isWatched && rule.kind === "not-simulated");
  return { ...axes, probabilities, healthyRollbacks, minimumProbability, isLeast };
}

function probabilityOf(scenario: Scenario, countsHealthyStops: boolean): number {
  const exact = exactChanceIn(scenario);
  if (exact !== null) return Number(exact((scenario.requestsPerMinute ?? 0) * scenario.errorRate).toFixed(4));
  return playTrials(scenario, { ...TRIALS, trials: ROUNDS, medians: false, countsHealthyStops }).probabilityStopped;
}

const MOST_POINTS = 14;
/** Within a decade: 1, 2, 5; less where there are many decades. */
const MANTISSAS = [[1, 2, 5], [1, 3], [1]];
const LEAST_ERROR_RATE = 0.001;
/** Without a rate: what most functions get. */
const USUAL = [1, 10_000] as const;
/** The present rate is in the middle of four decades. */
const AROUND = 100;

/**
 * With the rate and the error rate that are played otherwise.
 * @param range requests a minute, from and to, instead of those around that rate
 */
export function axesFor(
  range: readonly [number, number] | null,
  { requestsPerMinute, errorRate }: { readonly requestsPerMinute: number | null; readonly errorRate: number },
): Axes {
  const rate = range === null ? requestsPerMinute : null;
  const [from, to] = range ?? (rate === null ? USUAL : [rate / AROUND, Math.min(1e9, rate * AROUND)]);
  const ends = range ?? [];
  const traffic = [...ladder(from, to), ...ends, ...(rate === null ? [] : [rate])];
  return {
    requestsPerMinute: ascending(traffic),
    errorRates: ascending([...ladder(LEAST_ERROR_RATE, 1), ...(errorRate > 0 ? [errorRate] : [])]),
    present: rate,
  };
}

/** Round numbers from the one to the other, by equal factors as far as round numbers are. */
function ladder(from: number, to: number): readonly number[] {
  const decades = Array.from({ length: 14 }, (_, index) => index - 4);
  const rungs = MANTISSAS.map((mantissas) =>
    decades
      .flatMap((decade) => mantissas.map((each) => Number(`${each}e${decade}`)))
      .filter((each) => each >= from && each <= to),
  );
  return rungs.find(({ length }) => length <= MOST_POINTS) ?? rungs.at(-1) ?? [];
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}
