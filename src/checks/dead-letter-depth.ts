// dead-letter-depth: every message in a dead-letter queue is unfinished work.
import * as z from "zod";
import { asksOf, judgeMeasured, type Measured } from "../measuring/judge.ts";
import { measuringOptions, spanOf, statisticOption } from "../measuring/options.ts";
import { countInWords, numberInWords } from "../measuring/words.ts";
import type { Model } from "../model/model.ts";
import { levelOf, type Span } from "../model/observed/gauge.ts";
import { seriesOfQueue } from "../model/observed/series.ts";
import { mapKnown } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "dead-letter-depth",
  title: "dead-letter queues are empty",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "continual",
  needs: "observation",
  subjects: "dead-letter queue",
  severity: "warning",
  options: z.strictObject({
    statistic: statisticOption("Maximum"),
    ...measuringOptions({ maximum: 0, floor: 0, unit: "messages" }),
  }),
  observes: ["metric"],
  asks: ({ model, options }) => asksOf(depths(model, options.statistic, spanOf(options))),
  *assess(observations) {
    const { model, options } = observations;
    for (const depth of depths(model, options.statistic, spanOf(options))) yield judgeMeasured(depth, options, observations);
  },
});

const METRIC = "ApproximateNumberOfMessagesVisible";

function depths(model: Model, statistic: string, span: Span): readonly Measured[] {
  return model.deadLetters.queues.map((queue) => {
    const [use] = model.deadLetters.usesOf(queue);
    return {
      subject: { stack: queue.stack, resource: queue, detail: null },
      evidence: [queue, ...(use === undefined ? [] : [use.user])],
      gauge: mapKnown(use?.doubt ?? seriesOfQueue(queue), (series) => levelOf(series, METRIC, statistic, span)),
      quantity: "its number of messages",
      tell: (value, samples, window) =>
        `${statistic} of ${METRIC} is ${numberInWords(value)} over ${countInWords(samples, "data point")} in ${window}`,
      show: (value) => `${numberInWords(value)} message${value === 1 ? "" : "s"}`,
      unit: "messages",
      of: `${statistic} ${METRIC}`,
      remedy,
    };
  });
}

const steps =
  "read the failed messages, fix the consumer, then move the messages back: aws sqs start-message-move-task --source-arn ARN";

const remedy = { cdk: steps, sam: steps, cloudformation: steps };
