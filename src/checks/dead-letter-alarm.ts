// dead-letter-alarm: without an alarm, messages in a dead-letter queue expire unnoticed.
import { alarmsOnQueue } from "../model/watching/queue-watching.ts";
import { missesInWords, walkOf, watchedBy } from "../model/watching/watching.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "dead-letter-alarm",
  title: "an alarm watches every dead-letter queue",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "dead-letter queue",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const queue of model.deadLetters.queues) {
      const [use, ...others] = model.deadLetters.usesOf(queue);
      if (use === undefined) continue;
      const subject = { stack: queue.stack, resource: queue, detail: null };
      const isRedriven = [use, ...others].some(({ user }) => user.type === "AWS::SQS::Queue");
      const watched = watchedBy(alarmsOnQueue(queue, isRedriven, model));
      const evidence = [queue, use.user];
      if (watched.kind === "watched") {
        const { alarm, what } = watched.watch;
        const message = `alarm ${alarm.resource.label} watches ${what}`;
        yield pass(subject, { message, evidence: [...evidence, ...walkOf(watched.watch)] });
      } else if (watched.kind === "doubtful") {
        const { resource: alarm, because } = watched.doubt;
        const message = "it is unknown whether an alarm watches it";
        yield unknown(subject, { message, because, remedy, evidence: [...evidence, alarm] });
      } else if (use.doubt !== null) {
        const message = "no alarm watches it, but it is unknown whether it is a dead-letter queue";
        yield unknown(subject, { message, because: use.doubt, remedy, evidence });
      } else {
        const message = `no alarm watches it${missesInWords(watched.misses)}`;
        yield fail(subject, { message, lacks: "an alarm", remedy, evidence });
      }
    }
  },
});

const template =
  "add an AWS::CloudWatch::Alarm on ApproximateNumberOfMessagesVisible in AWS/SQS with the dimension QueueName: !GetAtt of the queue's QueueName";

const remedy = {
  cdk: "add queue.metricApproximateNumberOfMessagesVisible().createAlarm(this, 'Failed', { threshold: 1, evaluationPeriods: 1 })",
  sam: template,
  cloudformation: template,
};
