// CDK assemblies: stages, nested stacks, construct paths and source positions of old and new schemas, and paths that lead out.
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { folder, requestFor } from "../../../test/folder.ts";
import { parseFrame, sourceOfFrames } from "./cdk-frames.ts";
import { readTemplates } from "./template.ts";

const topic = { Type: "AWS::SNS::Topic", Properties: {} };
const stackArtifact = (id: string, more: object = {}, properties: object = {}) => ({
  [id]: {
    type: "aws:cloudformation:stack",
    environment: "aws://unknown-account/unknown-region",
    properties: { templateFile: `${id}.template.json`, ...properties },
    ...more,
  },
});
const manifest = (artifacts: object) => ({ version: "36.0.0", artifacts });
const stage = (directoryName: string) => ({ [directoryName]: { type: "cdk:cloud-assembly", properties: { directoryName } } });

const HASH = "82a6e8560f9ccd0ce32e1b186d669a00b334982a21b4f47d13217f7079ea4ec6";
const nestedStack = (more: object = {}) => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { TemplateURL: { "Fn::Join": ["", ["https://s3.", { Ref: "AWS::URLSuffix" }, `/bucket/${HASH}.json`]] } },
  ...more,
});

it("reads every stack, also of nested assemblies, as the manifest describes it", async () => {
  const cwd = folder({
    "cdk.out/manifest.json": manifest({
      ...stage("assembly-Prod"),
      ...stackArtifact(
        "Main",
        { environment: "aws://111122223333/eu-west-1" },
        { stackName: "main-stack", tags: { owner: "me" }, parameters: { P: "x", Q: "y" } },
      ),
      Tree: { type: "cdk:tree", properties: { file: "tree.json" } },
      future: { type: "cdk:something-new", properties: {} },
    }),
    "cdk.out/Main.template.json": { Parameters: { P: { Type: "String" } }, Resources: { T: topic } },
    "cdk.out/assembly-Prod/manifest.json": manifest({
      ...stackArtifact("ProdMain"),
      ...stage("../assembly-Prod"),
      ...stage(".."),
    }),
    "cdk.out/assembly-Prod/ProdMain.template.json": { Resources: { T: topic } },
  });
  const facts = await readTemplates(requestFor(cwd, ["cdk.out"], { region: "us-east-1" }));
  expect(facts.unread).toEqual([]);
  expect(facts.stacks).toMatchObject([
    {
      name: "ProdMain",
      language: "cdk",
      region: "us-east-1",
      account: null,
      file: "cdk.out/assembly-Prod/ProdMain.template.json",
      nameDerived: false,
    },
    {
      name: "main-stack",
      language: "cdk",
      region: "eu-west-1",
      account: "111122223333",
      file: "cdk.out/Main.template.json",
      nameDerived: false,
    },
  ]);
  expect([...(facts.stacks[1]?.tags ?? [])]).toEqual([["owner", "me"]]);
  expect([...(facts.stacks[1]?.parameters ?? [])]).toEqual([["P", { value: "x", from: "manifest.json" }]]);
});

it("keeps stacks apart that have one name in AWS", async () => {
  const cwd = folder({
    "manifest.json": manifest({
      ...stackArtifact("One", { displayName: "Eu/One" }, { stackName: "shop" }),
      ...stackArtifact("Two", { displayName: "Us/Two" }, { stackName: "shop" }),
    }),
    "One.template.json": { Resources: { T: topic } },
    "Two.template.json": { Resources: { T: topic } },
  });
  const { stacks } = await readTemplates(requestFor(cwd, ["manifest.json"]));
  expect(stacks.map(({ name, deployedName }) => [name, deployedName])).toEqual([
    ["shop", undefined],
    ["Us/Two", "shop"],
  ]);
});

