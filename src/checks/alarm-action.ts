// alarm-action: an alarm without an effect does not help anyone.
import type { Assessment, Observations } from "../assessment.ts";
import type { AlarmNode } from "../model/alarms/alarm.ts";
import { type HandedOut, linkWiring, type Wiring } from "../model/alarms/alarm-wiring.ts";
import type { Resource } from "../model/resource.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "alarm-action",
  title: "every alarm notifies someone or triggers an action",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "alarm, or the exported topic of several",
  severity: "error",
  options: noOptions,
  *assess({ model, now, ...observations }) {
    const index = linkWiring(model, now);
    const onTopics = new Map<Resource, { readonly handedOut: HandedOut; readonly alarms: Resource[] }>();
    for (const alarm of model.alarmIndex.alarms) {
      const wiring = index.of(alarm);
      const [handedOut] = wiring.handedOut;
      if (handedOut === undefined || wiring.ways.length > 0 || wiring.doubt !== null) {
        yield judge(alarm, wiring, observations);
        continue;
      }
      const on = onTopics.get(handedOut.topic) ?? { handedOut, alarms: [] };
      onTopics.set(handedOut.topic, on);
      on.alarms.push(alarm.resource);
    }
    for (const { handedOut, alarms } of onTopics.values()) {
      const { topic, how } = handedOut;
      yield observations.unknown(
        { stack: topic.stack, resource: topic, detail: null },
        {
          message: `is notified by ${listed(alarms)}, but it is unknown whether the topic has subscribers`,
          because: `no subscription in the audited stacks; ${how} exposes it, so others may subscribe`,
          remedy: subscribe,
          evidence: [topic, ...alarms],
        },
      );
    }
  },
});

type Verdicts = Pick<Observations<unknown>, "pass" | "fail" | "unknown">;

function judge({ resource }: AlarmNode, wiring: Wiring, { pass, fail, unknown }: Verdicts): Assessment {
  const subject = { stack: resource.stack, resource, detail: null };
  const [way] = wiring.ways;
  if (way !== undefined) return pass(subject, { message: way.what, evidence: [resource, ...way.path] });
  const { dead, doubt, mute } = wiring;
  const at = { resource, path: ["Properties", wiring.isOff ? "ActionsEnabled" : "AlarmActions"] };
  const evidence = [resource, ...(doubt?.path ?? [...dead, ...(mute === null ? [] : [mute])].flatMap(({ path }) => path))];
  if (doubt === null) return fail(subject, { ...fault(wiring), evidence, at });
  const remedy = doubt.about === undefined ? add : remedies[doubt.about];
  return unknown(subject, { message: "may notify nobody", because: doubt.because, remedy, evidence, at });
}

/** The first few by name. */
function listed(alarms: readonly Resource[]): string {
  const names = alarms.map(({ label }) => label);
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function fault({ isOff, dead, mute }: Wiring) {
  if (isOff) return { message: "its actions are disabled (ActionsEnabled: false), and nothing else uses it", remedy: enable };
  if (mute !== null) return { message: `${mute.what}, and nothing else uses it`, remedy: unmute };
  if (dead.length === 0) return { message: "has no action: nobody is notified when it enters ALARM", remedy: add };
  const topics = dead.flatMap(({ path }) => path.filter(({ type }) => type === "AWS::SNS::Topic"));
  const [culprit, ...others] = new Set(topics);
  const blame = culprit === undefined || others.length > 0 ? {} : { culprit };
  const lack = dead.find(({ lacks }) => lacks !== undefined)?.lacks;
  return { message: dead.map(({ what }) => what).join("; "), remedy: lack === undefined ? add : remedies[lack], ...blame };
}

const add = {
  cdk: "add alarm.addAlarmAction(new SnsAction(topic)) with a topic that has a subscription",
  sam: "list a topic with a subscription under the alarm's AlarmActions",
  cloudformation: "list a topic with a subscription under the alarm's AlarmActions",
};

const enable = {
  cdk: "remove actionsEnabled: false from the alarm",
  sam: "remove ActionsEnabled: false from the alarm",
  cloudformation: "remove ActionsEnabled: false from the alarm",
};

const unmute = "shorten the mute rule's duration, or remove the alarm from its targets";

const subscribe = {
  cdk: "add a subscription to the topic: topic.addSubscription(new EmailSubscription('team@example.com'))",
  sam: "add an AWS::SNS::Subscription with the topic as its TopicArn",
  cloudformation: "add an AWS::SNS::Subscription with the topic as its TopicArn",
};

const letIn =
  "allow cloudwatch.amazonaws.com sns:Publish in the topic's policy, and kms:Decrypt and kms:GenerateDataKey* in the policy of its key; alias/aws/sns cannot allow it";

const access = {
  cdk: "let CloudWatch publish to the topic: topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com')), and key.grantEncryptDecrypt(…) of its masterKey for the same principal",
  sam: letIn,
  cloudformation: letIn,
};

const remedies = { "mute rule": unmute, switch: enable, access, subscription: subscribe };
