// What a custom metric shows of a deployment: one of a metric filter, or one that code publishes.

import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import type { WithApis } from "../apis/api.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import { invocationsOfApi } from "../apis/api-traffic.ts";
import type { WithFunctions } from "../functions/function.ts";
import { dimensionTarget } from "../metrics/dimension-target.ts";
import { publisherOf } from "../metrics/published-metrics.ts";
import type { WithReferences } from "../resolve/references.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { Target, WithSystem } from "../system.ts";
import { known, mapValue } from "../value.ts";
import type { LogMetric, WithLogMetrics } from "../watching/log-metrics.ts";
import { type Coverage, type Deployed, determined, metricOf, undetermined } from "./coverage.ts";
import { linkedResources } from "./linked-resources.ts";

/** What the answers are read from. */
type Linked = WithApis & WithInvocationsByApi & WithLogMetrics & WithSystem;

/** null where no metric filter of the audited stacks makes the metric. */
export function coverageOfLogMetric(series: MetricSeries, alarm: AlarmNode, deployed: Deployed, model: Linked): Coverage | null {
  const { namespace, metricName } = series;
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  const [wanted, name] = [model.system.concrete(namespace.value), model.system.concrete(metricName.value)];
  const coverages = model.logMetrics.find(wanted, name, alarm.resource).map((metric): Coverage => {
    const isSame = metric.namespace === wanted && metric.name === name;
    const doubt = isSame ? null : model.system.resolver.unknownIn([wanted, name, metric.namespace, metric.name].join(" "));
    const coverage = coverageOfFilter(metric, deployed, model);
    return doubt === null ? coverage : undetermined(`may watch what metric filter ${metric.filter.label} counts`, doubt);
  });
  return (
    coverages.find(({ level }) => level === "log" || level === "api") ??
    coverages.find(({ because }) => because !== null) ??
    coverages[0] ??
    null
  );
}

function coverageOfFilter(
  { filter, owners, doubtfulOwners }: LogMetric,
  deployed: Deployed,
  model: WithApis & WithInvocationsByApi & WithSystem,
): Coverage {
  const what = `watches what metric filter ${filter.label} counts`;
  if (owners.includes(deployed.function)) return determined("log", `${what} in the function's log group`, [filter]);
  const doubtful = doubtfulOwners.find(({ node }) => node === deployed.function);
  if (doubtful !== undefined) return undetermined(what, doubtful.because);
  return coverageOfAccessLog(filter, what, deployed, model) ?? determined("nothing", `${what} in another log group`);
}

const GROUP = ["AWS::Logs::LogGroup"];

/** The access log of an API that leads to the alias. */
function coverageOfAccessLog(
  filter: Resource,
  what: string,
  { function: node, alias }: Deployed,
  model: WithApis & WithInvocationsByApi & WithSystem,
): Coverage | null {
  const group = logGroupOf(filter, ["LogGroupName"], model);
  if (group.state !== "known") return null;
  for (const { resource, api } of model.apis.stages) {
    const logs = ["AccessLogSetting", "AccessLogSettings"].map((key) => logGroupOf(resource, [key, "DestinationArn"], model));
    if (api.state !== "known" || !logs.some((log) => log.state === "known" && log.value === group.value)) continue;
    const routes = invocationsOfApi(api.value, model);
    const through = routes.find(({ target }) => {
      if (target.state !== "known" || target.value.function !== node) return false;
      return target.value.qualifier.kind === "alias" && target.value.qualifier.alias === alias;
    });
    if (through !== undefined)
      return determined("api", `${what} in the access log of API ${api.value.resource.label}`, [filter, resource]);
  }
  return null;
}

function logGroupOf(resource: Resource, keys: readonly string[], { system }: WithSystem): Target<Resource> {
  const text = mapValue(resource.property(...keys).symbol(), (written) => written.replace(/:\*$/, ""));
  return system.find(text, resource.stack, GROUP);
}

/**
 * Some code's metric: a dimension that names another function tells that it is about that one. One that names this function
 * shows what the metric is meant for, not that it is published.
 */
