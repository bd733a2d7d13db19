// The source as a whole: inputs of every kind, names of stacks, nested stacks, and what is rejected with which way out.
import { chmodSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { SourceError, UsageError } from "../../errors.ts";
import { findSource, readTemplates } from "./template.ts";

const template = { Resources: { T: { Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } } } };
const sam =
  "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: {Runtime: nodejs22.x, Handler: a.b, InlineCode: x, AutoPublishAlias: live}\n";
const nested = (url: string, more: object = {}) => ({
  Resources: { N: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url, ...more } } },
});

const read = (files: Parameters<typeof folder>[0], paths: readonly string[], more: Parameters<typeof requestFor>[2] = {}) =>
  readTemplates(requestFor(folder(files), paths, more));
const namesOf = async (...given: Parameters<typeof read>) => (await read(...given)).stacks.map(({ name }) => name);

describe("what it reads", () => {
  it("a CloudFormation template, with the place of every property", async () => {
    const { stacks, locator, kind } = await read({ "a/b.json": template }, ["a/b.json"]);
    expect({ kind, locator }).toEqual({ kind: "template", locator: "a/b.json" });
    expect(stacks).toMatchObject([
      {
        name: "b",
        nameDerived: true,
        language: "cloudformation",
        file: "a/b.json",
        parent: null,
        template: { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {} },
      },
    ]);
    expect(stacks[0]?.resources.get("T")?.locate(["Properties", "TopicName"])).toEqual({ file: "a/b.json", line: 6, column: 9 });
    expect(stacks[0]?.locate(["Resources"])).toEqual({ file: "a/b.json", line: 2, column: 3 });
  });

  it("a SAM template, where generated resources have the place of their source", async () => {
    const { stacks } = await read({ "template.yaml": sam }, ["template.yaml"]);
    expect(stacks[0]?.language).toBe("sam");
    const alias = [...(stacks[0]?.resources.values() ?? [])].find(({ type }) => type === "AWS::Lambda::Alias");
    expect(alias).toMatchObject({ logicalId: "FnAliaslive", generatedFrom: { logicalId: "Fn" } });
    expect(alias?.locate(["Properties"])).toMatchObject({ line: 5 });
    expect(stacks[0]?.resources.get("Fn")?.locate(["Properties", "Handler"])).toEqual({
      file: "template.yaml",
      line: 5,
      column: 39,
    });
  });

  it("a template taken out of its assembly, with the construct paths it carries", async () => {
    const resource = { ...template.Resources.T, Metadata: { "aws:cdk:path": "Shop/T/Resource" } };
    const { stacks } = await read({ "t.json": { Resources: { T: resource } } }, ["t.json"]);
    expect(stacks[0]?.resources.get("T")?.constructPath).toBe("Shop/T/Resource");
  });

  it("standard input", async () => {
    const { stacks } = await read({}, ["-"], {
      readStandardInput: async () => Buffer.from(JSON.stringify(template)),
      stackName: "shop",
    });
    expect(stacks).toMatchObject([{ name: "shop", nameDerived: false, file: "<stdin>" }]);
  });

  it("several inputs as one system, in the order given", async () => {
    expect(await namesOf({ "b.json": template, "a.yaml": sam }, ["b.json", "a.yaml"])).toEqual(["b", "a"]);
  });

  it("ids and keys that are names of JavaScript's", async () => {
    const { stacks } = await read(
      { "t.json": '{"Resources": {"__proto__": {"Type": "AWS::SNS::Topic"}, "constructor": {"Type": "AWS::SNS::Topic"}}}' },
      ["t.json"],
    );
    expect([...(stacks[0]?.resources.keys() ?? [])]).toEqual(["__proto__", "constructor"]);
  });
});

describe("names", () => {
  it("are the file's, the folder's for template.*, and unique", async () => {
    const files = {
      "orders/template.yaml": template,
      "api/orders.template.json": template,
      "x/orders/template.yml": template,
      "y/orders/template.json": template,
    };
    expect(await namesOf(files, Object.keys(files))).toEqual(["orders", "api-orders", "x-orders", "y-orders"]);
    expect(await namesOf({ "a/t.json": template }, ["a/t.json", "a/t.json", "a/t.json"])).toEqual(["t", "a-t", "a-t-2"]);
  });

  it("come from --stack-name, which names one", async () => {
    expect(await namesOf({ "t.json": template }, ["t.json"], { stackName: "shop" })).toEqual(["shop"]);
    await expect(read({ "t.json": template, "u.json": template }, ["t.json", "u.json"], { stackName: "shop" })).rejects.toThrow(
      UsageError,
    );
  });
});

