import { describe, expect, test } from "vitest";
import { at, type Json, type JsonObject } from "../../../../model/json.ts";
import { expandSam, type SamExpansion } from "../expand.ts";

function expand(properties: JsonObject, rest: JsonObject = {}, attributes: JsonObject = {}): SamExpansion {
  const Fn = {
    Type: "AWS::Serverless::Function",
    Properties: { Runtime: "nodejs20.x", Handler: "i.h", CodeUri: "./src", ...properties },
    ...attributes,
  };
  return expandSam({ Resources: { Fn, ...rest } }, { parameters: new Map() });
}

function one(expansion: SamExpansion, id: string, ...path: (string | number)[]): Json | undefined {
  return at(expansion.resources.get(id)?.body, path);
}

const alias = { Ref: "FnAliaslive" };
const arn = { "Fn::GetAtt": ["Fn", "Arn"] };

describe.each([
  [{ AutoPublishAlias: "live" }, alias, alias],
  [{}, arn, { Ref: "Fn" }],
] as const)("every event targets the alias where there is one: %j", (published, targetArn, targetName) => {
  const event = (Type: string, Properties: JsonObject, rest: JsonObject = {}) =>
    expand({ ...published, Events: { E: { Type, Properties } } }, rest);

  test.each<[string, JsonObject, (string | number)[]]>([
    ["Schedule", { Schedule: "rate(1 hour)" }, ["Properties", "Targets", 0, "Arn"]],
    ["ScheduleV2", { ScheduleExpression: "rate(1 hour)" }, ["Properties", "Target", "Arn"]],
    ["EventBridgeRule", { Pattern: { source: ["a"] } }, ["Properties", "Targets", 0, "Arn"]],
    ["CloudWatchEvent", { Pattern: { source: ["a"] } }, ["Properties", "Targets", 0, "Arn"]],
    ["SNS", { Topic: "t" }, ["Properties", "Endpoint"]],
    ["CloudWatchLogs", { LogGroupName: "g", FilterPattern: "" }, ["Properties", "DestinationArn"]],
    ["IoTRule", { Sql: "s" }, ["Properties", "TopicRulePayload", "Actions", 0, "Lambda", "FunctionArn"]],
  ])("%s", (type, properties, path) => {
    const expansion = event(type, properties);
    expect(one(expansion, "FnE", ...path)).toEqual(targetArn);
    expect(expansion.resources.get("FnE")?.generatedFrom).toEqual({ logicalId: "Fn", path: ["Properties", "Events", "E"] });
    if (type !== "ScheduleV2") expect(one(expansion, "FnEPermission", "Properties", "FunctionName")).toEqual(targetName);
  });

  test.each<[string, JsonObject, Json]>([
    ["Kinesis", { Stream: "s", StartingPosition: "LATEST" }, "s"],
    ["DynamoDB", { Stream: "s", StartingPosition: "LATEST" }, "s"],
    ["SQS", { Queue: "q" }, "q"],
    ["MSK", { Stream: "m", Topics: ["t"], StartingPosition: "LATEST" }, "m"],
    ["MQ", { Broker: "b", Queues: ["q"], SourceAccessConfigurations: [] }, "b"],
    ["DocumentDB", { Cluster: "c", DatabaseName: "d", SourceAccessConfigurations: [] }, "c"],
  ])("%s mapping", (type, properties, source) => {
    expect(one(event(type, properties), "FnE", "Properties")).toMatchObject({ FunctionName: targetName, EventSourceArn: source });
  });

  test("S3 and Cognito events are written into the author's resources", () => {
    const bucket = event("S3", { Bucket: { Ref: "B" }, Events: "s3:ObjectCreated:*" }, { B: { Type: "AWS::S3::Bucket" } });
    expect(one(bucket, "B", "Properties", "NotificationConfiguration", "LambdaConfigurations")).toEqual([
      { Function: targetArn, Event: "s3:ObjectCreated:*", "x-serverless-fitness-event": { function: "Fn", event: "E" } },
    ]);
    expect(one(bucket, "B", "DependsOn")).toEqual(["FnEPermission"]);
    const pool = event("Cognito", { UserPool: { Ref: "P" }, Trigger: ["PreSignUp"] }, { P: { Type: "AWS::Cognito::UserPool" } });
    expect(one(pool, "P", "Properties", "LambdaConfig")).toEqual({
      PreSignUp: targetArn,
      "x-serverless-fitness-event": { PreSignUp: { function: "Fn", event: "E" } },
    });
  });

  test("a topic through a queue: the function polls the queue", () => {
    const expansion = event("SNS", { Topic: "t", SqsSubscription: true });
    expect(one(expansion, "FnE", "Properties")).toMatchObject({
      Protocol: "sqs",
      Endpoint: { "Fn::GetAtt": ["FnEQueue", "Arn"] },
    });
    expect(one(expansion, "FnEEventSourceMapping", "Properties", "FunctionName")).toEqual(targetName);
  });

  test("URL and asynchronous settings", () => {
    const expansion = expand({
      ...published,
      FunctionUrlConfig: { AuthType: "NONE" },
      EventInvokeConfig: { MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Type: "SQS" } } },
    });
    expect(one(expansion, "FnUrl", "Properties", "TargetFunctionArn")).toEqual(targetName);
    expect(one(expansion, "FnUrlPublicPermissions", "Properties", "FunctionName")).toEqual(targetName);
    expect(one(expansion, "FnEventInvokeConfig", "Properties")).toMatchObject({
      Qualifier: "AutoPublishAlias" in published ? "live" : "$LATEST",
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["FnEventInvokeConfigOnFailureQueue", "Arn"] } } },
    });
  });
});

