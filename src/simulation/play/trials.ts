// The deployment at the traffic there really is, many times over: how probable it is to be stopped, when, and after how much.
import type { Percentiles, SimulatedPercentiles } from "../percentiles.ts";
import type { AlarmRun, Scenario } from "../scenario.ts";
import { add, minuteInTime, minutesOfAlarms, nearestRank, noFirsts, noteFirsts, total } from "./minutes.ts";
import { MINUTES_AFTER_SHIFT } from "./play.ts";
import { chanceOf } from "./random.ts";
import { randomTraffic } from "./random-traffic.ts";
import { type Run, run, steadyStates } from "./run.ts";
import { exposureUntil } from "./schedule.ts";
import { type Stage, stageOf } from "./stage.ts";
import { HEAVY_TRAFFIC } from "./traffic.ts";

export interface TrialSettings {
  readonly trials: number;
  readonly seed: number;
  /** Without them the alarms' medians are those of trials that end with the first alarm. Default true. */
  readonly medians?: boolean;
  /** Whether a stop that a healthy version would have got no later, from the same requests, counts. Default true. */
  readonly countsHealthyStops?: boolean;
}

export interface Trials {
  readonly probabilityStopped: number;
  /** Trials in which a watched alarm is in ALARM before minute 0: the deployment is blocked. */
  readonly probabilityBlocked: number;
  /** Over the trials that were stopped; null where none was. */
  readonly percentiles: SimulatedPercentiles | null;
  /**
   * By the alarm's place. Where it is the first in time in half of the trials, the minute is the median over what is rolled back, as in
   * `percentiles`; else over all of them, and `silent` that it does not enter ALARM in half of them.
   */
  readonly alarms: readonly AlarmRun[];
}

/** Trials that are played to their end, for the alarms' medians: past the shift nothing else is to be learned. */
const WHOLE_TRIALS = 101;

/** Requests arrive as a Poisson process and fail by chance. A trial in which a watched alarm is in ALARM before minute 0 is not stopped. */
export function playTrials(
  scenario: Scenario,
  { trials, seed, medians = true, countsHealthyStops = true }: TrialSettings,
): Trials {
  const stage = stageOf(scenario);
  const { endMinute } = scenario.schedule;
  const before = steadyStates(stage, scenario);
  const chance = chanceOf(seed);
  const { counters, healthyCounters, reveal, begin } = randomTraffic(stage, scenario, chance, !countsHealthyStops);
  const minutes = new Map<number, number>();
  const wholeTrials = medians ? WHOLE_TRIALS : 0;
  const whole: Run[] = [];
  const firsts = stage.alarms.map(noFirsts);
  const isOwn = (minute: number, alignment: number): boolean => {
    if (countsHealthyStops || minute === 0) return true;
    const twin = { counters: healthyCounters, reveal: () => {}, before, alignment, lastMinute: minute, endsWithFirst: true };
    return watchedMinute(stage, run(stage, twin)) > minute;
  };
  for (let trial = 0; trial < trials; trial += 1) {
    const isWhole = trial < wholeTrials;
    const alignment = stage.alignments === 1 ? 0 : Math.floor(chance() * stage.alignments);
    const lastMinute = isWhole ? endMinute + MINUTES_AFTER_SHIFT : endMinute - 1;
    begin(alignment, lastMinute);
    const played = run(stage, { counters, reveal, before, alignment, lastMinute, endsWithFirst: !isWhole });
    if (isWhole) whole.push(played);
    const minute = watchedMinute(stage, played);
    if (minute >= endMinute) continue;
    const isCounted = isOwn(minute, alignment);
    if (isCounted) add(minutes, minute);
    noteFirsts(firsts, played, minute, isCounted);
  }
  const inTime = firsts.map((first) => minuteInTime(first, trials));
  return trialsOf(minutes, trials, scenario, minutesOfAlarms(stage, whole, inTime));
}

/** @param minutes how often the first watched alarm changes to ALARM in each; in 0 those that were in ALARM before */
function trialsOf(minutes: Map<number, number>, trials: number, scenario: Scenario, alarms: readonly AlarmRun[]): Trials {
  const blocked = minutes.get(0) ?? 0;
  minutes.delete(0);
  const stopped = total(minutes);
  return {
    probabilityStopped: trials === 0 ? 0 : stopped / trials,
    probabilityBlocked: trials === 0 ? 0 : blocked / trials,
    percentiles: stopped === 0 ? null : percentilesOf(minutes, stopped, scenario),
    alarms,
  };
}

/** Of the first watched alarm; 0 where one is in ALARM before minute 0, infinite where none changes. */
function watchedMinute({ watched }: Stage, { alarmMinutes }: Run): number {
  let first = Number.POSITIVE_INFINITY;
  for (const place of watched) {
    const minute = alarmMinutes[place] ?? -1;
    if (minute >= 0 && minute < first) first = minute;
  }
  return first;
}

function percentilesOf(stops: ReadonlyMap<number, number>, stopped: number, scenario: Scenario): SimulatedPercentiles {
  const { schedule, requestsPerMinute } = scenario;
  const minute = { p50: nearestRank(stops, stopped, 0.5), p95: nearestRank(stops, stopped, 0.95) };
  // Exposure grows with the minute, so its percentiles are those of the minute.
  const exposedMinutes = both(minute, (value) => exposureUntil(schedule, value));
  return {
    minute,
    exposedMinutes,
    exposedRequests: both(exposedMinutes, (value) => value * (requestsPerMinute ?? HEAVY_TRAFFIC)),
  };
}

function both({ p50, p95 }: Percentiles, change: (value: number) => number): Percentiles {
  return { p50: change(p50), p95: change(p95) };
}
