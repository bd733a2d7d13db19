import { describe, expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { readTemplates } from "../../sources/template/template.ts";
import { link } from "../link.ts";

/** Every event of a function that SAM turns into something that invokes it. */
const events = {
  Api: { Type: "Api", Properties: { Path: "/api", Method: "get" } },
  HttpApi: { Type: "HttpApi", Properties: { Path: "/http", Method: "post" } },
  Upload: { Type: "S3", Properties: { Bucket: { Ref: "Bucket" }, Events: "s3:ObjectCreated:*" } },
  Topic: { Type: "SNS", Properties: { Topic: { Ref: "Topic" } } },
  Queue: { Type: "SQS", Properties: { Queue: { "Fn::GetAtt": ["Queue", "Arn"] } } },
  Stream: { Type: "Kinesis", Properties: { Stream: { "Fn::GetAtt": ["Stream", "Arn"] }, StartingPosition: "LATEST" } },
  Table: { Type: "DynamoDB", Properties: { Stream: { "Fn::GetAtt": ["Table", "StreamArn"] }, StartingPosition: "LATEST" } },
  Kafka: {
    Type: "MSK",
    Properties: { Stream: "arn:aws:kafka:eu-west-1:111122223333:cluster/c/1", StartingPosition: "LATEST", Topics: ["t"] },
  },
  Schedule: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)" } },
  Scheduler: { Type: "ScheduleV2", Properties: { ScheduleExpression: "rate(1 hour)" } },
  Rule: { Type: "EventBridgeRule", Properties: { Pattern: { source: ["shop"] } } },
  Logs: { Type: "CloudWatchLogs", Properties: { LogGroupName: "/shop", FilterPattern: "" } },
  Thing: { Type: "IoTRule", Properties: { Sql: "SELECT * FROM 'shop'" } },
  Pool: { Type: "Cognito", Properties: { UserPool: { Ref: "Pool" }, Trigger: "PreSignUp" } },
};

const around = {
  Bucket: { Type: "AWS::S3::Bucket" },
  Topic: { Type: "AWS::SNS::Topic" },
  Queue: { Type: "AWS::SQS::Queue" },
  Stream: { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } },
  Table: { Type: "AWS::DynamoDB::Table", Properties: { StreamSpecification: { StreamViewType: "NEW_IMAGE" } } },
  Pool: { Type: "AWS::Cognito::UserPool" },
};

async function invocationsOf(properties: object) {
  const own = { Runtime: "nodejs22.x", Handler: "app.handler", InlineCode: "x", ...properties };
  const template = {
    Transform: "AWS::Serverless-2016-10-31",
    Resources: { ...around, Shop: { Type: "AWS::Serverless::Function", Properties: own } },
  };
  const facts = await readTemplates(requestFor(folder({ "template.json": template }), ["template.json"]));
  return link(facts).invocations.map(({ samEvent, kind, target }) => ({
    event: samEvent?.event ?? kind,
    qualifier: target.state === "known" ? target.value.qualifier.kind : target.state,
  }));
}

describe("the events of a SAM function", () => {
  const names = [...Object.keys(events), "function-url"].sort();

  it("go through its alias where it publishes one", async () => {
    const found = await invocationsOf({ Events: events, FunctionUrlConfig: { AuthType: "NONE" }, AutoPublishAlias: "live" });
    expect(found.map(({ event }) => event).sort()).toEqual(names);
    expect(new Set(found.map(({ qualifier }) => qualifier))).toEqual(new Set(["alias"]));
  });

  it("go to the function itself where it does not", async () => {
    const found = await invocationsOf({ Events: events, FunctionUrlConfig: { AuthType: "NONE" } });
    expect(found.map(({ event }) => event).sort()).toEqual(names);
    expect(new Set(found.map(({ qualifier }) => qualifier))).toEqual(new Set(["none"]));
  });
});