describe("directories", () => {
  it("give their templates, skip other files, and name fragments", async () => {
    const facts = await read(
      {
        "d/b.yaml": sam,
        "d/a.template": template,
        "d/package.json": { name: "x" },
        "d/tsconfig.json": "{ // comment\n}",
        "d/fragment.yaml": sam.replace(/^Transform.*\n/, ""),
        "d/readme.md": "Resources",
      },
      ["d"],
    );
    expect(facts.stacks.map(({ file }) => file)).toEqual(["d/a.template", "d/b.yaml"]);
    expect(facts.notes).toEqual([
      expect.stringContaining("d/fragment.yaml was skipped: it has AWS::Serverless resources but no Transform: it is a fragment"),
    ]);
    expect(facts.unread).toEqual([]);
  });

  it("still give the others where one cannot be parsed, and name it", async () => {
    const facts = await read({ "d/a.json": template, "d/b.json": '{"Resources": {' }, ["d"]);
    expect(facts.stacks).toMatchObject([{ name: "a" }]);
    expect(facts.unread).toEqual([
      {
        file: "d/b.json",
        message: "line 1, column 16: ends early: a key in double quotes or } is expected; correct the file at this place",
      },
    ]);
  });

  it("of Serverless give the state that updates the stack", async () => {
    const files = {
      ".serverless/cloudformation-template-create-stack.json": template,
      ".serverless/cloudformation-template-update-stack.json": template,
      ".serverless/serverless-state.json": { service: {} },
    };
    expect((await read(files, [".serverless"])).stacks.map(({ file }) => file)).toEqual([
      ".serverless/cloudformation-template-update-stack.json",
    ]);
  });

  it("refuse a link that leads out of them, and one without any template", async () => {
    const cwd = folder({ "d/a.json": template, "other/x.json": template });
    symlinkSync(path.join(cwd, "other/x.json"), path.join(cwd, "d/x.json"));
    expect((await readTemplates(requestFor(cwd, ["d"]))).unread).toMatchObject([
      { file: "d/x.json", message: expect.stringContaining("outside its directory") },
    ]);
    await expect(read({ "d/package.json": {} }, ["d"])).rejects.toMatchObject({
      message: "contains no template",
      place: { file: "d" },
    });
  });
});

describe("nested stacks", () => {
  it("on this disk are followed, with their parent, its tags and pseudo parameters", async () => {
    const application =
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  N:\n    Type: AWS::Serverless::Application\n    Properties: {Location: deeper/app.yaml}\n";
    const { stacks } = await read(
      {
        "t.json": nested("sub/n.yaml", { Tags: [{ Key: "tier", Value: "inner" }] }),
        "sub/n.yaml": application,
        "sub/deeper/app.yaml": sam,
      },
      ["t.json"],
      {
        stackTags: new Map([["owner", "me"]]),
        parameters: new Map([
          ["AWS::Region", "eu-west-1"],
          ["AWS::StackName", "root"],
        ]),
      },
    );
    expect(stacks).toMatchObject([
      { name: "root", parent: null },
      { name: "root/N", parent: { stack: "root", logicalId: "N" }, nameDerived: true, region: "eu-west-1" },
      { name: "root/N/N", parent: { stack: "root/N", logicalId: "N" }, language: "sam" },
    ]);
    expect([...(stacks[1]?.tags ?? [])]).toEqual([
      ["owner", "me"],
      ["tier", "inner"],
    ]);
    expect([...(stacks[1]?.parameters.keys() ?? [])]).toEqual(["AWS::Region"]);
  });

  it.each([
    ["t.json", "its template contains itself"],
    ["https://bucket.s3.amazonaws.com/t.json", "its template is not a local file"],
  ])("at %s are not, and a note says why", async (url, reason) => {
    const { stacks, notes } = await read({ "t.json": nested(url) }, ["t.json"]);
    expect(stacks).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/^the nested stack N of t was not read: /)]);
    expect(notes[0]).toContain(reason);
  });

  it.each([
    ["nowhere.yaml", "nowhere.yaml does not exist"],
    ["../../../../../../etc/passwd", "is outside"],
    [".", ". is not a file"],
  ])("at %s should have been read, so that the run is not whole", async (url, reason) => {
    const { stacks, unread } = await read({ "t.json": nested(url) }, ["t.json"]);
    expect(stacks).toHaveLength(1);
    expect(unread).toEqual([
      { file: "t.json", message: expect.stringMatching(/^line \d+: the nested stack N of t was not read: /) },
    ]);
    expect(unread[0]?.message).toContain(reason);
  });

  it("that multiply without end are bounded", async () => {
    const twice = (name: string) => ({ Resources: { A: nested(name).Resources.N, B: nested(name).Resources.N } });
    const files = Object.fromEntries(
      Array.from({ length: 14 }, (_, level) => [`${level}.json`, level === 13 ? template : twice(`${level + 1}.json`)]),
    );
    const facts = await read(files, ["0.json"]);
    expect(facts.stacks.length).toBeLessThanOrEqual(1_001);
    expect(facts.unread.map(({ message }) => message)).toEqual([expect.stringContaining("more than 1000 nested stacks")]);
  });
});

