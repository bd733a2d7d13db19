// What keeps the alarms of an AppConfig environment from rolling back, where the role or the alarm is open or elsewhere.
import { expect, test } from "vitest";
import { alarm, dimensions, errors, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const arnOf = (id: string): JsonObject => ({ "Fn::GetAtt": [id, "Arn"] });
const Watch = errors({ FunctionName: "greeter" });
const read = (Resource: Json = "*", Action: Json = "cloudwatch:DescribeAlarms"): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
});
const trust = (Service: Json): JsonObject => ({
  Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
});
const role = (statement: Json, trusted: Json = "appconfig.amazonaws.com"): JsonObject => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: trust(trusted),
    Policies: [{ PolicyName: "read", PolicyDocument: { Statement: [statement] } }],
  },
});
const rollout = (minutes: JsonObject = {}): JsonObject => ({
  Rollout: {
    Type: "AWS::AppConfig::Deployment",
    Properties: {
      ApplicationId: "shop",
      EnvironmentId: ref("Prod"),
      ConfigurationProfileId: "flags",
      DeploymentStrategyId: ref("Slow"),
    },
  },
  Slow: {
    Type: "AWS::AppConfig::DeploymentStrategy",
    Properties: { Name: "slow", ReplicateTo: "NONE", GrowthFactor: 20, DeploymentDurationInMinutes: 30, ...minutes },
  },
});
const monitored = (...Monitors: readonly JsonObject[]): JsonObject => ({
  ...{ Watch, Reader: role(read()) },
  ...rollout(),
  Prod: { Type: "AWS::AppConfig::Environment", Properties: { ApplicationId: "shop", Name: "production", Monitors } },
});
const monitor = (AlarmArn: Json = arnOf("Watch"), AlarmRoleArn: Json = arnOf("Reader")): JsonObject => ({
  AlarmArn,
  AlarmRoleArn,
});
const readBy = (Reader: JsonObject): JsonObject => ({ ...monitored(monitor()), Reader });
const said = (variants: Record<string, JsonObject>) => saidOfEach("rollback-alarm", variants, "Prod");

