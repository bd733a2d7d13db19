// Plays the rollback alarms of a deployment on recorded series, from every possible start.
import type { Model } from "../../model/model.ts";
import { keyOf, type MetricHistoryAsk } from "../../model/observed/ask.ts";
import { minutesOf } from "../../model/observed/metric-history.ts";
import { historyIn } from "../../model/observed/recorded-history.ts";
import { nearestRank } from "../play/minutes.ts";
import { chanceOf } from "../play/random.ts";
import { type AlarmPeriod, type History, playHistory } from "./history.ts";
import type { Backtest, BacktestAlarmPeriod, BacktestHour } from "./outcome.ts";
import { asksOf, type Readable, type ReadBacktest } from "./read-backtest.ts";
import { startPlayer } from "./starts.ts";
import { type Evaluation, evaluationOf } from "./states.ts";
import { add, emptyTally, healthyShareOf, ratingOf, stoppedShareOf, type Tally } from "./tally.ts";
import { firstMinuteOf, type Tape, tapeOf } from "./tape.ts";

export interface BacktestSettings {
  readonly errorRate: number;
  readonly metricDelaySeconds: number;
  readonly minimumProbability: number;
}

/** From one start to the next, in minutes. */
const EVERY = 5;
const MINUTE = 60_000;
const HOURS_A_WEEK = 168;
/** Monday, 1970-01-05, in hours since the epoch. */
const FIRST_MONDAY = 96;
const MOST_PERIODS = 100;
const SEED = 1;
/** More would not change what is said by two points; fewer keep long shifts quick. */
const MOST_TRIALS = 20;
const MINUTES_TO_PLAY = 2_000_000;

export function backtest(read: Readable, model: Model, settings: BacktestSettings): Backtest {
  if ("reason" in read) return noBacktest(read.reason);
  const recorded = recordedFor(read, model);
  return "reason" in recorded ? noBacktest(recorded.reason) : play(read, recorded, settings);
}

interface Recorded {
  /** The first recorded minute, in milliseconds since the epoch. */
  readonly from: number;
  readonly minutes: number;
  readonly tapes: ReadonlyMap<string, Tape>;
}

function recordedFor(read: ReadBacktest, model: Model): Recorded | { readonly reason: string } {
  const tapes = new Map<string, Tape>();
  let [from, minutes] = [0, 0];
  for (const ask of asksOf(read)) {
    const history = historyIn(model, ask);
    if (history.state !== "known") return { reason: `${nameOf(ask)} ${history.reason}` };
    const { from: own, minutes: ownMinutes } = history.value;
    if (tapes.size > 0 && (own !== from || ownMinutes !== minutes))
      return { reason: "its metrics were recorded at different times" };
    [from, minutes] = [own, ownMinutes];
    tapes.set(keyOf(ask), tapeOf(minutesOf(history.value)));
  }
  return { from, minutes, tapes };
}

function nameOf({ namespace, metricName }: MetricHistoryAsk): string {
  return `the history of ${namespace} ${metricName}`;
}

function play(read: ReadBacktest, { from, minutes, tapes }: Recorded, settings: BacktestSettings): Backtest {
  const { schedule, traffic: asks, alarms } = read;
  const traffic = { requests: tapeIn(tapes, asks.requests), failures: tapeIn(tapes, asks.failures) };
  const firstData = Math.min(...[...tapes.values()].map(firstMinuteOf));
  if (!Number.isFinite(firstData)) return noBacktest(`there is no data in the recorded ${inHours(minutes)}`);
  const evaluation = evaluationOf(alarms, tapes, { from, metricDelaySeconds: settings.metricDelaySeconds });
  if (evaluation.thresholds.length === 0)
    return { ...noBacktest("it has no alarm that can be simulated on recorded values"), ...described(read) };
  const first = Math.max(evaluation.reach, firstData);
  const starts = startsBetween(from, first, minutes - schedule.endMinute);
  if (starts.length === 0)
    return noBacktest(
      `alarms and shift need ${inHours(evaluation.reach + schedule.endMinute)} of data, but there are only ${inHours(minutes - firstData)}`,
    );
  const history = playHistory(evaluation, evaluation.reach, minutes);
  const chance = chanceOf(SEED);
  const trials = Math.max(1, Math.min(MOST_TRIALS, Math.floor(MINUTES_TO_PLAY / (starts.length * schedule.endMinute))));
  const deploy = startPlayer({ ...settings, evaluation, history, traffic, schedule, chance, trials });
  const whole = emptyTally();
  const hours = Array.from({ length: HOURS_A_WEEK }, emptyTally);
  for (const start of starts) {
    const outcome = deploy(start);
    const tally = hours[hourOf(from + start * MINUTE)];
    add(whole, outcome);
    if (tally !== undefined) add(tally, outcome);
  }
  return {
    ...noBacktest(null),
    ...described(read),
    from: timeOf(from, starts[0] ?? 0),
    to: timeOf(from, starts.at(-1) ?? 0),
    starts: whole.starts,
    blocked: whole.blocked / whole.starts,
    healthyRollbacks: healthyShareOf(whole),
    stopped: stoppedShareOf(whole),
    minute: whole.rollbacks === 0 ? null : { p50: minuteOf(whole, 0.5), p95: minuteOf(whole, 0.95) },
    hours: hours.map((tally, index) => hourSaid(tally, index, settings.minimumProbability)),
    alarmPeriods: periodsOf(history, evaluation, from),
    assumptions: [...read.assumptions, ...lateData(firstData, from)],
  };
}

