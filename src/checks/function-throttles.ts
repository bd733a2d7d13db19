// function-throttles: a throttled invocation never runs and does not count as an error.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf } from "../measuring/options.ts";
import { countInWords, percentInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { quotient, type Span } from "../model/observed/gauge.ts";
import { seriesOfFunction } from "../model/observed/series.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-throttles",
  title: "few invocations of a function are throttled",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "function",
  severity: "warning",
  options: z.strictObject(measuringOptions({ maximum: 0.001, floor: 0.001, unit: "share of what was tried" })),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(throttles(model, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const share of throttles(model, spanOf(options))) yield judgeMeasured(share, options, observations);
  },
});

function throttles(model: Model, span: Span): readonly Measured[] {
  return model.functions.map((node) => ({
    subject: { stack: node.resource.stack, resource: node.resource, detail: null },
    evidence: [node.resource],
    // What was throttled is not counted as an invocation.
    gauge: mapKnown(seriesOfFunction(node), (series) => quotient(series, "Throttles", ["Invocations", "Throttles"], span)),
    quantity: "its throttling rate",
    tell: (value, samples, window) =>
      `${percentInWords(value)} of its invocations are throttled (${Math.round(value * samples)} of ${countInWords(samples, "attempt")} in ${window})`,
    show: percentInWords,
    unit: "share of attempts",
    of: "Throttles ÷ attempts",
    remedy,
  }));
}

const account = "or request a higher account concurrency quota";

const remedy = {
  cdk: `raise or remove the function's reservedConcurrentExecutions, ${account}`,
  sam: `raise or remove the function's ReservedConcurrentExecutions, ${account}`,
  cloudformation: `raise or remove the function's ReservedConcurrentExecutions, ${account}`,
};
