// What alarms watch and whom they reach across stacks, and which tags a nested stack propagates.
import { expect, test } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import type { TemplateRequest } from "../../sources/source.ts";
import { readTemplates } from "../../sources/template/template.ts";
import { linkWiring } from "../alarms/alarm-wiring.ts";
import { link } from "../link.ts";
import type { Model } from "../model.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { Symbols } from "../symbol.ts";
import { isWithoutTags, stackTagsOf, tagsOf } from "../tags/tags.ts";
import { linkApiLatency } from "./api-latency.ts";

type Resources = Record<string, object>;

async function system(
  templates: Record<string, Resources>,
  more: Partial<TemplateRequest> = {},
  given?: string[],
): Promise<Model> {
  const files = Object.fromEntries(Object.entries(templates).map(([name, Resources]) => [`${name}.json`, { Resources }]));
  const cwd = folder(files);
  return link(await readTemplates(requestFor(cwd, given ?? Object.keys(files), more)));
}

const greeter = (name: string): object => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    FunctionName: name,
    Runtime: "nodejs22.x",
    Handler: "app.handler",
    Code: { ZipFile: "" },
    Role: "arn:aws:iam::1:role/r",
  },
});

const alarm = (namespace: string, metric: string, dimensions: Record<string, unknown>, more: object = {}): object => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    Namespace: namespace,
    MetricName: metric,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 0,
    ...more,
  },
});

function watched(model: Model): Record<string, string[]> {
  return Object.fromEntries(
    model.functions.map((node) => [
      node.resource.id,
      model.functionErrors.alarmsOf(node).watches.map((watch) => watch.alarm.resource.id),
    ]),
  );
}

test("of two functions of one name, an alarm means the one of its own stack", async () => {
  const model = await system({
    prod: { Greeter: greeter("greeter"), Errors: alarm("AWS/Lambda", "Errors", { FunctionName: "greeter" }) },
    test: { Greeter: greeter("greeter") },
  });
  expect(watched(model)).toEqual({ "prod/Greeter": ["prod/Errors"], "test/Greeter": [] });
});

test("an alarm in a stack of its own watches the function by its name", async () => {
  const model = await system({
    app: { Greeter: greeter("greeter") },
    alarms: { Errors: alarm("AWS/Lambda", "Errors", { FunctionName: "greeter" }) },
  });
  expect(watched(model)).toEqual({ "app/Greeter": ["alarms/Errors"] });
});

test("two stacks that make the same metric of their logs have each an alarm of their own", async () => {
  const logs = (withAlarm: boolean): Resources => ({
    Greeter: greeter("greeter"),
    Failures: {
      Type: "AWS::Logs::MetricFilter",
      Properties: {
        LogGroupName: "/aws/lambda/greeter",
        FilterPattern: "ERROR",
        MetricTransformations: [{ MetricNamespace: "app", MetricName: "Failures", MetricValue: "1" }],
      },
    },
    ...(withAlarm ? { Errors: alarm("app", "Failures", {}) } : {}),
  });
  const model = await system({ prod: logs(true), test: logs(false) });
  expect(watched(model)).toEqual({ "prod/Greeter": ["prod/Errors"], "test/Greeter": [] });
});

test("an alarm on a REST API's name covers every stage of it, unless it names one", async () => {
  const stage = (name: string): object => ({
    Type: "AWS::ApiGateway::Stage",
    Properties: { RestApiId: { Ref: "Api" }, DeploymentId: "d", StageName: name },
  });
  const model = await system({
    api: {
      Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "greetings" } },
      Prod: stage("prod"),
      Test: stage("test"),
      Slow: alarm("AWS/ApiGateway", "Latency", { ApiName: "greetings" }),
      ProdSlow: alarm("AWS/ApiGateway", "Latency", { ApiName: "greetings", Stage: { Ref: "Prod" } }),
    },
  });
  const found = model.apis.stages.map((node) => [
    node.resource.logicalId,
    linkApiLatency(model)
      .alarmsOf(node)
      .watches.map((watch) => watch.alarm.resource.logicalId),
  ]);
  expect(Object.fromEntries(found)).toEqual({ Prod: ["Slow", "ProdSlow"], Test: ["Slow"] });
});

test("SAM's stage of the deployment is none", async () => {
  const deployment = { RestApiId: { Ref: "Api" }, StageName: "Stage", Description: "RestApi deployment id: 0123" };
  const model = await system({
    api: {
      Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "greetings" } },
      Deployment: { Type: "AWS::ApiGateway::Deployment", Properties: deployment },
      Own: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: { Ref: "Api" }, StageName: "prod" } },
    },
  });
  expect(model.apis.stages.map(({ resource }) => resource.logicalId)).toEqual(["Own"]);
});

