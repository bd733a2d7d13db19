// Which alarms watch the latency of an API's stage: its dimensions, matched exactly as CloudWatch does.
// The sets that API Gateway publishes:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
import type { AlarmNode, MetricSeries } from "./alarm.ts";
import type { ApiStageNode } from "./api.ts";
import { matchApi } from "./api-identity.ts";
import { mayBeEqual } from "./likeness.ts";
import type { Model } from "./model.ts";
import type { Unresolved } from "./value.ts";
import { queriesOf, unreadQuery, WatcherList, type Watchers } from "./watching.ts";

const NAMESPACE = "AWS/ApiGateway";
const METRICS: readonly string[] = ["Latency", "IntegrationLatency"];

/** What a series is to a stage: its latency, certainly or perhaps, something close to it, or (null) nothing. */
type Relation = { readonly what: string } | { readonly doubt: Unresolved } | { readonly miss: string } | null;

export function latencyAlarmsOf(stage: ApiStageNode, model: Model): Watchers {
  const list = new WatcherList();
  for (const alarm of model.alarmIndex.alarms) {
    if (alarm.series.state === "unresolved") list.doubts.push({ resource: alarm.resource, because: alarm.series });
    const query = queriesOf(alarm).find((text) => text.includes(NAMESPACE) && /Latency\b/.test(text));
    if (query !== undefined) list.doubts.push({ resource: alarm.resource, because: unreadQuery(alarm) });
    for (const series of alarm.series.state === "known" ? alarm.series.value : []) {
      take(relate(series, alarm, stage, model), alarm, series, list);
    }
  }
  return list;
}

function take(relation: Relation, alarm: AlarmNode, series: MetricSeries, list: WatcherList): void {
  if (relation === null) return;
  if ("what" in relation) list.add({ alarm, series, what: relation.what, via: [] });
  else if ("doubt" in relation) list.doubts.push({ resource: alarm.resource, because: relation.doubt });
  else list.misses.push({ alarm, reason: relation.miss });
}

function relate(series: MetricSeries, alarm: AlarmNode, stage: ApiStageNode, model: Model): Relation {
  const metric = latencyMetric(series, model);
  if (metric === null) return null;
  if (series.dimensions.state !== "known") return series.dimensions.state === "unresolved" ? { doubt: series.dimensions } : null;
  const given = series.dimensions.value;
  const api = matchApi(given, stage, alarm.resource.stack, model);
  if (api.kind === "another") return null;
  if (api.kind === "miss") return { miss: api.reason };
  const ofStage = matchStage(given, stage, model);
  if (ofStage !== true) return ofStage;
  if (api.kind === "unresolved") return { doubt: api.doubt };
  if (typeof metric !== "string") return { doubt: metric };
  if (metric === "Latency" && stage.api.state === "known" && stage.api.value.kind === "websocket")
    return { miss: "watches nothing: a WebSocket API publishes IntegrationLatency, and no Latency" };
  return { what: metric };
}

/** The metric's name; null where it certainly is no latency, a doubt where it may be. */
function latencyMetric({ namespace, metricName }: MetricSeries, { system }: Model): string | Unresolved | null {
  if (namespace.state !== "known" || metricName.state !== "known") return null;
  if (namespace.value === NAMESPACE && METRICS.includes(metricName.value)) return metricName.value;
  const mayBe = (text: string, name: string): boolean => mayBeEqual(text, name, system.symbols);
  const isAlike = mayBe(namespace.value, NAMESPACE) && METRICS.some((name) => mayBe(metricName.value, name));
  return isAlike ? system.resolver.unknownIn(`${namespace.value} ${metricName.value}`) : null;
}

/** True where the series covers this stage as a whole. */
function matchStage(given: ReadonlyMap<string, string>, { name }: ApiStageNode, { system }: Model): true | Relation {
  const narrower = [...given].filter(([key]) => key !== "ApiName" && key !== "ApiId" && key !== "Stage");
  if (narrower.length > 0) {
    const shown = narrower.map(([key, value]) => `${key} ${system.symbols.display(value)}`).join(", ");
    return { miss: `watches only a part of the API (${shown})` };
  }
  const stage = given.get("Stage");
  if (stage === undefined) return true;
  if (name.state !== "known") return name.state === "unresolved" ? { doubt: name } : null;
  const [written, own] = [system.concrete(stage), system.concrete(name.value)];
  if (written === own) return true;
  const doubt = mayBeEqual(written, own, system.symbols) ? system.resolver.unknownIn(`${written} ${own}`) : null;
  return doubt === null ? { miss: `watches stage ${system.symbols.display(written)}` } : { doubt };
}
