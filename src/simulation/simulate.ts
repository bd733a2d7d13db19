// Simulates every deployment of a model, or one: reads it as a scenario, plays that, and says what becomes of it.
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { diagnoses, isInTime } from "./diagnosis.ts";
import { explain, type Why } from "./explain.ts";
import type { SimulatedAlarm, SimulatedDeployment, Simulation } from "./outcome.ts";
import { alarmMinuteOf, playAlarms } from "./play/play.ts";
import { exposureUntil } from "./play/schedule.ts";
import { playTrials, type Trials } from "./play/trials.ts";
import { deploymentReader, type ReadDeployment, type ReadScenario, type TrafficSettings } from "./read/deployment.ts";
import { bareReason } from "./reason.ts";
import type { AlarmRun, Scenario } from "./scenario.ts";

export interface SimulationSettings extends TrafficSettings {
  /** With a rate: a deployment counts as stopped that is with this probability, 0 to 1. */
  readonly minimumProbability: number;
}

export const SIMULATION_DEFAULTS: SimulationSettings = {
  requestsPerMinute: null,
  errorRate: 1,
  metricDelaySeconds: 60,
  minimumProbability: 0.95,
};

/** The same deployments in every run. */
export const TRIALS = { trials: 10_000, seed: 1 };

export interface PlayedDeployment {
  readonly read: ReadDeployment;
  readonly outcome: SimulatedDeployment;
  /** By the alarm's place in `read.alarms`; empty where there is nothing to play. */
  readonly runs: readonly AlarmRun[];
  /** Why it is not stopped, or why that cannot be said; null where it is. */
  readonly why: Why | null;
  /** Everything of its group and alarms that must exist for it. */
  readonly walked: readonly Resource[];
}

export function simulate(model: Model, settings: SimulationSettings): Simulation {
  const play = simulator(model);
  const { requestsPerMinute, errorRate, metricDelaySeconds } = settings;
  const deployments = model.shiftedAliases.map((shifted) => play(shifted, settings).outcome);
  return { schemaVersion: 1, requestsPerMinute, errorRate, metricDelaySeconds, deployments };
}

/** Plays the deployments of one model, each with settings of its own. */
export function simulator(model: Model): (shifted: ShiftedAlias, settings: SimulationSettings) => PlayedDeployment {
  const read = deploymentReader(model);
  return (shifted, settings) => play(read(shifted, settings), settings);
}

function play(read: ReadDeployment, settings: SimulationSettings): PlayedDeployment {
  const { scenario } = read;
  const trials = scenario === null || settings.requestsPerMinute === null ? null : playTrials(scenario, TRIALS);
  const runs = scenario === null ? [] : (trials?.alarms ?? playAlarms(scenario));
  const minute = scenario === null || trials !== null ? null : alarmMinuteOf(scenario, runs);
  const isStopped = trials === null ? isBefore(minute, scenario) : trials.probabilityStopped >= settings.minimumProbability;
  const why = whyNot(read, runs, isStopped, settings);
  const stopped = why === null ? true : stateOf(why);
  const walked = [...read.walked, ...(read.alarms ?? []).flatMap((alarm) => alarm.walked)];
  return { read, runs, why, walked: [...new Set(walked)], outcome: outcomeOf(read, { runs, minute, trials, stopped, why }) };
}

function isBefore(minute: number | null, scenario: Scenario | null): boolean {
  return minute !== null && scenario !== null && minute < scenario.schedule.endMinute;
}

function stateOf({ kind }: Why): boolean | null {
  return kind === "unknown" || kind === "not-simulated" ? null : false;
}

/** null where it is stopped. What certainly keeps it from being stopped is told before what is not known. */
function whyNot(read: ReadDeployment, runs: readonly AlarmRun[], isStopped: boolean, settings: SimulationSettings): Why | null {
  const certain = whyNever(read);
  if (certain !== null) return certain;
  const { rollback, scenario, unknowns } = read;
  if (scenario === null) return { kind: "unknown", reason: unknowns[0]?.reason ?? "", doubt: unknowns[0]?.doubt ?? null };
  const isOn = runs.some(({ state }, place) => state === "always-on" && scenario.alarms[place]?.isWatched === true);
  if (isOn || !isStopped) return causes(scenario, runs, settings)[0] ?? { kind: "no-alarm" };
  return rollback.state === "unknown" ? { kind: "unknown", reason: rollback.reason, doubt: rollback.doubt } : null;
}

