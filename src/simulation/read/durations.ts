// How long the requests of a deployment take, where an alarm watches that: as it was given, or as a live system shows it.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { Refusal, read, refuse } from "../../model/alarms/math/refusal.ts";
import type { Coverage } from "../../model/deployments/coverage.ts";
import { isTimed, measuredDurations } from "../measured-durations.ts";
import type { Percentages } from "../play/durations.ts";
import type { Feed } from "../scenario.ts";
import { otherTrafficIn } from "./own-traffic.ts";
import type { Findings, FunctionReading } from "./reading.ts";

/** @throws Refusal where the metric is not a duration, its statistic is not simulated, or how long requests take is unknown. */
export function feedOfDurations(
  metric: string,
  series: MetricSeries,
  alarm: AlarmNode,
  coverage: Coverage,
  reading: FunctionReading,
  findings: Findings,
): Feed {
  const { level, what } = coverage;
  if (reading.slowness === null || !isTimed(metric)) return refuse(`${what}, which is not simulated`);
  const percentile = percentileOf(series, alarm);
  const known = knownDurations(series, alarm, coverage, reading, findings);
  findings.assumptions.add(TIMEOUT);
  if (percentile !== null) findings.assumptions.add(NEAREST_RANK);
  switch (level) {
    case "version":
      return { kind: "durations", of: "new version", known, percentile };
    case "api":
    case "function":
      otherTrafficIn({ series, alarm, counts: "durations", coverage }, reading, findings);
      return { kind: "durations", of: "all versions", known, percentile };
    case "alias":
      return { kind: "durations", of: "all versions", known, percentile };
    default:
      return refuse(`${what}, whose other traffic is not simulated`);
  }
}

const TIMEOUT = "no slower request times out";
const NEAREST_RANK = "percentiles of few requests use the nearest rank";

/** null for the mean. */
function percentileOf({ statistic }: MetricSeries, { resource }: AlarmNode): number | null {
  const written = read(statistic, "its Statistic") ?? refuse("has no Statistic");
  if (written === "Average") return null;
  const percent = Number(/^p(\d+(?:\.\d+)?)$/.exec(written)?.[1] ?? Number.NaN);
  if (!(percent > 0 && percent < 100)) refuse(`has Statistic ${written}, which is not simulated`);
  const samples = read(resource.property("EvaluateLowSampleCountPercentile").text(), "its EvaluateLowSampleCountPercentile");
  return samples === "ignore" ? refuse("has EvaluateLowSampleCountPercentile ignore, which is not simulated") : percent / 100;
}

function knownDurations(
  series: MetricSeries,
  alarm: AlarmNode,
  coverage: Coverage,
  { slowness, model, deployed }: FunctionReading,
  findings: Findings,
): Percentages {
  const given = slowness?.given ?? null;
  if (given !== null) {
    const [half, most] = given;
    findings.assumptions.add(`request durations are log-normal: half up to ${half} ms, 99 % up to ${most} ms`);
    if (coverage.level === "api") findings.assumptions.add("an API takes as long as its function");
    return [
      [0.5, half],
      [0.99, most],
    ];
  }
  const measured = measuredDurations(series, alarm, deployed.alias, model);
  if (measured === null) refuse(`${coverage.what}, but request durations are unknown: pass --duration-ms p50,p99`);
  if (measured.state === "unresolved")
    throw new Refusal(`${coverage.what}, but request durations could not be measured: ${measured.reason}`, measured);
  findings.assumptions.add("the old version's durations are those of the last day");
  return measured.value;
}
