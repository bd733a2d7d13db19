// Whose tags are judged where there are several stacks: each resource in its own stack, a nested stack as the stack that it is.
import { expect, test } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { readTemplates } from "../../sources/template/template.ts";
import { link } from "../link.ts";
import { tagSubjects } from "./tag-subject.ts";

const Jobs = { Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "owner", Value: "greeters" }] } };
const stackOf = (TemplateURL: string) => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { TemplateURL, Tags: [{ Key: "owner", Value: "greeters" }] },
});

async function subjectsOf(on: "both" | "stack" | "resources"): Promise<string[]> {
  const cwd = folder({
    "a.json": { Resources: { Jobs, Below: stackOf("c.json"), Away: stackOf("https://example.com/x.json") } },
    "b.json": { Resources: { Jobs } },
    "c.json": { Resources: { Jobs } },
  });
  const model = link(await readTemplates(requestFor(cwd, ["a.json", "b.json"])));
  return tagSubjects(model, on).map(({ stack, resource }) => `${stack.name}/${resource?.logicalId ?? ""}`);
}

test("each resource is a subject of its own stack only, and a nested stack is the stack, not the resource that makes it", async () => {
  expect(await subjectsOf("both")).toEqual(["a/", "a/Jobs", "a/Away", "a/Below/", "a/Below/Jobs", "b/", "b/Jobs"]);
  expect(await subjectsOf("resources")).toEqual(["a/Jobs", "a/Away", "a/Below/Jobs", "b/Jobs"]);
  expect(await subjectsOf("stack")).toEqual(["a/", "a/Below/", "b/"]);
});

test("the tags of an HTTP API are those of its definition, too, and open where the definition's are", async () => {
  const api = (tags: unknown) => ({
    Type: "AWS::ApiGatewayV2::Api",
    Properties: { Body: { tags }, Tags: { owner: "greeters" } },
  });
  const cwd = folder({
    "api.json": {
      Parameters: { Open: { Type: "String" } },
      Resources: {
        Written: api([{ name: "team", "x-amazon-apigateway-tag-value": "web" }]),
        Open: api({ "Fn::Transform": { Name: "Macro" } }),
        OneOpen: api([{ name: { Ref: "Open" }, "x-amazon-apigateway-tag-value": "web" }]),
      },
    },
  });
  const model = link(await readTemplates(requestFor(cwd, ["api.json"])));
  const found = tagSubjects(model, "resources").map(({ resource, tags }) => [
    resource?.logicalId,
    [...tags.byKey.keys()],
    tags.doubt?.reason ?? null,
  ]);
  expect(found).toEqual([
    ["Written", ["team", "owner"], null],
    ["Open", ["owner"], expect.stringContaining("macro Macro")],
    ["OneOpen", ["owner"], "depends on parameter Open, which has no value; pass --parameter Open=…"],
  ]);
});
