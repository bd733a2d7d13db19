// The texts about the map of error rates and traffic, for every output: levels, axis labels, summary.
import type { SimulatedDeployment } from "../../audit/report.ts";
import { grouped, perMinute, share } from "./words.ts";

export type SweepMap = NonNullable<SimulatedDeployment["sweep"]>;

/** Below the last level, which begins where a deployment counts as rolled back. */
const LEVELS = [0.05, 0.2, 0.5];

/** 0 to 4: hardly ever, seldom, sometimes, mostly, surely enough. */
export function levelOf(probability: number, { minimumProbability }: SweepMap): number {
  if (probability >= minimumProbability) return LEVELS.length + 1;
  return LEVELS.filter((each) => probability >= each).length;
}

/** The levels that there are, the highest first: `95 % or more`, `from 50 %`, …, `less`. */
export function levelsOf({ minimumProbability }: SweepMap): readonly (readonly [level: number, text: string])[] {
  const below = LEVELS.flatMap((each, index) => (each < minimumProbability ? [[index + 1, `from ${share(each)}`] as const] : []));
  const levels = [[LEVELS.length + 1, `${share(minimumProbability)} or more`] as const, ...below.reverse()];
  return minimumProbability > 0 ? [...levels, [0, "less"]] : levels;
}

/** Requests a minute on the axis: `500`, `2k`, `1M`. */
export function briefCount(value: number): string {
  const [divisor, unit] = value >= 1e6 ? [1e6, "M"] : value >= 1000 ? [1000, "k"] : [1, ""];
  return `${grouped(Number((value / divisor).toPrecision(3)))}${unit}`;
}

export function headingOf({ isLeast }: SweepMap): string {
  return `probability of a rollback${isLeast ? " (at least)" : ""}`;
}

/** From where on, in one sentence, for those who do not see it. */
export function summaryOf(sweep: SweepMap): string {
  const { requestsPerMinute, errorRates, probabilities } = sweep;
  const parts = [1, 0.1, 0.01].flatMap((errorRate) => {
    const row = probabilities[errorRates.indexOf(errorRate)];
    if (row === undefined) return [];
    const lastMiss = row.findLastIndex((each) => each < sweep.minimumProbability);
    const from = requestsPerMinute[lastMiss + 1];
    return [
      `${from === undefined ? "at none of these rates" : `from ${perMinute(from)} on`} where ${share(errorRate)} of its requests fail`,
    ];
  });
  return `a version is rolled back with a probability of ${share(sweep.minimumProbability)} ${parts.join(", ")}`;
}
