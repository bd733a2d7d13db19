// What a metric counts in addition to the requests of the alias, and which of its failures it does not count.
import type { AlarmNode, MetricSeries } from "../../model/alarms/alarm.ts";
import { Refusal, refuse } from "../../model/alarms/math/refusal.ts";
import { apiBehind, invokersOf, otherRouteOf, reportsPartialBatches } from "../../model/deployments/alias-invokers.ts";
import type { Coverage } from "../../model/deployments/coverage.ts";
import { figure } from "../figure.ts";
import { isOneRoute, otherTrafficOf } from "../traffic-share.ts";
import type { Findings, FunctionReading } from "./reading.ts";

/**
 * Other traffic takes nothing from a sum or a maximum of failures; of a rate its share has to be measured.
 * @returns requests that go elsewhere for each one that goes to the alias
 * @throws Refusal where it is not
 */
export function otherTrafficIn(counted: Counted, reading: FunctionReading, findings: Findings): number {
  const { series, coverage, counts } = counted;
  const { deployed, isRecorded = false } = reading;
  if (isRecorded) return 0;
  const { level, via } = coverage;
  const other = level === "api" ? otherOfApi(series, coverage, reading) : otherOfFunction(reading);
  const { alias } = deployed;
  if (other === null) {
    const whole =
      level === "api"
        ? `all requests of ${routeOf(series)}API ${via[0]?.label} go to alias ${alias.label}`
        : `function ${deployed.function.resource.label} is only invoked through alias ${alias.label}`;
    findings.assumptions.add(whole);
    return 0;
  }
  const others = counts === "failures" && isSum(series) ? 0 : measuredIn(counted, other, reading);
  findings.assumptions.add(`no request fails that does not go to alias ${alias.label}: ${other}`);
  if (others > 0)
    findings.assumptions.add(
      `${figure(100 / (1 + others))} % of the requests to API ${via[0]?.label} go to alias ${alias.label}, as in the last day`,
    );
  return others;
}

/** `GET /orders of `, where the metric is of one route. */
function routeOf({ dimensions }: MetricSeries): string {
  if (dimensions.state !== "known") return "";
  const route =
    dimensions.value.get("Route") ?? [dimensions.value.get("Method"), dimensions.value.get("Resource")].filter(Boolean).join(" ");
  return route === "" ? "" : `${route} of `;
}

/** Other requests neither add to it nor take from it. */
function isSum({ statistic }: MetricSeries): boolean {
  return statistic.state === "known" && ["Sum", "Maximum"].includes(statistic.value);
}

/** A series of an alarm and what it counts. */
export interface Counted {
  readonly series: MetricSeries;
  readonly alarm: AlarmNode;
  readonly counts: "failures" | "requests" | "durations";
  readonly coverage: Coverage;
}

/** @throws Refusal where it was not measured, or how long other requests take matters */
function measuredIn({ series, alarm, counts, coverage }: Counted, other: string, { deployed, model }: FunctionReading): number {
  const unknown = `${coverage.what}, but the alias's share of its requests is unknown: ${other}`;
  const api = coverage.level === "api" ? model.apis.apis.find(({ resource }) => resource === coverage.via[0]) : undefined;
  const isMeasurable = api !== undefined && counts !== "durations";
  const measured = isMeasurable ? otherTrafficOf(series, alarm, api, deployed, model) : null;
  if (measured === null) return refuse(`${unknown}; a rate is not simulated`);
  if (measured.state === "unresolved") throw new Refusal(`${unknown}; ${measured.reason}`, measured);
  return measured.value;
}

function otherOfApi(series: MetricSeries, { via }: Coverage, { deployed, model }: FunctionReading): string | null {
  const api = model.apis.apis.find(({ resource }) => resource === via[0]);
  const route = api === undefined || isOneRoute(series) ? null : otherRouteOf(api, deployed, model);
  return route === null ? null : `${route} of API ${api?.resource.label} has another target`;
}

function otherOfFunction({ deployed, model }: FunctionReading): string | null {
  const { pastAlias, maybePast } = invokersOf(deployed, model);
  const [past] = pastAlias;
  if (past !== undefined) return `${past.resource.label} invokes the function without alias ${deployed.alias.label}`;
  const [open] = maybePast;
  return open === undefined ? null : `${open.resource.label} may invoke the function without alias ${deployed.alias.label}`;
}

/** @throws Refusal where no failure that its only invokers can cause raises an error. */
export function assumeErrors({ what }: Coverage, { deployed, model }: FunctionReading, findings: Findings): void {
  findings.assumptions.add(TIMEOUT);
  const { throughAlias } = invokersOf(deployed, model);
  const partial = throughAlias.filter(reportsPartialBatches);
  const [first] = partial;
  // Another invocation that is unknown may be of the function, or not.
  if (first !== undefined && partial.length === throughAlias.length)
    refuse(
      `${what}, but a failed item of a batch of ${first.resource.label} is no error: the function reports batch item failures`,
    );
  for (const { resource } of partial)
    findings.assumptions.add(`a broken version throws errors for batches of ${resource.label} instead of reporting failed items`);
  const apis = new Set(throughAlias.flatMap((each) => apiBehind(each, model)?.resource.label ?? []));
  for (const api of apis)
    findings.assumptions.add(
      `a broken version throws errors for requests of API ${api} instead of answering them with a 5xx status`,
    );
}

const TIMEOUT =
  "failures by timeout are detected later, by at most the timeout: Lambda counts an error in the minute of the invocation";
