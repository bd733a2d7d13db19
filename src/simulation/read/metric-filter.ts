// What a metric filter publishes for a failed request: one match, with the value and the default of its transformation.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { Refusal, read, refuse, refuseFor } from "../../model/alarms/math/refusal.ts";
import { accessLogFields } from "../../model/apis/access-log.ts";
import type { Coverage } from "../../model/deployments/coverage.ts";
import { itemsOf, type TemplateNode } from "../../model/resolve/node.ts";
import type { Resource } from "../../model/resource.ts";
import { countedBy } from "../../model/watching/counted-events.ts";
import type { Feed } from "../scenario.ts";
import { ELSEWHERE, type Findings, type FunctionReading } from "./reading.ts";

export interface CustomSeries {
  readonly namespace: string;
  readonly name: string;
  readonly series: MetricSeries;
  readonly alarm: AlarmNode;
  readonly coverage: Coverage;
}

/** @throws Refusal where no metric filter makes the metric, or the template does not say what it makes of a failure. */
export function feedOfFilter(custom: CustomSeries, reading: FunctionReading, findings: Findings): Feed {
  const { coverage } = custom;
  const filters = filtersOf(custom, reading);
  if (filters.length === 0) return refuse(`${coverage.what}, which is not simulated`);
  if (coverage.level === "nothing")
    return feedElsewhere(
      filters.map((filter) => defaultOf(filter, custom, reading)),
      coverage,
    );
  const own = filters.find((filter) => coverage.via.includes(filter)) ?? refuse(`${coverage.what}, which is not simulated`);
  const { statistic } = custom.series;
  if (filters.length > 1 && (statistic.state !== "known" || !["Sum", "Maximum"].includes(statistic.value)))
    refuse(`${coverage.what} and ${filters.length - 1} more, for which only the sum and the maximum are simulated`);
  requireFailures(own, custom, reading);
  findings.assumptions.add(`metric filter ${own.label} matches exactly once per failed request`);
  const { alias } = reading.deployed;
  if (coverage.level === "api") findings.assumptions.add(`all requests in that access log go to alias ${alias.label}`);
  const defaults = [own, ...filters].map((filter) => defaultOf(filter, custom, reading));
  return {
    kind: "matches",
    value: matchValueOf(own, custom, reading),
    otherwise: defaults.find((each) => each !== null) ?? null,
  };
}

/** What it counts of requests that do not fail is not simulated. */
function requireFailures(filter: Resource, { coverage }: CustomSeries, { model }: FunctionReading): void {
  const stage = model.apis.stages.find(({ resource }) => coverage.via.includes(resource));
  const counted = countedBy(filter, stage === undefined ? undefined : accessLogFields(stage));
  if (counted.kind === "other") refuse(`${counted.reason}: that is not simulated`);
  if (counted.kind === "unresolved") throw new Refusal(counted.because.reason, counted.because);
}

/** A log in which nothing fails: the default all the time, or no data. */
function feedElsewhere(defaults: readonly (number | null)[], { what }: Coverage): Feed {
  const given = defaults.filter((each) => each !== null);
  if (given.length === 0) return { kind: "never" };
  return given.every((each) => each === 0) ? { kind: "healthy" } : refuse(`${what}, ${ELSEWHERE}`);
}

function filtersOf({ namespace, name, alarm }: CustomSeries, { model }: FunctionReading): readonly Resource[] {
  const metrics = model.logMetrics.find(namespace, name, alarm.resource);
  return metrics.filter((metric) => metric.namespace === namespace && metric.name === name).map(({ filter }) => filter);
}

function matchValueOf(filter: Resource, custom: CustomSeries, reading: FunctionReading): number {
  const node = transformationOf(filter, custom, reading).at("MetricValue");
  const text = read(node.text(), `the MetricValue of metric filter ${filter.label}`);
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value)
    ? value
    : refuse(`${custom.coverage.what}: its MetricValue (${text ?? "none"}) is taken from the log, which is not simulated`);
}

function defaultOf(filter: Resource, custom: CustomSeries, reading: FunctionReading): number | null {
  const transformation = transformationOf(filter, custom, reading);
  if (!transformation.at("Dimensions").isAbsent)
    refuse(`${custom.coverage.what}: its Dimensions are taken from the log, which is not simulated`);
  return read(transformation.at("DefaultValue").number(), `the DefaultValue of metric filter ${filter.label}`);
}

function transformationOf(
  filter: Resource,
  { namespace, name }: CustomSeries,
  { model: { system } }: FunctionReading,
): TemplateNode {
  const list = filter.property("MetricTransformations");
  const { doubt } = list;
  if (doubt !== null) refuseFor(`the MetricTransformations of metric filter ${filter.label}`, doubt);
  const isNamed = (node: TemplateNode, key: string, wanted: string): boolean => {
    const text = node.at(key).symbol();
    return text.state === "known" && system.concrete(text.value) === wanted;
  };
  const found = itemsOf(list).find((node) => isNamed(node, "MetricNamespace", namespace) && isNamed(node, "MetricName", name));
  return found ?? refuse(`watches a metric that metric filter ${filter.label} does not publish`);
}