it.each([
  [
    "inline metadata with a trace",
    {
      metadata: {
        "/Main/T/Resource": [
          {
            type: "aws:cdk:logicalId",
            data: "T",
            trace: ["new Topic (/app/node_modules/x.js:1:2)", "new Main (APP/lib/main.ts:4:5)"],
          },
        ],
      },
    },
    {},
  ],
  [
    "a metadata file with a creation stack",
    { additionalMetadataFile: "Main.metadata.json" },
    {
      "Main.metadata.json": {
        "/Main/T/Resource": [
          { type: "aws:cdk:logicalId", data: "T" },
          { type: "aws:cdk:creationStack", data: ["...new Topic in aws-cdk-lib...", "new Main (APP/lib/main.ts:4:5)"] },
        ],
      },
    },
  ],
  [
    "a creation stack on the construct around it",
    { additionalMetadataFile: "Main.metadata.json" },
    {
      "Main.metadata.json": {
        "/Main/T/Resource": [{ type: "aws:cdk:logicalId", data: "T" }],
        "/Main/T": [{ type: "aws:cdk:creationStack", data: ["new Main (APP/lib/main.ts:4:5)"] }],
      },
    },
  ],
  [
    "a creation stack on the main resource of the construct around it",
    { additionalMetadataFile: "Main.metadata.json" },
    {
      "Main.metadata.json": {
        "/Main/T/Resource": [
          { type: "aws:cdk:logicalId", data: "T" },
          { type: "aws:cdk:creationStack", data: ["...aws-cdk-lib...", "(no user code in 10 frames)"] },
        ],
        "/Main/T/Default": [{ type: "aws:cdk:creationStack", data: ["new Main (APP/lib/main.ts:4:5)"] }],
        "/Main": [{ type: "aws:cdk:creationStack", data: ["<anonymous> (APP/bin/main.ts:1:1)"] }],
      },
    },
  ],
])("finds construct and source by %s", async (_, artifact, files) => {
  const cwd = folder({ "cdk.out/Main.template.json": { Resources: { T: topic } } });
  const assembly = { "manifest.json": manifest(stackArtifact("Main", artifact)), ...files };
  for (const [name, content] of Object.entries(assembly)) {
    writeFileSync(path.join(cwd, "cdk.out", name), JSON.stringify(content).replaceAll("APP", cwd));
  }
  const { stacks } = await readTemplates(requestFor(cwd, ["cdk.out"]));
  const resource = stacks[0]?.resources.get("T");
  expect(resource?.constructPath).toBe("Main/T/Resource");
  expect(resource?.sourceLocation()).toEqual({ file: "lib/main.ts", line: 4, column: 5 });
});

it("takes the path from the template where the CDK's CLI wrote it, and from the tree where nothing else has it", async () => {
  const cwd = folder({
    "manifest.json": manifest({ ...stackArtifact("A"), ...stackArtifact("B", { displayName: "B" }) }),
    "A.template.json": { Resources: { T: { ...topic, Metadata: { "aws:cdk:path": "A/T/Resource" } } } },
    "B.template.json": { Resources: { T: topic, U: topic } },
    "tree.json": {
      version: "tree-0.1",
      tree: {
        id: "App",
        path: "",
        children: {
          B: {
            id: "B",
            path: "B",
            children: { T: { id: "T", path: "B/T", attributes: { "aws:cdk:cloudformation:logicalId": "T" } } },
          },
        },
      },
    },
  });
  const { stacks } = await readTemplates(requestFor(cwd, ["."]));
  expect(stacks.flatMap(({ resources }) => [...resources.values()].map((resource) => resource.constructPath))).toEqual([
    "A/T/Resource",
    "B/T",
    null,
  ]);
});

it("follows nested stacks by the hash of their asset or by the metadata of the CLI, each with its own ids", async () => {
  const scope = "Main/Inner.NestedStack/Inner.NestedStackResource";
  const entries = { [`/${scope}`]: "N", "/Main/T/Resource": "T", "/Main/Inner/T/Resource": "T" };
  const metadata = Object.fromEntries(Object.entries(entries).map(([key, data]) => [key, [{ type: "aws:cdk:logicalId", data }]]));
  for (const resource of [nestedStack(), nestedStack({ Metadata: { "aws:asset:path": "Inner.nested.template.json" } })]) {
    const cwd = folder({
      "manifest.json": manifest(
        stackArtifact("Main", { metadata, environment: "aws://111122223333/eu-west-1" }, { tags: { owner: "me" } }),
      ),
      "Main.template.json": { Resources: { T: topic, N: resource } },
      "Main.assets.json": { files: { [HASH]: { source: { path: "Inner.nested.template.json" } } } },
      "Inner.nested.template.json": { Resources: { T: topic } },
    });
    const { stacks, notes } = await readTemplates(requestFor(cwd, ["."]));
    expect(notes).toEqual([]);
    expect(stacks[0]?.resources.get("T")?.constructPath).toBe("Main/T/Resource");
    expect(stacks[1]).toMatchObject({
      name: "Main/Inner",
      nameDerived: true,
      region: "eu-west-1",
      account: "111122223333",
      parent: { stack: "Main", logicalId: "N" },
    });
    expect(stacks[1]?.resources.get("T")?.constructPath).toBe("Main/Inner/T/Resource");
    expect([...(stacks[1]?.tags ?? [])]).toEqual([["owner", "me"]]);
  }
});

