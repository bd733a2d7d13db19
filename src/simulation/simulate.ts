// Simulates one or every deployment of a model: reads it as a scenario and returns the result.
import { type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { explain, type Why } from "./explain.ts";
import { isOwnStop } from "./foresight.ts";
import { notSimulatedIn } from "./not-simulated.ts";
import { type Numbers, rememberedNumbers } from "./numbers.ts";
import type { SimulatedAlarm, SimulatedDeployment, Simulation } from "./outcome.ts";
import { alarmMinuteOf } from "./play/play.ts";
import { exposureUntil } from "./play/schedule.ts";
import type { Trials } from "./play/trials.ts";
import type { TrafficSettings } from "./read/deployment.ts";
import { isPlayable, type ReadShift, shiftReader, subjectOf } from "./read/rollout.ts";
import { bareReason } from "./reason.ts";
import type { AlarmRun } from "./scenario.ts";
import type { RateSource } from "./traffic-rate.ts";
import { stateOf, whyNever, whyNot } from "./why.ts";

export interface SimulationSettings extends TrafficSettings {
  /** With a rate: a deployment counts as stopped that is with this probability, 0 to 1. */
  readonly minimumProbability: number;
  /** Where the rate comes from; given unless it is said. */
  readonly rateSource?: RateSource;
  /** Without it nothing is played to find from how much traffic on it holds. Default true. */
  readonly seeksBounds?: boolean;
}

export const SIMULATION_DEFAULTS: SimulationSettings = {
  requestsPerMinute: null,
  errorRate: 1,
  metricDelaySeconds: 60,
  minimumProbability: 0.95,
};

export interface PlayedDeployment {
  readonly read: ReadShift;
  readonly outcome: SimulatedDeployment;
  /** By the alarm's place in `read.alarms`; empty where there is nothing to play. */
  readonly runs: readonly AlarmRun[];
  /** Why it is not rolled back, or why that is undetermined; null where it is. */
  readonly why: Why | null;
  /** Everything of its group and alarms that must exist for it. */
  readonly walked: readonly Resource[];
}

export function simulate(model: Model, settings: SimulationSettings): Simulation {
  const play = simulator(model);
  const { requestsPerMinute, errorRate, slowdown = 1, metricDelaySeconds } = settings;
  const deployments = shiftingsOf(model).map((shifting) => play(shifting, settings).outcome);
  return {
    schemaVersion: 1,
    requestsPerMinute,
    errorRate,
    slowdown,
    metricDelaySeconds,
    deployments,
    notSimulated: notSimulatedIn(model),
  };
}

/** Plays the deployments of one model, each with settings of its own. */
export function simulator(model: Model): (shifting: Shifting, settings: SimulationSettings) => PlayedDeployment {
  const read = shiftReader(model);
  const numbersOf = rememberedNumbers();
  return (shifting, settings) => play(read(shifting, settings), settings, numbersOf);
}

/** Where there is nothing to play. */
const NO_NUMBERS: Numbers = { runs: [], trials: null, healthyRollbacks: null, holdsFrom: null };

function play(read: ReadShift, settings: SimulationSettings, numbersOf: ReturnType<typeof rememberedNumbers>): PlayedDeployment {
  const { scenario } = read;
  const { minimumProbability } = settings;
  const seeksBounds = mayHold(read) && settings.seeksBounds !== false;
  const numbers = scenario === null ? NO_NUMBERS : numbersOf(scenario, { minimumProbability, seeksBounds });
  const { runs, trials, healthyRollbacks } = numbers;
  const minute = scenario === null || trials !== null ? null : alarmMinuteOf(scenario, runs);
  const isStopped =
    trials === null ? scenario !== null && isOwnStop(scenario, minute) : trials.probabilityStopped >= minimumProbability;
  const why = whyNot(read, runs, isStopped, { ...settings, healthyRollbacks });
  const stopped = why === null ? true : stateOf(why);
  const walked = [...read.walked, ...(read.alarms ?? []).flatMap((alarm) => alarm.walked)];
  return {
    read,
    runs,
    why,
    walked: [...new Set(walked)],
    outcome: outcomeOf(read, { ...numbers, minute, stopped, why }, settings),
  };
}

interface Played extends Numbers {
  readonly minute: number | null;
  readonly stopped: boolean | null;
  readonly why: Why | null;
}

function outcomeOf(
  read: ReadShift,
  { runs, minute, trials, stopped, why, healthyRollbacks, holdsFrom: holds }: Played,
  { requestsPerMinute, rateSource = "given" }: SimulationSettings,
): SimulatedDeployment {
  const { schedule } = read;
  const { stack, resource, detail } = subjectOf(read);
  const endMinute = schedule?.endMinute ?? null;
  return {
    subject: { stack: stack.name, logicalId: resource.logicalId, detail },
    kind: schedule?.kind ?? "unresolved",
    reason: why === null ? null : explain(why, endMinute),
    schedule: schedule?.steps ?? [],
    endMinute,
    stopped,
    alarmMinute: minute,
    exposedMinutes: stopped === true && minute !== null && schedule !== null ? exposureUntil(schedule, minute) : null,
    exposedRequests: null,
    ...chancesOf(trials, read),
    rate: requestsPerMinute === null ? null : { requestsPerMinute, source: rateSource },
    holdsFrom: holds,
    healthyRollbacks,
    remedy: null,
    recommendation: null,
    sweep: null,
    backtest: null,
    assumptions: assumptionsOf(read, runs),
    alarms: alarmsOf(read, runs),
  };
}

/** Where all of the traffic shifts at once, or nothing is rolled back, there is no traffic from which on it holds. */
function mayHold(read: ReadShift): boolean {
  return isPlayable(read) && whyNever(read) === null;
}

/** Where nothing is rolled back no trial is stopped, whatever the alarms did. */
function chancesOf(
  trials: Trials | null,
  { rollback }: ReadShift,
): Pick<SimulatedDeployment, "probabilityStopped" | "percentiles"> {
  if (trials === null) return { probabilityStopped: null, percentiles: null };
  const { probabilityStopped, percentiles } = trials;
  return rollback.state === "off" ? { probabilityStopped: 0, percentiles: null } : { probabilityStopped, percentiles };
}

/** The watched ones; where the shift is unknown there is nothing to play. */
function alarmsOf(read: ReadShift, runs: readonly AlarmRun[]): readonly SimulatedAlarm[] {
  const { alarms, unknowns } = read;
  const unplayed: AlarmRun = { state: "not-simulated", goesOffMinute: null, reason: unknowns[0]?.reason ?? null };
  return (alarms ?? []).flatMap((each, place): readonly SimulatedAlarm[] => {
    if (!each.isWatched) return [];
    const { logicalId, stack } = each.alarm?.resource ?? { logicalId: each.name, stack: subjectOf(read).stack };
    const run = runs[place] ?? unplayed;
    const reason = run.reason === null ? null : bareReason(run.reason);
    return [{ logicalId, stack: stack.name, ...run, reason }];
  });
}

/** With what SAM's guide would still count of a linear shift. */
function assumptionsOf({ assumptions, alarms, schedule }: ReadShift, runs: readonly AlarmRun[]): readonly string[] {
  if (schedule === null || schedule.kind !== "linear") return assumptions;
  const { endMinute, steps } = schedule;
  const until = endMinute + (steps[1]?.minute ?? 0);
  const late = alarms?.find((each, place) => {
    const minute = each.isWatched ? (runs[place]?.goesOffMinute ?? -1) : -1;
    return minute >= endMinute && minute < until;
  });
  if (late === undefined) return assumptions;
  return [
    ...assumptions,
    `${late.name} enters ALARM in the interval after the last step, which does not count (SAM's guide would count it)`,
  ];
}
