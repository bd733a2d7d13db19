// rule-dead-letter: an event that a rule cannot deliver is dropped after a day, unless a queue takes it.
import * as z from "zod";
import { failureDestination } from "../model/messages/dead-letter.ts";
import { ruleTargets } from "../model/messages/rule-target.ts";
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
        yield pass(subject, {
          message: `events that cannot be delivered go to ${label}`,
          evidence: resource === null ? [rule] : [rule, resource],
        });
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
