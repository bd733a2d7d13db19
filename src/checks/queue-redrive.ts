// queue-redrive: a message that cannot be processed returns until it expires.
import * as z from "zod";
import type { Assessment, Failure, Observations, Remedy, Subject } from "../assessment.ts";
import { deadLetterSignOf, type RedrivePolicy, redrivePolicyOf } from "../model/messages/queue.ts";
import { typeMismatch } from "../model/messages/queue-type.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

interface Options {
  readonly minimumReceiveCount: number;
}

export default defineCheck<Options>({
  id: "queue-redrive",
  title: "every queue moves messages that cannot be processed to a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "queue",
  severity: "warning",
  options: z.strictObject({
    minimumReceiveCount: z
      .int()
      .min(1)
      .default(1)
      .describe("The lowest accepted maxReceiveCount: receives before a message is moved."),
  }),
  *assess(observations) {
    const { model } = observations;
    for (const queue of model.system.resourcesOf("AWS::SQS::Queue")) {
      const subject = { stack: queue.stack, resource: queue, detail: null };
      const policy = redrivePolicyOf(queue, model.system);
      if (policy.state === "known") yield judge(subject, queue, policy.value, observations);
      else yield judgeWithout(subject, queue, policy.state === "unresolved" ? policy : null, observations);
    }
  },
});

function judge(subject: Subject, queue: Resource, policy: RedrivePolicy, observations: Observations<Options>): Assessment {
  const { target } = policy;
  const evidence = target.state === "known" ? [queue, target.value] : [queue];
  const failing = { evidence, at: { resource: queue, path: ["Properties", "RedrivePolicy"] }, remedy };
  const flaw = flawOf(policy, queue);
  if (flaw === null) return judgeReceives(subject, policy, failing, observations);
  const { because, ...finding } = flaw;
  if (because === null) return observations.fail(subject, { ...failing, ...finding });
  return observations.unknown(subject, { ...failing, ...finding, because });
}

/** What keeps the queue that it names from taking its messages. */
function flawOf({ target, label }: RedrivePolicy, queue: Resource): Flaw | null {
  const itself = target.state === "known" && target.value === queue;
  if (target.state === "missing" || itself)
    return {
      message: `its redrive policy refers to ${itself ? "the queue itself" : `${label}, which does not exist`}`,
      because: null,
    };
  const mismatch = typeMismatch(
    { resource: target.state === "known" ? target.value : null, label },
    { label: sourceQueue, takes: queue },
  );
  if (mismatch === null) return null;
  const { why, because } = mismatch;
  return { message: because === null ? `its dead-letter queue ${why}` : why, because, remedy: sameType };
}

const sourceQueue = (type: string | null): string => (type === null ? "its source queue" : `a ${type} queue`);

interface Flaw {
  readonly message: string;
  readonly because: Unresolved | null;
  readonly remedy?: string;
}

function judgeReceives(
  subject: Subject,
  { label, maximumReceives }: RedrivePolicy,
  failing: Required<Pick<Failure, "evidence" | "at" | "remedy">>,
  { options, pass, fail, unknown }: Observations<Options>,
): Assessment {
  const { evidence } = failing;
  const minimum = options.minimumReceiveCount;
  if (maximumReceives.state === "unresolved") {
    if (minimum === 1) return pass(subject, { message: `messages that fail repeatedly go to ${label}`, evidence });
    return unknown(subject, { message: "its maxReceiveCount is unknown", because: maximumReceives, ...failing });
  }
  const { value, origin } = maximumReceives;
  const measurement = { value, unit: "receives", comparator: ">=", threshold: minimum } as const;
  const tries = `after ${value} receives${origin === undefined ? "" : ` (${origin})`}`;
  const message = `messages go to ${label} ${tries}`;
  if (value >= minimum) return pass(subject, { message, evidence, measurement });
  return fail(subject, { message: `${message}, below the minimum of ${minimum}`, measurement, ...failing });
}

function judgeWithout(
  subject: Subject,
  queue: Resource,
  doubt: Unresolved | null,
  { model, pass, fail, unknown }: Observations<Options>,
): Assessment {
  const failing = { evidence: [queue], at: { resource: queue, path: ["Properties"] }, remedy: remedyFor(queue) };
  const sign = deadLetterSignOf(queue, model);
  if (sign.kind === "used") {
    const user = sign.by.facts.generatedFrom?.logicalId ?? sign.by.label;
    const message = `is itself a dead-letter queue, of ${user}`;
    return pass(subject, { message, evidence: [queue, sign.by] });
  }
  if (doubt !== null) return unknown(subject, { message: "its redrive policy is unknown", because: doubt, ...failing });
  switch (sign.kind) {
    case "unresolved":
      return unknown(subject, { message: "may itself be a dead-letter queue", because: sign.doubt, ...failing });
    case "offered":
      return pass(subject, {
        message: "is a dead-letter queue for other queues (RedriveAllowPolicy)",
        evidence: [queue],
      });
    case "named": {
      const because =
        "its name suggests a dead-letter queue, but nothing in the audited stacks uses it; also audit the stacks that use it";
      return unknown(subject, { message: "has no redrive policy", because, ...failing });
    }
    case "none":
      return fail(subject, {
        message: "has no redrive policy, and nothing uses it as a dead-letter queue",
        lacks: "a redrive policy",
        ...failing,
      });
  }
}

/** Nothing can be set on a queue that SAM writes for a subscription. */
function remedyFor({ facts }: Resource): Remedy | string {
  return facts.generatedFrom === null ? remedy : remedyOfSam;
}

const sameType = "make both queues FIFO queues (FifoQueue: true, a name that ends in .fifo), or neither";

const remedy = {
  cdk: "give the queue deadLetterQueue: { queue: new Queue(this, 'Failed'), maxReceiveCount: 5 }",
  sam: "set RedrivePolicy on the queue: deadLetterTargetArn of a second queue, and maxReceiveCount: 5",
  cloudformation: "set RedrivePolicy on the queue: deadLetterTargetArn of a second queue, and maxReceiveCount: 5",
};

const remedyOfSam = "set your own queue in the event's SqsSubscription (QueueArn, QueueUrl), and set RedrivePolicy on it";
