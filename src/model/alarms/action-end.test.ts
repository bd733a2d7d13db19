// Where the action of an alarm leads, and which event rules take an alarm, where the template leaves it open.
import { expect, test } from "vitest";
import { alarm, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const acting = (...AlarmActions: readonly Json[]): JsonObject => ({
  Errors: alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", AlarmName: "greeter-errors", AlarmActions }),
});
const said = (variants: Record<string, JsonObject>) => saidOfEach("alarm-action", variants, "Errors");

test("what it names", async () => {
  const Topic = { Type: "AWS::SNS::Topic", Properties: { TopicName: "alerts" } };
  const subscription = (TopicArn: Json): JsonObject => ({
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn, Protocol: "email", Endpoint: "somebody@example.com" },
  });
  const arn = (rest: string): string => `arn:aws:${rest}`;
  expect(
    await said({
      "what a parameter gives": acting({ Ref: "Open" }),
      "what a condition decides": acting({ "Fn::If": ["IsProd", { Ref: "Topic" }, { Ref: "AWS::NoValue" }] }),
      "an empty text": acting(""),
      "what is not there": { ...acting({ Ref: "Topic" }), Topic: { ...Topic, Condition: "No" } },
      "a custom resource": {
        ...acting({ "Fn::GetAtt": ["Pager", "Arn"] }),
        Pager: { Type: "Custom::Pager", Properties: { ServiceToken: arn("lambda:eu-west-1:111122223333:function:pager") } },
      },
      "something that takes no alarms": acting({ Ref: "Deployments" }),
      "no ARN": acting("pager"),
      "perhaps an ARN": acting({ "Fn::Sub": "${Open}:pager" }),
      "a function": acting({ "Fn::GetAtt": ["Other", "Arn"] }),
      "a function elsewhere": acting(arn("lambda:eu-west-1:111122223333:function:pager")),
      "a function that is not there": {
        ...acting({ "Fn::Sub": "arn:aws:lambda:eu-west-1:111122223333:function:${Gone}" }),
        Gone: { Type: "AWS::Lambda::Function", Properties: {}, Condition: "No" },
      },
      "a service that takes none": acting(arn("sqs:eu-west-1:111122223333:alerts")),
      "a service that a parameter names": acting({ "Fn::Sub": "arn:aws:${Open}:eu-west-1:111122223333:alerts" }),
      "the topic by its ARN": {
        ...acting(arn("sns:eu-west-1:111122223333:alerts")),
        Topic,
        Mail: subscription({ Ref: "Topic" }),
      },
      "a topic elsewhere": acting(arn("sns:eu-west-1:111122223333:elsewhere")),
      "a topic that may be the own one": {
        ...acting({ "Fn::Sub": "arn:aws:sns:eu-west-1:111122223333:${Open}" }),
        Topic,
      },
      "a topic that cannot be the own one": {
        ...acting({ "Fn::Sub": "arn:aws:sns:eu-west-1:111122223333:prod-${Open}" }),
        Topic,
      },
      "a topic with nobody": { ...acting({ Ref: "Topic" }), Topic },
      "a topic whose subscription may be another's": { ...acting({ Ref: "Topic" }), Topic, Mail: subscription({ Ref: "Open" }) },
      "a topic beside a subscription elsewhere": {
        ...acting({ Ref: "Topic" }),
        Topic,
        Mail: subscription({ "Fn::ImportValue": "elsewhere" }),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a custom resource": [
        "unknown Errors: may notify nobody; the action is Arn of the custom resource Pager, which is only known after deployment",
      ],
      "a function": [
        "pass Errors: invokes Other",
      ],
      "a function elsewhere": [
        "pass Errors: invokes the function pager, not defined in the audited stacks",
      ],
      "a function that is not there": [
        "fail Errors: invokes Gone, which does not exist",
      ],
      "a service that a parameter names": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a service that takes none": [
        "unknown Errors: may notify nobody; the action arn:aws:sqs:eu-west-1:111122223333:alerts is of an unknown kind",
      ],
      "a topic beside a subscription elsewhere": [
        "fail Errors: notifies Topic, which has no subscription",
      ],
      "a topic elsewhere": [
        "pass Errors: notifies the topic elsewhere, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "a topic that cannot be the own one": [
        "pass Errors: notifies the topic prod-\${Open}, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "a topic that may be the own one": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a topic whose subscription may be another's": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a topic with nobody": [
        "fail Errors: notifies Topic, which has no subscription",
      ],
      "an empty text": [
        "fail Errors: has an empty action",
      ],
      "no ARN": [
        "fail Errors: has the action pager, which is not an ARN",
      ],
      "perhaps an ARN": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "something that takes no alarms": [
        "fail Errors: has the action Deployments, but CloudWatch has no alarm action for AWS::CodeDeploy::Application",
      ],
      "the topic by its ARN": [
        "pass Errors: notifies Topic (email)",
      ],
      "what a condition decides": [
        "unknown Errors: may notify nobody; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "what a parameter gives": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "what is not there": [
        "fail Errors: has the action Topic, which does not exist",
      ],
    }
  `);
});

test("event rules that take it", async () => {
  const rule = (detail: JsonObject | undefined, more: JsonObject = {}): JsonObject => ({
    ...acting(),
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventPattern: {
          source: ["aws.cloudwatch"],
          "detail-type": ["CloudWatch Alarm State Change"],
          ...(detail === undefined ? {} : { detail }),
        },
        Targets: [{ Id: "Pager", Arn: { "Fn::GetAtt": ["Other", "Arn"] } }],
        ...more,
      },
    },
  });
  expect(
    await said({
      "of any alarm": rule(undefined),
      "of this one": rule({ alarmName: ["greeter-errors"] }),
      "of another": rule({ alarmName: ["elsewhere"] }),
      "of one that a parameter names": rule({ alarmName: [{ Ref: "Open" }] }),
      "of those that a parameter lists": rule({ alarmName: { Ref: "Many" } }),
      "by how its name begins": rule({ alarmName: [{ prefix: "greeter-" }] }),
      "by how another name begins": rule({ alarmName: [{ prefix: "order-" }] }),
      "by how its name ends": rule({ alarmName: [{ suffix: "-errors" }] }),
      "by a filter that is not read": rule({ alarmName: [{ wildcard: "g*s" }] }),
      "that is off": rule(undefined, { State: "DISABLED" }),
      "that a parameter turns on": rule(undefined, { State: { Ref: "Open" } }),
      "on a bus of its own": rule(undefined, { EventBusName: "orders" }),
      "when all is well": rule({ state: { value: ["OK"] } }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "by a filter that is not read": [
        "unknown Errors: may notify nobody; the rule's event pattern uses an unsupported filter",
      ],
      "by how another name begins": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "by how its name begins": [
        "pass Errors: triggers rule Rule",
      ],
      "by how its name ends": [
        "pass Errors: triggers rule Rule",
      ],
      "of another": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "of any alarm": [
        "pass Errors: triggers rule Rule",
      ],
      "of one that a parameter names": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of this one": [
        "pass Errors: triggers rule Rule",
      ],
      "of those that a parameter lists": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "on a bus of its own": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "that a parameter turns on": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that is off": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "when all is well": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
    }
  `);
});

