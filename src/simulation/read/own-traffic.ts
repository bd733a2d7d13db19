// What a series counts besides the requests of the alias, and which failures of those it does not count.
import type { MetricSeries } from "../../model/alarms/alarm.ts";
import { refuse } from "../../model/alarms/math/refusal.ts";
import { apiBehind, invokersOf, otherRouteOf, reportsPartialBatches } from "../../model/deployments/alias-invokers.ts";
import type { Sight } from "../../model/deployments/sight.ts";
import type { Findings, FunctionReading } from "./reading.ts";

type Counts = "failures" | "requests";

/**
 * Other traffic takes nothing from a sum or a maximum of failures; of a rate its share would have to be known.
 * @throws Refusal where it would
 */
export function requireOwnTraffic(
  series: MetricSeries,
  counts: Counts,
  sight: Sight,
  reading: FunctionReading,
  findings: Findings,
): void {
  const { deployed, isRecorded = false } = reading;
  if (isRecorded) return;
  const other = sight.level === "api" ? otherOfApi(series, sight, reading) : otherOfFunction(reading);
  const { alias } = deployed;
  if (other === null) {
    const whole =
      sight.level === "api"
        ? `all requests of API ${sight.via[0]?.label} go to alias ${alias.label}`
        : `function ${deployed.function.resource.label} is only invoked through alias ${alias.label}`;
    findings.assumptions.add(whole);
    return;
  }
  const { statistic } = series;
  const isSum = statistic.state === "known" && ["Sum", "Maximum"].includes(statistic.value);
  if (counts === "requests" || !isSum)
    refuse(`${sight.what}, and its share of the requests there is not known: ${other}; a rate over them is not simulated`);
  findings.assumptions.add(`nothing fails among the requests that do not go to alias ${alias.label}: ${other}`);
}

function otherOfApi({ dimensions }: MetricSeries, { via }: Sight, { deployed, model }: FunctionReading): string | null {
  const api = model.apis.apis.find(({ resource }) => resource === via[0]);
  const isOneRoute = dimensions.state === "known" && (dimensions.value.has("Route") || dimensions.value.has("Method"));
  const route = api === undefined || isOneRoute ? null : otherRouteOf(api, deployed, model);
  return route === null ? null : `${route} of API ${api?.resource.label} leads elsewhere`;
}

function otherOfFunction({ deployed, model }: FunctionReading): string | null {
  const { pastAlias, maybePast } = invokersOf(deployed, model);
  const [past] = pastAlias;
  if (past !== undefined) return `${past.resource.label} invokes the function past alias ${deployed.alias.label}`;
  const [open] = maybePast;
  return open === undefined ? null : `${open.resource.label} may invoke the function past alias ${deployed.alias.label}`;
}

/** @throws Refusal where no failure that its only invokers can cause raises an error. */
export function assumeErrors({ what }: Sight, { deployed, model }: FunctionReading, findings: Findings): void {
  findings.assumptions.add(TIMEOUT);
  const { throughAlias } = invokersOf(deployed, model);
  const partial = throughAlias.filter(reportsPartialBatches);
  const [first] = partial;
  // Another invocation that is not known may be of the function, or not.
  if (first !== undefined && partial.length === throughAlias.length)
    refuse(
      `${what}, and an item that fails in a batch of ${first.resource.label} raises no error: the function reports batch item failures`,
    );
  for (const { resource } of partial)
    findings.assumptions.add(`a broken version throws on batches of ${resource.label} instead of reporting the items that fail`);
  const apis = new Set(throughAlias.flatMap((each) => apiBehind(each, model)?.resource.label ?? []));
  for (const api of apis)
    findings.assumptions.add(`a broken version throws on requests of API ${api} instead of answering them with a 5xx status`);
}

const TIMEOUT =
  "a version that fails by timing out is seen later, by its timeout at most: Lambda counts an error in the minute in which the invocation began";
