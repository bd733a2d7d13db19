// Which alarms watch the latency of an API's stage.

import type { WithAlarms } from "../alarms/alarm.ts";
import type { ApiStageNode, WithApis } from "../apis/api.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import type { WithSystem } from "../system.ts";
import { type ApiWatchingIndex, linkApiWatching, type MetricsByKind } from "./api-watching.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithApis & WithSeriesExistence & WithSystem;

const LATENCY: MetricsByKind = {
  rest: ["Latency", "IntegrationLatency"],
  http: ["Latency", "IntegrationLatency"],
  websocket: ["IntegrationLatency"],
};

/** Milliseconds that no request lasts longer; null for REST APIs, which can be allowed more, and where the kind is not known. */
export function longestLatency({ api }: ApiStageNode): number | null {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  const longest = { rest: null, http: 30_000, websocket: 29_000 };
  return api.state === "known" ? longest[api.value.kind] : null;
}

export function linkApiLatency(model: Linked): ApiWatchingIndex {
  return linkApiWatching(LATENCY, { kind: "amount" }, model);
}
