// Why a deployment is not rolled back, or why that is unknown: certain reasons first, then alarms, then traffic.
import { diagnoses, isInTime } from "./diagnosis.ts";
import type { Why } from "./explain.ts";
import { playHeavyTraffic } from "./play/heavy-traffic.ts";
import { exposureUntil } from "./play/schedule.ts";
import { playTrials } from "./play/trials.ts";
import type { ReadScenario } from "./read/deployment.ts";
import type { ReadShift } from "./read/rollout.ts";
import type { AlarmRun } from "./scenario.ts";
import { shortfallAt } from "./steady.ts";

/** The same deployments in every run. */
export const TRIALS = { trials: 10_000, seed: 1 };

export function stateOf({ kind }: Why): boolean | null {
  return kind === "unknown" || kind === "not-simulated" ? null : false;
}

interface Circumstances {
  readonly requestsPerMinute: number | null;
  readonly minimumProbability: number;
  readonly healthyRollbacks: number | null;
}

/** null where it is stopped. What certainly keeps it from being stopped comes before what is unknown. */
export function whyNot(read: ReadShift, runs: readonly AlarmRun[], isStopped: boolean, settings: Circumstances): Why | null {
  const certain = whyNever(read);
  if (certain !== null) return certain;
  const { rollback, scenario, unknowns } = read;
  if (scenario === null) return { kind: "unknown", reason: unknowns[0]?.reason ?? "", doubt: unknowns[0]?.doubt ?? null };
  const isOn = runs.some(({ state }, place) => state === "always-on" && scenario.alarms[place]?.isWatched === true);
  const asWell = isOn || isStopped ? null : healthyAsWell(scenario, runs, settings);
  if (isOn || !isStopped) return asWell ?? causes(scenario, runs, settings)[0] ?? { kind: "no-alarm" };
  return rollback.state === "unknown" ? { kind: "unknown", reason: rollback.reason, doubt: rollback.doubt } : null;
}

/** It would be rolled back often enough, were that not for reasons that a healthy version gives as well. */
function healthyAsWell(
  scenario: ReadScenario,
  runs: readonly AlarmRun[],
  { requestsPerMinute, minimumProbability, healthyRollbacks }: Circumstances,
): Why | null {
  if (healthyRollbacks === null || healthyRollbacks <= 1 - minimumProbability) return null;
  if (requestsPerMinute === null) {
    const isAny = runs.some((run, place) => scenario.alarms[place]?.isWatched === true && isInTime(run, scenario));
    return isAny ? { kind: "healthy-as-well", healthyRollbacks, byMissingData: null } : null;
  }
  const { probabilityStopped } = playTrials(scenario, { ...TRIALS, medians: false });
  const silenced = scenario.alarms.find(({ rule }) => rule.kind === "threshold" && rule.missing === "breaching");
  const byMissingData = silenced?.name ?? null;
  return probabilityStopped >= minimumProbability ? { kind: "healthy-as-well", healthyRollbacks, byMissingData } : null;
}

/** What keeps it from being stopped whatever the alarms do. */
export function whyNever(read: ReadShift): Why | null {
  const { rollback, alarms, schedule } = read;
  if (alarms?.length === 0 && "group" in read) return { kind: "no-alarm" };
  if (rollback.state === "off") return { kind: "not-rolled-back", reason: rollback.reason };
  return schedule?.endMinute === 0 ? { kind: "all-at-once" } : null;
}

function causes(scenario: ReadScenario, runs: readonly AlarmRun[], { requestsPerMinute }: Circumstances): readonly Why[] {
  const watched = [...scenario.alarms.keys()].filter((place) => scenario.alarms[place]?.isWatched === true);
  if (requestsPerMinute === null) return diagnoses(scenario, runs, watched);
  return causesAtRate(scenario, watched, requestsPerMinute, runs);
}

/**
 * Where heavy traffic would be stopped in time, the alarms are right and the traffic is to blame.
 * @param own the runs at the rate, with their minutes
 */
export function causesAtRate(
  scenario: ReadScenario,
  places: readonly number[],
  requestsPerMinute: number,
  own: readonly AlarmRun[],
): readonly Why[] {
  const heavy = { ...scenario, requestsPerMinute: null };
  const runs = playHeavyTraffic(heavy);
  const found = diagnoses(heavy, runs, places, own);
  const inTime = places.filter((place) => isInTime(runs[place], scenario));
  if (inTime.length === 0) return found;
  const { schedule } = scenario;
  const requestsMet = exposureUntil(schedule, schedule.endMinute) * requestsPerMinute;
  const shortfalls = inTime.map((place) => {
    const alarm = scenario.alarms[place];
    return alarm === undefined ? null : shortfallAt(scenario, alarm, requestsPerMinute, own[place]?.goesOffMinute ?? null);
  });
  const [first] = shortfalls;
  const isShort = first !== undefined && first !== null && shortfalls.every((each) => each !== null);
  const traffic: Why = isShort ? first : { kind: "sparse", requestsPerMinute, requestsMet };
  const blocking = found.filter(({ kind }) => kind === "always-on" || kind === "not-simulated");
  return [...blocking, traffic];
}
