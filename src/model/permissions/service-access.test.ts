// Whether CloudWatch may publish to a topic: by the topic's policy and by the key that encrypts it.
import { expect, test } from "vitest";
import { alarm, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const Errors = alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", AlarmActions: [ref("Alerts")] });
const Mail: JsonObject = {
  Type: "AWS::SNS::Subscription",
  Properties: { TopicArn: ref("Alerts"), Protocol: "email", Endpoint: "somebody@example.com" },
};
const topic = (properties: JsonObject): JsonObject => ({
  ...{ Errors, Mail },
  Alerts: { Type: "AWS::SNS::Topic", Properties: properties },
});
const encrypted = (KmsMasterKeyId: Json): JsonObject => topic({ KmsMasterKeyId });
const allow = (service: Json, action: Json, more: JsonObject = {}): JsonObject => ({
  ...{ Effect: "Allow", Principal: { Service: service }, Action: action, Resource: "*" },
  ...more,
});
const key = (...Statement: readonly Json[]): JsonObject => ({
  ...encrypted(ref("Key")),
  Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: { Statement } } },
});
const policy = (...Statement: readonly Json[]): JsonObject => ({
  ...topic({}),
  Policy: { Type: "AWS::SNS::TopicPolicy", Properties: { Topics: [ref("Alerts")], PolicyDocument: { Statement } } },
});
const cloudwatch = "cloudwatch.amazonaws.com";
const said = (variants: Record<string, JsonObject>) => saidOfEach("alarm-action", variants, "Errors");

test("the key that encrypts a topic", async () => {
  expect(
    await said({
      "of AWS": encrypted("alias/aws/sns"),
      "of AWS, by its ARN": encrypted("arn:aws:kms:eu-west-1:111122223333:alias/aws/sns"),
      "of AWS, by a default": encrypted({ "Fn::Sub": "alias/aws/sns" }),
      "whose alias is one's own": encrypted("alias/aws-shop"),
      "that is open": encrypted(ref("Open")),
      "that lets it in": key(allow(cloudwatch, ["kms:Decrypt", "kms:GenerateDataKey*"])),
      "that lets another service in": key(allow("events.amazonaws.com", "kms:*")),
      "that lets it do something else": key(allow(cloudwatch, "kms:Decrypt")),
      "whose policy is open": key(ref("Open")),
      "that lets an open service in": key(allow(ref("Open"), "kms:*")),
      "without a policy": { ...encrypted(ref("Key")), Key: { Type: "AWS::KMS::Key", Properties: {} } },
    }),
  ).toMatchInlineSnapshot(`
    {
      "of AWS": [
        "fail Errors: notifies Alerts, which is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com cannot use",
      ],
      "of AWS, by a default": [
        "fail Errors: notifies Alerts, which is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com cannot use",
      ],
      "of AWS, by its ARN": [
        "fail Errors: notifies Alerts, which is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com cannot use",
      ],
      "that is open": [
        "pass Errors: notifies Alerts (email)",
      ],
      "that lets an open service in": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that lets another service in": [
        "fail Errors: notifies Alerts, which is encrypted with Key, whose policy does not allow cloudwatch.amazonaws.com to use it",
      ],
      "that lets it do something else": [
        "fail Errors: notifies Alerts, which is encrypted with Key, whose policy does not allow cloudwatch.amazonaws.com to use it",
      ],
      "that lets it in": [
        "pass Errors: notifies Alerts (email)",
      ],
      "whose alias is one's own": [
        "pass Errors: notifies Alerts (email)",
      ],
      "whose policy is open": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "without a policy": [
        "pass Errors: notifies Alerts (email)",
      ],
    }
  `);
});

test("the policy of a topic", async () => {
  const publish = "sns:Publish";
  expect(
    await said({
      none: topic({}),
      "lets it in": policy(allow(cloudwatch, publish)),
      "lets it in by a list": policy(allow(["events.amazonaws.com", cloudwatch], [publish])),
      "lets everybody in": policy({ Effect: "Allow", Principal: "*", Action: publish, Resource: "*" }),
      "lets every account in": policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:*", Resource: "*" }),
      "lets a role in": policy({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:role/cloudwatch" },
        Action: publish,
        Resource: "*",
      }),
      "lets another service in": policy(allow("events.amazonaws.com", publish)),
      "lets it do something else": policy(allow(cloudwatch, "sns:Subscribe")),
      "denies it": policy({ ...allow(cloudwatch, publish), Effect: "Deny" }),
      "has one statement that is no list": {
        ...topic({}),
        Policy: {
          Type: "AWS::SNS::TopicPolicy",
          Properties: { Topics: [ref("Alerts")], PolicyDocument: { Statement: allow(cloudwatch, publish) } },
        },
      },
      "has an effect in small letters": policy({ ...allow(cloudwatch, publish), Effect: "allow" }),
      "has an open effect": policy({ ...allow(cloudwatch, publish), Effect: ref("Open") }),
      "lets an open service in": policy(allow(ref("Open"), publish)),
      "is open": policy(ref("Open")),
      "may not exist": {
        ...topic({}),
        Policy: {
          Type: "AWS::SNS::TopicPolicy",
          Condition: "IsProd",
          Properties: { Topics: [ref("Alerts")], PolicyDocument: { Statement: [allow("events.amazonaws.com", publish)] } },
        },
      },
      "is on open topics": {
        ...topic({}),
        Policy: {
          Type: "AWS::SNS::TopicPolicy",
          Properties: { Topics: ref("Many"), PolicyDocument: { Statement: [allow("events.amazonaws.com", publish)] } },
        },
      },
      "is on another topic": {
        ...topic({}),
        Second: { Type: "AWS::SNS::Topic", Properties: {} },
        Policy: {
          Type: "AWS::SNS::TopicPolicy",
          Properties: { Topics: [ref("Second")], PolicyDocument: { Statement: [allow("events.amazonaws.com", publish)] } },
        },
      },
      "and its key refuse": {
        ...policy(allow("events.amazonaws.com", publish)),
        ...{ Alerts: { Type: "AWS::SNS::Topic", Properties: { KmsMasterKeyId: "alias/aws/sns" } } },
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "and its key refuse": [
        "fail Errors: notifies Alerts, which is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com cannot use, and it has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "denies it": [
        "fail Errors: notifies Alerts, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "has an effect in small letters": [
        "pass Errors: notifies Alerts (email)",
      ],
      "has an open effect": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "has one statement that is no list": [
        "pass Errors: notifies Alerts (email)",
      ],
      "is on another topic": [
        "pass Errors: notifies Alerts (email)",
      ],
      "is on open topics": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "is open": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "lets a role in": [
        "fail Errors: notifies Alerts, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "lets an open service in": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "lets another service in": [
        "fail Errors: notifies Alerts, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "lets every account in": [
        "pass Errors: notifies Alerts (email)",
      ],
      "lets everybody in": [
        "pass Errors: notifies Alerts (email)",
      ],
      "lets it do something else": [
        "fail Errors: notifies Alerts, which has no policy that allows cloudwatch.amazonaws.com to send to it",
      ],
      "lets it in": [
        "pass Errors: notifies Alerts (email)",
      ],
      "lets it in by a list": [
        "pass Errors: notifies Alerts (email)",
      ],
      "may not exist": [
        "unknown Errors: may fail: notifies Alerts, which has no policy that allows cloudwatch.amazonaws.com to send to it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
      "none": [
        "pass Errors: notifies Alerts (email)",
      ],
    }
  `);
});
