// function-duration: a function that takes nearly as long as it may is cut off by the next slow answer of what it calls.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, millisecondsInWords, percentInWords } from "../measuring/words.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import { dividedBy, type Gauge, type Span, statisticOf } from "../model/observed/gauge.ts";
import { seriesOfFunction } from "../model/observed/series.ts";
import { type Known, mapKnown, orDefault, type Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-duration",
  title: "every function finishes well before its timeout",
  characteristic: "performance",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "function",
  severity: "warning",
  options: z.strictObject({
    statistic: statisticOption("p95"),
    ...measuringOptions({ maximum: 0.8, floor: 0.05, unit: "share of the timeout" }),
  }),
  observes: ["metric", "function"],
  asks: ({ model, options }) => asksOf(durations(model, options.statistic, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const duration of durations(model, options.statistic, spanOf(options)))
      yield judgeMeasured(duration, options, observations);
  },
});

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const DEFAULT_TIMEOUT = 3;

function durations(model: Model, statistic: string, span: Span): readonly Measured[] {
  return model.functions.map((node) => {
    const { resource } = node;
    const timeout = orDefault(resource.property("Timeout").number(), DEFAULT_TIMEOUT);
    const limit = timeout.state === "known" ? timeout.value * 1000 : 0;
    return {
      subject: { stack: resource.stack, resource, detail: null },
      evidence: [resource],
      gauge: gaugeOf(node, timeout, statistic, span),
      quantity: "its duration",
      tell: (value, samples, window) =>
        `${statistic} Duration is ${millisecondsInWords(value * limit)} over ${countInWords(samples, "invocation")} in ${window}, ${percentInWords(value)} of its timeout of ${limit / 1000} s`,
      show: percentInWords,
      unit: "share of timeout",
      of: `${statistic} Duration`,
      remedy,
    };
  });
}

function gaugeOf(
  node: FunctionNode,
  timeout: Known<number> | Unresolved,
  statistic: string,
  span: Span,
): Known<Gauge> | Unresolved {
  if (timeout.state !== "known") return timeout;
  return mapKnown(seriesOfFunction(node), (series) =>
    dividedBy(statisticOf(series, "Duration", statistic, span), timeout.value * 1000),
  );
}

const remedy = {
  cdk: "raise the function's timeout, or its memorySize, which also adds CPU; use a trace to find what it waits for",
  sam: "raise the function's Timeout, or its MemorySize, which also adds CPU; use a trace to find what it waits for",
  cloudformation: "raise the function's Timeout, or its MemorySize, which also adds CPU; use a trace to find what it waits for",
};