const integration = "x-amazon-apigateway-integration";
const uri = (target: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${target}/invocations`,
});

describe("APIs", () => {
  test("an implicit API exists for the events that name none, under the conditions of all of them", () => {
    const events = { Get: { Type: "Api", Properties: { Path: "/a", Method: "GET" } } };
    const expansion = expand({ AutoPublishAlias: "live", Events: events }, {}, { Condition: "C" });
    expect(one(expansion, "ServerlessRestApi", "Condition")).toBe("C");
    const item = one(expansion, "ServerlessRestApi", "Properties", "Body", "paths", "/a", "Fn::If", 1, "get", "Fn::If");
    expect(at(item, [1, integration, "uri", "Fn::If", 1])).toEqual(uri("${FnAliaslive}"));
    expect(expansion.resources.get("ServerlessRestApi")?.generatedFrom).toEqual({
      logicalId: "Fn",
      path: ["Properties", "Events", "Get"],
    });
    expect(one(expansion, "ServerlessRestApiProdStage", "Properties", "StageName")).toBe("Prod");
    expect(one(expansion, "FnGetPermissionProd", "Properties", "FunctionName")).toEqual(alias);
  });

  test("an author's integration stays as it is, and the permission is on the alias: the route bypasses the alias", () => {
    const definition = {
      swagger: "2.0",
      paths: { "/a": { get: { [integration]: { type: "aws_proxy", uri: uri("${Fn.Arn}") } } } },
    };
    const api = { Type: "AWS::Serverless::Api", Properties: { StageName: "v1", DefinitionBody: definition } };
    const event = { Type: "Api", Properties: { RestApiId: { Ref: "Own" }, Path: "/a", Method: "get" } };
    const expansion = expand({ AutoPublishAlias: "live", Events: { E: event } }, { Own: api });
    expect(one(expansion, "Own", "Properties", "Body")).toEqual(definition);
    expect(one(expansion, "FnEPermissionv1", "Properties", "FunctionName")).toEqual(alias);
    expect(expansion.resources.has("ServerlessRestApi")).toBe(false);
  });

  test("an HTTP API: the default route of a function decides its permissions", () => {
    const events = {
      Any: { Type: "HttpApi" },
      Get: { Type: "HttpApi", Properties: { Path: "/a", Method: "get" } },
    };
    const expansion = expand({ Events: events });
    const paths = one(expansion, "ServerlessHttpApi", "Properties", "Body", "paths");
    expect(at(paths, ["$default", "x-amazon-apigateway-any-method", integration, "uri"])).toEqual(uri("${Fn.Arn}"));
    expect(at(paths, ["/a", "get", integration, "uri"])).toEqual(uri("${Fn.Arn}"));
    expect([...expansion.resources.keys()].filter((id) => id.endsWith("Permission"))).toEqual(["FnAnyPermission"]);
    expect(one(expansion, "ServerlessHttpApiApiGatewayDefaultStage", "Properties", "StageName")).toBe("$default");
  });

  test("a route that two events claim keeps the first and says so", () => {
    const route = { Type: "Api", Properties: { Path: "/a", Method: "get" } };
    const expansion = expand({ Events: { A: route, B: route } });
    expect(expansion.notes).toEqual(["Fn: event B repeats get /a, which the SAM transform rejects; the first one was used"]);
  });
});

test("PropagateTags replaces the tags of what is generated; without it nothing else has the function's", () => {
  const events = { Q: { Type: "SNS", Properties: { Topic: "t", SqsSubscription: true } } };
  const tags = { AutoPublishAlias: "live", DeploymentPreference: { Type: "AllAtOnce" }, Tags: { team: "a" }, Events: events };
  const list = [{ Key: "team", Value: "a" }];
  const kept = expand(tags);
  const propagated = expand({ ...tags, PropagateTags: true });
  const tagged = ["Fn", "FnRole", "FnQQueue", "FnDeploymentGroup", "ServerlessDeploymentApplication"];
  expect(tagged.map((id) => one(propagated, id, "Properties", "Tags"))).toEqual(tagged.map(() => list));
  expect(one(kept, "Fn", "Properties", "Tags")).toEqual([{ Key: "lambda:createdBy", Value: "SAM" }, ...list]);
  expect(tagged.slice(2).map((id) => one(kept, id, "Properties", "Tags"))).toEqual([undefined, undefined, undefined]);
  expect(one(propagated, "FnAliaslive", "Properties", "Tags")).toBeUndefined();
});

test("a state machine's events start its alias only where it says so", () => {
  const machine = (UseAliasAsEventTarget: boolean): JsonObject => ({
    Type: "AWS::Serverless::StateMachine",
    Properties: {
      Definition: { States: { A: { Resource: { "Fn::GetAtt": ["Fn", "Arn"] } } } },
      AutoPublishAlias: "live",
      UseAliasAsEventTarget,
      Events: { E: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)" } } },
    },
  });
  for (const uses of [true, false]) {
    const expansion = expand({}, { S: machine(uses) });
    expect(one(expansion, "SE", "Properties", "Targets", 0, "Arn")).toEqual({ Ref: uses ? "SAliaslive" : "S" });
    expect(one(expansion, "S", "Properties", "DefinitionSubstitutions")).toEqual({ definition_substitution_1: arn });
    expect(one(expansion, "SAliaslive", "Properties", "DeploymentPreference")).toEqual({
      Type: "ALL_AT_ONCE",
      StateMachineVersionArn: { Ref: "SVersion" },
    });
  }
});

test("a connector lets its source call the function itself, never the alias", () => {
  const connector = {
    Type: "AWS::Serverless::Connector",
    Properties: { Source: { Id: "Topic" }, Destination: { Id: "Fn" }, Permissions: ["Write"] },
  };
  const expansion = expand({ AutoPublishAlias: "live" }, { Topic: { Type: "AWS::SNS::Topic", DependsOn: "C" }, C: connector });
  expect(one(expansion, "CWriteLambdaPermission", "Properties")).toMatchObject({
    FunctionName: arn,
    Principal: "sns.amazonaws.com",
  });
  expect(one(expansion, "Topic", "DependsOn")).toBe("CWriteLambdaPermission");
});