describe("refuses", () => {
  it.each([
    ["template.yaml", "- a\n", "is not a template: it is not a map", "CloudFormation"],
    ["t.json", '{"Name": "x"}', "it has no Resources", "CloudFormation"],
    ["t.json", '{"Resources": []}', "has Resources that are not a map", "logical ids"],
    ["t.json", '{"Resources": {"A": {"Properties": {}}}}', 'has a resource "A" without a Type', "Type"],
    ["t.json", '{"Resources": {"A": 5}}', 'has a resource "A" without a Type', "Type"],
    ["t.yaml", sam.replace(/^Transform.*\n/, ""), "it is a fragment for a build tool", "Transform: AWS::Serverless"],
    ["serverless.yml", "service: x\nprovider: {name: aws}\n", "is a Serverless Framework service", "serverless package"],
    ["sls.yml", "service: x\nprovider: {name: aws}\n", "is a Serverless Framework service", "serverless package"],
    ["cdk.json", '{"app": "node bin/app.js"}', "is a CDK application's settings", "cdk synth"],
    ["app.ts", "import x", "is source code", "cdk synth"],
    ["main.tf", 'resource "x" {}', "is Terraform", "has no template"],
    ["plan.json", '{"format_version": "1.2", "terraform_version": "1.9"}', "is Terraform", "has no template"],
    ["Pulumi.yaml", "name: x\nruntime: nodejs\n", "is a Pulumi project", "has no template"],
    ["samconfig.toml", "version = 0.1", "is the SAM CLI's configuration", "template beside it"],
    ["api.yaml", "openapi: 3.0.1\npaths: {}", "is an API definition", "template that uses it"],
    ["m.asl.json", '{"StartAt": "A", "States": {}}', "is a state machine definition", "template that uses it"],
  ])("%s that reads %j", async (name, text, message, remedy) => {
    const error = (await read({ [name]: text }, [name]).catch((thrown: unknown) => thrown)) as SourceError;
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain(message);
    expect(error.remedy).toContain(remedy);
    expect(error.place?.file).toBe(name);
  });

  it("what is not there, is no file or may not be read", async () => {
    await expect(read({}, ["nowhere.yaml"])).rejects.toMatchObject({
      message: "does not exist",
      place: { file: "nowhere.yaml" },
    });
    await expect(read({ "t.json": template }, ["t.json/x"])).rejects.toMatchObject({
      message: expect.stringContaining("does not exist"),
    });
    const cwd = folder({ "t.json": template, "p.json": template });
    const server = createServer().listen(path.join(cwd, "s.sock"));
    await new Promise((ready) => server.once("listening", ready));
    await expect(readTemplates(requestFor(cwd, ["s.sock"]))).rejects.toMatchObject({ message: "is a socket, not a file" });
    server.close();
    symlinkSync("loop.json", path.join(cwd, "loop.json"));
    await expect(readTemplates(requestFor(cwd, ["loop.json"]))).rejects.toMatchObject({
      message: expect.stringContaining("link to itself"),
    });
    await expect(readTemplates(requestFor(cwd, ["t.json"], { parameterFiles: ["."] }))).rejects.toMatchObject({
      message: "is a directory, not a file",
    });
    chmodSync(path.join(cwd, "p.json"), 0);
    // The superuser may read everything.
    if (process.getuid?.() !== 0)
      await expect(readTemplates(requestFor(cwd, ["p.json"]))).rejects.toMatchObject({
        message: expect.stringContaining("permission"),
      });
  });

  it("one of several, and reports the others", async () => {
    const facts = await read({ "a.json": template, "b.json": "{" }, ["a.json", "b.json", "c.json"]);
    expect(facts.stacks).toHaveLength(1);
    expect(facts.unread.map(({ file }) => file)).toEqual(["b.json", "c.json"]);
  });

  it("what the translator refuses, at the resource", async () => {
    const text = sam.replace("AutoPublishAlias: live", "DeploymentPreference: {Enabled: true}");
    await expect(read({ "t.yaml": text }, ["t.yaml"])).rejects.toMatchObject({
      place: { file: "t.yaml", line: 3 },
      message: expect.stringContaining("Fn"),
    });
  });
});

it("finds what there is to audit", () => {
  expect(findSource(folder({}))).toBeNull();
  expect(findSource(folder({ "template.json": "", "template.yaml": "" }))).toBe("template.yaml");
  expect(findSource(folder({ "template.yaml": "", ".aws-sam/build/template.yaml": "" }))).toBe(".aws-sam/build/template.yaml");
  expect(findSource(folder({ "template.yaml": "", "cdk.out/manifest.json": "" }))).toBe("cdk.out");
});
