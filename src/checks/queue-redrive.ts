// queue-redrive: a message that nobody can process comes back until it expires, in front of all the others.
import * as z from "zod";
import { allowsRedrive, type RedrivePolicy, redrivePolicyOf } from "../model/messages/queue.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { type Assessment, defineCheck, type Observations, type Remedy, type Subject } from "./define-check.ts";

interface Options {
  readonly minimumReceiveCount: number;
}

export default defineCheck<Options>({
  id: "queue-redrive",
  title: "every queue moves messages that nobody can process to a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "queue",
  severity: "warning",
  options: z.strictObject({
    minimumReceiveCount: z.int().min(1).default(1).describe("How often a message must be tried, at least, before it is moved."),
  }),
  *assess(observations) {
    const { model } = observations;
    for (const queue of model.system.resourcesOf("AWS::SQS::Queue")) {
      const subject = { stack: queue.stack, resource: queue, detail: null };
      const policy = redrivePolicyOf(queue, model.system);
      if (policy.state === "known") yield judge(subject, queue, policy.value, observations);
      else yield* judgeWithout(subject, queue, policy.state === "unresolved" ? policy : null, observations);
    }
  },
});

function judge(
  subject: Subject,
  queue: Resource,
  { target, label, maximumReceives }: RedrivePolicy,
  { options, pass, fail, unknown }: Observations<Options>,
): Assessment {
  const evidence = target.state === "known" ? [queue, target.value] : [queue];
  const at = { resource: queue, path: ["Properties", "RedrivePolicy"] };
  const failing = { evidence, at, remedy };
  if (target.state === "missing" || (target.state === "known" && target.value === queue)) {
    const what = target.state === "missing" ? `${label}, which is not there` : "the queue itself";
    return fail(subject, { message: `its redrive policy names ${what}`, ...failing });
  }
  const minimum = options.minimumReceiveCount;
  if (maximumReceives.state === "unresolved") {
    if (minimum === 1) return pass(subject, { message: `messages that nobody can process go to ${label}`, evidence });
    return unknown(subject, { message: "how often it tries a message is not known", because: maximumReceives, ...failing });
  }
  const { value, origin } = maximumReceives;
  const measurement = { value, unit: "receives", comparator: ">=", threshold: minimum } as const;
  const tries = `after ${value} receives${origin === undefined ? "" : ` (${origin})`}`;
  const message = `messages go to ${label} ${tries}`;
  if (value >= minimum) return pass(subject, { message, evidence, measurement });
  return fail(subject, { message: `${message}, under the minimum of ${minimum}`, measurement, ...failing });
}

function* judgeWithout(
  subject: Subject,
  queue: Resource,
  doubt: Unresolved | null,
  { model, pass, fail, unknown }: Observations<Options>,
): Iterable<Assessment> {
  const failing = { evidence: [queue], at: { resource: queue, path: ["Properties"] }, remedy: remedyFor(queue) };
  const [use] = model.deadLetters.usesOf(queue);
  const open = use?.doubt ?? doubt;
  if (use !== undefined && use.doubt === null) {
    const user = use.user.facts.generatedFrom?.logicalId ?? use.user.label;
    yield pass(subject, {
      message: `is a dead-letter queue itself: it takes what ${user} could not process or deliver`,
      evidence: [queue, use.user],
    });
  } else if (open !== null) {
    const message =
      use === undefined ? "its redrive policy is not known" : "it cannot be told whether it is a dead-letter queue itself";
    yield unknown(subject, { message, because: open, ...failing });
  } else if (allowsRedrive(queue, model.system)) {
    const message = "is there for other queues to name as their dead-letter queue (RedriveAllowPolicy)";
    yield pass(subject, { message, evidence: [queue] });
  } else if (isNamedAsDeadLetterQueue(queue)) {
    const because =
      "by its name it is a dead-letter queue, but nothing that is audited uses it; audit what does together with it";
    yield unknown(subject, { message: "has no redrive policy", because, ...failing });
  } else {
    const message = "has no redrive policy, and nothing uses it as a dead-letter queue";
    yield fail(subject, { message, lacks: "a redrive policy", ...failing });
  }
}

function isNamedAsDeadLetterQueue(queue: Resource): boolean {
  const name = queue.property("QueueName").symbol();
  const names = [queue.logicalId, name.state === "known" ? name.value : ""];
  return names.some((each) => /dlq|dead[-_]?letter/i.test(each));
}

/** Nothing can be set on a queue that SAM writes for a subscription. */
function remedyFor({ facts }: Resource): Remedy | string {
  return facts.generatedFrom === null ? remedy : remedyOfSam;
}

const remedy = {
  cdk: "give the queue deadLetterQueue: { queue: new Queue(this, 'Failed'), maxReceiveCount: 5 }",
  sam: "set RedrivePolicy on the queue: deadLetterTargetArn of a second queue, and maxReceiveCount: 5",
  cloudformation: "set RedrivePolicy on the queue: deadLetterTargetArn of a second queue, and maxReceiveCount: 5",
};

const remedyOfSam = "name a queue of your own in the event's SqsSubscription (QueueArn, QueueUrl), and set RedrivePolicy on it";
