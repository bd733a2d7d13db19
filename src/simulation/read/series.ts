// Which of an alarm's series counts what: failures or requests of all versions or of the new one, matches in a log, or nothing that fails.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { read, refuse, refuseFor } from "../../model/alarms/math/refusal.ts";
import type { Coverage } from "../../model/deployments/coverage.ts";
import type { Feed } from "../scenario.ts";
import { feedOfDurations } from "./durations.ts";
import { feedOfFilter } from "./metric-filter.ts";
import { assumeErrors, otherTrafficIn } from "./own-traffic.ts";
import { coverageIn, ELSEWHERE, type Findings, type FunctionReading, type Reading } from "./reading.ts";

type Counts = "failures" | "requests";

/** By namespace and name. API Gateway's two spellings are of its two kinds of APIs. */
const COUNTED: ReadonlyMap<string, Counts> = new Map([
  ["AWS/Lambda Errors", "failures"],
  ["AWS/Lambda Invocations", "requests"],
  ["AWS/ApiGateway 5XXError", "failures"],
  ["AWS/ApiGateway 5xx", "failures"],
  ["AWS/ApiGateway Count", "requests"],
]);

/** Reads the alarms of a function's deployment. */
export function readingOfFunction(reading: FunctionReading): Reading {
  return {
    ...reading,
    feedOf: (series, alarm, findings) => feedOf(series, alarm, reading, findings),
    coverageOf: (series, alarm) => coverageIn(reading, series, alarm),
  };
}

/** @throws Refusal where what it counts is not simulated. */
function feedOf(series: MetricSeries, alarm: AlarmNode, reading: FunctionReading, findings: Findings): Feed {
  const judged = reading.existence.ofSeries(series, alarm);
  if (judged?.kind === "never") return taken({ kind: "never" }, `never has data: ${judged.reason}`, findings);
  const coverage = coverageIn(reading, series, alarm);
  for (const resource of coverage.via) findings.walked.add(resource);
  const { because, what } = coverage;
  if (coverage.level === "custom") refuse(`${what}, which is not simulated`);
  if (because !== null && typeof because !== "string") refuseFor(`${what}, which`, because);
  if (because !== null) refuse(`${what}: ${because}`);
  const [namespace, name] = [nameIn(series.namespace, reading), nameIn(series.metricName, reading)];
  const feed = namespace.startsWith("AWS/")
    ? feedOfService(`${namespace} ${name}`, series, alarm, coverage, reading, findings)
    : feedOfFilter({ namespace, name, series, alarm, coverage }, reading, findings);
  return taken(feed, what, findings);
}

function taken(feed: Feed, what: string, { watched }: Findings): Feed {
  watched.push({ feed, what });
  return feed;
}

function nameIn(value: MetricSeries["metricName"], { model }: FunctionReading): string {
  const text = model.system.concrete(read(value, "watches a metric whose name") ?? refuse("watches a metric without a name"));
  const doubt = model.system.resolver.unknownIn(text);
  return doubt === null ? text : refuseFor("watches a metric whose name", doubt);
}

function feedOfService(
  metric: string,
  series: MetricSeries,
  alarm: AlarmNode,
  coverage: Coverage,
  reading: FunctionReading,
  findings: Findings,
): Feed {
  const { level, what } = coverage;
  const counts = COUNTED.get(metric);
  if (level === "nothing") return counts === "failures" ? { kind: "healthy" } : refuse(`${what}, ${ELSEWHERE}`);
  if (counts === undefined) return feedOfDurations(metric, series, alarm, coverage, reading, findings);
  if (metric === "AWS/Lambda Errors") assumeErrors(coverage, reading, findings);
  switch (level) {
    case "version":
      return { kind: "requests", of: "new version", counts };
    case "api":
    case "function": {
      const others = otherTrafficIn({ series, alarm, counts, coverage }, reading, findings);
      return { kind: "requests", of: "all versions", counts, ...(others > 0 ? { others } : {}) };
    }
    case "alias":
      return { kind: "requests", of: "all versions", counts };
    default:
      return refuse(`${what}, whose other traffic is not simulated`);
  }
}
