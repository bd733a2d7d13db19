// concurrency-headroom: a function that nearly uses up its concurrency is throttled by the next burst.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, numberInWords, percentInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { concurrencyLimitOf } from "../model/observed/concurrency.ts";
import { dividedBy, levelOf, type Span, sampledBy } from "../model/observed/gauge.ts";
import { seriesOfFunction } from "../model/observed/series.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "concurrency-headroom",
  title: "every function has concurrency to spare",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "function",
  severity: "warning",
  options: z.strictObject({
    statistic: statisticOption("Maximum"),
    ...measuringOptions({ maximum: 0.8, floor: 0.05, unit: "share of the limit" }),
  }),
  observes: ["metric", "account-settings"],
  asks: ({ model, options }) => asksOf(uses(model, options.statistic, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const use of uses(model, options.statistic, spanOf(options))) yield judgeMeasured(use, options, observations);
  },
});

const METRIC = "ConcurrentExecutions";

function uses(model: Model, statistic: string, span: Span): readonly Measured[] {
  return model.functions.flatMap((node): readonly Measured[] => {
    const { resource } = node;
    const limit = concurrencyLimitOf(node, model);
    const [executions, label] = limit.state === "known" ? [limit.value.executions, limit.value.label] : [1, ""];
    // With nothing reserved for it, it is switched off.
    if (executions === 0) return [];
    const series = limit.state === "known" ? seriesOfFunction(node) : limit;
    return [
      {
        subject: { stack: resource.stack, resource, detail: null },
        evidence: [resource],
        gauge: mapKnown(series, (known) =>
          dividedBy(sampledBy(levelOf(known, METRIC, statistic, span), "Invocations", span), executions),
        ),
        question: "how much of its concurrency it uses",
        tell: (value, samples, window) =>
          `${statistic} of ${METRIC} is ${numberInWords(value * executions)} over ${countInWords(samples, "invocation")} in ${window}, ${percentInWords(value)} of ${label}`,
        show: percentInWords,
        unit: "share of limit",
        remedy,
      },
    ];
  });
}

const account = "or have the account's concurrency quota raised";

const remedy = {
  cdk: `raise the function's reservedConcurrentExecutions, ${account}`,
  sam: `raise the function's ReservedConcurrentExecutions, ${account}`,
  cloudformation: `raise the function's ReservedConcurrentExecutions, ${account}`,
};
