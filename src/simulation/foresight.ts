// Additional numbers: the minimum traffic and error rate for a rollback, and the probability that a healthy version is rolled back.
import { type ExactChance, exactChanceIn } from "./exact-chance.ts";
import { bisect, type ChanceAt, leastOf, shortened } from "./least.ts";
import { playHeavyTraffic } from "./play/heavy-traffic.ts";
import { needsFailures } from "./play/needs-failures.ts";
import { alarmMinuteOf, playAlarms } from "./play/play.ts";
import { playTrials } from "./play/trials.ts";
import type { Scenario } from "./scenario.ts";

/** What a deployment takes for granted of traffic and version. */
export interface HoldsFrom {
  /** From this many requests a minute on it is rolled back as surely as is asked for; null where heavy traffic does not suffice. */
  readonly requestsPerMinute: number | null;
  /** The least share of failures that is rolled back at the played traffic, 0 where any is; null where not even 1 is, or it is slow. */
  readonly errorRate: number | null;
  /** Of a version that is slow: how many times slower one has to be at least; null where not even a thousand times is, or it fails. */
  readonly slowdown: number | null;
}

/** Of the healthy twin: as good as the old version. */
export function healthyTwin<T extends Scenario>(scenario: T): T {
  return { ...scenario, errorRate: scenario.baselineErrorRate ?? 0, slowdown: 1 };
}

const SEED = 1;
const TRIALS = 10_000;

/**
 * The share of the deployments of a healthy version that are rolled back or blocked. Without a rate only what is always in ALARM is
 * known, and that silence is harmless.
 * @returns null where it is unknown
 */
export function healthyRollbacksOf(scenario: Scenario, trials = TRIALS): number | null {
  const healthy = healthyTwin(scenario);
  const watched = scenario.alarms.filter(({ isWatched }) => isWatched);
  const isOpen = watched.some(({ rule }) => rule.kind === "not-simulated");
  if (scenario.requestsPerMinute !== null) {
    if (mayNotReact(scenario)) return isOpen ? null : 0;
    const { probabilityStopped, probabilityBlocked } = playTrials(healthy, { trials, seed: SEED, medians: false });
    const probability = probabilityStopped + probabilityBlocked;
    return isOpen && probability < 1 ? null : probability;
  }
  if (isRolledBack(healthy)) return 1;
  return isOpen || isRolledBack({ ...healthy, requestsPerMinute: 0 }) ? null : 0;
}

/** Rolled back in time, or blocked from the start. */
function isRolledBack(scenario: Scenario): boolean {
  const runs = playAlarms(scenario);
  const isOn = runs.some(({ state }, place) => state === "always-on" && scenario.alarms[place]?.isWatched === true);
  const minute = alarmMinuteOf(scenario, runs);
  return isOn || (minute !== null && minute < scenario.schedule.endMinute);
}

/** Nothing fails, and nothing but failures sets its alarms off: there is nothing to play. */
function mayNotReact({ alarms, baselineErrorRate = 0 }: Scenario): boolean {
  return baselineErrorRate === 0 && alarms.every(({ rule }) => rule.kind === "not-simulated" || needsFailures(rule));
}

/** @param minimum the probability with which it has to be rolled back, 0 to 1 */
export function holdsFrom(scenario: Scenario, minimum: number): HoldsFrom {
  const requestsPerMinute = leastTraffic(scenario, minimum);
  return isSlow(scenario)
    ? { requestsPerMinute, errorRate: null, slowdown: leastSlowdown(scenario, minimum) }
    : { requestsPerMinute, errorRate: leastErrorRate(scenario, minimum), slowdown: null };
}

/** What is played is a version that is slow, not one that fails. */
export function isSlow({ slowdown = 1, errorRate }: Scenario): boolean {
  return slowdown > 1 && errorRate === 0;
}

const LEAST = { requestsPerMinute: 0.001, errorRate: 1e-6 };
const MOST_REQUESTS = 1e9;