export function coverageOfCustomMetric(
  series: MetricSeries,
  alarm: AlarmNode,
  deployed: Deployed,
  model: WithFunctions & WithReferences & WithSystem,
  trusted: readonly string[],
): Coverage {
  const { system } = model;
  const namespace = series.namespace.state === "known" ? system.symbols.display(system.concrete(series.namespace.value)) : "";
  const metric = `${namespace.startsWith("AWS/") ? "metric" : "custom metric"} ${namespace} ${metricOf(series, system)}`;
  if (series.dimensions.state === "unresolved") return undetermined(`watches ${metric}`, series.dimensions);
  const given = [...(series.dimensions.state === "known" ? series.dimensions.value : [])];
  const named = given.flatMap(([key, value]) => {
    const target = mayNameFunction(key, value) ? model.functionIndex.find(known(value), alarm.resource.stack) : null;
    return target?.state === "known" ? [target.value.function] : [];
  });
  const [other] = named;
  if (other !== undefined && !named.includes(deployed.function))
    return determined("nothing", `watches ${metric} of function ${other.resource.label}`);
  const elsewhere = namespace.startsWith("AWS/") ? unlinkedIn(series, alarm, deployed, model) : null;
  if (elsewhere !== null)
    return determined(
      "nothing",
      `watches ${metric} of ${elsewhere.label}, which has no known relation to function ${deployed.function.resource.label}`,
    );
  if (trusted.includes(namespace)) return determined("function", `watches ${metric}, whose namespace is in customNamespaces`);
  const dimensions = given.map(([key, value]) => `${key}=${system.symbols.display(value)}`).join(", ");
  return {
    level: "custom",
    what: `watches ${metric}${dimensions === "" ? "" : ` (${dimensions})`}`,
    because: becauseOf(namespace, other !== undefined, deployed),
    via: other === undefined ? [] : [deployed.function.resource],
  };
}

/** The resource that the dimensions name, where nothing in the audited stacks links it to what is deployed. */
function unlinkedIn(
  { namespace, dimensions }: MetricSeries,
  alarm: AlarmNode,
  deployed: Deployed,
  model: WithFunctions & WithReferences & WithSystem,
): Resource | null {
  const publisher = namespace.state === "known" ? publisherOf(namespace.value) : null;
  const given = dimensions.state === "known" ? [...dimensions.value] : [];
  const named = given.flatMap(([key, value]): readonly (Resource | null)[] => {
    const expected = publisher?.resources.get(key);
    const { stack } = alarm.resource;
    const target = expected === undefined ? null : dimensionTarget(key, value, expected, stack, model.system);
    if (target?.kind === "there") return [target.resource];
    const token = model.system.symbols.sole(value);
    if (token?.kind === "attribute") return [model.system.resource(token.stack, token.logicalId) ?? null];
    return target === null && isLiteral(value) ? [] : [null];
  });
  const [first] = named;
  if (first === undefined || first === null || named.includes(null)) return null;
  const linked = linkedResources(deployed, model);
  return named.some((resource) => resource !== null && linked.has(resource)) ? null : first;
}

/** A word such as `orders` may be a function's name by accident; a reference, or a dimension of that name, is not an accident. */
function mayNameFunction(key: string, value: string): boolean {
  return !isLiteral(value) || /function|lambda/i.test(key);
}

function becauseOf(namespace: string, namesFunction: boolean, { function: node }: Deployed): string {
  if (/^(?:AWS\/)?ApplicationSignals$/.test(namespace))
    return namesFunction
      ? "Application Signals publishes it only if it is enabled for the function"
      : "the template does not show whether that service is the function";
  if (namespace.startsWith("AWS/")) return "the template does not show whether that metric measures the function";
  const wayOut = `add its namespace to the option customNamespaces: ["${namespace}"]`;
  // https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
  const ofPowertools = node.resource.property("Environment", "Variables", "POWERTOOLS_METRICS_NAMESPACE").text();
  if (ofPowertools.state === "known" && ofPowertools.value === namespace)
    return `the function publishes in that namespace (POWERTOOLS_METRICS_NAMESPACE); if the metric counts its failures, ${wayOut}`;
  return namesFunction
    ? `nothing in the template publishes that metric; if the function's code does, ${wayOut}`
    : `the template does not show what that metric measures; if it measures the function, ${wayOut}`;
}
