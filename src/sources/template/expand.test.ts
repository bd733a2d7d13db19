// What the expansion of a template asks of the document that it was read from.
import { expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { defaultLimits } from "../source.ts";
import { expandTemplate } from "./expand.ts";
import { readGivenValues } from "./parameters.ts";
import { readDocument } from "./read.ts";
import { startReading } from "./reading.ts";

it.each([
  ["a CloudFormation template", "{}"],
  ["a SAM template", '{ "Transform": "AWS::Serverless-2016-10-31" }'],
])("asks for no place in %s without faults: places take longer than the reading", async (_, more) => {
  const topic = { Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } };
  const text = JSON.stringify({ ...JSON.parse(more), Resources: { Topic: topic } });
  const request = requestFor(folder({ "t.json": text }), ["t.json"]);
  const asked: unknown[] = [];
  const document = { ...readDocument(Buffer.from(text), "t.json", defaultLimits), locate: (path: unknown) => asked.push(path) };
  const reading = startReading(request, readGivenValues(request));
  const context = { reading, file: null, parameters: new Map(), assets: null };
  const { resources } = await expandTemplate(document as never, context);
  expect([...resources.keys()]).toEqual(["Topic"]);
  expect(asked).toEqual([]);
});
