// iterator-age: how long records wait in their stream before their function gets to them.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, millisecondsInWords } from "../measuring/words.ts";
import { type EventSource, isInUse } from "../model/messages/event-source.ts";
import type { Model } from "../model/model.ts";
import { levelOf, type Span } from "../model/observed/gauge.ts";
import { seriesOfReference } from "../model/observed/measuring-points.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "iterator-age",
  title: "every consumer keeps up with its stream",
  characteristic: "performance",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "stream mapping",
  severity: "warning",
  options: z.strictObject({
    statistic: statisticOption("Maximum"),
    ...measuringOptions({ maximum: 60_000, floor: 1000, unit: "ms" }),
  }),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(ages(model, options.statistic, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const age of ages(model, options.statistic, spanOf(options))) yield judgeMeasured(age, options, observations);
  },
});

function ages(model: Model, statistic: string, span: Span): readonly Measured[] {
  return model.eventSources
    .filter((source) => hasIterator(source) && isInUse(source, model))
    .map(({ resource, target }) => ({
      subject: { stack: resource.stack, resource, detail: null },
      evidence: [resource, ...(target.state === "known" ? [target.value.function.resource] : [])],
      gauge: mapKnown(seriesOfReference(target), (series) => levelOf(series, "IteratorAge", statistic, span)),
      quantity: "its iterator age",
      tell: (value, samples, window) =>
        `${statistic} IteratorAge is ${millisecondsInWords(value)} over ${countInWords(samples, "data point")} in ${window}`,
      show: millisecondsInWords,
      unit: "ms",
      of: `${statistic} IteratorAge`,
      remedy,
    }));
}

/** Kafka counts offsets in place of ages: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function hasIterator({ isStream, kind }: EventSource): boolean {
  return isStream && !(kind.state === "known" && kind.value === "kafka");
}

const remedy = {
  cdk: "raise the event source's parallelizationFactor or batchSize, make the function faster, or give the stream more shards",
  sam: "raise the event's ParallelizationFactor or BatchSize, make the function faster, or give the stream more shards",
  cloudformation:
    "raise the mapping's ParallelizationFactor or BatchSize, make the function faster, or give the stream more shards",
};
