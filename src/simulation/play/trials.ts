// The deployment at the traffic there really is, many times over: how probable it is to be stopped, when, and after how much.
import type { Percentiles, SimulatedPercentiles } from "../outcome.ts";
import type { AlarmRun, Scenario } from "../scenario.ts";
import { firstMinute, MINUTES_AFTER_SHIFT } from "./play.ts";
import { chanceOf } from "./random.ts";
import { randomTraffic } from "./random-traffic.ts";
import { alarmRuns, isWithinShift, type Run, run, steadyStates } from "./run.ts";
import { exposureUntil } from "./schedule.ts";
import { type Stage, stageOf } from "./stage.ts";
import { HEAVY_TRAFFIC } from "./traffic.ts";

export interface TrialSettings {
  readonly trials: number;
  readonly seed: number;
}

export interface Trials {
  readonly probabilityStopped: number;
  /** Over the trials that were stopped; null where none was. */
  readonly percentiles: SimulatedPercentiles | null;
  /** By the alarm's place; the minute is the median, and `silent` that it does not go off in half of the trials. */
  readonly alarms: readonly AlarmRun[];
}

/** Trials that are played to their end, for the alarms' medians: past the shift nothing else is to be learned. */
const WHOLE_TRIALS = 101;

/** Requests arrive as a Poisson process and fail by chance. A trial in which a watched alarm is on before minute 0 is not stopped. */
export function playTrials(scenario: Scenario, { trials, seed }: TrialSettings): Trials {
  const stage = stageOf(scenario);
  const { schedule } = scenario;
  const before = steadyStates(stage, scenario);
  const chance = chanceOf(seed);
  const { counters, reveal, begin } = randomTraffic(stage, scenario, chance);
  const stops = new Map<number, number>();
  const whole: Run[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const isWhole = trial < WHOLE_TRIALS;
    const alignment = stage.alignments === 1 ? 0 : Math.floor(chance() * stage.alignments);
    const lastMinute = isWhole ? schedule.endMinute + MINUTES_AFTER_SHIFT : schedule.endMinute - 1;
    begin(alignment, lastMinute);
    const played = run(stage, { counters, reveal, before, alignment, lastMinute, endsWithFirst: !isWhole });
    if (isWhole) whole.push(played);
    const minute = firstMinute(stage.watched.map((place) => played.goesOff[place] ?? -1));
    if (minute < schedule.endMinute) stops.set(minute, (stops.get(minute) ?? 0) + 1);
  }
  const stopped = [...stops.values()].reduce((sum, times) => sum + times, 0);
  return {
    probabilityStopped: trials === 0 ? 0 : stopped / trials,
    percentiles: stopped === 0 ? null : percentilesOf(stops, stopped, scenario),
    alarms: mediansOf(stage, whole),
  };
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

function nearestRank(stops: ReadonlyMap<number, number>, stopped: number, share: number): number {
  const rank = Math.ceil(share * stopped);
  let passed = 0;
  for (const [minute, times] of [...stops].sort(([one], [other]) => one - other)) {
    passed += times;
    if (passed >= rank) return minute;
  }
  return Number.NaN;
}

function mediansOf(stage: Stage, runs: readonly Run[]): readonly AlarmRun[] {
  const places = [...stage.alarms.keys()];
  const isUnclear = places.map((place) =>
    runs.some((each) => each.isUnclear[place] === true && !isWithinShift(each.goesOff[place] ?? -1, stage.endMinute)),
  );
  const goesOff = places.map((place) => {
    if (isUnclear[place]) return -1;
    const minutes = runs
      .map((each) => each.goesOff[place] ?? -1)
      .map((minute) => (minute < 0 ? Number.POSITIVE_INFINITY : minute));
    const median = minutes.sort((one, other) => one - other)[Math.ceil(minutes.length / 2) - 1] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(median) ? median : -1;
  });
  return alarmRuns(stage, goesOff, isUnclear);
}
