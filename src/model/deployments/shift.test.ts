// How a deployment shifts traffic, and which group does it, where the template leaves it open or writes it in a way of its own.
import { expect, test } from "vitest";
import { alarm, errors, saidOfEach } from "../../../test/greeter-template.ts";
import type { JsonObject } from "../json.ts";

const Watch = errors({ FunctionName: "greeter" });
const group = (properties: JsonObject): JsonObject => ({
  Type: "AWS::CodeDeploy::DeploymentGroup",
  Properties: {
    ApplicationName: { Ref: "Deployments" },
    ServiceRoleArn: "arn:aws:iam::111122223333:role/deployments",
    ...properties,
  },
});
const Group = group({ DeploymentConfigName: { Ref: "Config" } });
const shifted = (TrafficRoutingConfig?: JsonObject): JsonObject => ({
  Watch,
  Group,
  Config: {
    Type: "AWS::CodeDeploy::DeploymentConfig",
    Properties: { ComputePlatform: "Lambda", ...(TrafficRoutingConfig === undefined ? {} : { TrafficRoutingConfig }) },
  },
});
const canary = (CanaryPercentage: JsonObject | number, CanaryInterval: JsonObject | number): JsonObject =>
  shifted({ Type: "TimeBasedCanary", TimeBasedCanary: { CanaryPercentage, CanaryInterval } });

