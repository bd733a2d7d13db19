// function-error-rate: the share of failed invocations, measured at the alias that receives the traffic.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf } from "../measuring/options.ts";
import { countInWords, percentInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { quotient, type Span } from "../model/observed/gauge.ts";
import { measuringPoints } from "../model/observed/measuring-points.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-error-rate",
  title: "few invocations of a function fail",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "function, or its alias",
  severity: "error",
  options: z.strictObject(measuringOptions({ maximum: 0.01, floor: 0.001, unit: "share of the invocations" })),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(errorRates(model, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const rate of errorRates(model, spanOf(options))) yield judgeMeasured(rate, options, observations);
  },
});

function errorRates(model: Model, span: Span): readonly Measured[] {
  return measuringPoints(model).map(({ subject, evidence, series }) => ({
    subject,
    evidence,
    gauge: mapKnown(series, (known) => quotient(known, "Errors", ["Invocations"], span)),
    quantity: "its error rate",
    tell: (value, samples, window) =>
      `${percentInWords(value)} of its invocations fail (${Math.round(value * samples)} of ${countInWords(samples, "invocation")} in ${window})`,
    show: percentInWords,
    unit: "share of invocations",
    of: "Errors ÷ Invocations",
    remedy,
  }));
}

const steps =
  "read the errors in the function's log; roll back the alias to the previous version if the errors began with a deployment";

const remedy = { cdk: steps, sam: steps, cloudformation: steps };
