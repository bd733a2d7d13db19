import assert from "node:assert/strict";
import { test } from "node:test";
import { expectParity, expectVerdicts, judge } from "serverless-fitness/testing";
import queueConcurrency from "./queue-concurrency.js";

const worker = { Type: "AWS::Lambda::Function", Properties: { Runtime: "nodejs24.x" } };
const mapping = (properties) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: { FunctionName: { Ref: "Worker" }, ...properties },
});
const jobs = { EventSourceArn: { "Fn::GetAtt": ["Jobs", "Arn"] } };
const templateWith = (mappings, Parameters = {}) => ({
  Parameters,
  Resources: { Worker: worker, Jobs: { Type: "AWS::SQS::Queue" }, Table: { Type: "AWS::DynamoDB::Table" }, ...mappings },
});

test("passes with a maximum, fails without one or with one that is too high", async () => {
  const { assessments } = await expectVerdicts(
    queueConcurrency,
    templateWith({
      Bounded: mapping({ ...jobs, ScalingConfig: { MaximumConcurrency: 10 } }),
      High: mapping({ ...jobs, ScalingConfig: { MaximumConcurrency: 500 } }),
      Unbounded: mapping(jobs),
    }),
    { "Stack/Bounded": "pass", "Stack/High": "fail", "Stack/Unbounded": "fail" },
  );
  assert.equal(assessments[1].message, "has a maximum concurrency of 500, more than 100");
});

test("is unknown where the maximum or the source is a parameter without a value, and decided once it has one", async () => {
  const open = templateWith(
    {
      Open: mapping({ ...jobs, ScalingConfig: { MaximumConcurrency: { Ref: "Most" } } }),
      Anything: mapping({ EventSourceArn: { Ref: "Source" } }),
    },
    { Most: { Type: "Number" }, Source: { Type: "String" } },
  );
  await expectVerdicts(queueConcurrency, open, { "Stack/Open": "unknown", "Stack/Anything": "unknown" });
  const parameters = { Most: 20, Source: "arn:aws:kinesis:eu-west-1:111111111111:stream/clicks" };
  await expectVerdicts(queueConcurrency, open, { "Stack/Open": "pass" }, { parameters });
});

test("streams are no subjects", async () => {
  const stream = mapping({ EventSourceArn: { "Fn::GetAtt": ["Table", "StreamArn"] }, StartingPosition: "LATEST" });
  await expectVerdicts(queueConcurrency, templateWith({ Stream: stream }), {});
});

test("takes another maximum as an option", async () => {
  const template = templateWith({ Some: mapping({ ...jobs, ScalingConfig: { MaximumConcurrency: 10 } }) });
  const { verdicts } = await judge(queueConcurrency, template, { options: { maximum: 5 } });
  assert.deepEqual(verdicts, { "Stack/Some": "fail" });
});

test("says the same of SAM and of CloudFormation", async () => {
  const sam = {
    text: `
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Jobs: { Type: AWS::SQS::Queue }
        Worker:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs24.x
            Handler: index.handler
            InlineCode: exports.handler = async () => {}
            Events:
              Job: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
    `,
  };
  await expectParity(queueConcurrency, { sam, cloudformation: templateWith({ Unbounded: mapping(jobs) }) });
});
