// api-error-rate: how many of an API's requests end in a failure of ours, counted at the API.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf } from "../measuring/options.ts";
import { countInWords, percentInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { quotient, type Span } from "../model/observed/gauge.ts";
import { seriesOfStage } from "../model/observed/series.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "api-error-rate",
  title: "few requests to an API end in a server error",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "API stage",
  severity: "error",
  options: z.strictObject(measuringOptions({ maximum: 0.01, floor: 0.001, unit: "share of the requests" })),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(errorRates(model, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const rate of errorRates(model, spanOf(options))) yield judgeMeasured(rate, options, observations);
  },
});

function errorRates(model: Model, span: Span): readonly Measured[] {
  return model.apis.stages.flatMap((stage): readonly Measured[] => {
    const { resource, api } = stage;
    // A WebSocket API has messages and no requests that an error could be a share of.
    if (api.state === "known" && api.value.kind === "websocket") return [];
    const metric = resource.type === "AWS::ApiGatewayV2::Stage" ? "5xx" : "5XXError";
    return [
      {
        subject: { stack: resource.stack, resource, detail: null },
        evidence: [resource, ...(api.state === "known" ? [api.value.resource] : [])],
        gauge: mapKnown(seriesOfStage(stage, model), (series) => quotient(series, metric, ["Count"], span)),
        quantity: "its error rate",
        tell: (value, samples, window) =>
          `${percentInWords(value)} of its requests fail (${metric}: ${Math.round(value * samples)} of ${countInWords(samples, "request")} in ${window})`,
        show: percentInWords,
        unit: "share of requests",
        of: `${metric} ÷ Count`,
        remedy,
      },
    ];
  });
}

const find = "read the requests with status 5xx in the stage's access log and the errors of the functions behind it";

const remedy = {
  cdk: `${find}; roll back the last deployment if the errors began with it`,
  sam: `${find}; roll back the last deployment if the errors began with it`,
  cloudformation: `${find}; roll back the last deployment if the errors began with it`,
};