function leastTraffic(scenario: Scenario, minimum: number): number | null {
  if (!isStoppedInHeavyTraffic({ ...scenario, requestsPerMinute: null })) return null;
  const exact = exactChanceIn(scenario);
  if (exact !== null) return shortened(leastExact(exact, minimum) / scenario.errorRate);
  const chanceAt: ChanceAt = (requestsPerMinute, trials) => chanceOfStop({ ...scenario, requestsPerMinute }, trials);
  return leastOf(chanceAt, minimum, { least: LEAST.requestsPerMinute, start: 1000, most: MOST_REQUESTS });
}

function leastErrorRate(scenario: Scenario, minimum: number): number | null {
  const { requestsPerMinute } = scenario;
  if (requestsPerMinute === null)
    return leastInHeavyTraffic((errorRate) => ({ ...scenario, errorRate }), { least: LEAST.errorRate, most: 1 });
  const exact = isStoppedInHeavyTraffic({ ...scenario, errorRate: 1 }) ? exactChanceIn(scenario) : null;
  if (exact !== null) {
    const rate = shortened(leastExact(exact, minimum) / requestsPerMinute);
    return rate <= 1 ? rate : null;
  }
  const asWell = rollsHealthyBack(scenario);
  const chanceAt: ChanceAt = (errorRate, trials) => chanceOfStop({ ...scenario, errorRate }, trials, asWell);
  const found = leastOf(chanceAt, minimum, { least: LEAST.errorRate, start: 1, most: 1 });
  return found === LEAST.errorRate ? 0 : found;
}

const MOST_SLOWDOWN = 1000;

function leastSlowdown(scenario: Scenario, minimum: number): number | null {
  if (scenario.requestsPerMinute === null)
    return leastInHeavyTraffic((slowdown) => ({ ...scenario, slowdown }), { least: 1, most: MOST_SLOWDOWN });
  const asWell = rollsHealthyBack(scenario);
  const chanceAt: ChanceAt = (slowdown, trials) => chanceOfStop({ ...scenario, slowdown }, trials, asWell);
  return leastOf(chanceAt, minimum, { least: 1, start: MOST_SLOWDOWN, most: MOST_SLOWDOWN });
}

/** 0 where the least is enough, null where the most is not. */
function leastInHeavyTraffic(
  at: (value: number) => Scenario,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  if (!isStoppedInHeavyTraffic(at(most))) return null;
  // Exact equality is the bound between what holds and what does not.
  const holdsAt = (value: number): boolean => isStoppedInHeavyTraffic(at(value), playAlarms);
  return holdsAt(least) ? 0 : bisect(least, most, holdsAt);
}

/** Failures a minute of full traffic. */
function leastExact(chanceOf: ExactChance, minimum: number): number {
  const wanted = Math.min(minimum, 0.999_999);
  let [low, high] = [1e-9, MOST_REQUESTS * 10];
  while (high / low > 1 + 1e-9) {
    const middle = Math.sqrt(low * high);
    if (chanceOf(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

function isStoppedInHeavyTraffic(scenario: Scenario, play: typeof playHeavyTraffic = playHeavyTraffic): boolean {
  const heavy = { ...scenario, requestsPerMinute: null };
  return isOwnStop(heavy, alarmMinuteOf(heavy, play(heavy)));
}

/**
 * Of a run with heavy traffic: it is rolled back in time, and a healthy version would not be at the same minute or before.
 * @param minute of the first watched alarm
 */
export function isOwnStop(scenario: Scenario, minute: number | null): boolean {
  if (minute === null || minute >= scenario.schedule.endMinute) return false;
  if (mayNotReact(scenario)) return true;
  const healthy = healthyTwin(scenario);
  const its = alarmMinuteOf(healthy, playAlarms(healthy));
  return its === null || its > minute;
}

/** Enough to tell that healthy versions are hardly ever rolled back. */
const FEW = 300;

/** Then a stop that a healthy version gets as well does not count. */
function rollsHealthyBack(scenario: Scenario): boolean {
  return healthyRollbacksOf(scenario, FEW) !== 0;
}

/** As good as the trials are many. */
function chanceOfStop(scenario: Scenario, trials: number, asWell = rollsHealthyBack(scenario)): number {
  return playTrials(scenario, { trials, seed: SEED, medians: false, countsHealthyStops: !asWell }).probabilityStopped;
}