const wiredTo = async (properties: object, others: Resources = {}): Promise<string> => {
  const model = await system({ app: { Errors: alarm("AWS/Lambda", "Errors", {}, properties), ...others } });
  const [only] = model.alarmIndex.alarms.filter(({ resource }) => resource.logicalId === "Errors");
  const { ways, dead, doubt } = linkWiring(model, 0).of(only!);
  return ways[0]?.what ?? doubt?.because.reason ?? dead[0]?.what ?? "nothing";
};

test.each([
  ["arn:aws:automate:eu-west-1:ec2:stop", "stops, reboots or recovers an instance (stop)"],
  ["arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:x", "scales by a policy (scalingPolicy:1:x)"],
  ["arn:aws:lambda:eu-west-1:111122223333:function:pager", "invokes the function pager, not defined in the audited stacks"],
  [
    "arn:aws:sns:eu-west-1:111122223333:ops",
    "notifies the topic ops, not defined in the audited stacks: its subscriptions are unknown",
  ],
  ["arn:aws:future:eu-west-1:111122223333:x", "the action arn:aws:future:eu-west-1:111122223333:x is of an unknown kind"],
  ["pager", "has the action pager, which is not an ARN"],
  ["", "has an empty action"],
])("the action %s: %s", async (action, what) => {
  expect(await wiredTo({ AlarmActions: [action] })).toBe(what);
});

test("an ARN with the name of a topic without a subscription is that topic", async () => {
  const topic = { Type: "AWS::SNS::Topic", Properties: { TopicName: "ops" } };
  const action = { "Fn::Sub": "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:ops" };
  expect(await wiredTo({ AlarmActions: [action] }, { Topic: topic })).toBe("notifies Topic, which has no subscription");
});

test("a subscription whose topic is unknown may belong to any topic", async () => {
  const model = await system({
    app: {
      Errors: alarm("AWS/Lambda", "Errors", {}, { AlarmActions: [{ Ref: "Topic" }] }),
      Topic: { Type: "AWS::SNS::Topic" },
      Maker: { Type: "Custom::Maker", Properties: { ServiceToken: "arn:aws:lambda:eu-west-1:1:function:maker" } },
      ByEmail: {
        Type: "AWS::SNS::Subscription",
        Properties: { TopicArn: { "Fn::GetAtt": ["Maker", "TopicArn"] }, Protocol: "email", Endpoint: "a@example.com" },
      },
    },
  });
  const wiring = linkWiring(model, 0).of(model.alarmIndex.alarms[0]!);
  expect([wiring.ways, wiring.doubt?.path.map(({ logicalId }) => logicalId)]).toEqual([[], ["Topic", "ByEmail"]]);
});

test.each([
  [
    "AWS::AppConfig::Environment",
    { Monitors: [{ AlarmArn: { "Fn::GetAtt": ["Errors", "Arn"] } }] },
    "rolls back the configurations of User",
  ],
  [
    "AWS::FIS::ExperimentTemplate",
    { StopConditions: [{ Source: "aws:cloudwatch:alarm", Value: { "Fn::GetAtt": ["Errors", "Arn"] } }] },
    "stops the experiment User",
  ],
  [
    "AWS::StepFunctions::StateMachineAlias",
    { DeploymentPreference: { Alarms: [{ Ref: "Errors" }] } },
    "rolls back the deployments of User",
  ],
  [
    "AWS::Route53::HealthCheck",
    { HealthCheckConfig: { AlarmIdentifier: { Name: { Ref: "Errors" } } } },
    "decides the health check User",
  ],
  [
    "AWS::ECS::Service",
    { DeploymentConfiguration: { Alarms: { AlarmNames: [{ Ref: "Errors" }] } } },
    "rolls back the deployments of User",
  ],
])("%s uses an alarm without an action", async (Type, Properties, what) => {
  expect(await wiredTo({}, { User: { Type, Properties } })).toBe(what);
});

test.each([
  [{ EventPattern: { source: ["aws.cloudwatch"] } }, "triggers rule Rule"],
  [{ EventPattern: { source: ["aws.s3"] } }, "nothing"],
  [{ EventBusName: "orders" }, "nothing"],
  [{ State: "DISABLED" }, "nothing"],
  [{ Targets: [] }, "nothing"],
  [{}, "triggers rule Rule"],
])("a rule with %j: %s", async (more, what) => {
  const EventPattern = { "detail-type": ["CloudWatch Alarm State Change"] };
  const Properties = { EventPattern, Targets: [{ Id: "q", Arn: "arn:aws:sqs:eu-west-1:1:q" }], ...more };
  expect(await wiredTo({}, { Rule: { Type: "AWS::Events::Rule", Properties } })).toBe(what);
});

