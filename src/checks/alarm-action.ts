// alarm-action: an alarm that goes off and tells nobody is a light in an empty room.
import * as z from "zod";
import { linkWiring, type Wiring } from "../model/alarms/alarm-wiring.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "alarm-action",
  title: "every alarm reaches someone",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "alarm",
  severity: "error",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    const index = linkWiring(model);
    for (const alarm of model.alarmIndex.alarms) {
      const { resource } = alarm;
      const subject = { stack: resource.stack, resource, detail: null };
      const wiring = index.of(alarm);
      const [way] = wiring.ways;
      if (way !== undefined) {
        yield pass(subject, { message: way.what, evidence: [resource, ...way.path] });
        continue;
      }
      const { dead, doubt } = wiring;
      const at = { resource, path: ["Properties", wiring.isOff ? "ActionsEnabled" : "AlarmActions"] };
      const evidence = [resource, ...(doubt?.path ?? dead.flatMap(({ path }) => path))];
      if (doubt === null) yield fail(subject, { ...fault(wiring), evidence, at });
      else yield unknown(subject, { message: "may reach nobody", because: doubt.because, remedy: add, evidence, at });
    }
  },
});

function fault({ isOff, dead }: Wiring) {
  if (isOff) return { message: "its actions are switched off (ActionsEnabled: false) and nothing else uses it", remedy: enable };
  if (dead.length === 0) return { message: "has no action: nobody is told when it goes off", remedy: add };
  const topics = dead.flatMap(({ path }) => path.filter(({ type }) => type === "AWS::SNS::Topic"));
  const [culprit, ...others] = new Set(topics);
  const blame = culprit === undefined || others.length > 0 ? {} : { culprit };
  return { message: dead.map(({ what }) => what).join("; "), remedy: culprit === undefined ? add : subscribe, ...blame };
}

const add = {
  cdk: "add alarm.addAlarmAction(new SnsAction(topic)) with a topic that somebody subscribes to",
  sam: "list a topic with a subscription under the alarm's AlarmActions",
  cloudformation: "list a topic with a subscription under the alarm's AlarmActions",
};

const enable = {
  cdk: "remove actionsEnabled: false from the alarm",
  sam: "remove ActionsEnabled: false from the alarm",
  cloudformation: "remove ActionsEnabled: false from the alarm",
};

const subscribe = {
  cdk: "subscribe somebody to the topic: topic.addSubscription(new EmailSubscription('team@example.com'))",
  sam: "add an AWS::SNS::Subscription with the topic as its TopicArn",
  cloudformation: "add an AWS::SNS::Subscription with the topic as its TopicArn",
};
