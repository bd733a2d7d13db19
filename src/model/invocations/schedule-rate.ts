// How often a schedule of EventBridge fires on average: `rate(…)` and `cron(…)`.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const DAY = 86_400_000;
/** Four years hold every date as often as it comes. */
const DAYS = 4 * 365 + 1;
const FIRST = Date.UTC(2025, 0, 1);

/** Runs per minute; null where the expression runs once, or is not supported. */
export function firingsPerMinute(expression: string): number | null {
  const rate = /^\s*rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)\s*$/.exec(expression);
  if (rate !== null) return Number(rate[1]) > 0 ? 1 / (Number(rate[1]) * (MINUTES[rate[2] ?? ""] ?? 0)) : null;
  const times = timesOf(expression);
  return times === null || times.days === 0 ? null : (times.minutes.length * times.days) / (DAYS * 1440);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const MINUTE: Range = { from: 0, to: 59 };
const HOUR: Range = { from: 0, to: 23 };
const DATE: Range = { from: 1, to: 31 };
const MONTH: Range = {
  from: 1,
  to: 12,
  names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
/** Sunday is 1. */
const WEEKDAY: Range = { from: 1, to: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

/** Minutes between two runs: at least this often while it fires, and at some time longer than any predefined shift of CodeDeploy. */
const OFTEN = 15;
const PAUSE = 90;

/** It fires often, but only at some hours or on some days: the average says nothing of the traffic of a deployment. */
export function firesByTheHour(expression: string): boolean {
  const times = timesOf(expression);
  if (times === null || times.days === 0) return false;
  const [first = 0, ...others] = times.minutes;
  const gaps = others.map((each, index) => each - (times.minutes[index] ?? 0));
  const overnight = first + 1440 - (times.minutes.at(-1) ?? 0);
  const longest = times.days < DAYS ? 1440 : Math.max(overnight, ...gaps);
  return Math.min(overnight, ...gaps) <= OFTEN && longest > PAUSE;
}

/** When a cron expression fires: in which minutes of its days, and on how many of four years' days. */
interface Times {
  /** From midnight, in order. */
  readonly minutes: readonly number[];
  readonly days: number;
}

function timesOf(expression: string): Times | null {
  const fields = /^\s*cron\((.*)\)\s*$/.exec(expression)?.[1]?.trim().split(/\s+/);
  return fields?.length === 6 ? timesOfCron(fields) : null;
}

/** Years are not looked at: it is the rate while it fires. */
function timesOfCron([minute = "", hour = "", date = "", month = "", weekday = ""]: readonly string[]): Times | null {
  const [minutes, hours, months] = [valuesOf(minute, MINUTE), valuesOf(hour, HOUR), valuesOf(month, MONTH)];
  const isDay = dayTest(date, weekday);
  if (minutes === null || hours === null || months === null || isDay === null) return null;
  const days = Array.from({ length: DAYS }, (_, index) => new Date(FIRST + index * DAY));
  const firing = days.filter((day) => months.has(day.getUTCMonth() + 1) && isDay(day)).length;
  const ofDay = [...hours].flatMap((each) => [...minutes].map((minuteOfHour) => each * 60 + minuteOfHour));
  return { minutes: ofDay.sort((one, other) => one - other), days: firing };
}

/** One of the two fields is `?`. `L`, `15W` and `6#3` are one day a month. */
function dayTest(date: string, weekday: string): ((day: Date) => boolean) | null {
  const field = date === "?" ? weekday : date;
  if (date !== "?" && weekday !== "?" && weekday !== "*") return null;
  if (/^(?:L|\d{1,2}W|LW|\w{1,3}L|\w{1,3}#[1-5])$/.test(field)) return (day) => day.getUTCDate() === 1;
  const values = valuesOf(field, date === "?" ? WEEKDAY : DATE);
  if (values === null) return null;
  return (day) => values.has(date === "?" ? day.getUTCDay() + 1 : day.getUTCDate());
}

/** `*`, `5`, `1-5`, `MON-FRI`, `0,30`, `0/5`; null where it is none of these. */
function valuesOf(field: string, range: Range): ReadonlySet<number> | null {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const found = partOf(part, range);
    if (found === null) return null;
    for (const value of found) values.add(value);
  }
  return values;
}

function partOf(part: string, range: Range): readonly number[] | null {
  const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9]\d*))?$/.exec(part);
  if (match === null) return null;
  const [, first, last, step] = match;
  const from = first === undefined ? range.from : numberOf(first, range);
  const alone = first === undefined || step !== undefined ? range.to : from;
  const to = last === undefined ? alone : numberOf(last, range);
  if (from === null || to === null || to < from) return null;
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every);
}

function numberOf(text: string, { from, to, names }: Range): number | null {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + from : Number(text);
  return Number.isInteger(value) && value >= from && value <= to ? value : null;
}
