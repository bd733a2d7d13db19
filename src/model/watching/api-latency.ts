// Which alarms watch the latency of an API's stage.

import type { ApiStageNode } from "../apis/api.ts";
import { type ApiWatchingIndex, type ApiWatchingSources, linkApiWatching, type MetricsByKind } from "./api-watching.ts";

const LATENCY: MetricsByKind = {
  rest: ["Latency", "IntegrationLatency"],
  http: ["Latency", "IntegrationLatency"],
  websocket: ["IntegrationLatency"],
};

/** Milliseconds that no request lasts longer; null for REST APIs, which can be allowed more, and where the kind is unknown. */
export function longestLatency({ api }: ApiStageNode): number | null {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  const longest = { rest: null, http: 30_000, websocket: 29_000 };
  return api.state === "known" ? longest[api.value.kind] : null;
}

export function linkApiLatency(model: ApiWatchingSources): ApiWatchingIndex {
  return linkApiWatching(LATENCY, { kind: "amount" }, model);
}
