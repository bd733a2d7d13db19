// queue-visibility: a message that comes back while a function still works on it is processed twice.
import * as z from "zod";
import type { Measurement, Remedy } from "../assessment.ts";
import type { QueueConsumer } from "../model/messages/queue.ts";
import type { Resource } from "../model/resource.ts";
import { type Known, orDefault, type Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const DEFAULT_VISIBILITY = 30;

export default defineCheck({
  id: "queue-visibility",
  title: "every queue's visibility timeout is longer than its consumer may need",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["function"],
  subjects: "queue with a function as consumer",
  severity: "warning",
  options: z.strictObject({
    factor: z
      .number()
      .min(1)
      .default(6)
      .describe("The visibility timeout is at least this many times the function's timeout, plus the batching window."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const queue of model.system.resourcesOf("AWS::SQS::Queue")) {
      const subject = { stack: queue.stack, resource: queue, detail: null };
      const visibility = orDefault(queue.property("VisibilityTimeout").number(), DEFAULT_VISIBILITY);
      const judged = (model.queueConsumers.get(queue) ?? []).map((consumer) => judge(consumer, visibility, options.factor));
      const said = judged.find(({ fits, because }) => !fits && because === null) ?? judged.find(({ fits }) => !fits) ?? judged[0];
      if (said === undefined) continue;
      const walked = said.fits ? judged.flatMap((each) => each.walked) : said.walked;
      const failing = {
        remedy: remedyFor(queue),
        at: { resource: queue, path: ["Properties", "VisibilityTimeout"] },
      };
      const finding = { message: said.message, evidence: [queue, ...walked], ...measured(said.needed, visibility) };
      if (said.because !== null) yield unknown(subject, { ...finding, ...failing, because: said.because });
      else if (said.fits) yield pass(subject, finding);
      else yield fail(subject, { ...finding, ...failing });
    }
  },
});

function measured(needed: number | null, visibility: Known<number> | Unresolved): { measurement?: Measurement } {
  if (needed === null || visibility.state === "unresolved") return {};
  return { measurement: { value: visibility.value, unit: "seconds", comparator: ">=", threshold: needed } };
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | null;
  /** Seconds; null where they are unknown. */
  readonly needed: number | null;
  readonly walked: readonly Resource[];
}

function judge(consumer: QueueConsumer, visibility: Known<number> | Unresolved, factor: number): Judgement {
  const { source, timeout, isDurable, window, doubt } = consumer;
  const { target } = source;
  const walked = [source.resource, ...(target.state === "known" ? [target.value.function.resource] : [])];
  if (visibility.state === "unresolved") return open("its visibility timeout is unknown", visibility, walked);
  if (timeout.state === "unresolved") return open("the timeout of the function that consumes it is unknown", timeout, walked);
  if (window.state === "unresolved") return open("the batching window of its mapping is unknown", window, walked);
  if (doubt !== null) return open("unknown whether a function consumes it", doubt, walked);
  const needed = factor * timeout.value + window.value;
  const fits = visibility.value >= needed;
  const name = target.state === "known" ? target.value.function.resource.label : "the function";
  const parts = [
    `${factor} × ${secondsOf(timeout)} of ${isDurable ? "durable executions of " : ""}${name}`,
    ...(window.value > 0 ? [`${window.value} s batching window`] : []),
  ];
  const message = `has a visibility timeout of ${secondsOf(visibility)}, ${fits ? "at least" : "less than"} the ${needed} s needed: ${parts.join(" + ")}`;
  return { message, fits, because: null, needed, walked };
}

function secondsOf({ value, origin }: Known<number>): string {
  return origin === undefined ? `${value} s` : `${value} s (${origin})`;
}

function open(message: string, because: Unresolved, walked: readonly Resource[]): Judgement {
  return { message, fits: false, because, needed: null, walked };
}

/** Nothing can be set on a queue that SAM writes for a subscription. */
function remedyFor({ facts }: Resource): Remedy | string {
  return facts.generatedFrom === null ? remedy : remedyOfSam;
}

const remedy = {
  cdk: "set visibilityTimeout on the queue to six times the function's timeout plus maxBatchingWindow",
  sam: "set VisibilityTimeout on the queue to six times the function's Timeout plus MaximumBatchingWindowInSeconds",
  cloudformation: "set VisibilityTimeout on the queue to six times the function's Timeout plus MaximumBatchingWindowInSeconds",
};

const remedyOfSam =
  "shorten the function's Timeout, or set your own queue in the event's SqsSubscription (QueueArn, QueueUrl) with a VisibilityTimeout";
