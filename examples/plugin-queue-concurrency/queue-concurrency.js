// queue-concurrency: a queue that fills up takes the account's whole concurrency, unless its event source has a maximum.
import { defineCheck, z } from "serverless-fitness";

export default defineCheck({
  id: "queue-concurrency",
  title: "every event source that reads a queue has a maximum concurrency",
  characteristic: "reliability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "event source mapping of an SQS queue",
  severity: "warning",
  documentation: "https://github.com/serverless-fitness/serverless-fitness/tree/main/examples/plugin-queue-concurrency",
  explanation: `
## Why

Lambda adds pollers to a queue for as long as messages wait, up to 1,250 concurrent invocations for one event source. One full
queue then throttles every other function of the account.

## How it decides

The subject is every event source mapping of an SQS queue. It passes when \`ScalingConfig.MaximumConcurrency\` is at most the
option \`maximum\`. Reserved concurrency of the function is no substitute: messages that are throttled return to the queue and
end in its dead-letter queue.

## Sources

- [Lambda: scaling behavior for Amazon SQS event source mappings](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html)
`,
  options: z.strictObject({
    maximum: z.int().min(2).max(1000).default(100).describe("The most concurrent invocations that one event source may have."),
  }),
  *assess({ model, options: { maximum }, ...say }) {
    for (const source of model.eventSources) if (mayReadQueue(source)) yield assessmentOf(source, maximum, say);
  },
});

/** Nobody knows what a mapping reads whose source is a parameter without a value; a starting position makes it a stream. */
function mayReadQueue({ kind, isStream }) {
  return !isStream && (kind.state !== "known" || kind.value === "queue");
}

function assessmentOf({ resource, kind }, maximum, { pass, fail, unknown }) {
  const subject = { stack: resource.stack, resource, detail: null };
  const concurrency = resource.property("ScalingConfig", "MaximumConcurrency").number();
  const fix = { remedy: remedyFor(maximum), at: { resource, path: ["Properties", "ScalingConfig", "MaximumConcurrency"] } };
  if (kind.state === "unresolved") return unknown(subject, { message: "its event source is unknown", because: kind, ...fix });
  if (concurrency.state === "unresolved")
    return unknown(subject, { message: "its maximum concurrency is unknown", because: concurrency, ...fix });
  if (concurrency.state === "absent")
    return fail(subject, { message: "has no maximum concurrency", lacks: "a maximum concurrency", ...fix });
  const { value } = concurrency;
  const measurement = { value, unit: "invocations", comparator: "<=", threshold: maximum };
  if (value <= maximum) return pass(subject, { message: `has a maximum concurrency of ${value}`, measurement });
  return fail(subject, { message: `has a maximum concurrency of ${value}, more than ${maximum}`, measurement, ...fix });
}

/** @param {number} maximum */
function remedyFor(maximum) {
  return {
    cdk: `set maxConcurrency on the SqsEventSource, ${maximum} or less`,
    sam: `set ScalingConfig.MaximumConcurrency on the SQS event, ${maximum} or less`,
    cloudformation: `set ScalingConfig.MaximumConcurrency on the mapping, ${maximum} or less`,
  };
}