test("a deployment configuration of the template", async () => {
  expect(
    await saidOfEach(
      "progressive-traffic",
      {
        "a canary": canary(10, 30),
        "all at once": shifted({ Type: "AllAtOnce" }),
        "without traffic routing": shifted(),
        "of a type that a parameter gives": shifted({ Type: { Ref: "Open" } }),
        "of a type that nobody knows": shifted({ Type: "TimeBasedRandom" }),
        "a share that a parameter gives": canary({ Ref: "Open" }, 30),
        "a time that a parameter gives": canary(10, { Ref: "Open" }),
        "without a share": shifted({ Type: "TimeBasedCanary", TimeBasedCanary: { CanaryInterval: 30 } }),
        "that shifts nothing": canary(0, 30),
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a canary": [
        "pass Greeter (live): shifts 10 % of the traffic, the rest after 30 minutes (Config)",
      ],
      "a share that a parameter gives": [
        "unknown Greeter (live): its deployment configuration is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a time that a parameter gives": [
        "unknown Greeter (live): its deployment configuration is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "all at once": [
        "fail Greeter (live): shifts all traffic at once (Config)",
      ],
      "of a type that a parameter gives": [
        "unknown Greeter (live): its deployment configuration is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "of a type that nobody knows": [
        "unknown Greeter (live): its deployment configuration is unknown; Config has the unknown type TimeBasedRandom",
      ],
      "that shifts nothing": [
        "unknown Greeter (live): its deployment configuration is unknown; Config has no CanaryPercentage or CanaryInterval",
      ],
      "without a share": [
        "unknown Greeter (live): its deployment configuration is unknown; Config has no CanaryPercentage or CanaryInterval",
      ],
      "without traffic routing": [
        "fail Greeter (live): shifts all traffic at once (Config)",
      ],
    }
  `);
});

test("a deployment configuration that an API call of the CDK makes", async () => {
  const call = (Create: string): JsonObject => ({
    Watch,
    Group: group({ DeploymentConfigName: "Gently" }),
    Config: { Type: "Custom::AWS", Properties: { ServiceToken: "arn:aws:lambda:eu-west-1:111122223333:function:calls", Create } },
  });
  const created = (trafficRoutingConfig: JsonObject, deploymentConfigName = "Gently"): JsonObject =>
    call(JSON.stringify({ action: "createDeploymentConfig", parameters: { deploymentConfigName, trafficRoutingConfig } }));
  expect(
    await saidOfEach(
      "progressive-traffic",
      {
        "a canary": created({
          type: "TimeBasedCanary",
          timeBasedCanary: { canaryPercentage: "10", canaryInterval: "30" },
        }),
        "all at once": created({ type: "AllAtOnce" }),
        "of a type that nobody knows": created({ type: "TimeBasedRandom" }),
        "without numbers": created({ type: "TimeBasedLinear" }),
        "of another name": created({ type: "AllAtOnce" }, "Harshly"),
        "another call": call('{ "action": "deleteDeploymentConfig" }'),
        "no JSON": call("createDeploymentConfig"),
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a canary": [
        "pass Greeter (live): shifts 10 % of the traffic, the rest after 30 minutes (Gently)",
      ],
      "all at once": [
        "fail Greeter (live): shifts all traffic at once (Gently)",
      ],
      "another call": [
        "unknown Greeter (live): is shifted by deployment configuration Gently; Gently is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "no JSON": [
        "unknown Greeter (live): is shifted by deployment configuration Gently; Gently is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "of a type that nobody knows": [
        "unknown Greeter (live): is shifted by deployment configuration Gently; Gently is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "of another name": [
        "unknown Greeter (live): is shifted by deployment configuration Gently; Gently is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
      "without numbers": [
        "unknown Greeter (live): is shifted by deployment configuration Gently; Gently is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it",
      ],
    }
  `);
});

test("the deployment group that an alias names", async () => {
  const alias = (CodeDeployLambdaAliasUpdate: JsonObject): JsonObject => ({
    Watch,
    Live: {
      Type: "AWS::Lambda::Alias",
      Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate },
    },
  });
  const ApplicationName = { Ref: "Deployments" };
  expect(
    await saidOfEach(
      "deployment-group",
      {
        "its own": { Watch },
        "a parameter": alias({ ApplicationName, DeploymentGroupName: { Ref: "Open" } }),
        "of an application that a parameter gives": alias({
          ApplicationName: { Ref: "Open" },
          DeploymentGroupName: "elsewhere",
        }),
        "one that is not there": alias({ ApplicationName, DeploymentGroupName: { Ref: "Nowhere" } }),
        "one elsewhere": alias({ ApplicationName: "elsewhere", DeploymentGroupName: "elsewhere" }),
        "whose platform is another": {
          Watch,
          Deployments: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Server" } },
        },
        "whose platform a parameter gives": {
          Watch,
          Deployments: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: { Ref: "Open" } } },
        },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a parameter": [
        "unknown Greeter (live): the deployment group in its update policy is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "its own": [
        "pass Greeter (live): a deployment group shifts its traffic",
      ],
      "of an application that a parameter gives": [
        "unknown Greeter (live): its update policy refers to deployment group elsewhere; deployment group elsewhere is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "one elsewhere": [
        "unknown Greeter (live): its update policy refers to deployment group elsewhere; deployment group elsewhere is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "one that is not there": [
        "fail Greeter (live): its update policy refers to deployment group Nowhere, which the template does not define",
      ],
      "whose platform a parameter gives": [
        "pass Greeter (live): a deployment group shifts its traffic",
      ],
      "whose platform is another": [
        "pass Greeter (live): a deployment group shifts its traffic",
      ],
    }
  `);
});

test("what stops a deployment", async () => {
  const stopped = (properties: JsonObject): JsonObject => ({
    Watch,
    Group: group({ DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes", ...properties }),
  });
  const on = { Enabled: true, Alarms: [{ Name: { Ref: "Watch" } }] };
  const AutoRollbackConfiguration = { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] };
  expect(
    await saidOfEach(
      "rollback-alarm",
      {
        "an alarm": stopped({ AlarmConfiguration: on, AutoRollbackConfiguration }),
        "alarms that a parameter lists": stopped({
          AlarmConfiguration: { Enabled: true, Alarms: { Ref: "Open" } },
          AutoRollbackConfiguration,
        }),
        "an entry that a parameter gives": stopped({
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Open" } }] },
          AutoRollbackConfiguration,
        }),
        "an entry without a name": stopped({ AlarmConfiguration: { Enabled: true, Alarms: [{}] }, AutoRollbackConfiguration }),
        "an entry under a condition": stopped({
          AlarmConfiguration: {
            Enabled: true,
            Alarms: [{ "Fn::If": ["IsProd", { Name: { Ref: "Watch" } }, { Ref: "AWS::NoValue" }] }],
          },
          AutoRollbackConfiguration,
        }),
        "alarms that a parameter turns on": stopped({
          AlarmConfiguration: { ...on, Enabled: { Ref: "Open" } },
          AutoRollbackConfiguration,
        }),
        "events that a parameter lists": stopped({
          AlarmConfiguration: on,
          AutoRollbackConfiguration: { Enabled: true, Events: { Ref: "Many" } },
        }),
        "no events": stopped({ AlarmConfiguration: on, AutoRollbackConfiguration: { Enabled: true } }),
        "two alarms, one of them nowhere": stopped({
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Watch" } }, { Name: "elsewhere" }] },
          AutoRollbackConfiguration,
        }),
        "an alarm whose actions a parameter turns on": {
          ...stopped({ AlarmConfiguration: on, AutoRollbackConfiguration }),
          Watch: alarm({ Namespace: "AWS/Lambda", MetricName: "Errors", ActionsEnabled: { Ref: "Open" } }),
        },
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "alarms that a parameter lists": [
        "unknown Greeter (live): which alarms stop a deployment is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "alarms that a parameter turns on": [
        "unknown Greeter (live): its AlarmConfiguration.Enabled is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an alarm": [
        "pass Greeter (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "an alarm whose actions a parameter turns on": [
        "pass Greeter (live): rolls a deployment back when its alarm enters ALARM",
      ],
      "an entry that a parameter gives": [
        "unknown Greeter (live): watches \${Open}; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an entry under a condition": [
        "unknown Greeter (live): may fail: no alarm stops a deployment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "an entry without a name": [
        "unknown Greeter (live): which alarms stop a deployment is unknown; has an entry without a name",
      ],
      "events that a parameter lists": [
        "unknown Greeter (live): its AutoRollbackConfiguration is unknown; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "no events": [
        "fail Greeter (live): a deployment that an alarm stops is not rolled back",
      ],
      "two alarms, one of them nowhere": [
        "pass Greeter (live): rolls a deployment back when its alarm enters ALARM; not defined in the audited stacks: elsewhere",
      ],
    }
  `);
});
