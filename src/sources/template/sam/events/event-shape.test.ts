// Events that the SAM transform refuses, each with the place of what is wrong.
import { expect, test } from "vitest";
import { folder, requestFor } from "../../../../../test/folder.ts";
import type { Json, JsonObject } from "../../../../model/json.ts";
import { readTemplates } from "../../template.ts";
import { expandSam } from "../expand.ts";
import { SamRefusal } from "../refusal.ts";

const api = (properties: JsonObject, Type: Json = "Api"): JsonObject => ({
  E: { Type, Properties: { Path: "/", Method: "get", ...properties } },
});

function refusal(events: Json, owner = "AWS::Serverless::Function"): string {
  const Resources = { Fn: { Type: owner, Properties: { Events: events } }, Own: { Type: "AWS::Serverless::Api" } };
  try {
    expandSam({ Parameters: { P: { Type: "String", Default: "/a" } }, Resources }, { parameters: new Map() });
  } catch (error) {
    if (!(error instanceof SamRefusal)) throw error;
    return `${error.message} @ ${error.path.join("/")} → ${error.remedy}`;
  }
  return "accepted";
}

const refused: readonly (readonly [string, Json])[] = [
  ["a path from a parameter", api({ Path: { Ref: "P" } })],
  ["a path that is put together", api({ Path: { "Fn::Sub": "/${P}" } })],
  ["a number for a path", api({ Path: 7 })],
  ["a method from a parameter", api({ Method: { Ref: "P" } }, "HttpApi")],
  ["no method", api({ Method: null })],
  ["a path without a method", { E: { Type: "HttpApi", Properties: { Path: "/" } } }],
  ["a type from a parameter", api({}, { Ref: "P" })],
  ["no type", { E: { Properties: {} } }],
  ["a type that is nearly one", api({}, "HttpApis")],
  ["a type that is none", api({}, "Carrier")],
  ["no event", { E: "Api" }],
  ["events from a parameter", { Ref: "P" }],
  ["properties from a parameter", { E: { Type: "HttpApi", Properties: { Ref: "P" } } }],
  ["properties without any", { E: { Type: "HttpApi", Properties: null } }],
  [
    "a list of triggers that is not a string",
    { E: { Type: "Cognito", Properties: { UserPool: { Ref: "Own" }, Trigger: [{ a: 1 }] } } },
  ],
  ["events of a bucket from a parameter", { E: { Type: "S3", Properties: { Bucket: { Ref: "Own" }, Events: { Ref: "P" } } } }],
  ["a bucket from a parameter", { E: { Type: "S3", Properties: { Bucket: { Ref: "P" }, Events: "s3:*" } } }],
  ["an API of another stack", api({ RestApiId: { "Fn::ImportValue": "api" } })],
  ["text for a number", { E: { Type: "SQS", Properties: { Queue: "q", BatchSize: "10" } } }],
  ["text for a switch", { E: { Type: "SQS", Properties: { Queue: "q", Enabled: "true" } } }],
  ["text for a list", { E: { Type: "SQS", Properties: { Queue: "q", FunctionResponseTypes: "ReportBatchItemFailures" } } }],
  ["text for a map", { E: { Type: "EventBridgeRule", Properties: { Pattern: "all" } } }],
  ["a map for text", { E: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)", Input: { a: 1, b: 2 } } } }],
  ["a number for a queue or nothing", { E: { Type: "SNS", Properties: { Topic: "t", SqsSubscription: 7 } } }],
];

test("what is refused", () => {
  expect(Object.fromEntries(refused.map(([what, events]) => [what, refusal(events)]))).toMatchInlineSnapshot(`
    {
      "a bucket from a parameter": "Fn: Bucket of event E must be a Ref to a resource of the same template; the SAM transform rejects other values @ Properties/Events/E/Properties/Bucket → write a Ref to a resource of the same template",
      "a list of triggers that is not a string": "Fn: Trigger of event E must be literal text or a list of literal texts; the SAM transform rejects other values @ Properties/Events/E/Properties/Trigger → write literal text or a list of literal texts",
      "a map for text": "Fn: Input of event E must be text; the SAM transform rejects other values @ Properties/Events/E/Properties/Input → write text",
      "a method from a parameter": "Fn: Method of event E must be literal text, not Ref; the SAM transform rejects other values @ Properties/Events/E/Properties/Method → write literal text",
      "a number for a path": "Fn: Path of event E must be literal text; the SAM transform rejects other values @ Properties/Events/E/Properties/Path → write literal text",
      "a number for a queue or nothing": "Fn: SqsSubscription of event E must be true, false or a map; the SAM transform rejects other values @ Properties/Events/E/Properties/SqsSubscription → write true, false or a map",
      "a path from a parameter": "Fn: Path of event E must be literal text, not Ref; the SAM transform rejects other values @ Properties/Events/E/Properties/Path → write literal text",
      "a path that is put together": "Fn: Path of event E must be literal text, not Fn::Sub; the SAM transform rejects other values @ Properties/Events/E/Properties/Path → write literal text",
      "a path without a method": "Fn: event E of type HttpApi has no Method, which the SAM transform requires @ Properties/Events/E → add Method to it",
      "a type from a parameter": "Fn: the Type of event E is not text @ Properties/Events/E/Type → write one of AlexaSkill, Api, CloudWatchEvent, CloudWatchLogs, Cognito, DocumentDB, DynamoDB, EventBridgeRule, HttpApi, IoTRule, Kinesis, MQ, MSK, S3, SNS, SQS, Schedule, ScheduleV2, SelfManagedKafka",
      "a type that is nearly one": "Fn: event E has the Type HttpApis, which the SAM transform does not support @ Properties/Events/E/Type → did you mean HttpApi?",
      "a type that is none": "Fn: event E has the Type Carrier, which the SAM transform does not support @ Properties/Events/E/Type → write one of AlexaSkill, Api, CloudWatchEvent, CloudWatchLogs, Cognito, DocumentDB, DynamoDB, EventBridgeRule, HttpApi, IoTRule, Kinesis, MQ, MSK, S3, SNS, SQS, Schedule, ScheduleV2, SelfManagedKafka",
      "an API of another stack": "Fn: RestApiId of event E must be an API of the same template; the SAM transform rejects other values @ Properties/Events/E/Properties/RestApiId → write an API of the same template",
      "events from a parameter": "Fn: its Events are not a map @ Properties/Events → write a map of its events",
      "events of a bucket from a parameter": "Fn: Events of event E must be literal text or a list of literal texts, not Ref; the SAM transform rejects other values @ Properties/Events/E/Properties/Events → write literal text or a list of literal texts",
      "no event": "Fn: event E is not a map @ Properties/Events/E → write a map with its Type and its Properties",
      "no method": "Fn: event E of type Api has no Method, which the SAM transform requires @ Properties/Events/E → add Method to it",
      "no type": "Fn: the Type of event E is not text @ Properties/Events/E/Type → write one of AlexaSkill, Api, CloudWatchEvent, CloudWatchLogs, Cognito, DocumentDB, DynamoDB, EventBridgeRule, HttpApi, IoTRule, Kinesis, MQ, MSK, S3, SNS, SQS, Schedule, ScheduleV2, SelfManagedKafka",
      "properties from a parameter": "Fn: the Properties of event E are not a map @ Properties/Events/E/Properties → write a map of its properties",
      "properties without any": "Fn: the Properties of event E are not a map @ Properties/Events/E/Properties → write a map of its properties",
      "text for a list": "Fn: FunctionResponseTypes of event E must be a list; the SAM transform rejects other values @ Properties/Events/E/Properties/FunctionResponseTypes → write a list",
      "text for a map": "Fn: Pattern of event E must be a map; the SAM transform rejects other values @ Properties/Events/E/Properties/Pattern → write a map",
      "text for a number": "Fn: BatchSize of event E must be a number; the SAM transform rejects other values @ Properties/Events/E/Properties/BatchSize → write a number",
      "text for a switch": "Fn: Enabled of event E must be true or false; the SAM transform rejects other values @ Properties/Events/E/Properties/Enabled → write true or false",
    }
  `);
});

test.each<[string, Json]>([
  ["functions where they may stand", { E: { Type: "SQS", Properties: { Queue: { Ref: "P" }, BatchSize: { Ref: "P" } } } }],
  [
    "a switch that a condition decides",
    { E: { Type: "SQS", Properties: { Queue: "q", Enabled: { "Fn::If": ["C", true, false] } } } },
  ],
  ["an API of the template", api({ RestApiId: { Ref: "Own" } })],
  ["the default route", { E: { Type: "HttpApi" } }],
  ["no events", null],
  ["what an include holds", { "Fitness::UnreadInclude": "it stands in S3" }],
  ["an event that an include holds", { E: { "Fitness::UnreadInclude": "it stands in S3" } }],
  ["properties that an include holds", { E: { Type: "Api", Properties: { "Fitness::UnreadInclude": "it stands in S3" } } }],
  ["a property that nobody knows yet", api({ Future: 1 })],
])("accepted: %s", (_what, events) => {
  expect(refusal(events)).toBe("accepted");
});

test("a state machine has other events", () => {
  const queue = { E: { Type: "SQS", Properties: { Queue: "q" } } };
  expect(refusal(queue, "AWS::Serverless::StateMachine")).toContain(
    "event E has the Type SQS, which the SAM transform does not support",
  );
});

test("the place is that of the property", async () => {
  const template = [
    "Transform: AWS::Serverless-2016-10-31",
    "Parameters:",
    "  P: {Type: String, Default: /hello}",
    "Resources:",
    "  Fn:",
    "    Type: AWS::Serverless::Function",
    "    Properties:",
    "      Events:",
    "        Hello:",
    "          Type: Api",
    "          Properties:",
    "            Method: get",
    "            Path: !Ref P",
  ].join("\n");
  const cwd = folder({ "template.yaml": template });
  await expect(readTemplates(requestFor(cwd, ["template.yaml"]))).rejects.toMatchObject({
    message: expect.stringContaining("Fn: Path of event Hello must be literal text, not Ref"),
    place: { file: "template.yaml", line: 13 },
  });
});
