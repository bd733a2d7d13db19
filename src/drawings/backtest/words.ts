// The texts about a backtest, for every output.
import { type Naming, share } from "../shift/words.ts";
import { type Backtest, DAYS, type Hour, hoursInWords } from "./hours.ts";

/** One description of each rating, for legends and texts in place of a picture. */
export const RATINGS = {
  good: "broken versions rolled back, healthy ones not",
  noisy: "healthy versions rolled back or blocked",
  unsure: "broken versions sometimes rolled back",
  blind: "broken versions never rolled back",
} as const;

/** What was played, and how deployments would have ended; or why nothing was. */
export function findingsOf(backtest: Backtest): readonly string[] {
  const { reason, starts, from, to, everyMinutes, notPlayed } = backtest;
  if (reason !== null) return [`not simulated: ${reason}`];
  const least = notPlayed.length > 0 ? "at least " : "";
  return [
    `${starts} deployments, one every ${everyMinutes} minutes from ${inUtc(from)} to ${inUtc(to)} UTC`,
    `${least}${share(backtest.healthyRollbacks ?? 0)} of healthy versions rolled back or blocked`,
    ...brokenWords(backtest, least),
  ];
}

function brokenWords({ stopped, minute }: Backtest, least: string): readonly string[] {
  if (stopped === null) return [];
  const soon = minute === null ? "" : `, half of them by minute ${minute.p50}`;
  return [`${least}${share(stopped)} of broken versions rolled back${soon}`];
}

/** When to deploy, and when nothing stops a broken version; nothing where nothing was played. */
export function adviceOf({ reason, hours }: Backtest): readonly string[] {
  if (reason !== null) return [];
  const best = hoursInWords(hours, isRated("good"));
  const blind = hoursInWords(hours, isRated("blind"));
  return [
    best === "" ? "No hour is a good one to deploy." : `Best hours to deploy (UTC): ${best}.`,
    ...(blind === "" ? [] : [`No broken version is rolled back (UTC): ${blind}.`]),
  ];
}

function isRated(wanted: Hour["rating"]): (hour: Hour) => boolean {
  return ({ rating }) => rating === wanted;
}

/** The maximum number of periods that are listed with their times. */
const MOST_PERIODS = 5;

/** When each watched alarm was in ALARM while nothing was deployed. */
export function alarmPeriodsOf({ alarmPeriods }: Backtest, naming: Naming): readonly string[] {
  const byAlarm = new Map<string, Backtest["alarmPeriods"]>();
  for (const period of alarmPeriods) {
    const name = naming.label(period);
    byAlarm.set(name, [...(byAlarm.get(name) ?? []), period]);
  }
  return [...byAlarm].map(([name, periods]) => {
    const shown = periods.slice(-MOST_PERIODS).map(({ from, to }) => `${dayOf(from)} ${inUtc(from)} to ${endOf(from, to)}`);
    const times = periods.length === 1 ? "once" : `${periods.length} times`;
    return `${name} was in ALARM ${times}: ${periods.length > MOST_PERIODS ? "last " : ""}${shown.join("; ")} UTC`;
  });
}

export function unplayedOf({ notPlayed }: Backtest, naming: Naming): readonly string[] {
  return notPlayed.map((alarm) => `${naming.label(alarm)} is not simulated: it ${alarm.reason}`);
}

/** `Tue 03:00–04:00 UTC: 24 deployments, 5 % of healthy versions rolled back or blocked, 100 % of broken ones rolled back, at minute 2` */
export function hourInWords({ day, hour, starts, healthyRollbacks, stopped, minute }: Hour): string {
  const when = `${DAYS[day]} ${String(hour).padStart(2, "0")}:00 UTC`;
  if (starts === 0 || healthyRollbacks === null) return `${when}: no deployment`;
  const broken = stopped === null ? "" : `, ${share(stopped)} of broken ones rolled back`;
  const soon = minute === null ? "" : `, mostly at minute ${minute}`;
  return `${when}: ${starts} deployments, ${share(healthyRollbacks)} of healthy versions rolled back or blocked${broken}${soon}`;
}

/** `2026-11-18 14:07` */
function inUtc(time: string | null): string {
  return (time ?? "").slice(0, 16).replace("T", " ");
}

function endOf(from: string, to: string): string {
  return from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : inUtc(to);
}

function dayOf(time: string): string {
  return DAYS[(new Date(time).getUTCDay() + 6) % 7] ?? "";
}
