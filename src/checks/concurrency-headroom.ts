// concurrency-headroom: a function that nearly uses up its concurrency is throttled by the next burst.
import * as z from "zod";
import { judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, numberInWords, percentInWords } from "../measuring/words.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import type { Model } from "../model/model.ts";
import { concurrencyLimitOf } from "../model/observed/concurrency.ts";
import { dividedBy, type Gauge, levelOf, type Span, sampledBy } from "../model/observed/gauge.ts";
import { seriesOfFunction } from "../model/observed/series.ts";
import { type Known, mapKnown, type Unresolved } from "../model/value.ts";
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
  // Whatever the limit is: it may be among what is still to be asked.
  asks: ({ model, options }) =>
    model.functions.flatMap((node) => {
      const gauge = executionsOf(node, options.statistic, spanOf(options));
      return gauge.state === "known" && !isSwitchedOff(concurrencyLimitOf(node, model)) ? gauge.value.asks : [];
    }),
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
    if (isSwitchedOff(limit)) return [];
    const gauge = limit.state === "known" ? executionsOf(node, statistic, span) : limit;
    return [
      {
        subject: { stack: resource.stack, resource, detail: null },
        evidence: [resource],
        gauge: mapKnown(gauge, (known) => dividedBy(known, executions)),
        quantity: "its concurrency",
        tell: (value, samples, window) =>
          `${statistic} of ${METRIC} is ${numberInWords(value * executions)} over ${countInWords(samples, "invocation")} in ${window}, ${percentInWords(value)} of ${label}`,
        show: percentInWords,
        unit: "share of limit",
        of: `${statistic} ${METRIC}`,
        remedy,
      },
    ];
  });
}

/** Its reservation is 0. */
function isSwitchedOff(limit: ReturnType<typeof concurrencyLimitOf>): boolean {
  return limit.state === "known" && limit.value.executions === 0;
}

function executionsOf(node: FunctionNode, statistic: string, span: Span): Known<Gauge> | Unresolved {
  return mapKnown(seriesOfFunction(node), (series) => sampledBy(levelOf(series, METRIC, statistic, span), "Invocations", span));
}

const account = "or request a higher account concurrency quota";

const remedy = {
  cdk: `raise the function's reservedConcurrentExecutions, ${account}`,
  sam: `raise the function's ReservedConcurrentExecutions, ${account}`,
  cloudformation: `raise the function's ReservedConcurrentExecutions, ${account}`,
};
