// rule-dead-letter: an event that a rule cannot deliver is dropped after a day, unless a queue takes it.
import type { Assessment, Observations, Subject } from "../assessment.ts";
import type { Path } from "../model/json.ts";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { type Delivery, deliveryTo } from "../model/messages/delivery.ts";
import { EVENTBRIDGE } from "../model/messages/queue-type.ts";
import { ruleTargets } from "../model/messages/rule-target.ts";
import type { Resource } from "../model/resource.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "rule-dead-letter",
  title: "every target of a rule has a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "rule target",
  severity: "off",
  options: noOptions,
  *assess({ model, ...observations }) {
    const { fail, unknown } = observations;
    for (const { subject, place, rule } of ruleTargets(model)) {
      const queue = failureDestination(place.node.at("DeadLetterConfig", "Arn"), rule, model.system);
      const failing = { remedy, evidence: [rule], at: { resource: rule, path: place.path } };
      const doubt = place.doubt ?? (queue.state === "unresolved" ? queue : null);
      if (doubt !== null) {
        yield unknown(subject, { message: "unknown whether the target has a dead-letter queue", because: doubt, ...failing });
      } else if (queue.state === "known") {
        const delivery = deliveryTo(queue.value, { service: "events", sender: EVENTBRIDGE }, model);
        yield judge(delivery, subject, failing, observations);
      } else {
        yield fail(subject, {
          message: "events that cannot be delivered are lost: the target has no dead-letter queue",
          lacks: "a dead-letter queue",
          ...failing,
        });
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
  const finding = { message: `events that cannot be delivered ${what}`, evidence: [...failing.evidence, ...to] };
  const corrected = { ...failing, ...finding, remedy: isOfType ? otherType : allow };
  if (because !== null) return unknown(subject, { ...corrected, because });
  return kind === "refused" ? fail(subject, corrected) : pass(subject, finding);
}

const remedy = {
  cdk: "give the target deadLetterQueue: queue, e.g. new LambdaFunction(fn, { deadLetterQueue: queue })",
  sam: "set DeadLetterConfig on the event: Type: SQS, or the Arn of a queue",
  cloudformation: "set DeadLetterConfig.Arn on the rule's target, and allow events.amazonaws.com to send to the queue",
};

const otherType = "set a standard queue, without FifoQueue";

const policy =
  "allow events.amazonaws.com to send to the queue in an AWS::SQS::QueuePolicy, and do not encrypt it with an AWS managed key (alias/aws/…)";
const allow = {
  cdk: "call queue.grantSendMessages(new ServicePrincipal('events.amazonaws.com')), and do not encrypt the queue with an AWS managed key (KMS_MANAGED)",
  sam: policy,
  cloudformation: policy,
};
