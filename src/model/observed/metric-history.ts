// The values of every minute of a recorded window, as short text: most minutes are like the one before.
import type { MetricHistory } from "./ask.ts";

/** CloudWatch keeps values by the minute for 15 days. */
const MOST_MINUTES = 15 * 1440;

const MISSING = "-";
const TOKEN = /^(?:(\d+)\*)?(\S+)$/;

/** @param values one a minute, NaN where there is no data */
export function historyOf(from: number, values: ArrayLike<number>): MetricHistory {
  const tokens: string[] = [];
  let first = 0;
  for (let minute = 1; minute <= values.length; minute += 1) {
    if (minute < values.length && Object.is(values[minute], values[first])) continue;
    const value = values[first] ?? Number.NaN;
    const text = Number.isNaN(value) ? MISSING : String(value);
    tokens.push(minute - first === 1 ? text : `${minute - first}*${text}`);
    first = minute;
  }
  return { from, minutes: values.length, values: tokens.join(" ") };
}

/** One value a minute, NaN where there is no data. */
export function minutesOf(history: MetricHistory): Float64Array {
  const minutes = new Float64Array(history.minutes).fill(Number.NaN);
  let at = 0;
  for (const { times, value } of runsOf(history)) {
    minutes.fill(value, at, at + times);
    at += times;
  }
  return minutes;
}

/** Whether the text is that of as many minutes, each with a number or without data. */
export function isHistory(history: MetricHistory): boolean {
  if (history.minutes > MOST_MINUTES) return false;
  const runs = runsOf(history);
  const isWhole = runs.reduce((sum, { times }) => sum + times, 0) === history.minutes;
  return isWhole && runs.every(({ text, value }) => text === MISSING || Number.isFinite(value));
}

function runsOf({ values }: MetricHistory): readonly { readonly times: number; readonly text: string; readonly value: number }[] {
  return values.split(" ").map((token) => {
    const [, times = "1", text = token] = TOKEN.exec(token) ?? [];
    if (text === "") return { times: 1, text, value: Number.NaN };
    return { times: Number(times), text, value: text === MISSING ? Number.NaN : Number(text) };
  });
}
