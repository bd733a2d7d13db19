// api-latency: what the clients of an API wait for, measured at the API.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, millisecondsInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { type Span, statisticOf } from "../model/observed/gauge.ts";
import { seriesOfStage } from "../model/observed/series.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "api-latency",
  title: "every API responds within its latency limit",
  characteristic: "performance",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "API stage",
  severity: "error",
  options: z.strictObject({
    statistic: statisticOption("Average"),
    ...measuringOptions({ maximum: 200, floor: 10, unit: "ms" }),
  }),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(latencies(model, options.statistic, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const latency of latencies(model, options.statistic, spanOf(options)))
      yield judgeMeasured(latency, options, observations);
  },
});

function latencies(model: Model, statistic: string, span: Span): readonly Measured[] {
  return model.apis.stages.map((stage) => {
    const { resource, api } = stage;
    // What a WebSocket API waits for is its integration; a connection as a whole has no latency.
    const metric = api.state === "known" && api.value.kind === "websocket" ? "IntegrationLatency" : "Latency";
    return {
      subject: { stack: resource.stack, resource, detail: null },
      evidence: [resource, ...(api.state === "known" ? [api.value.resource] : [])],
      gauge: mapKnown(seriesOfStage(stage, model), (series) => statisticOf(series, metric, statistic, span)),
      quantity: "its latency",
      tell: (value, samples, window) =>
        `${statistic} ${metric} is ${millisecondsInWords(value)} over ${countInWords(samples, "request")} in ${window}`,
      show: millisecondsInWords,
      unit: "ms",
      of: `${statistic} ${metric}`,
      remedy: api.state === "known" && api.value.kind === "rest" ? ofRestApi : remedy,
    };
  });
}

const trace = "use a trace to find which function or service takes the time, then";

const remedy = {
  cdk: `${trace} give the function more memorySize or less to do`,
  sam: `${trace} give the function more MemorySize or less to do`,
  cloudformation: `${trace} give the function more MemorySize or less to do`,
};

/** Only REST APIs have a cache. */
const ofRestApi = {
  cdk: `${remedy.cdk}, or cache the answers with cachingEnabled in the stage's deployOptions`,
  sam: `${remedy.sam}, or cache the answers with CacheClusterEnabled on the API`,
  cloudformation: `${remedy.cloudformation}, or cache the answers with the stage's CacheClusterEnabled`,
};