function tapeIn(tapes: ReadonlyMap<string, Tape>, ask: MetricHistoryAsk): Tape {
  return tapes.get(keyOf(ask)) ?? tapeOf(new Float64Array());
}

/** What is reported of alarms whatever was recorded. */
function described({ alarms, assumptions }: ReadBacktest): Pick<Backtest, "notPlayed" | "assumptions"> {
  const notPlayed = alarms.flatMap(({ stack, logicalId, rule }) =>
    rule.kind === "not-simulated" ? [{ stack, logicalId, reason: rule.reason }] : [],
  );
  return { notPlayed, assumptions };
}

/** Minutes by which the clock shows a multiple of five. */
function startsBetween(from: number, first: number, last: number): readonly number[] {
  const clock = from / MINUTE;
  const begin = Math.ceil((clock + first) / EVERY) * EVERY - clock;
  return Array.from({ length: Math.max(0, Math.floor((last - begin) / EVERY) + 1) }, (_, index) => begin + index * EVERY);
}

/** In the week that begins on Monday, UTC. */
function hourOf(time: number): number {
  return (Math.floor(time / (60 * MINUTE)) - FIRST_MONDAY) % HOURS_A_WEEK;
}

function hourSaid(tally: Tally, index: number, minimumProbability: number): BacktestHour {
  return {
    day: Math.floor(index / 24),
    hour: index % 24,
    starts: tally.starts,
    healthyRollbacks: healthyShareOf(tally),
    stopped: stoppedShareOf(tally),
    minute: tally.rollbacks === 0 ? null : minuteOf(tally, 0.5),
    rating: ratingOf(tally, minimumProbability),
  };
}

function minuteOf({ minutes, rollbacks }: Tally, share: number): number {
  return nearestRank(minutes, rollbacks, share);
}

/** Those that were in ALARM before the first minute that is known began no later than that. */
function periodsOf({ periods }: History, { alarms }: Evaluation, from: number): readonly BacktestAlarmPeriod[] {
  const said = periods.flatMap(({ place, ...period }: AlarmPeriod): readonly BacktestAlarmPeriod[] => {
    const alarm = alarms[place];
    if (alarm === undefined) return [];
    return [{ stack: alarm.stack, logicalId: alarm.logicalId, from: timeOf(from, period.from), to: timeOf(from, period.to) }];
  });
  return said.sort((one, other) => (one.from < other.from ? -1 : 1)).slice(-MOST_PERIODS);
}

/** A stack that is younger than the window looks the same as one that received no requests. */
function lateData(firstData: number, from: number): readonly string[] {
  return firstData <= 60 ? [] : [`there is no data before ${timeOf(from, firstData)}: deployments begin there`];
}

function timeOf(from: number, minute: number): string {
  return `${new Date(from + minute * MINUTE).toISOString().slice(0, 16)}Z`;
}

function inHours(minutes: number): string {
  const hours = Math.round(minutes / 6) / 10;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

function noBacktest(reason: string | null): Backtest {
  const numbers = { from: null, to: null, blocked: null, healthyRollbacks: null, stopped: null, minute: null };
  return { reason, ...numbers, everyMinutes: EVERY, starts: 0, hours: [], alarmPeriods: [], notPlayed: [], assumptions: [] };
}
