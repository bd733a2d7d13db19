// Who uses the state of an alarm that has no action of its own, and which use is named where there are several.
import { expect, test } from "vitest";
import { alarm, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const Errors = alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", AlarmName: "greeter-errors" });
const said = (variants: Record<string, JsonObject>) =>
  saidOfEach(
    "alarm-action",
    Object.fromEntries(Object.entries(variants).map(([name, more]) => [name, { Errors, ...more }])),
    "Errors",
  );
const perhaps = (resource: JsonObject): JsonObject => ({ ...resource, Condition: "IsProd" });

const service = (Alarms: JsonObject): JsonObject => ({
  Type: "AWS::ECS::Service",
  Properties: { DeploymentConfiguration: { Alarms } },
});
const check = (Name: Json): JsonObject => ({
  Type: "AWS::Route53::HealthCheck",
  Properties: { HealthCheckConfig: { AlarmIdentifier: { Name } } },
});
const composite = (AlarmRule: Json, more: JsonObject = {}): JsonObject => ({
  Type: "AWS::CloudWatch::CompositeAlarm",
  Properties: { AlarmRule, ...more },
});
const group = (alarms: JsonObject): JsonObject => ({
  Type: "AWS::CodeDeploy::DeploymentGroup",
  Properties: { ApplicationName: ref("Deployments"), AlarmConfiguration: alarms },
});
const rule = (detail: Json): JsonObject => ({
  Type: "AWS::Events::Rule",
  Properties: {
    EventPattern: { source: ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], ...(detail as JsonObject) },
    Targets: [{ Id: "it", Arn: "arn:aws:sqs:eu-west-1:111122223333:alerts" }],
  },
});
const ofErrors = { detail: { alarmName: ["greeter-errors"] } };