test.each([
  [{ Circle: "ALARM(Other)", Other: 'ALARM("Circle")' }, "nothing"],
  [{ Circle: "ALARM(Circle)" }, "nothing"],
  [{ Circle: "ALARM(Other)", Other: "ALARM(Circle)", Top: "ALARM(Circle) AND NOT OK(x)" }, "is part of composite alarm Top"],
])("composite alarms %j: Circle %s", async (rules, what) => {
  const composites = Object.entries(rules).map(([AlarmName, AlarmRule]) => [
    AlarmName,
    { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmName, AlarmRule } },
  ]);
  const model = await system({ app: Object.fromEntries(composites) });
  const [circle] = model.alarmIndex.alarms;
  expect(linkWiring(model, 0).of(circle!).ways[0]?.what ?? "nothing").toBe(what);
});

test.each([
  ['ALARM("${AWS::StackName}-payments")', false],
  ['ALARM("${AWS::StackName}-errors") OR ALARM("${AWS::StackName}-payments")', false],
  ['ALARM("${AWS::StackName}-${AWS::Region}")', true],
])("a composite alarm on %s may be over shop-errors: %s", async (rule, isDoubtful) => {
  const composite = { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmRule: { "Fn::Sub": rule } } };
  const name = { AlarmName: { "Fn::Sub": "${AWS::StackName}-errors" } };
  const model = await system({ app: { Errors: alarm("AWS/Lambda", "Errors", {}, name), Composite: composite } });
  const { doubt, ways } = linkWiring(model, 0).of(model.alarmIndex.alarms[0]!);
  expect(doubt !== null && ways.length === 0).toBe(isDoubtful);
});

test("a group that ignores its alarms uses none", async () => {
  const AlarmConfiguration = { Enabled: false, Alarms: [{ Name: { Ref: "Errors" } }] };
  const Properties = { ApplicationName: "a", ServiceRoleArn: "r", AlarmConfiguration };
  expect(await wiredTo({}, { Group: { Type: "AWS::CodeDeploy::DeploymentGroup", Properties } })).toBe("nothing");
});

test("tags come down: from the deployment, over the nested stack's resource, to the resource; the nearest wins", async () => {
  const model = await system(
    {
      parent: {
        Child: {
          Type: "AWS::CloudFormation::Stack",
          Properties: {
            TemplateURL: "child.json",
            Tags: [
              { Key: "owner", Value: "parents" },
              { Key: "layer", Value: "child" },
            ],
          },
        },
      },
      child: {
        Topic: {
          Type: "AWS::SNS::Topic",
          Properties: {
            Tags: [
              { Key: "layer", Value: "topic" },
              { Key: "aws:x", Value: "1" },
            ],
          },
        },
      },
    },
    {
      stackTags: new Map([
        ["owner", "everybody"],
        ["stage", "prod"],
      ]),
    },
    ["parent.json"],
  );
  const topic = model.resources.find(({ logicalId }) => logicalId === "Topic");
  const shown = [...tagsOf(topic!, model).byKey].map(([key, { value, origin }]) => [
    key,
    value.state === "known" && value.value,
    origin,
  ]);
  expect(shown.sort()).toEqual([
    ["layer", "topic", "resource"],
    ["owner", "parents", "stack"],
    ["stage", "prod", "stack"],
  ]);
  expect(model.stacks.map((stack) => isWithoutTags(stack, model))).toEqual([false, false]);
  expect([...stackTagsOf(model.stacks[0]!, model).byKey.keys()].sort()).toEqual(["owner", "stage"]);
});

test("what may turn out to be the same", () => {
  const symbols = new Symbols();
  const stage = symbols.unknown({ key: "stage", label: "${Stage}", reason: "", undecided: [] });
  const name = symbols.unknown({ key: "name", label: "${Name}", reason: "", undecided: [] });
  const region = symbols.unknown({ key: "region", label: "${AWS::Region}", reason: "", undecided: [], isPlain: true });
  const generated = symbols.attribute("app", "Greeter", "Ref");
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["orders", "orders", true],
    ["orders", "order", false],
    [`${stage}-orders`, `${stage}-orders`, true],
    [`${stage}-orders`, `${stage}-payments`, false],
    [`${stage}-orders`, "prod-orders", true],
    [`${stage}-orders`, "prod-orders-2", false],
    [`shop-${stage}`, `bank-${name}`, false],
    [name, generated, true],
    [`${name}-greeter`, generated, false],
    [generated, "greeter", false],
    [`${stage}${name}`, "", true],
    [`${stage}${stage}`, `${stage}`, true],
    [`${stage} - Core API`, `${stage} Gateway ${region}`, false],
    [`${region} - Core API`, `Core API Gateway ${stage}`, false],
    [`${region}-core`, `Core API Gateway ${stage}`, false],
    [`${region}-core`, `eu-${stage}`, true],
    [`${region}-core`, `${stage} core`, false],
    [`a${stage}b${stage}c`, "a-b-c", true],
    [`a${stage}bc`, "a-b-c", false],
  ];
  for (const [a, b, expected] of cases) {
    expect([symbols.display(a), symbols.display(b), mayBeEqual(a, b, symbols), mayBeEqual(b, a, symbols)]).toEqual([
      symbols.display(a),
      symbols.display(b),
      expected,
      expected,
    ]);
  }
});