it("ends where nested stacks contain each other, and says what is not there", async () => {
  const nested = nestedStack({ Metadata: { "aws:asset:path": "Main.template.json" } });
  const elsewhere = { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://example.com/t.json" } };
  const cwd = folder({
    "manifest.json": manifest(stackArtifact("Main")),
    "Main.template.json": { Resources: { Again: nested, Elsewhere: elsewhere } },
  });
  const { stacks, notes } = await readTemplates(requestFor(cwd, ["."]));
  expect(stacks).toHaveLength(1);
  expect(notes).toEqual([
    "the nested stack Again of Main was not read: its template contains itself",
    "the nested stack Elsewhere of Main was not read: its template is not an asset of the assembly",
  ]);
});

it.each([
  ["a templateFile", stackArtifact("Main", {}, { templateFile: "../secret.json" }), "points outside the assembly"],
  ["an absolute templateFile", stackArtifact("Main", {}, { templateFile: "/etc/passwd" }), "points outside the assembly"],
  ["a link", stackArtifact("Main", {}, { templateFile: "link.json" }), "points outside the assembly"],
  ["a templateFile that is not a string", stackArtifact("Main", {}, { templateFile: 5 }), "templateFile that is not a string"],
  ["a missing templateFile", stackArtifact("Main", {}, { templateFile: "nowhere.json" }), "which does not exist"],
  ["a directoryName", stage("../other"), "points outside the assembly"],
  ["a missing directoryName", { S: { type: "cdk:cloud-assembly", properties: {} } }, "directoryName that is not a string"],
])("refuses %s that leads out or nowhere", async (_, artifacts, message) => {
  const cwd = folder({
    "cdk.out/manifest.json": manifest(artifacts),
    "secret.json": { Resources: { T: topic } },
    "other/manifest.json": manifest({}),
  });
  symlinkSync(path.join(cwd, "secret.json"), path.join(cwd, "cdk.out/link.json"));
  await expect(readTemplates(requestFor(cwd, ["cdk.out"]))).rejects.toMatchObject({
    message: expect.stringContaining(message),
    place: { file: "cdk.out/manifest.json" },
  });
});

it("reads the other stacks where one cannot be read, and goes without metadata that leads out", async () => {
  const cwd = folder({
    "manifest.json": manifest({
      ...stackArtifact("Bad", {}, { templateFile: "../x" }),
      ...stackArtifact("Good", { additionalMetadataFile: "../m.json" }),
    }),
    "Good.template.json": { Resources: { T: topic } },
  });
  const facts = await readTemplates(requestFor(cwd, ["."]));
  expect(facts.stacks).toMatchObject([{ name: "Good" }]);
  expect(facts.unread).toMatchObject([{ file: "manifest.json" }]);
  expect(facts.notes[0]).toContain("additionalMetadataFile");
});

it.each([
  ["broken JSON", '{"version": ', { line: 1, column: 13 }, "ends early"],
  ["no manifest", "[]", { line: 1 }, "is not the manifest of a CDK assembly: it is not an object"],
  ["null", "null", { line: 1 }, "is not the manifest of a CDK assembly: it is not an object"],
  ["of no version", '{"version": "new", "artifacts": {}}', { column: 2 }, 'its version is "new", not one like "38.0.1"'],
  ["of a number for a version", '{"version": 38, "artifacts": {}}', { column: 2 }, "its version is 38"],
  ["no artifacts", '{"version": "36.0.0", "artifacts": []}', { line: 1 }, "its artifacts are not an object"],
  ...(
    [
      ["null", 'the artifact "S" is not an object'],
      ["[]", 'the artifact "S" is not an object'],
      ["{}", 'the artifact "S" has no type'],
      ['{"type": "x", "displayName": 5}', 'the artifact "S" must have a string as its displayName'],
      ['{"type": "x", "metadata": "y"}', 'the artifact "S" has metadata that is not an object'],
      ['{"type": "x", "metadata": {"/A": [null]}}', 'has metadata of "/A" that is not a list of entries'],
    ] as const
  ).map(([artifact, message]): [string, string, object, string] => [
    `an artifact ${artifact}`,
    `{"version": "36.0.0", "artifacts": {"S": ${artifact}}}`,
    { line: 1 },
    message,
  ]),
])("refuses a manifest that is %s", async (_, text, place, message) => {
  const cwd = folder({ "manifest.json": text });
  await expect(readTemplates(requestFor(cwd, ["manifest.json"]))).rejects.toMatchObject({
    place: { file: "manifest.json", ...place },
    message: expect.stringContaining(message),
  });
});

it("takes a folder with another tool's manifest.json for what it is", async () => {
  const cwd = folder({ "manifest.json": { name: "web app" }, "t.json": { Resources: { T: topic } } });
  expect((await readTemplates(requestFor(cwd, ["."]))).stacks).toMatchObject([{ name: "t", language: "cloudformation" }]);
});

it("has nothing to audit in an assembly without stacks", async () => {
  const cwd = folder({ "manifest.json": manifest({}) });
  await expect(readTemplates(requestFor(cwd, ["."]))).rejects.toMatchObject({ message: "it contains no stacks" });
});

it.each([
  ["new Api (/app/lib/api.ts:18:7)", { file: "/app/lib/api.ts", line: 18, column: 7 }],
  ["/app/bin/app.ts:3:1", { file: "/app/bin/app.ts", line: 3, column: 1 }],
  ["at Object.<anonymous> (/app/bin/app.ts:3:1)", { file: "/app/bin/app.ts", line: 3, column: 1 }],
  ["file:///app/a%20b.mjs:14 (:)", { file: "/app/a b.mjs", line: 14, column: 1 }],
  ["<anonymous> (bin/app.ts:12:18)", { file: "bin/app.ts", line: 12, column: 18 }],
  ["new Function (/app/node_modules/aws-cdk-lib/f.js:1:2)", null],
  ["Module._compile (node:internal/modules/cjs/loader:1:2)", null],
  ["...node internals, tsx...", null],
  ["(no user code in 10 frames, use --stack-trace-limit to capture more)", null],
])("takes the frame %j for %j", (frame, expected) => {
  expect(parseFrame(frame)).toEqual(expected);
});

it("shows a source relative to the working directory, else to the application", () => {
  expect(sourceOfFrames(["f (/a/b/x.ts:1:2)"], "/a", "/a/b")?.file).toBe("b/x.ts");
  expect(sourceOfFrames(["f (/a/b/x.ts:1:2)"], "/c", "/a/b")?.file).toBe("x.ts");
  expect(sourceOfFrames(["f (/d/x.ts:1:2)"], "/c", "/a/b")?.file).toBe("/d/x.ts");
  expect(sourceOfFrames(["..."], "/c", "/a")).toBeNull();
});

it("reads the EV-charging example with its constructs and sources", async () => {
  const { stacks } = await readTemplates(
    requestFor(path.resolve(import.meta.dirname, "../../.."), ["fixtures/ev-charging/cdk.out"]),
  );
  const stateless = stacks.find(({ name }) => name === "EVStateless");
  const functions = [...(stateless?.resources.values() ?? [])].filter(({ type }) => type === "AWS::Lambda::Function");
  expect(functions.map(({ constructPath }) => constructPath)).toContain("EVStateless/StartCharging/Resource");
  expect(functions[0]?.sourceLocation()?.file).toBe("lib/stateless.ts");
});

it("reads the definitions that are assets of the assembly, also for a stage, and nothing outside it", async () => {
  const other = HASH.replaceAll("8", "9");
  const machine = (hash: string, body: object = {}) => ({
    Type: "AWS::StepFunctions::StateMachine",
    Properties: { DefinitionS3Location: { Bucket: { "Fn::Sub": "cdk-assets-${AWS::Region}" }, Key: `${hash}.json` } },
    ...body,
  });
  const api = (written: string) => ({
    Type: "AWS::ApiGateway::RestApi",
    Properties: { BodyS3Location: { Bucket: "cdk-assets", Key: "some-key" } },
    Metadata: { "aws:asset:path": written, "aws:asset:property": "BodyS3Location" },
  });
  const cwd = folder({
    "secret.json": { openapi: "3.0.1", secret: true },
    "cdk.out/manifest.json": manifest(stage("assembly-Prod")),
    "cdk.out/asset.states.json": { StartAt: "A" },
    "cdk.out/asset.spec.json": { openapi: "3.0.1" },
    "cdk.out/assembly-Prod/manifest.json": manifest(stackArtifact("Main")),
    "cdk.out/assembly-Prod/Main.assets.json": { files: { [HASH]: { source: { path: "../asset.states.json" } } } },
    "cdk.out/assembly-Prod/Main.template.json": {
      Resources: {
        Listed: machine(HASH),
        Unlisted: machine(other),
        Written: api("../asset.spec.json"),
        Gone: api("../asset.gone.json"),
        Outside: api("../../secret.json"),
      },
    },
  });
  const facts = await readTemplates(requestFor(cwd, ["cdk.out"]));
  expect(facts.unread).toEqual([]);
  const properties = (logicalId: string) => facts.stacks[0]?.resources.get(logicalId)?.body["Properties"];
  expect(properties("Listed")).toEqual({ Definition: { StartAt: "A" } });
  expect(properties("Written")).toEqual({ Body: { openapi: "3.0.1" } });
  expect(properties("Unlisted")).toEqual(machine(other).Properties);
  for (const left of ["Gone", "Outside"]) expect(properties(left)).toEqual(api("").Properties);
});

it("knows where the application makes a stack", async () => {
  const metadata = (file: string) => [{ type: "aws:cdk:creationStack", data: [`<anonymous> (APP/bin/${file}:3:1)`] }];
  const cwd = folder({ "cdk.out/Main.template.json": { Resources: { T: topic, N: nestedStack() } } });
  const files = {
    "manifest.json": manifest(stackArtifact("Main", { displayName: "Prod/Main", additionalMetadataFile: "m.json" })),
    "Main.assets.json": { files: { [HASH]: { source: { path: "Inner.json" } } } },
    "Inner.json": { Resources: { T: topic } },
    "m.json": {
      "/Prod/Main": metadata("app.ts"),
      "/Prod/Main/Inner.NestedStack/Inner.NestedStackResource": [{ type: "aws:cdk:logicalId", data: "N" }],
      "/Prod/Main/Inner": metadata("inner.ts"),
    },
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(cwd, "cdk.out", name), JSON.stringify(content).replaceAll("APP", cwd));
  const { stacks } = await readTemplates(requestFor(cwd, ["cdk.out"]));
  expect(stacks.map((stack) => stack.sourceLocation?.()?.file)).toEqual(["bin/app.ts", "bin/inner.ts"]);
});

it("finds a definition of the older synthesizer by its name, and takes one that the user supplies for an unknown bucket", async () => {
  const parameter = `AssetParameters${HASH}S3Bucket6CD16F11`;
  const machine = (Bucket: object, Key: object | string) => ({
    Type: "AWS::StepFunctions::StateMachine",
    Properties: { DefinitionS3Location: { Bucket, Key } },
  });
  const cwd = folder({
    "cdk.out/manifest.json": manifest(stackArtifact("Main")),
    [`cdk.out/asset.${HASH}.json`]: { StartAt: "A" },
    "cdk.out/Main.template.json": {
      Resources: {
        Staged: machine({ Ref: parameter }, { "Fn::Select": [0, { "Fn::Split": ["||", { Ref: parameter }] }] }),
        Supplied: machine({ "Fn::Sub": "assets-${AWS::Region}" }, "states.json"),
        Unknown: machine({ Ref: "Bucket" }, { Ref: "Key" }),
      },
    },
    "states.json": { StartAt: "B" },
  });
  const includeFiles = new Map([["s3://assets-${AWS::Region}/states.json", "states.json"]]);
  const { stacks } = await readTemplates(requestFor(cwd, ["cdk.out"], { includeFiles }));
  const resources = [...(stacks[0]?.resources.values() ?? [])];
  expect(resources.map(({ body }) => body["Properties"])).toEqual([
    { Definition: { StartAt: "A" } },
    { Definition: { StartAt: "B" } },
    machine({ Ref: "Bucket" }, { Ref: "Key" }).Properties,
  ]);
});