test("the role that reads the alarm", async () => {
  expect(
    await said({
      "may read all": monitored(monitor()),
      "may read this one": readBy(role(read({ "Fn::GetAtt": ["Watch", "Arn"] }))),
      "may read another one": readBy(role(read("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:other"))),
      "may read nothing": readBy(role(read("*", "cloudwatch:ListMetrics"))),
      "may read what is open": readBy(role(read(ref("Open")))),
      "may do what is open": readBy(role(read("*", ref("Open")))),
      "is of another service": readBy(role(read(), "lambda.amazonaws.com")),
      "is of an open service": readBy(role(read(), ref("Open"))),
      "is neither of the service nor may read": readBy(role(read("*", "cloudwatch:ListMetrics"), "lambda.amazonaws.com")),
      "is open": monitored(monitor(arnOf("Watch"), ref("Open"))),
      "is elsewhere": monitored(monitor(arnOf("Watch"), "arn:aws:iam::111122223333:role/reader")),
      "is not given": monitored({ AlarmArn: arnOf("Watch") }),
      "is not there": { ...monitored(monitor()), Reader: { ...role(read()), Condition: "No" } },
      "reads an alarm elsewhere": monitored(monitor("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:platform")),
      "reads an alarm elsewhere that it may not": {
        ...monitored(monitor("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:platform")),
        Reader: role(read("*", "cloudwatch:ListMetrics")),
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "is elsewhere": [
        "unknown Prod: it is unknown whether its role may read alarm Watch; role arn:aws:iam::111122223333:role/reader is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "is neither of the service nor may read": [
        "fail Prod: role Reader does not allow appconfig.amazonaws.com to assume it; role Reader may not call cloudwatch:DescribeAlarms",
      ],
      "is not given": [
        "fail Prod: has no AlarmRoleArn for alarm Watch, and AppConfig needs a role to read it",
      ],
      "is not there": [
        "fail Prod: reads alarm Watch with role Reader, which does not exist",
      ],
      "is of an open service": [
        "unknown Prod: it is unknown whether role Reader allows appconfig.amazonaws.com to assume it; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "is of another service": [
        "fail Prod: role Reader does not allow appconfig.amazonaws.com to assume it",
      ],
      "is open": [
        "unknown Prod: the role that reads alarm Watch is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "may do what is open": [
        "unknown Prod: it is unknown whether role Reader may read alarm Watch (cloudwatch:DescribeAlarms); depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "may read all": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "may read another one": [
        "fail Prod: role Reader may not call cloudwatch:DescribeAlarms for alarm Watch",
      ],
      "may read nothing": [
        "fail Prod: role Reader may not call cloudwatch:DescribeAlarms",
      ],
      "may read this one": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "may read what is open": [
        "unknown Prod: it is unknown whether role Reader may read alarm Watch (cloudwatch:DescribeAlarms); depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "reads an alarm elsewhere": [
        "unknown Prod: watches arn:aws:cloudwatch:eu-west-1:111122223333:alarm:platform; alarm arn:aws:cloudwatch:eu-west-1:111122223333:alarm:platform is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "reads an alarm elsewhere that it may not": [
        "fail Prod: role Reader may not call cloudwatch:DescribeAlarms",
      ],
    }
  `);
});

test("the alarm", async () => {
  const composite = { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmRule: 'ALARM("x")' } };
  const acting = (ActionsEnabled: Json): JsonObject => alarm({ ActionsEnabled, Namespace: "AWS/Lambda", MetricName: "Errors" });
  expect(
    await said({
      "by its name": monitored(monitor(ref("Watch"))),
      "by a name in text": { ...monitored(monitor("greeter-errors")), Watch: alarm({ AlarmName: "greeter-errors" }) },
      "by an attribute that is no ARN": monitored(monitor({ "Fn::GetAtt": ["Watch", "AlarmName"] })),
      "that is open": monitored(monitor(ref("Open"))),
      "that is open and has no role": monitored({ AlarmArn: ref("Open") }),
      "whose actions are disabled": { ...monitored(monitor()), Watch: acting(false) },
      "whose actions are open": { ...monitored(monitor()), Watch: acting(ref("Open")) },
      "that is composite": { ...monitored(monitor()), Watch: composite },
      "that is composite and may be read by its ARN": { ...readBy(role(read(arnOf("Watch")))), Watch: composite },
      "one of six": monitored(...Array.from({ length: 6 }, () => monitor())),
      "none, and nothing deploys": {
        Prod: { Type: "AWS::AppConfig::Environment", Properties: { ApplicationId: "shop", Name: "production" } },
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "by a name in text": [
        "fail Prod: refers to alarm Watch by name, but AppConfig needs its ARN",
      ],
      "by an attribute that is no ARN": [
        "fail Prod: refers to alarm Watch by name, but AppConfig needs its ARN",
      ],
      "by its name": [
        "fail Prod: refers to alarm Watch by name, but AppConfig needs its ARN",
      ],
      "none, and nothing deploys": [
        "unknown Prod: no alarm stops a deployment; nothing in the audited stacks deploys to it, so it is unknown whether its deployments need an alarm",
      ],
      "one of six": [
        "fail Prod: watches 6 alarms, but AppConfig allows only 5",
      ],
      "that is composite": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "that is composite and may be read by its ARN": [
        "fail Prod: role Reader may not call cloudwatch:DescribeAlarms for alarm Watch, which for a composite alarm takes Resource: *",
      ],
      "that is open": [
        "unknown Prod: watches \${Open}; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "that is open and has no role": [
        "fail Prod: has no AlarmRoleArn for alarm \${Open}, and AppConfig needs a role to read it",
      ],
      "whose actions are disabled": [
        "fail Prod: does not roll back on alarm Watch, whose actions are disabled",
      ],
      "whose actions are open": [
        "unknown Prod: it is unknown whether the actions of alarm Watch are enabled; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("the time for which the alarm is watched", async () => {
  const slow = (EvaluationPeriods: Json, more: JsonObject = {}): JsonObject =>
    alarm({
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      Dimensions: dimensions({ FunctionName: "greeter" }),
      Period: 300,
      EvaluationPeriods,
      ...more,
    });
  const timed = (minutes: JsonObject, watch: JsonObject): JsonObject => ({
    ...monitored(monitor()),
    ...rollout(minutes),
    Watch: watch,
  });
  const ten = { DeploymentDurationInMinutes: 5, FinalBakeTimeInMinutes: 5 };
  expect(
    await said({
      "is just too short": timed(ten, slow(3)),
      "is long enough": timed(ten, slow(2)),
      "is long enough for as many data points as are needed": timed(ten, slow(5, { DatapointsToAlarm: 2 })),
      "is too short by an open number of periods": timed(ten, slow(ref("Open"))),
      "is open": timed({ DeploymentDurationInMinutes: ref("Open") }, slow(3)),
      "is none": timed({ DeploymentDurationInMinutes: 0, FinalBakeTimeInMinutes: 0, GrowthFactor: 20 }, slow(1)),
      "is the bake time": timed({ DeploymentDurationInMinutes: 0, FinalBakeTimeInMinutes: 20 }, slow(3)),
    }),
  ).toMatchInlineSnapshot(`
    {
      "is just too short": [
        "fail Prod: AppConfig watches its alarms for only 10 minutes in deployment Rollout, and they need more than 10 minutes of data to enter ALARM",
      ],
      "is long enough": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "is long enough for as many data points as are needed": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "is none": [
        "fail Prod: its deployments take no time and have no bake time, so AppConfig never watches its alarms",
      ],
      "is open": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "is the bake time": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
      "is too short by an open number of periods": [
        "pass Prod: rolls a deployment back when its alarm enters ALARM or INSUFFICIENT_DATA",
      ],
    }
  `);
});
