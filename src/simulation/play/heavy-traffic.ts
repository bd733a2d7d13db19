// The run in heavy traffic, in which a rate that equals its threshold exactly is not reached by chance.
import { seriesOf } from "../../model/alarms/math/formula.ts";
import type { AlarmRun, Scenario, ScenarioAlarm } from "../scenario.ts";
import { alarmMinuteOf, playAlarms } from "./play.ts";
import { playTrials } from "./trials.ts";

/** The share that rates lack of what they are on average. */
export const SHORTFALL = 1e-6;
/** So many requests a minute that only exact equality depends on chance. */
const MANY = 1e6;
const FEW_TRIALS = 1000;
const SURE = 0.95;

/**
 * Requests are distributed at random: a rate that is its threshold on average is above it in half of the minutes. It counts if that is
 * almost certain to happen in time.
 */
export function playHeavyTraffic(scenario: Scenario): readonly AlarmRun[] {
  const heavy = { ...scenario, requestsPerMinute: null };
  const runs = playAlarms(heavy);
  if (!heavy.alarms.some(comparesRate) || !isInTime(heavy, runs)) return runs;
  const short = playAlarms(heavy, SHORTFALL);
  if (isInTime(heavy, short)) return runs;
  const settings = { trials: FEW_TRIALS, seed: 1, medians: false };
  return playTrials({ ...heavy, requestsPerMinute: MANY }, settings).probabilityStopped >= SURE ? runs : short;
}

/** A number of failures is in heavy traffic beyond every threshold. */
function comparesRate({ rule }: ScenarioAlarm): boolean {
  if (rule.kind !== "threshold") return false;
  return rule.formula.kind !== "series" || seriesOf(rule.formula).some(({ statistic }) => statistic === "Average");
}

function isInTime(scenario: Scenario, runs: readonly AlarmRun[]): boolean {
  const minute = alarmMinuteOf(scenario, runs);
  return minute !== null && minute < scenario.schedule.endMinute;
}
