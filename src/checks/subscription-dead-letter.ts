// subscription-dead-letter: a message that a topic cannot deliver is dropped, unless a queue takes it.
import type { Assessment, Observations, Subject } from "../assessment.ts";
import type { Path } from "../model/json.ts";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { type Delivery, deliveryTo } from "../model/messages/delivery.ts";
import { topicSubscriptions } from "../model/messages/topic-subscription.ts";
import type { Resource } from "../model/resource.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "subscription-dead-letter",
  title: "every subscription of a topic has a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "subscription",
  severity: "off",
  options: noOptions,
  *assess({ model, ...observations }) {
    const { fail, unknown } = observations;
    for (const { subject, resource, redrive, path } of topicSubscriptions(model)) {
      const failing = { remedy, evidence: [resource], at: { resource, path } };
      if (redrive === null) {
        const message =
          "messages that cannot be delivered are lost: a subscription within its topic cannot have a dead-letter queue";
        yield fail(subject, { message, ...failing, remedy: remedyWithin });
        continue;
      }
      const queue = failureDestination(redrive.policy.at("deadLetterTargetArn"), resource, model.system);
      if (queue.state === "unresolved") {
        const message = "unknown whether the subscription has a dead-letter queue";
        yield unknown(subject, { message, because: queue, ...failing });
      } else if (queue.state === "known") {
        const delivery = deliveryTo(queue.value, { service: "sns", sender: redrive.sender }, model);
        yield judge(delivery, subject, failing, observations);
      } else {
        const message = "messages that cannot be delivered are lost: the subscription has no dead-letter queue";
        yield fail(subject, { message, lacks: "a dead-letter queue", ...failing });
      }
    }
  },
});

interface Failing {
  readonly evidence: readonly Resource[];
  readonly at: { readonly resource: Resource; readonly path: Path };
}

type Verdicts = Pick<Observations<unknown>, "pass" | "fail" | "unknown">;

function judge(
  { kind, what, because, evidence: to, isOfType }: Delivery,
  subject: Subject,
  failing: Failing,
  { pass, fail, unknown }: Verdicts,
): Assessment {
  const finding = { message: `messages that cannot be delivered ${what}`, evidence: [...failing.evidence, ...to] };
  const corrected = { ...failing, ...finding, remedy: isOfType ? otherType : allow };
  if (because !== null) return unknown(subject, { ...corrected, because });
  return kind === "refused" ? fail(subject, corrected) : pass(subject, finding);
}

const remedy = {
  cdk: "give the subscription deadLetterQueue: queue, e.g. new LambdaSubscription(fn, { deadLetterQueue: queue })",
  sam: "set RedrivePolicy.deadLetterTargetArn on the event or subscription, and allow sns.amazonaws.com to send to the queue",
  cloudformation:
    "set RedrivePolicy.deadLetterTargetArn on an AWS::SNS::Subscription, and allow sns.amazonaws.com to send to the queue",
};

const onItsOwn =
  "define it as an AWS::SNS::Subscription, set RedrivePolicy.deadLetterTargetArn there, and allow sns.amazonaws.com to send to the queue";
const remedyWithin = {
  cdk: "add the subscription with topic.addSubscription(…) and give it deadLetterQueue: queue",
  sam: onItsOwn,
  cloudformation: onItsOwn,
};

const otherType = "name a queue of the topic's type: a FIFO queue for a FIFO topic, a standard queue for a standard topic";

const policy =
  "allow sns.amazonaws.com to send to the queue in an AWS::SQS::QueuePolicy, and do not encrypt it with an AWS managed key (alias/aws/…)";
const allow = {
  cdk: "call queue.grantSendMessages(new ServicePrincipal('sns.amazonaws.com')), and do not encrypt the queue with an AWS managed key (KMS_MANAGED)",
  sam: policy,
  cloudformation: policy,
};
