// Whether a mute rule's schedule ever ends: a recurring window that is as long as the time to the next one mutes all day.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html

/** null where the expression or the duration is not supported. @param duration ISO 8601: `PT8H`, `P1D` */
export function isMutedAllDay(expression: string, duration: string): boolean | null {
  if (/^at\(.*\)$/.test(expression)) return false;
  const minutes = minutesOf(duration);
  const starts = startsOf(expression);
  if (minutes === null || starts === null) return null;
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  return gaps.length > 0 && Math.max(...gaps) <= minutes;
}

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function minutesOf(duration: string): number | null {
  const match = DURATION.exec(duration);
  if (match === null || duration.length < 3) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60;
}

/** More than the longest time between two starts: the 29th of February is left to others. */
const DAYS = 800;
const FIRST = Date.UTC(2025, 0, 1);
const DAY = 24 * 60;

/** The minutes at which windows start, over some years; null where the expression is no cron expression. */
function startsOf(expression: string): readonly number[] | null {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  const [minutes, hours, days, months, weekdays] = RANGES.map((range, index) => valuesOf(fields[index], range));
  if (!minutes || !hours || !days || !months || !weekdays || fields.length > 6) return null;
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  // As in cron, one of the two days is enough where both are given.
  const isEither = ![fields[2], fields[4]].some((field) => field === "*" || field === "?");
  return Array.from({ length: DAYS }, (_, index) => index).flatMap((index) => {
    const date = new Date(FIRST + index * DAY * 60_000);
    const [byDate, byDay] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
    const isDay = isEither ? byDate || byDay : byDate && byDay;
    return isDay && months.has(date.getUTCMonth() + 1) ? times.map((time) => index * DAY + time) : [];
  });
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const RANGES: readonly Range[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] },
  { from: 0, to: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
];

/** `*`, `5`, `1-5`, `MON-FRI`, `0,30`, `*` and a step; null where it is none of these. */
function valuesOf(field: string | undefined, range: Range): ReadonlySet<number> | null {
  const parts = (field ?? "").split(",").map((part) => partOf(part, range));
  const values = parts.flatMap((part) => part ?? []);
  // Sunday is 0 and 7.
  return parts.includes(null) ? null : new Set(range.to === 7 ? values.map((value) => value % 7) : values);
}

const PART = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/([1-9]\d*))?$/;

function partOf(text: string, range: Range): readonly number[] | null {
  const match = PART.exec(text);
  if (match === null) return null;
  const [, first, last = match[3] === undefined ? first : undefined, step = "1"] = match;
  const from = first === undefined ? range.from : numberOf(first, range);
  const to = last === undefined ? range.to : numberOf(last, range);
  if (from === null || to === null) return null;
  const count = Math.max(0, Math.floor((to - from) / Number(step)) + 1);
  return Array.from({ length: count }, (_, index) => from + index * Number(step));
}

function numberOf(text: string, { from, to, names }: Range): number | null {
  const index = names?.indexOf(text.toUpperCase()) ?? -1;
  const number = index >= 0 ? index + (from === 1 ? 1 : 0) : Number(text);
  return Number.isInteger(number) && number >= from && number <= to ? number : null;
}
