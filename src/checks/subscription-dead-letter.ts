// subscription-dead-letter: a message that a topic cannot deliver is dropped, unless a queue takes it.
import * as z from "zod";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { topicSubscriptions } from "../model/messages/topic-subscription.ts";
import { serviceAccess } from "../model/permissions/service-access.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "subscription-dead-letter",
  title: "every subscription of a topic has a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "subscription",
  severity: "off",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const { subject, resource, redrive, path } of topicSubscriptions(model)) {
      const failing = { remedy, evidence: [resource], at: { resource, path } };
      if (redrive === null) {
        const message = "messages that cannot be delivered are lost: a subscription within its topic takes no dead-letter queue";
        yield fail(subject, { message, ...failing, remedy: remedyWithin });
        continue;
      }
      const queue = failureDestination(redrive.at("deadLetterTargetArn"), resource, model.system);
      if (queue.state === "unresolved") {
        const message = "unknown whether the subscription has a dead-letter queue";
        yield unknown(subject, { message, because: queue, ...failing });
      } else if (queue.state === "known") {
        const { label, resource: to } = queue.value;
        const access = to === null ? null : serviceAccess(to, "sns", model);
        const evidence = [resource, ...(to === null ? [] : [to])];
        if (access === null) {
          const message = `names ${label} as its dead-letter queue, which is defined in none of the audited stacks`;
          yield pass(subject, { message, evidence });
        } else if (access.kind === "refused") {
          const message = `messages that cannot be delivered are lost: its dead-letter queue ${label} ${access.why}`;
          yield fail(subject, { ...failing, message, remedy: allow, evidence });
        } else if (access.kind === "unresolved") {
          const message = `unknown whether SNS may send to its dead-letter queue ${label}`;
          yield unknown(subject, { ...failing, message, because: access.because, remedy: allow, evidence: [...evidence, access.by] });
        } else {
          const by = access.by === null ? [] : [access.by];
          yield pass(subject, { message: `messages that cannot be delivered go to ${label}`, evidence: [...evidence, ...by] });
        }
      } else {
        const message = "messages that cannot be delivered are lost: the subscription has no dead-letter queue";
        yield fail(subject, { message, lacks: "a dead-letter queue", ...failing });
      }
    }
  },
});

const remedy = {
  cdk: "give the subscription deadLetterQueue: queue, e.g. new LambdaSubscription(fn, { deadLetterQueue: queue })",
  sam: "set RedrivePolicy.deadLetterTargetArn on the event or subscription, and let sns.amazonaws.com send to the queue",
  cloudformation:
    "set RedrivePolicy.deadLetterTargetArn on an AWS::SNS::Subscription, and let sns.amazonaws.com send to the queue",
};

const onItsOwn =
  "make it an AWS::SNS::Subscription of its own, set RedrivePolicy.deadLetterTargetArn there, and let sns.amazonaws.com send to the queue";
const remedyWithin = {
  cdk: "add the subscription with topic.addSubscription(…) and give it deadLetterQueue: queue",
  sam: onItsOwn,
  cloudformation: onItsOwn,
};

const policy = "let sns.amazonaws.com send to the queue in an AWS::SQS::QueuePolicy, and encrypt it with no key of AWS (alias/aws/…)";
const allow = {
  cdk: "call queue.grantSendMessages(new ServicePrincipal('sns.amazonaws.com')), and encrypt the queue with no key of AWS (KMS_MANAGED)",
  sam: policy,
  cloudformation: policy,
};
