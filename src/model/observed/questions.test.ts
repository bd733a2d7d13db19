import { describe, expect, it } from "vitest";
import { type LooseAnswer, recordingOf } from "../../../test/recordings.ts";
import { systemOf } from "../../sources/recorded-system.ts";
import { link } from "../link.ts";
import type { AskKind } from "./ask.ts";
import { questionsOf } from "./questions.ts";

async function questions(kind: AskKind, Resources: object, resources?: Readonly<Record<string, string | null>>) {
  const stack = resources === undefined ? { template: { Resources } } : { template: { Resources }, resources };
  const facts = await systemOf(recordingOf({ stacks: [stack] }), { kind: "stack" });
  return questionsOf(kind, link(facts)).map(({ stack: name, kind: asked, ...rest }) => {
    expect([name, asked]).toEqual(["shop", kind]);
    return rest;
  });
}

const fn = (Properties: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: { Handler: "index.handler", ...Properties },
});
const alias = (Name: string, FunctionName: unknown = { Ref: "Fn" }) => ({
  Type: "AWS::Lambda::Alias",
  Properties: { FunctionName, FunctionVersion: "1", Name },
});
const group = (Properties: object) => ({ Type: "AWS::CodeDeploy::DeploymentGroup", Properties });
const application = { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } };

describe("functions", () => {
  it("are identified by their physical names, without those that are not deployed", async () => {
    const found = await questions(
      "function",
      { Fn: fn(), Other: fn(), Gone: { ...fn(), Condition: "No" } },
      { Fn: "shop-Fn-1X", Other: null },
    );
    expect(found).toEqual([{ functionName: "shop-Fn-1X" }]);
  });

  it("publish versions for an alias only", async () => {
    const found = await questions(
      "versions",
      { Fn: fn(), Plain: fn(), Live: alias("live") },
      { Fn: "f", Plain: "p", Live: "arn" },
    );
    expect(found).toEqual([{ functionName: "f" }]);
  });

  it("are asked for their aliases, also those that stand elsewhere, by name or ARN, unless that is out of reach", async () => {
    const foreign = (region: string) => `arn:aws:lambda:${region}:111111111111:function:far`;
    const found = await questions("aliases", {
      Fn: fn(),
      Named: alias("live", "foreign"),
      Near: alias("live", foreign("eu-west-1")),
      Far: alias("live", foreign("us-east-1")),
    });
    expect(found).toEqual([{ functionName: "Fn" }, { functionName: "foreign" }, { functionName: "far" }]);
  });

  it("are asked for the configurations that the template has, and for those of the qualifiers that events come in by", async () => {
    const found = await questions("event-invoke-config", {
      Fn: fn(),
      Live: alias("live"),
      Config: { Type: "AWS::Lambda::EventInvokeConfig", Properties: { FunctionName: { Ref: "Fn" }, Qualifier: "$LATEST" } },
      Rule: {
        Type: "AWS::Events::Rule",
        Properties: { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "0", Arn: { Ref: "Live" } }] },
      },
    });
    expect(found).toEqual([
      { functionName: "Fn", qualifier: "$LATEST" },
      { functionName: "Fn", qualifier: "live" },
    ]);
  });

  it("need the limits of their account", async () => {
    expect(await questions("account-settings", { Fn: fn(), Other: fn() })).toEqual([{}]);
    expect(await questions("account-settings", { Queue: { Type: "AWS::SQS::Queue" } })).toEqual([]);
  });
});

