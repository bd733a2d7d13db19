// Two weeks of a shop and its reports, minute by minute, with incidents that are known: what fixtures/backtest holds.
import path from "node:path";
import { backtestAsks } from "../src/cli/backtest.ts";
import { shiftingsOf } from "../src/model/deployments/shifting.ts";
import { link } from "../src/model/link.ts";
import { type Answer, keyOf, type MetricAsk, type MetricHistoryAsk } from "../src/model/observed/ask.ts";
import { historyOf } from "../src/model/observed/metric-history.ts";
import { baselineAsks } from "../src/simulation/baseline.ts";
import { rateAsks } from "../src/simulation/traffic-rate.ts";
import { systemOf } from "../src/sources/recorded-system.ts";
import type { Recording } from "../src/sources/recording.ts";
import { deployedFrom } from "./deployed.ts";

const MINUTE = 60_000;
const DAY = 1440;
/** From a Monday to a Monday. */
const FROM = Date.parse("2026-11-16T00:00:00Z");
const MINUTES = 14 * DAY;

/** Minutes since the first Monday, 00:00. */
const at = (day: number, hour: number, minute = 0): number => day * DAY + hour * 60 + minute;
const isWithin = (minute: number, from: number, to: number): boolean => minute >= from && minute < to;

/** 600 a minute on working days from 7 to 19, 2 at weekends from 9 to 18; and at 20:30 of working days a job of five. */
function checkouts(minute: number): number {
  const [day, hour] = [Math.floor(minute / DAY) % 7, Math.floor((minute % DAY) / 60)];
  if (day < 5) return hour >= 7 && hour < 19 ? 600 : minute % DAY === at(0, 20, 30) ? 5 : 0;
  return hour >= 9 && hour < 18 ? 2 : 0;
}

/** On the first Wednesday from 14:05 to 14:25, and each time the job of the evening runs. */
function failedCheckouts(minute: number): number {
  if (isWithin(minute, at(2, 14, 5), at(2, 14, 25))) return 40;
  return checkouts(minute) === 5 ? 5 : 0;
}

/** 60 a minute, but for the first Friday from 2 to 4. */
const reports = (minute: number): number => (isWithin(minute, at(4, 2), at(4, 4)) ? 0 : 60);

/** On the second Tuesday from 11:00 to 11:10. */
const failedReports = (minute: number): number => (isWithin(minute, at(8, 11), at(8, 11, 10)) ? 30 : 0);

/** Without data where nothing is invoked. */
function valueAt({ dimensions, metricName, statistic }: MetricHistoryAsk | MetricAsk, minute: number): number {
  // What a metric filter counts has data where something fails.
  if (metricName === "Failures") return failedCheckouts(minute) * 3 || Number.NaN;
  const isCheckout = dimensions.some(([, value]) => value.startsWith("checkout"));
  // What fails alone has data, or none.
  if (metricName === "ExecutionsFailed") return failedReports(minute) || Number.NaN;
  const requests = (isCheckout ? checkouts : reports)(minute);
  if (requests === 0) return Number.NaN;
  if (statistic === "SampleCount" || ["Invocations", "ExecutionsStarted"].includes(metricName)) return requests;
  return metricName === "Errors" ? (isCheckout ? failedCheckouts : failedReports)(minute) : 850;
}

function historyFor(ask: MetricHistoryAsk): Answer {
  const minutes = ask.windowSeconds / 60;
  const values = Array.from({ length: minutes }, (_, index) => valueAt(ask, MINUTES - minutes + index));
  return { state: "seen", value: historyOf(FROM + (MINUTES - minutes) * MINUTE, values) };
}

function metricFor(ask: MetricAsk): Answer {
  const step = ask.periodSeconds / 60;
  const starts = Array.from(
    { length: ask.windowSeconds / ask.periodSeconds },
    (_, index) => MINUTES - (index + 1) * step,
  ).reverse();
  const sums = starts.map((start) => {
    const values = Array.from({ length: step }, (_, index) => valueAt(ask, start + index)).filter(
      (value) => !Number.isNaN(value),
    );
    return { time: FROM + start * MINUTE, value: values.reduce((sum, value) => sum + value, 0), isThere: values.length > 0 };
  });
  const seen = sums.filter(({ isThere }) => isThere);
  const [from, to] = [FROM + (starts[0] ?? 0) * MINUTE, FROM + MINUTES * MINUTE];
  return { state: "seen", value: { from, to, times: seen.map(({ time }) => time), values: seen.map(({ value }) => value) } };
}

export const folder = path.resolve(import.meta.dirname, "../fixtures/backtest");

/**
 * As `fitness snapshot --backtest 14d` would have recorded it.
 * @param cwd has the `template.yaml` that was deployed
 */
export async function recordedIncidents(cwd = folder): Promise<Recording> {
  const wired = await deployedFrom(cwd, ["template.yaml"], ["deployment-group", "deployment-configuration", "alarm"]);
  const recording = { ...wired, takenAt: new Date(FROM + MINUTES * MINUTE).toISOString() };
  const model = link(await systemOf(recording, { kind: "stack" }), {});
  const histories = backtestAsks(model, MINUTES * 60, []).map(
    (ask) => [keyOf(ask), historyFor(ask as MetricHistoryAsk)] as const,
  );
  const shiftings = shiftingsOf(model);
  const metrics = [...rateAsks(shiftings), ...baselineAsks(shiftings)];
  const answers = metrics.map((ask) => [keyOf(ask), metricFor(ask)] as const);
  return { ...recording, answers: { ...recording.answers, ...Object.fromEntries([...histories, ...answers]) } };
}