test("composite alarms above it", async () => {
  const Errors = alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", AlarmName: "greeter-errors" });
  const above = (
    AlarmRule: Json,
    AlarmActions: readonly Json[] = ["arn:aws:sns:eu-west-1:111122223333:elsewhere"],
  ): JsonObject => ({
    Errors,
    Above: { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmRule, AlarmActions } },
  });
  expect(
    await said({
      "a composite alarm that acts": above({ "Fn::Sub": "ALARM(${Errors})" }),
      "by its name in quotes": above("ALARM(\"greeter-errors\") OR OK('elsewhere')"),
      "one that it only holds back": above({ "Fn::Sub": "ALARM(elsewhere) AND NOT ALARM(${Errors})" }),
      "one that does nothing": above({ "Fn::Sub": "ALARM(${Errors})" }, []),
      "one whose rule a parameter gives": above({ Ref: "Open" }),
      "one whose rule nobody can read": above({ "Fn::Sub": "ALARM(${Errors}) AND" }),
      "one whose actions a parameter gives": above({ "Fn::Sub": "ALARM(${Errors})" }, [{ Ref: "Open" }]),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a composite alarm that acts": [
        "pass Errors: is part of composite alarm Above",
      ],
      "by its name in quotes": [
        "pass Errors: is part of composite alarm Above",
      ],
      "one that does nothing": [
        "pass Errors: is part of composite alarm Above",
      ],
      "one that it only holds back": [
        "pass Errors: is part of composite alarm Above",
      ],
      "one whose actions a parameter gives": [
        "pass Errors: is part of composite alarm Above",
      ],
      "one whose rule a parameter gives": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one whose rule nobody can read": [
        "pass Errors: is part of composite alarm Above",
      ],
    }
  `);
});
