// The result of a simulation: the part of the report that `fitness simulate` prints, checks read and drawings show.
import type { ShiftKind } from "../model/deployments/deployment-configuration.ts";
import type { Patch } from "./advice/patch.ts";
import type { Effect } from "./advice/search.ts";
import type { Backtest } from "./backtest/outcome.ts";
import type { HoldsFrom } from "./foresight.ts";
import type { NotSimulated } from "./not-simulated.ts";
import type { SimulatedPercentiles } from "./percentiles.ts";
import type { AlarmRun, Step } from "./scenario.ts";
import type { Sweep } from "./sweep.ts";
import type { RateSource } from "./traffic-rate.ts";

export interface Simulation {
  readonly schemaVersion: 1;
  /** As given; null where none is: the traffic is heavy, or its rate was measured for each function. */
  readonly requestsPerMinute: number | null;
  readonly errorRate: number;
  /** How many times slower the new version is. */
  readonly slowdown: number;
  readonly metricDelaySeconds: number;
  /** One for each alias that a deployment group shifts. */
  readonly deployments: readonly SimulatedDeployment[];
  /** What else is deployed step by step, and why it is not simulated. */
  readonly notSimulated: readonly NotSimulated[];
}

export interface SimulatedDeployment {
  readonly subject: SimulatedSubject;
  readonly kind: ShiftKind | "unresolved";
  /** Why it is not rolled back, or why that is undetermined; null where it is rolled back. */
  readonly reason: string | null;
  /** Empty where the kind is unresolved. */
  readonly schedule: readonly Step[];
  /** Where the shift ends; null where the kind is unresolved. */
  readonly endMinute: number | null;
  /** null: undetermined. */
  readonly stopped: boolean | null;
  /** Of the first rollback alarm, also when it is too late; null with a rate, and where none enters ALARM or one is always on. */
  readonly alarmMinute: number | null;
  /** Minutes of full traffic that met the new version; null with a rate, and where nothing stops it. */
  readonly exposedMinutes: number | null;
  readonly exposedRequests: number | null;
  /** 0 to 1; null without a rate. */
  readonly probabilityStopped: number | null;
  /** Over the trials that were stopped; null without a rate, and where none was. */
  readonly percentiles: SimulatedPercentiles | null;
  /** null where the rate is unknown and the traffic is taken as heavy. */
  readonly rate: { readonly requestsPerMinute: number; readonly source: RateSource } | null;
  /** null if there is nothing to simulate. */
  readonly holdsFrom: HoldsFrom | null;
  /** The share of the deployments of a healthy version that would be rolled back, or blocked, 0 to 1; null where it is unknown. */
  readonly healthyRollbacks: number | null;
  /** null if it is rolled back, or if an unknown value must be known first. */
  readonly remedy: SimulatedRemedy | null;
  /** With --recommend: the smallest change that rolls back broken versions and rarely healthy ones. */
  readonly recommendation: (SimulatedRemedy & { readonly code: string | null }) | null;
  /** With --sweep, where there is something to play. */
  readonly sweep: Sweep | null;
  /** With --backtest: how its alarms would have acted on what was recorded. */
  readonly backtest: Backtest | null;
  /** The assumptions, for a person. */
  readonly assumptions: readonly string[];
  /** The alarms that CodeDeploy watches, as the group lists them. */
  readonly alarms: readonly SimulatedAlarm[];
}

/** The smallest change that was simulated on the deployment and found to work. */
export interface SimulatedRemedy {
  /** What to do, or that nothing that was tried works. */
  readonly text: string;
  /** null where nothing that was tried works. */
  readonly effect: Effect | null;
  readonly changes: readonly Patch[];
}

export interface SimulatedSubject {
  readonly stack: string;
  /** The function's. */
  readonly logicalId: string;
  /** The alias's name. */
  readonly detail: string;
}

export interface SimulatedAlarm extends AlarmRun {
  readonly stack: string;
  readonly logicalId: string;
}