/** What keeps it from being stopped whatever the alarms do. */
function whyNever({ rollback, alarms, schedule }: ReadDeployment): Why | null {
  if (alarms?.length === 0) return { kind: "no-alarm" };
  if (rollback.state === "off") return { kind: "not-rolled-back", reason: rollback.reason };
  return schedule?.endMinute === 0 ? { kind: "all-at-once" } : null;
}

function causes(scenario: ReadScenario, runs: readonly AlarmRun[], { requestsPerMinute }: SimulationSettings): readonly Why[] {
  const watched = [...scenario.alarms.keys()].filter((place) => scenario.alarms[place]?.isWatched === true);
  if (requestsPerMinute === null) return diagnoses(scenario, runs, watched);
  return causesAtRate(scenario, watched, requestsPerMinute);
}

/** Where heavy traffic would be stopped in time, the alarms are right and the traffic is to blame. */
export function causesAtRate(scenario: ReadScenario, places: readonly number[], requestsPerMinute: number): readonly Why[] {
  const heavy = { ...scenario, requestsPerMinute: null };
  const runs = playAlarms(heavy);
  const found = diagnoses(heavy, runs, places);
  const { schedule } = scenario;
  const isTraffic = places.some((place) => isInTime(runs[place] ?? SILENT, scenario));
  const requestsMet = exposureUntil(schedule, schedule.endMinute) * requestsPerMinute;
  const sparse: Why = { kind: "sparse", requestsPerMinute, requestsMet };
  const blocking = found.filter(({ kind }) => kind === "always-on" || kind === "not-simulated");
  return isTraffic ? [...blocking, sparse] : found;
}

const SILENT: AlarmRun = { state: "silent", goesOffMinute: null, reason: null };

interface Played {
  readonly runs: readonly AlarmRun[];
  readonly minute: number | null;
  readonly trials: Trials | null;
  readonly stopped: boolean | null;
  readonly why: Why | null;
}

function outcomeOf(read: ReadDeployment, { runs, minute, trials, stopped, why }: Played): SimulatedDeployment {
  const { schedule, shifted } = read;
  const { stack, resource, detail } = shifted.subject;
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
    assumptions: assumptionsOf(read, runs),
    alarms: alarmsOf(read, runs),
  };
}

/** Where nothing is rolled back no trial is stopped, whatever the alarms did. */
function chancesOf(
  trials: Trials | null,
  { rollback }: ReadDeployment,
): Pick<SimulatedDeployment, "probabilityStopped" | "percentiles"> {
  if (trials === null) return { probabilityStopped: null, percentiles: null };
  const { probabilityStopped, percentiles } = trials;
  return rollback.state === "off" ? { probabilityStopped: 0, percentiles: null } : { probabilityStopped, percentiles };
}

/** The watched ones; where the shift is not known there is nothing to play. */
function alarmsOf({ alarms, unknowns, shifted }: ReadDeployment, runs: readonly AlarmRun[]): readonly SimulatedAlarm[] {
  const unplayed: AlarmRun = { state: "not-simulated", goesOffMinute: null, reason: unknowns[0]?.reason ?? null };
  return (alarms ?? []).flatMap((each, place): readonly SimulatedAlarm[] => {
    if (!each.isWatched) return [];
    const { logicalId, stack } = each.alarm?.resource ?? { logicalId: each.name, stack: shifted.subject.stack };
    const run = runs[place] ?? unplayed;
    const reason = run.reason === null ? null : bareReason(run.reason);
    return [{ logicalId, stack: stack.name, ...run, reason }];
  });
}

/** With what SAM's guide would still count of a linear shift. */
function assumptionsOf({ assumptions, alarms, schedule }: ReadDeployment, runs: readonly AlarmRun[]): readonly string[] {
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
    `${late.name} goes off in the interval after the last step, which is not counted on, though SAM's guide would`,
  ];
}
