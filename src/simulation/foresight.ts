// The numbers beside a result: from how much traffic and from how bad a version on it holds, and how often it rolls back a healthy one.
import { alarmMinuteOf, playAlarms } from "./play/play.ts";
import { exposureUntil } from "./play/schedule.ts";
import { playTrials } from "./play/trials.ts";
import { hiddenBuckets } from "./play/window.ts";
import type { Scenario, ScenarioAlarm, ThresholdRule } from "./scenario.ts";

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
 * @returns null where it is not known
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

/** No failure and no silence can set any of its alarms off, so there is nothing to play: sums of failures of which there are none. */
function mayNotReact({ alarms, baselineErrorRate = 0 }: Scenario): boolean {
  return baselineErrorRate === 0 && alarms.every(({ rule }) => rule.kind === "not-simulated" || isPlainCount(rule));
}

/** A number of failures from one on, in any of its windows; silence does nothing. */
function isPlainCount(rule: ScenarioAlarm["rule"]): rule is ThresholdRule {
  if (rule.kind !== "threshold" || rule.formula.kind !== "series" || rule.missing === "breaching") return false;
  const { feed, statistic } = rule.formula;
  const isFailures = feed.kind === "requests" && feed.counts === "failures" && ["Sum", "Maximum"].includes(statistic);
  const isUpward = rule.comparison === "GreaterThanThreshold" ? rule.threshold >= 0 : rule.threshold > 0;
  return isFailures && isUpward && rule.comparison.startsWith("GreaterThan");
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

const MOST_SLOWDOWN = 1000;

function leastSlowdown(scenario: Scenario, minimum: number): number | null {
  const holdsAt = (slowdown: number): boolean =>
    scenario.requestsPerMinute === null
      ? isStoppedInHeavyTraffic({ ...scenario, slowdown })
      : isStoppedAt({ ...scenario, slowdown }, minimum);
  return holdsAt(MOST_SLOWDOWN) ? bisect(1, MOST_SLOWDOWN, holdsAt) : null;
}

const DECADE = 10;
const LEAST = { requestsPerMinute: 0.001, errorRate: 1e-6 };
const MOST_REQUESTS = 1e9;

function leastTraffic(scenario: Scenario, minimum: number): number | null {
  const holdsAt = (requestsPerMinute: number): boolean => isStoppedAt({ ...scenario, requestsPerMinute }, minimum);
  if (!isStoppedInHeavyTraffic({ ...scenario, requestsPerMinute: null })) return null;
  const exact = oneFailureIn(scenario);
  if (exact !== null) return rounded(exact.failures(minimum) / scenario.errorRate / exact.exposure);
  let upper = 1000;
  while (upper < MOST_REQUESTS && !holdsAt(upper)) upper *= DECADE;
  if (upper >= MOST_REQUESTS) return null;
  while (upper > LEAST.requestsPerMinute && holdsAt(upper / DECADE)) upper /= DECADE;
  return bisect(upper / DECADE, upper, holdsAt);
}

function leastErrorRate(scenario: Scenario, minimum: number): number | null {
  const { requestsPerMinute } = scenario;
  const holdsAt = (errorRate: number): boolean => {
    const played = { ...scenario, errorRate };
    return requestsPerMinute === null ? isStoppedInHeavyTraffic(played) : isStoppedAt(played, minimum);
  };
  const exact =
    requestsPerMinute === null || !isStoppedInHeavyTraffic({ ...scenario, errorRate: 1 }) ? null : oneFailureIn(scenario);
  if (exact !== null && requestsPerMinute !== null) {
    const rate = rounded(exact.failures(minimum) / requestsPerMinute / exact.exposure);
    return rate <= 1 ? rate : null;
  }
  if (!holdsAt(1)) return null;
  return holdsAt(LEAST.errorRate) ? 0 : bisect(LEAST.errorRate, 1, holdsAt);
}

function isStoppedInHeavyTraffic(scenario: Scenario): boolean {
  const heavy = { ...scenario, requestsPerMinute: null };
  const runs = playAlarms(heavy);
  const minute = alarmMinuteOf(heavy, runs);
  return minute !== null && minute < scenario.schedule.endMinute;
}

/**
 * Where every watched alarm goes by a single failure, in whichever of the buckets that are visible in time, the chance of none is that of
 * a Poisson number: nothing need be played.
 */
function oneFailureIn(scenario: Scenario): { readonly exposure: number; failures(minimum: number): number } | null {
  const { alarms, schedule, baselineErrorRate = 0 } = scenario;
  const isPlain = alarms.every(({ rule, isWatched }) => isWatched && isPlainCount(rule) && isOfOneFailure(rule));
  const exposure = exposureUntil(schedule, schedule.endMinute - 1 - hiddenBuckets(scenario));
  if (alarms.length === 0 || !isPlain || baselineErrorRate > 0 || exposure <= 0) return null;
  return { exposure, failures: (minimum) => -Math.log(1 - Math.min(minimum, 0.999_999)) };
}

/**
 * That a request of the new version fails while an alarm still sees it in time, where that is all that any of them waits for.
 * @returns 0 to 1; null where its alarms wait for more, or it is not played at a rate
 */
export function chanceOfFailureInTime(scenario: Scenario): number | null {
  const { requestsPerMinute, errorRate } = scenario;
  const exact = requestsPerMinute === null ? null : oneFailureIn(scenario);
  return exact === null ? null : 1 - Math.exp(-(requestsPerMinute ?? 0) * errorRate * exact.exposure);
}

function isOfOneFailure({ threshold, comparison, datapointsToAlarm, evaluationPeriods, isWallClock }: ThresholdRule): boolean {
  const isOne = comparison === "GreaterThanThreshold" ? threshold < 1 : threshold <= 1;
  return isOne && datapointsToAlarm === 1 && evaluationPeriods === 1 && !isWallClock;
}

/** Enough to tell what is clear; what is not is played more often. */
const ROUNDS = [300, 1500, 6000];

function isStoppedAt(scenario: Scenario, minimum: number): boolean {
  const countsHealthyStops = healthyRollbacksOf(scenario, ROUNDS[0]) === 0;
  let probability = 0;
  for (const trials of ROUNDS) {
    probability = playTrials(scenario, { trials, seed: SEED, medians: false, countsHealthyStops }).probabilityStopped;
    const doubt = 4 * Math.sqrt(Math.max(probability * (1 - probability), 1 / trials) / trials);
    if (Math.abs(probability - minimum) > doubt) break;
  }
  return probability >= minimum;
}

const PRECISION = 1.01;

/** Within one percent; two digits where those hold. @param lower where it does not hold @param upper where it does */
function bisect(lower: number, upper: number, holdsAt: (value: number) => boolean): number {
  let [below, above] = [lower, upper];
  while (above / below > PRECISION) {
    const middle = Math.sqrt(below * above);
    if (holdsAt(middle)) above = middle;
    else below = middle;
  }
  const short = Number(above.toPrecision(2));
  return short >= below && holdsAt(short) ? short : above;
}

/** No less, within one percent, in as few digits as that takes. */
function rounded(value: number): number {
  for (const digits of [1, 2]) {
    const short = Number(value.toPrecision(digits));
    if (short >= value && short <= value * PRECISION) return short;
  }
  return value;
}
