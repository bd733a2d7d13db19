// Content from other files: what is taken in, what wins, and what is never read.
import { symlinkSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { property } from "../../model/json.ts";
import { UNREAD_INCLUDE } from "../../model/resolve/resolver.ts";
import type { TemplateRequest } from "../source.ts";
import { readTemplates } from "./template.ts";

const include = (location: string): string => `{Name: AWS::Include, Parameters: {Location: ${location}}}`;
const api = (body: string): string =>
  `Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Body: ${body}\n`;

async function bodyOf(files: Record<string, string | object>, more: Partial<TemplateRequest> = {}, file = "app/template.yaml") {
  const facts = await readTemplates(requestFor(folder(files), [file], more));
  const resource = facts.stacks[0]?.resources.get("Api");
  return { body: property(property(resource?.body, "Properties"), "Body"), facts, resource };
}

it("takes in a local file, relative to the template, up to the repository", async () => {
  const { body } = await bodyOf({
    "app/template.yaml": api(`{Fn::Transform: ${include("../api.yaml")}}`),
    "api.yaml": "openapi: 3.0.1\npaths: {/a: {get: !Ref X}}",
  });
  expect(body).toEqual({ openapi: "3.0.1", paths: { "/a": { get: { Ref: "X" } } } });
});

it("lets the included keys win over those beside it, and says so where they differ", async () => {
  const { body, facts } = await bodyOf({
    "app/template.yaml": api(`{openapi: 3.0.1, info: mine, paths: {/never-created: {}}, Fn::Transform: ${include("api.yaml")}}`),
    "app/api.yaml": "openapi: 3.0.1\npaths: {/a: {}}",
  });
  expect(body).toEqual({ openapi: "3.0.1", info: "mine", paths: { "/a": {} } });
  expect(facts.notes).toEqual([
    "app/template.yaml:5: paths is written beside the AWS::Include of api.yaml and in it; the included one was used",
  ]);
});

it.each([
  ["an S3 location", "s3://bucket/api.yaml", "its location is s3://bucket/api.yaml, which is not a local file"],
  ["a location that is made up at deployment", '!Sub "s3://${Bucket}/api.yaml"', "its location is s3://${Bucket}/api.yaml"],
  ["a missing file", "nowhere.yaml", "it is in nowhere.yaml, which does not exist"],
  ["a file outside", "../../../../../../etc/passwd", "a template reads nothing outside its repository"],
  ["an absolute path", "/etc/passwd", "a template reads nothing outside its repository"],
  ["a link that leads out", "link.yaml", "a template reads nothing outside its repository"],
  ["a file with duplicate keys", "twice.yaml", 'it is in app/twice.yaml:2, which has the key "a" twice'],
])("leaves a body in %s unresolved, with the reason", async (_, location, reason) => {
  const cwd = folder({
    "app/template.yaml": api(`{paths: {}, Fn::Transform: ${include(location)}}`),
    "app/twice.yaml": "a: 1\na: 2",
  });
  symlinkSync("/etc/passwd", path.join(cwd, "app/link.yaml"));
  const facts = await readTemplates(requestFor(cwd, ["app/template.yaml"]));
  const body = property(property(facts.stacks[0]?.resources.get("Api")?.body, "Properties"), "Body");
  expect(Object.keys(body as object)).toEqual([UNREAD_INCLUDE]);
  expect(property(body, UNREAD_INCLUDE)).toContain(reason);
  expect(property(body, UNREAD_INCLUDE)).toContain("(app/template.yaml:5)");
});

it("follows --include-file, by the location or by the parameter's value", async () => {
  const includeFiles = new Map([["s3://bucket/api.yaml", "api.yaml"]]);
  expect(
    (
      await bodyOf(
        { "t.yaml": api(`{Fn::Transform: ${include("s3://bucket/api.yaml")}}`), "api.yaml": "paths: {}" },
        { includeFiles },
        "t.yaml",
      )
    ).body,
  ).toEqual({ paths: {} });
  const template = `Parameters: {Where: {Type: String, Default: "s3://bucket/api.yaml"}}\n${api(`{Fn::Transform: ${include("!Ref Where")}}`)}`;
  expect((await bodyOf({ "t.yaml": template, "api.yaml": "paths: {}" }, { includeFiles }, "t.yaml")).body).toEqual({ paths: {} });
});

it("says which --include-file no template asked for", async () => {
  const { facts } = await bodyOf({ "t.yaml": api("{}") }, { includeFiles: new Map([["s3://b/k", "api.yaml"]]) }, "t.yaml");
  expect(facts.notes).toEqual(["--include-file for s3://b/k was ignored: no template includes it"]);
});

it("stops at the repository even where the working directory is above it", async () => {
  const { body } = await bodyOf({
    "app/.git/HEAD": "",
    "app/template.yaml": api(`{Fn::Transform: ${include("../api.yaml")}}`),
    "api.yaml": "paths: {}",
  });
  expect(property(body, UNREAD_INCLUDE)).toContain("outside app");
});

it("takes in whole resources, and is not whole where it cannot", async () => {
  const template = `Resources:\n  Fn::Transform: ${include("more.yaml")}\n  Api: {Type: AWS::ApiGateway::RestApi}\n`;
  const { facts } = await bodyOf({ "app/template.yaml": template, "app/more.yaml": "Topic: {Type: AWS::SNS::Topic}" });
  expect([...(facts.stacks[0]?.resources.keys() ?? [])]).toEqual(["Api", "Topic"]);
  const missing = await bodyOf({ "app/template.yaml": template });
  expect([...(missing.facts.stacks[0]?.resources.keys() ?? [])]).toEqual(["Api"]);
  expect(missing.facts.unread).toMatchObject([
    {
      file: "app/template.yaml",
      message: expect.stringContaining("line 2: part of Resources is unknown: it is in more.yaml"),
    },
  ]);
});

it("takes in whole sections at the top", async () => {
  const { facts } = await bodyOf({
    "app/template.yaml": `Transform: ${include("m.yaml")}\nMappings: {A: {b: {c: 1}}}\n${api("{}")}`,
    "app/m.yaml": "Mappings: {D: {e: {f: 2}}}",
  });
  expect(facts.stacks[0]?.template.Mappings).toEqual({ A: { b: { c: 1 } }, D: { e: { f: 2 } } });
});

it("reads a state machine whose definition has substitutions in place of numbers", async () => {
  const { facts } = await bodyOf({
    "app/template.yaml":
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties: { DefinitionUri: m.asl.json }\n",
    "app/m.asl.json":
      '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "\\"${arn}: ${x}", "TimeoutSeconds": ${timeout}, "End": true}}, "L": [${a}]}',
  });
  expect(facts.notes).toEqual([]);
  const definition = JSON.stringify(facts.stacks[0]?.resources.get("M")?.body);
  expect(definition).toContain("${timeout}");
  expect(definition).toContain("${arn}: ${x}");
});

it("leaves what another macro makes unresolved", async () => {
  const { body, facts } = await bodyOf({ "app/template.yaml": api("!Transform {Name: Count, Parameters: {}}") });
  expect(property(body, UNREAD_INCLUDE)).toContain("the macro Count, which only CloudFormation can run");
  expect(facts.unread).toEqual([]);
});

it("takes no template for whole that a macro changes, or a resource that one makes", async () => {
  const { facts } = await bodyOf({
    "app/template.yaml": `Transform:\n  - Shout\n  - AWS::CodeStar\n${api("{}")}\n  Extra: !Transform {Name: Count, Parameters: {}}`,
  });
  expect(facts.unread).toEqual([
    {
      file: "app/template.yaml",
      message: expect.stringContaining("part of Resources.Extra is unknown: it is created by the macro Count"),
    },
    {
      file: "app/template.yaml",
      message: expect.stringContaining("the macro Shout was not run because only CloudFormation can run it"),
    },
  ]);
  expect(facts.notes).toEqual([expect.stringContaining("the macro AWS::CodeStar was not run")]);
  expect(facts.stacks[0]?.resources.get("Extra")?.type).toBe("Fn::Transform");
});

it.each([
  ["AWS::ApiGateway::RestApi", "BodyS3Location", "Body"],
  ["AWS::ApiGatewayV2::Api", "BodyS3Location", "Body"],
  ["AWS::StepFunctions::StateMachine", "DefinitionS3Location", "Definition"],
])("reads the definition that %s has in a local file", async (type, from, into) => {
  const template = { Resources: { Api: { Type: type, Properties: { Name: "n", [from]: "def.json" } } } };
  const { resource } = await bodyOf({ "app/template.yaml": template, "app/def.json": { a: 1 } });
  expect(resource?.body["Properties"]).toEqual({ Name: "n", [into]: { a: 1 } });
  const missing = await bodyOf({ "app/template.yaml": template });
  expect(missing.resource?.body["Properties"]).toEqual({ Name: "n", [from]: "def.json" });
  expect(missing.facts.notes[0]).toContain("the definition of Api is unknown: it is in def.json, which does not exist");
});

it("reads a definition before SAM expands it", async () => {
  const template =
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  Api:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: v1, DefinitionUri: api.yaml}\n";
  const { body } = await bodyOf({ "app/template.yaml": template, "app/api.yaml": "swagger: 2.0\npaths: {/a: {}}" });
  expect(property(body, "paths")).toEqual({ "/a": {} });
});
