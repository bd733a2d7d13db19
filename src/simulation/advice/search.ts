// The smallest change that has a broken version rolled back, found by playing the deployment with each.
import { healthyRollbacksOf, isSlow } from "../foresight.ts";
import { playHeavyTraffic } from "../play/heavy-traffic.ts";
import { firstMinute } from "../play/play.ts";
import { exposureUntil } from "../play/schedule.ts";
import { playTrials } from "../play/trials.ts";
import { hiddenBuckets } from "../play/window.ts";
import type { ReadAlarm } from "../read/alarms.ts";
import type { ReadScenario } from "../read/deployment.ts";
import { isRollout, type Playable } from "../read/rollout.ts";
import type { AlarmRun } from "../scenario.ts";
import { fearsSilence } from "../silence.ts";
import { candidatesFor } from "./candidates.ts";
import { applied, type Change, merged, sizeOf } from "./change.ts";
import { bySize, pairsOf } from "./combinations.ts";

/** What becomes of the deployment with a change. */
export interface Effect {
  /** Of the first alarm; with a rate the median over what is rolled back. */
  readonly minute: number;
  /** Minutes of full traffic that meet a broken version; with a rate in the median. */
  readonly exposedMinutes: number;
  /** null without a rate. */
  readonly probability: number | null;
  readonly healthyRollbacks: number | null;
}

export interface Wanted {
  /** Requests a minute at which it has to hold; none: in heavy traffic. */
  readonly rates: readonly number[];
  readonly minimumProbability: number;
  /** Of healthy versions to be rolled back, 0 to 1. */
  readonly maximumHealthy: number;
  /** Minutes that have to be left when the alarm fires, more than which. */
  readonly margin: number;
  readonly maximumExposedMinutes: number;
  /** Whether an alarm of the scenario that stops it counts. */
  counts(place: number): boolean;
  /** Whether a new one does. */
  readonly countsNew: boolean;
  /** While nothing is invoked no alarm may fire. */
  readonly isQuiet: boolean;
  /** It may be right as it is. */
  readonly mayBeNone: boolean;
  /** Also changes that keep healthy versions from being rolled back, and shifts of one's own. */
  readonly isWide: boolean;
}

export const WANTED: Wanted = {
  rates: [],
  minimumProbability: 0.95,
  maximumHealthy: 0.05,
  margin: 0,
  maximumExposedMinutes: Number.POSITIVE_INFINITY,
  counts: () => true,
  countsNew: true,
  isQuiet: false,
  mayBeNone: false,
  isWide: false,
};

export interface Advised {
  readonly changes: readonly Change[];
  readonly effect: Effect;
}

export interface Search {
  /** null where none of those that were tried works. */
  readonly found: Advised | null;
  readonly tried: number;
}

/** The one with the fewest properties, where it does not let much traffic meet a broken version, and the least exposure. */
export function searchChange(read: Playable, wanted: Wanted): Search {
  const forced: readonly Change[] = !isRollout(read) && read.rollback.state === "off" ? [{ kind: "rollback" }] : [];
  const singles = candidatesFor(read, wanted.isWide);
  const key = keyOf(read.scenario, wanted, [forced, singles]);
  const search = remembered.get(key) ?? searchAmong(read.scenario, wanted, forced, singles);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, search);
  return search;
}

/** Checks judge a system in each of its possible worlds, and systems have many deployments that are alike. */
const remembered = new Map<string, Search>();
const MOST_REMEMBERED = 1000;

function keyOf(scenario: ReadScenario, wanted: Wanted, candidates: unknown): string {
  const alarms = scenario.alarms.map((each, place) => {
    const { rule, isWatched, alarm } = each;
    const members = rule.kind === "composite" ? [...rule.members] : null;
    return [rule, members, isWatched, alarm === null, wanted.counts(place), wanted.isQuiet && fearsSilence(each)];
  });
  return JSON.stringify([{ ...scenario, alarms }, { ...wanted, margin: String(wanted.margin) }, candidates]);
}

function searchAmong(scenario: ReadScenario, wanted: Wanted, forced: readonly Change[], singles: readonly Change[]): Search {
  const combined = [
    ...(forced.length > 0 || wanted.mayBeNone ? [[]] : []),
    ...singles.map((each) => [each]),
    ...pairsOf(singles),
  ];
  const sized = bySize(combined.map((changes) => merged([...forced, ...changes])));
  let tried = 0;
  let best: Advised | null = null;
  for (const [size, sets] of sized) {
    if (best !== null && costOf(best) < size) break;
    tried += sets.length;
    const found = bestOf(sets, scenario, wanted);
    if (found !== null && (best === null || isCheaper(found, best))) best = found;
  }
  return { found: best, tried };
}

function bestOf(sets: readonly (readonly Change[])[], scenario: ReadScenario, wanted: Wanted): Advised | null {
  const screened = sets.flatMap((changes) => advisedBy(changes, scenario, wanted, SCREENING));
  const inOrder = screened.sort((one, other) => one.effect.exposedMinutes - other.effect.exposedMinutes);
  for (const { changes } of inOrder) {
    const [confirmed] = advisedBy(changes, scenario, wanted, TRIALS);
    if (confirmed !== undefined) return confirmed;
  }
  return null;
}

/** Minutes of full traffic from which on one property more is worth less exposure. */
const MUCH_EXPOSURE = 1;

function costOf({ changes, effect }: Advised): number {
  return sizeOf(changes) + (effect.exposedMinutes > MUCH_EXPOSURE ? 1 : 0);
}