describe("deployments", () => {
  it("are of groups by physical names, in whatever form a server gives them, and of those that an alias names by a string", async () => {
    const UpdatePolicy = { CodeDeployLambdaAliasUpdate: { ApplicationName: "their-app", DeploymentGroupName: "their-group" } };
    const template = {
      App: application,
      Own: group({ ApplicationName: { Ref: "App" } }),
      Foreign: group({ ApplicationName: "another-app" }),
      Fn: fn(),
      Live: { ...alias("live"), UpdatePolicy },
    };
    const physical = { App: "app-1", Own: "group-1", Foreign: "another-app/group-2", Fn: "f", Live: "arn" };
    const expected = [
      { application: "app-1", group: "group-1" },
      { application: "another-app", group: "group-2" },
      { application: "their-app", group: "their-group" },
    ];
    expect(await questions("deployment-group", template, physical)).toEqual(expected);
    expect(await questions("deployments", template, physical)).toEqual(expected);
  });

  it("follow configurations of one's own, not AWS's", async () => {
    const routing = { Type: "TimeBasedCanary", TimeBasedCanary: { CanaryPercentage: 5, CanaryInterval: 5 } };
    const found = await questions(
      "deployment-configuration",
      {
        App: application,
        Slow: {
          Type: "AWS::CodeDeploy::DeploymentConfig",
          Properties: { ComputePlatform: "Lambda", TrafficRoutingConfig: routing },
        },
        A: group({ ApplicationName: { Ref: "App" }, DeploymentConfigName: { Ref: "Slow" } }),
        B: group({ ApplicationName: { Ref: "App" }, DeploymentConfigName: "theirs" }),
        C: group({ ApplicationName: { Ref: "App" }, DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes" }),
      },
      { App: "app", Slow: "slow-1", A: "a", B: "b", C: "c" },
    );
    expect(found).toEqual([{ name: "slow-1" }, { name: "theirs" }]);
  });
});

describe("alarms", () => {
  it("are those of the system, those that a group watches and those in the rule of a composite one", async () => {
    const far = "arn:aws:cloudwatch:us-east-1:111111111111:alarm:far";
    const near = "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:near";
    const found = await questions(
      "alarm",
      {
        Own: { Type: "AWS::CloudWatch::Alarm", Properties: {} },
        Both: {
          Type: "AWS::CloudWatch::CompositeAlarm",
          Properties: { AlarmRule: `ALARM(member) OR ALARM("${near}") OR ALARM("${far}")` },
        },
        Group: group({
          ApplicationName: "app",
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Own" } }, { Name: "foreign" }] },
        }),
      },
      { Own: "own-1", Both: "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:both-1", Group: "g" },
    );
    expect(found).toEqual([{ name: "own-1" }, { name: "both-1" }, { name: "foreign" }, { name: "member" }, { name: "near" }]);
  });
});

describe("what no template defines", () => {
  it("leads on to what it names itself, answer by answer", async () => {
    const UpdatePolicy = { CodeDeployLambdaAliasUpdate: { ApplicationName: "app", DeploymentGroupName: "group" } };
    const Resources = { Fn: fn(), Live: { ...alias("live"), UpdatePolicy } };
    const ofGroup = {
      configurationName: "slow",
      alarmsEnabled: true,
      ignoresPollFailure: false,
      alarmNames: ["all"],
      rollbackEnabled: true,
      rollbackEvents: ["DEPLOYMENT_STOP_ON_ALARM"],
    };
    const composite = (AlarmRule: string) => ({
      ...{ kind: "composite", arn: "arn", state: "OK", stateReason: null, stateUpdatedAt: null, evaluationState: null },
      ...{ actionsEnabled: true, alarmActions: [], properties: { AlarmRule } },
    });
    const answers: LooseAnswer[] = [];
    const next = async () => {
      const facts = await systemOf(recordingOf({ stacks: [{ template: { Resources } }], answers }), { kind: "stack" });
      const model = link(facts);
      const kinds = ["deployment-group", "deployment-configuration", "alarm"] as const;
      return kinds.flatMap((kind) => questionsOf(kind, model)).map(({ stack: _, ...ask }) => ask);
    };
    expect(await next()).toEqual([{ kind: "deployment-group", application: "app", group: "group" }]);
    answers.push({ ask: { kind: "deployment-group", stack: "shop", application: "app", group: "group" }, seen: ofGroup });
    expect(await next()).toEqual([
      { kind: "deployment-configuration", name: "slow" },
      { kind: "alarm", name: "all" },
    ]);
    answers.push({ ask: { kind: "alarm", stack: "shop", name: "all" }, seen: composite('ALARM("some")') });
    expect(await next()).toContainEqual({ kind: "alarm", name: "some" });
    answers.push({ ask: { kind: "alarm", stack: "shop", name: "some" }, seen: composite('ALARM("one") OR ALARM("all")') });
    expect(await next()).toContainEqual({ kind: "alarm", name: "one" });
  });
});

describe("tags", () => {
  it("are read by ARN, for types that take tags and have a known ARN", async () => {
    const plain = (Type: string) => ({ Type, Properties: {} });
    const physical: Readonly<Record<string, readonly [type: string, id: string, arn: string | null]>> = {
      Fn: ["AWS::Lambda::Function", "f", "lambda:eu-west-1:111111111111:function:f"],
      Queue: ["AWS::SQS::Queue", "https://sqs.eu-west-1.amazonaws.com/111111111111/q", "sqs:eu-west-1:111111111111:q"],
      Topic: ["AWS::SNS::Topic", "arn:aws:sns:eu-west-1:111111111111:t", "sns:eu-west-1:111111111111:t"],
      Api: ["AWS::ApiGateway::RestApi", "abc123", "apigateway:eu-west-1::/restapis/abc123"],
      Http: ["AWS::ApiGatewayV2::Api", "def456", "apigateway:eu-west-1::/apis/def456"],
      Bucket: ["AWS::S3::Bucket", "b", "s3:::b"],
      Rule: ["AWS::Events::Rule", "bus|rule", "events:eu-west-1:111111111111:rule/bus/rule"],
      Secret: ["AWS::SSM::Parameter", "/shop/key", "ssm:eu-west-1:111111111111:parameter/shop/key"],
      // IAM's tags are its own affair; a topic's subscription takes none.
      Role: ["AWS::IAM::Role", "r", null],
      Subscription: ["AWS::SNS::Subscription", "arn:aws:sns:eu-west-1:111111111111:t:1", null],
    };
    const entries = Object.entries(physical);
    const found = await questions(
      "tags",
      Object.fromEntries(entries.map(([id, [type]]) => [id, plain(type)])),
      Object.fromEntries(entries.map(([id, [, physicalId]]) => [id, physicalId])),
    );
    expect(found).toEqual(entries.flatMap(([, [, , arn]]) => (arn === null ? [] : [{ arn: `arn:aws:${arn}` }])));
  });
});
