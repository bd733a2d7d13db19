// rule-dead-letter: an event that a rule cannot deliver is dropped after a day, unless a queue takes it.
import * as z from "zod";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { ruleTargets } from "../model/messages/rule-target.ts";
import { serviceAccess } from "../model/permissions/service-access.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "rule-dead-letter",
  title: "every target of a rule has a dead-letter queue",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "rule target",
  severity: "off",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const { subject, place, rule } of ruleTargets(model)) {
      const queue = failureDestination(place.node.at("DeadLetterConfig", "Arn"), rule, model.system);
      const failing = { remedy, evidence: [rule], at: { resource: rule, path: place.path } };
      const because = place.doubt ?? (queue.state === "unresolved" ? queue : null);
      if (because !== null) {
        yield unknown(subject, { message: "unknown whether the target has a dead-letter queue", because, ...failing });
      } else if (queue.state === "known") {
        const { label, resource } = queue.value;
        const access = resource === null ? null : serviceAccess(resource, "events", model);
        const evidence = [rule, ...(resource === null ? [] : [resource])];
        if (access === null) {
          const message = `names ${label} as its dead-letter queue, which is defined in none of the audited stacks`;
          yield pass(subject, { message, evidence });
        } else if (access.kind === "refused") {
          const message = `events that cannot be delivered are lost: its dead-letter queue ${label} ${access.why}`;
          yield fail(subject, { ...failing, message, remedy: allow, evidence });
        } else if (access.kind === "unresolved") {
          const message = `unknown whether EventBridge may send to its dead-letter queue ${label}`;
          yield unknown(subject, { ...failing, message, because: access.because, remedy: allow, evidence: [...evidence, access.by] });
        } else {
          const by = access.by === null ? [] : [access.by];
          yield pass(subject, { message: `events that cannot be delivered go to ${label}`, evidence: [...evidence, ...by] });
        }
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

const remedy = {
  cdk: "give the target deadLetterQueue: queue, e.g. new LambdaFunction(fn, { deadLetterQueue: queue })",
  sam: "set DeadLetterConfig on the event: Type: SQS, or the Arn of a queue",
  cloudformation: "set DeadLetterConfig.Arn on the rule's target, and let events.amazonaws.com send to the queue",
};

const policy = "let events.amazonaws.com send to the queue in an AWS::SQS::QueuePolicy, and encrypt it with no key of AWS (alias/aws/…)";
const allow = {
  cdk: "call queue.grantSendMessages(new ServicePrincipal('events.amazonaws.com')), and encrypt the queue with no key of AWS (KMS_MANAGED)",
  sam: policy,
  cloudformation: policy,
};