function isCheaper(one: Advised, other: Advised): boolean {
  const [own, its] = [costOf(one), costOf(other)];
  return own < its || (own === its && one.effect.exposedMinutes < other.effect.exposedMinutes);
}

const SCREENING = 400;
const TRIALS = 10_000;

function advisedBy(changes: readonly Change[], scenario: ReadScenario, wanted: Wanted, trials: number): readonly Advised[] {
  const effect = effectOf(applied(scenario, changes), wanted, trials);
  return effect === null ? [] : [{ changes, effect }];
}

/** null where it does not do what is wanted. */
function effectOf(scenario: ReadScenario, wanted: Wanted, trials: number): Effect | null {
  // Of so many requests some fail as usual in every minute, which says nothing of those that there are.
  const usual = wanted.rates.length > 0 ? { baselineErrorRate: 0 } : {};
  const heavy = { ...scenario, requestsPerMinute: null, ...usual };
  const minute = minuteOf(scenario, playHeavyTraffic(heavy), wanted);
  const { endMinute } = scenario.schedule;
  if (!(endMinute - minute > wanted.margin)) return null;
  if (wanted.isQuiet && !isQuiet(heavy, wanted)) return null;
  if (wanted.rates.length > 0) return effectAtRates(scenario, wanted, trials);
  if (healthyRollbacksOf(simulatedIn(heavy)) === 1) return null;
  const exposedMinutes = exposureUntil(scenario.schedule, minute);
  if (exposedMinutes > wanted.maximumExposedMinutes) return null;
  return { minute, exposedMinutes, probability: null, healthyRollbacks: null };
}

/** Nothing enters ALARM without traffic, nor on healthy traffic: of what is not simulated, nothing that treats missing data as breaching. */
function isQuiet(scenario: ReadScenario, { counts }: Wanted): boolean {
  const isLoud = scenario.alarms.some(
    (alarm, place) =>
      alarm.isWatched &&
      alarm.rule.kind === "not-simulated" &&
      alarm.ignoresSilence !== true &&
      counts(place) &&
      fearsSilence(alarm),
  );
  return !isLoud && healthyRollbacksOf(simulatedIn(scenario)) === 0;
}

/** Infinite where none counts in time, or one blocks. */
function minuteOf({ alarms }: ReadScenario, runs: readonly AlarmRun[], wanted: Wanted): number {
  const watched = runs.filter((_, place) => alarms[place]?.isWatched === true);
  if (watched.some(({ state }) => state === "always-on")) return Number.POSITIVE_INFINITY;
  const counted = runs.flatMap(({ goesOffMinute }, place) => {
    const alarm = alarms[place];
    return alarm?.isWatched === true && isCounted(alarm, place, wanted) ? [goesOffMinute ?? -1] : [];
  });
  return firstMinute(counted);
}

function isCounted({ isNew }: ReadAlarm, place: number, { counts, countsNew }: Wanted): boolean {
  return isNew === true ? countsNew : counts(place);
}

/** The worst of the rates. */
function effectAtRates(scenario: ReadScenario, wanted: Wanted, trials: number): Effect | null {
  let worst: Effect | null = null;
  for (const requestsPerMinute of wanted.rates) {
    const effect = effectAt({ ...scenario, requestsPerMinute }, wanted, trials);
    if (effect === null) return null;
    if (worst === null || (effect.probability ?? 0) < (worst.probability ?? 0)) worst = effect;
  }
  return worst;
}

function effectAt(scenario: ReadScenario, wanted: Wanted, trials: number): Effect | null {
  // A change that is screened out by chance would have been a close one.
  const slack = trials === SCREENING ? 0.04 : 0;
  const { minimumProbability, maximumHealthy, maximumExposedMinutes } = wanted;
  if (failureChance(scenario) < minimumProbability - slack) return null;
  const healthyRollbacks = healthyRollbacksOf(simulatedIn(scenario), trials);
  if (healthyRollbacks === null || healthyRollbacks > maximumHealthy + slack) return null;
  const settings = { trials, seed: 1, medians: false, countsHealthyStops: healthyRollbacks === 0 };
  const { probabilityStopped: probability, percentiles } = playTrials(scenario, settings);
  if (percentiles === null || probability < minimumProbability - slack) return null;
  const { minute, exposedMinutes } = percentiles;
  if (exposedMinutes.p95 > maximumExposedMinutes) return null;
  // An alarm that is not simulated may roll back healthy versions as well.
  const isOpen = scenario.alarms.some(({ isWatched, rule }) => isWatched && rule.kind === "not-simulated");
  const known = isOpen ? null : healthyRollbacks;
  return { minute: minute.p50, exposedMinutes: exposedMinutes.p50, probability, healthyRollbacks: known };
}

/** That any request fails, or is slow, while alarms could still see it in time: no alarm on failures is surer. */
function failureChance(scenario: ReadScenario): number {
  const { schedule, requestsPerMinute } = scenario;
  const errorRate = isSlow(scenario) ? 1 : scenario.errorRate;
  const seen = exposureUntil(schedule, schedule.endMinute - 1 - hiddenBuckets(scenario));
  return 1 - Math.exp(-(requestsPerMinute ?? 0) * errorRate * Math.max(0, seen));
}

/** What is not simulated does the same with and without a change. */
function simulatedIn(scenario: ReadScenario): ReadScenario {
  const alarms = scenario.alarms.map((alarm) => (alarm.rule.kind === "not-simulated" ? { ...alarm, isWatched: false } : alarm));
  return { ...scenario, alarms };
}
