// Topics without a subscription that somebody outside the audited stacks may subscribe to, and those that nobody outside can see.
import { expect, test } from "vitest";
import { audited } from "../../../test/audited.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const exported = { Name: "alerts-topic" };
const resources: JsonObject = {
  Watch: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      ...{ Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent", Statistic: "Sum", Period: 60, EvaluationPeriods: 1 },
      ...{ ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: 1, AlarmActions: [ref("Alerts")] },
    },
  },
  Alerts: { Type: "AWS::SNS::Topic" },
};
const template = (Outputs: JsonObject, more: JsonObject = {}): JsonObject => ({
  Parameters: { Stage: { Type: "String" } },
  Conditions: { No: { "Fn::Equals": ["a", "b"] }, IsProd: { "Fn::Equals": [ref("Stage"), "prod"] } },
  Resources: { ...resources, ...more },
  Outputs,
});
const said = async (templates: Record<string, JsonObject>): Promise<Json> =>
  audited(templates, { checks: ["alarm-action"], request: { paths: ["main.json"] } });
const alone = (Outputs: JsonObject, more: JsonObject = {}): Promise<Json> => said({ "main.json": template(Outputs, more) });
/** The topic is in a nested stack with these outputs, below one with those. */
const nested = (Outputs: JsonObject, above: JsonObject = {}): Promise<Json> =>
  said({
    "main.json": {
      Resources: { Below: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "below.json" } } },
      Outputs: above,
    },
    "below.json": template(Outputs),
  });

test("by an output", async () => {
  expect({
    "that is exported": await alone({ Topic: { Value: ref("Alerts"), Export: exported } }),
    "that is not exported": await alone({ Topic: { Value: ref("Alerts") } }),
    "of something else": await alone({ Alarm: { Value: ref("Watch"), Export: exported } }),
    "that never exists": await alone({ Topic: { Value: ref("Alerts"), Condition: "No", Export: exported } }),
    "that exists in prod": await alone({ Topic: { Value: ref("Alerts"), Condition: "IsProd", Export: exported } }),
    "of a nested stack, exported": await nested({ Topic: { Value: ref("Alerts"), Export: exported } }),
    "of a nested stack, which the stack above keeps": await nested({ Topic: { Value: ref("Alerts") } }),
    "of the stack above": await nested(
      { Topic: { Value: ref("Alerts") } },
      { Topic: { Value: { "Fn::GetAtt": ["Below", "Outputs.Topic"] } } },
    ),
  }).toMatchInlineSnapshot(`
    {
      "of a nested stack, exported": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Topic of stack main/Below exposes it, so others may subscribe",
      ],
      "of a nested stack, which the stack above keeps": [
        "fail Watch: notifies Alerts, which has no subscription",
      ],
      "of something else": [
        "fail Watch: notifies Alerts, which has no subscription",
      ],
      "of the stack above": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Topic of stack main exposes it, so others may subscribe",
      ],
      "that exists in prod": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Topic of stack main exposes it, so others may subscribe",
        "unknown Watch: may fail: notifies Alerts, which has no subscription; depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, does not apply with prod)",
      ],
      "that is exported": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Topic of stack main exposes it, so others may subscribe",
      ],
      "that is not exported": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; output Topic of stack main exposes it, so others may subscribe",
      ],
      "that never exists": [
        "fail Watch: notifies Alerts, which has no subscription",
      ],
    }
  `);
});

test("by a resource", async () => {
  const taking = (Type: string): Promise<Json> =>
    alone({}, { Taker: { Type, Properties: { Name: "alerts", Value: ref("Alerts") } } });
  expect({
    "a parameter of Systems Manager": await taking("AWS::SSM::Parameter"),
    "a custom resource": await taking("Custom::Subscriptions"),
    "a custom resource of CloudFormation": await taking("AWS::CloudFormation::CustomResource"),
    "notifications of a bucket": await taking("Custom::S3BucketNotifications"),
    "something else": await taking("AWS::SecretsManager::Secret"),
    "a nested stack that is not read": await alone(
      {},
      {
        Taker: {
          Type: "AWS::CloudFormation::Stack",
          Properties: { TemplateURL: "https://example.com/x.json", Parameters: { Topic: ref("Alerts") } },
        },
      },
    ),
  }).toMatchInlineSnapshot(`
    {
      "a custom resource": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; resource Taker exposes it, so others may subscribe",
      ],
      "a custom resource of CloudFormation": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; resource Taker exposes it, so others may subscribe",
      ],
      "a nested stack that is not read": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; resource Taker exposes it, so others may subscribe",
      ],
      "a parameter of Systems Manager": [
        "unknown Alerts: is notified by Watch, but it is unknown whether the topic has subscribers; no subscription in the audited stacks; parameter Taker exposes it, so others may subscribe",
      ],
      "notifications of a bucket": [
        "fail Watch: notifies Alerts, which has no subscription",
      ],
      "something else": [
        "fail Watch: notifies Alerts, which has no subscription",
      ],
    }
  `);
});
