// Which alarms watch the latency of an API's stage.

import type { Model } from "../model.ts";
import { type ApiWatchingIndex, linkApiWatching, type MetricsByKind } from "./api-watching.ts";

const LATENCY: MetricsByKind = {
  rest: ["Latency", "IntegrationLatency"],
  http: ["Latency", "IntegrationLatency"],
  websocket: ["IntegrationLatency"],
};

export function linkApiLatency(model: Model): ApiWatchingIndex {
  return linkApiWatching(LATENCY, { kind: "amount" }, model);
}
