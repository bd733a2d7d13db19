// fitness simulate --sweep: how probable a rollback is over error rates and traffic.
import type { SimulatedDeployment } from "../audit/report.ts";
import type { Shifting } from "../model/deployments/shifting.ts";
import type { Model } from "../model/model.ts";
import { shiftReader } from "../simulation/read/rollout.ts";
import type { PlayedDeployment, SimulationSettings } from "../simulation/simulate.ts";
import { axesFor, rememberedSweeps } from "../simulation/sweep.ts";
import { whyNever } from "../simulation/why.ts";

/** Alarms on the number of requests are only read at a rate. */
const ANY_RATE = 1;

/** @param range requests a minute, from and to; null: around those of each deployment */
export function sweeper(model: Model, range: readonly [number, number] | null) {
  const read = shiftReader(model);
  const sweep = rememberedSweeps();
  return (shifting: Shifting, { outcome, why }: PlayedDeployment, settings: SimulationSettings): SimulatedDeployment["sweep"] => {
    const rate = outcome.rate?.requestsPerMinute ?? null;
    const atRate = read(shifting, { ...settings, requestsPerMinute: rate ?? ANY_RATE });
    if (atRate.scenario === null || whyNever(atRate) !== null || why?.kind === "unknown") return null;
    const axes = axesFor(range, { requestsPerMinute: rate, errorRate: settings.errorRate });
    return sweep({ ...atRate.scenario, requestsPerMinute: null }, axes, settings.minimumProbability);
  };
}