test("each kind of user", async () => {
  expect(
    await said({
      "a composite alarm": { All: composite('ALARM("greeter-errors")') },
      "a composite alarm that it holds back": { All: composite("FALSE", { ActionsSuppressor: ref("Errors") }) },
      "a state machine alias": {
        Flow: {
          Type: "AWS::StepFunctions::StateMachineAlias",
          Properties: { DeploymentPreference: { Alarms: [ref("Errors")] } },
        },
      },
      "an environment of AppConfig": {
        Prod: {
          Type: "AWS::AppConfig::Environment",
          Properties: { Monitors: [{ AlarmArn: { "Fn::GetAtt": ["Errors", "Arn"] } }] },
        },
      },
      "a service": { Web: service({ AlarmNames: [ref("Errors")], Enable: true }) },
      "a service that does not say whether": { Web: service({ AlarmNames: [ref("Errors")] }) },
      "a service with its alarms off": { Web: service({ AlarmNames: [ref("Errors")], Enable: false }) },
      "an experiment": {
        Storm: {
          Type: "AWS::FIS::ExperimentTemplate",
          Properties: { StopConditions: [{ Source: "aws:cloudwatch:alarm", Value: { "Fn::GetAtt": ["Errors", "Arn"] } }] },
        },
      },
      "a health check": { Health: check("greeter-errors") },
      "a health check on another alarm": { Health: check("other-errors") },
      "a deployment group": { Second: group({ Enabled: true, Alarms: [{ Name: ref("Errors") }] }) },
      "a deployment group with its alarms off": { Second: group({ Alarms: [{ Name: ref("Errors") }] }) },
      "an event rule": { OnErrors: rule(ofErrors) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a composite alarm": [
        "pass Errors: is part of composite alarm All",
      ],
      "a composite alarm that it holds back": [
        "pass Errors: suppresses the actions of composite alarm All",
      ],
      "a deployment group": [
        "pass Errors: stops the deployments of Second",
      ],
      "a deployment group with its alarms off": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "a health check": [
        "pass Errors: decides the health check Health",
      ],
      "a health check on another alarm": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "a service": [
        "pass Errors: rolls back the deployments of Web",
      ],
      "a service that does not say whether": [
        "pass Errors: rolls back the deployments of Web",
      ],
      "a service with its alarms off": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "a state machine alias": [
        "pass Errors: rolls back the deployments of Flow",
      ],
      "an environment of AppConfig": [
        "pass Errors: rolls back the configurations of Prod",
      ],
      "an event rule": [
        "pass Errors: triggers rule OnErrors",
      ],
      "an experiment": [
        "pass Errors: stops the experiment Storm",
      ],
    }
  `);
});

test("what may use it", async () => {
  const open = ref("Open");
  expect(
    await said({
      "a composite alarm with an open rule": { All: composite(open) },
      "a composite alarm that may name it": { All: composite({ "Fn::Sub": 'ALARM("greeter-${Open}")' }) },
      "a composite alarm that cannot name it": { All: composite({ "Fn::Sub": 'ALARM("billing-${Open}")' }) },
      "a deployment group of open alarms": { Second: group({ Enabled: true, Alarms: ref("Many") }) },
      "a deployment group that may name it": { Second: group({ Enabled: true, Alarms: [{ Name: open }] }) },
      "a deployment group of an open switch": { Second: group({ Enabled: open, Alarms: [{ Name: ref("Errors") }] }) },
      "a service of open alarms": { Web: service({ AlarmNames: ref("Many") }) },
      "a service of an open switch": { Web: service({ AlarmNames: [ref("Errors")], Enable: open }) },
      "a state machine alias of open alarms": {
        Flow: { Type: "AWS::StepFunctions::StateMachineAlias", Properties: { DeploymentPreference: { Alarms: ref("Many") } } },
      },
      "an environment of open monitors": {
        Prod: { Type: "AWS::AppConfig::Environment", Properties: { Monitors: { "Fn::If": ["IsProd", [], ref("Many")] } } },
      },
      "an environment of an open monitor": {
        Prod: { Type: "AWS::AppConfig::Environment", Properties: { Monitors: [{ AlarmArn: open }] } },
      },
      "a health check on an open alarm": { Health: check(open) },
      "a health check on an alarm of another stack": { Health: check({ "Fn::ImportValue": "errors" }) },
      "an event rule on an open name": { OnErrors: rule({ detail: { alarmName: [open] } }) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a composite alarm that cannot name it": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "a composite alarm that may name it": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a composite alarm with an open rule": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a deployment group of an open switch": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a deployment group of open alarms": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "a deployment group that may name it": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a health check on an alarm of another stack": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "a health check on an open alarm": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a service of an open switch": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a service of open alarms": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "a state machine alias of open alarms": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "an environment of an open monitor": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an environment of open monitors": [
        "unknown Errors: may notify nobody; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=…",
      ],
      "an event rule on an open name": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("of several uses the certain one is named, and none where composite alarms only watch each other", async () => {
  const certain = { Health: check("greeter-errors") };
  expect(
    await said({
      "one that may not exist and one that does": { All: perhaps(composite('ALARM("greeter-errors")')), ...certain },
      "one whose alarms are open and one that names it": { Web: service({ AlarmNames: ref("Many") }), ...certain },
      "one that may not exist": { Health: perhaps(check("greeter-errors")) },
      "a rule that may not exist and a health check that does": { OnErrors: perhaps(rule(ofErrors)), ...certain },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a rule that may not exist and a health check that does": [
        "pass Errors: decides the health check Health",
      ],
      "one that may not exist": [
        "unknown Errors: may fail: has no action: nobody is notified when it enters ALARM; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "one that may not exist and one that does": [
        "pass Errors: decides the health check Health",
      ],
      "one whose alarms are open and one that names it": [
        "pass Errors: decides the health check Health",
      ],
    }
  `);
  const circle = {
    One: composite('ALARM("Two") OR ALARM("greeter-errors")', { AlarmName: "One" }),
    Two: composite('ALARM("One")', { AlarmName: "Two" }),
  };
  expect(
    await saidOfEach("alarm-action", {
      "in a circle": { Errors, ...circle },
      "in a circle that something uses": {
        Errors,
        ...circle,
        Three: composite('ALARM("Two")', { AlarmName: "Three" }),
        Health: check("Three"),
      },
      "on itself": { Self: composite('ALARM("Self")', { AlarmName: "Self" }) },
    }),
  ).toMatchInlineSnapshot(`
    {
      "in a circle": [
        "pass Errors: is part of composite alarm One",
        "fail One: has no action: nobody is notified when it enters ALARM",
        "fail Two: has no action: nobody is notified when it enters ALARM",
      ],
      "in a circle that something uses": [
        "pass Errors: is part of composite alarm One",
        "fail One: has no action: nobody is notified when it enters ALARM",
        "pass Two: is part of composite alarm Three",
        "pass Three: decides the health check Health",
      ],
      "on itself": [
        "fail Self: has no action: nobody is notified when it enters ALARM",
      ],
    }
  `);
});

test("a rule with an open or unusual part", async () => {
  const on = (EventPattern: Json, more: JsonObject = {}): JsonObject => ({
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: { EventPattern, Targets: [{ Id: "it", Arn: "arn:aws:sqs:eu-west-1:111122223333:alerts" }], ...more },
    },
  });
  const changes = { source: ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] };
  const macro = { "Fn::Transform": { Name: "Macro" } };
  expect(
    await said({
      "whose targets a macro makes": on(changes, { Targets: macro }),
      "whose pattern a macro makes": on(macro),
      "without targets": on(changes, { Targets: [] }),
      "on the alarm's ARN alone": on({ resources: [{ "Fn::GetAtt": ["Errors", "Arn"] }] }),
      "on another alarm's ARN alone": on({ resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:other"] }),
      "on the alarm's name alone": on({ detail: { alarmName: ["greeter-errors"] } }),
      "on all events of an account": on({ account: [ref("AWS::AccountId")] }),
      "on some events of an account": on({ account: [ref("AWS::AccountId")], detail: { orderId: [{ exists: true }] } }),
      "on another field alone": on({ detail: { orderId: [{ exists: true }] } }),
      "on names that begin like the alarm's": on({ ...changes, detail: { alarmName: [{ prefix: "greeter-" }] } }),
      "on names that end otherwise": on({ ...changes, detail: { alarmName: [{ suffix: "-latency" }] } }),
      "on names by another filter": on({ ...changes, detail: { alarmName: [{ "anything-but": ["x"] }] } }),
      "on a name of a mapping that is not there": on({
        ...changes,
        detail: { alarmName: [{ "Fn::FindInMap": ["Nowhere", "a", "b"] }] },
      }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "on a name of a mapping that is not there": [
        "unknown Errors: may notify nobody; depends on a mapping that does not exist: Nowhere",
      ],
      "on all events of an account": [
        "pass Errors: triggers rule Rule",
      ],
      "on another alarm's ARN alone": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "on another field alone": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "on names by another filter": [
        "unknown Errors: may notify nobody; the rule's event pattern uses an unsupported filter",
      ],
      "on names that begin like the alarm's": [
        "pass Errors: triggers rule Rule",
      ],
      "on names that end otherwise": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "on some events of an account": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
      "on the alarm's ARN alone": [
        "pass Errors: triggers rule Rule",
      ],
      "on the alarm's name alone": [
        "pass Errors: triggers rule Rule",
      ],
      "whose pattern a macro makes": [
        "unknown Errors: may notify nobody; it is created by the macro Macro, which only CloudFormation can run (template.json:156)",
      ],
      "whose targets a macro makes": [
        "unknown Errors: may notify nobody; it is created by the macro Macro, which only CloudFormation can run (template.json:164)",
      ],
      "without targets": [
        "fail Errors: has no action: nobody is notified when it enters ALARM",
      ],
    }
  `);
});
