// A recorded system as a file: the same verdicts as when it was seen, and nothing in it that must stay secret.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { deployedFrom } from "../../../test/deployed.ts";
import { folder } from "../../../test/folder.ts";
import { ACCOUNT, type LooseRecording, recordingOf } from "../../../test/recordings.ts";
import { audit } from "../../audit/audit.ts";
import type { Report } from "../../audit/report.ts";
import { builtInChecks } from "../../checks/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { SystemFacts } from "../../model/facts.ts";
import type { AskKind } from "../../model/observed/ask.ts";
import { systemOf } from "../recorded-system.ts";
import type { Recording } from "../recording.ts";
import { defaultLimits } from "../source.ts";
import { withoutHiddenValues } from "./redact.ts";
import { readSnapshots, snapshotText } from "./snapshot.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "..", "fixtures");
const KINDS: readonly AskKind[] = ["function", "aliases", "event-invoke-config", "deployment-group", "alarm", "versions", "tags"];

/** Written and read again. */
async function kept(recording: Recording, accounts = false): Promise<SystemFacts> {
  const cwd = folder({ "a.json": (await snapshotText(recording, { accounts })).text });
  return readSnapshots({ paths: ["a.json"], cwd, limits: defaultLimits });
}

async function reported(facts: SystemFacts): Promise<Report> {
  const config = await loadConfig({
    cwd: fixtures,
    file: null,
    checks: builtInChecks,
    turnOn: builtInChecks.map(({ id }) => id),
    commandLine: {},
  });
  const now = new Date("2027-06-01T10:00:00Z");
  return audit(facts, { ...config, now, tool: { name: "test", version: "0" }, elapsedMs: () => 0 });
}

const sam = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Hello: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode: "exports.handler = async () => 'planted-code'",
        AutoPublishAlias: "live",
        AutoPublishAliasAllProperties: true,
        Environment: { Variables: { KEY: "planted-environment" } },
      },
    },
  },
};

describe("what was recorded gets the verdicts that the live system got", () => {
  test.each([
    ["ev-charging", ["ev-charging/cdk.out-fit"]],
    ["orders", ["orders/template.yaml"]],
  ])(
    "%s",
    async (_name, paths) => {
      const recording = await deployedFrom(fixtures, paths, KINDS);
      const live = await reported(await systemOf(recording, { kind: "snapshot", locator: "a.json" }));
      expect(live.assessments.length).toBeGreaterThan(40);
      expect(await reported(await kept(recording))).toEqual(live);
    },
    60_000,
  );

  test("SAM's own template, whose secrets are in the digests of its logical ids", async () => {
    const listed = (logicalId: string, kind: string, physicalId = logicalId) => ({
      logicalId,
      physicalId,
      type: `AWS::Lambda::${kind}`,
      status: "CREATE_COMPLETE",
    });
    const resources = [
      listed("Hello", "Function"),
      listed("HelloAliaslive", "Alias", "arn:aws:lambda:eu-west-1:111111111111:function:Hello:live"),
      listed("HelloVersion0123456789", "Version", "arn:aws:lambda:eu-west-1:111111111111:function:Hello:1"),
    ];
    const recording = recordingOf({ stacks: [{ template: sam, resources }] });
    const live = await reported(await systemOf(recording, { kind: "snapshot", locator: "a.json" }));
    expect(
      live.assessments.some(({ evidence }) => evidence.some(({ logicalId }) => /Version0123456789$/.test(logicalId ?? ""))),
    ).toBe(true);
    expect(await reported(await kept(recording))).toEqual(live);
    expect((await snapshotText(recording, { accounts: false })).text).not.toContain("planted");
  });

  test("also with other account ids, but for these", async () => {
    const recording = await deployedFrom(fixtures, ["ev-charging/cdk.out-fit"], KINDS);
    const { text } = await snapshotText(recording, { accounts: true });
    expect(text).not.toContain(ACCOUNT);
    expect(text).toContain("000000000001");
    const verdicts = ({ assessments }: Report) =>
      assessments.map(({ check, verdict, subject }) => [check, verdict, subject.logicalId, subject.detail]);
    const live = await reported(await systemOf(recording, { kind: "snapshot", locator: "a.json" }));
    expect(verdicts(await reported(await kept(recording, true)))).toEqual(verdicts(live));
  }, 60_000);

  test("are judged by the time when they were seen", async () => {
    const stale = { Resources: { F: { Type: "AWS::Lambda::Function", Properties: { Runtime: "nodejs22.x" } } } };
    const configured = {
      runtime: "nodejs22.x",
      memoryMegabytes: 128,
      timeoutSeconds: 3,
      architecture: "x86_64",
      tracing: "PassThrough",
      deadLetterArn: null,
      roleArn: "arn:aws:iam::111111111111:role/f",
      codeSha256: "x",
      lastModified: "2026-11-20T10:00:00.000Z",
    };
    const at = async (takenAt: string) => {
      const answers = [{ ask: { kind: "function", stack: "shop", functionName: "F" } as const, seen: configured }];
      const facts = await kept(recordingOf({ takenAt, stacks: [{ template: stale }], answers }));
      return (await reported(facts)).assessments.find(({ check }) => check === "function-runtime")?.verdict;
    };
    expect([await at("2026-11-22T10:00:00.000Z"), await at("2030-01-01T00:00:00.000Z")]).toEqual(["pass", "fail"]);
  });
});

describe("what is secret", () => {
  const ENVIRONMENT = "planted-environment-value";
  const SECRET = "planted-noecho-value";
  const CODE = "planted-code";
  const PLAIN = "planted-by-parameter";
  const template = {
    Parameters: {
      Secret: { Type: "String", NoEcho: true, Default: "planted-default" },
      Key: { Type: "String", Default: "planted-key-default" },
      Stage: { Type: "String" },
    },
    Mappings: { Keys: { prod: { key: "planted-in-mapping" } } },
    Resources: {
      F: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName: { "Fn::Sub": "f-${Stage}" },
          Runtime: "nodejs22.x",
          Code: { ZipFile: `exports.handler = () => "${CODE}"` },
          Environment: {
            Variables: {
              A: ENVIRONMENT,
              B: { "Fn::Sub": `planted-\${Stage}-text` },
              C: { "Fn::If": ["IsProd", "planted-then", { Ref: "Key" }] },
              D: { "Fn::FindInMap": ["Keys", "prod", "key"] },
              E: 471147,
              HANDLER: { "Fn::GetAtt": ["F", "Arn"] },
            },
          },
        },
      },
      L: {
        Type: "AWS::Lambda::LayerVersion",
        Properties: { Content: "https://s3.amazonaws.com/b/k.zip?X-Amz-Signature=planted-signature&X-Amz-Date=1" },
      },
      Build: {
        Type: "AWS::CodeBuild::Project",
        Properties: { Environment: { EnvironmentVariables: [{ Name: "TOKEN", Value: "planted-build-token" }] } },
      },
      Alarm: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: { AlarmName: "errors", AlarmDescription: { "Fn::Sub": "see ${Secret}" }, Threshold: 1 },
      },
      Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "jobs-${Secret}" } } },
      Nested: {
        Type: "AWS::CloudFormation::Stack",
        Properties: { Parameters: { Token: { Ref: "Secret" }, Literal: "planted-literal" } },
      },
    },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
    Outputs: { Link: { Value: { "Fn::Sub": "https://x/${Secret}" } } },
  };
  const below = {
    Parameters: { Token: { Type: "String" }, Literal: { Type: "String", NoEcho: true } },
    Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "token", Value: { Ref: "Token" } }] } } },
  };
  const loose: LooseRecording = {
    stacks: [
      {
        template,
        parameters: { Key: PLAIN, Stage: "prod" },
        outputs: { Link: `https://x/${SECRET}` },
        resources: {
          F: "f-prod",
          L: "l",
          Build: "b",
          Alarm: "errors",
          Queue: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs-${SECRET}`,
          Nested: "arn:aws:cloudformation:eu-west-1:111111111111:stack/shop-Nested/0",
        },
      },
      {
        name: "shop-Nested",
        template: below,
        parameters: { Token: SECRET },
        parent: { stack: "shop", logicalId: "Nested" },
      },
    ],
    answers: [
      {
        ask: { kind: "alarm", stack: "shop", name: "errors" },
        seen: {
          kind: "metric",
          arn: `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:errors`,
          state: "OK",
          stateReason: null,
          stateUpdatedAt: null,
          evaluationState: null,
          actionsEnabled: true,
          alarmActions: [],
          properties: { AlarmName: "errors", AlarmDescription: `see ${SECRET}`, Threshold: 1 },
        },
      },
      {
        ask: { kind: "tags", stack: "shop", arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs-${SECRET}` },
        seen: { a: `x ${SECRET}` },
      },
    ],
  };

  test("is not in a snapshot", async () => {
    const { text } = await snapshotText(recordingOf(loose), { accounts: true });
    expect(text.match(/planted[\w-]*/g)).toBe(null);
    expect(text).not.toContain("471147");
    // What links the system is still there.
    expect(text).toContain("${Stage}");
    expect(text).toMatch(/Fn::GetAtt/);
  });

  test("is not in anything that is said of one", async () => {
    const facts = await kept(recordingOf(loose));
    const said = JSON.stringify([await reported(facts), facts.stacks.map(({ resources }) => [...resources])]);
    expect(said).not.toContain("planted");
  });

  test("is not in what is said of the live system either, whose names and settings show it", async () => {
    const recording = recordingOf(loose);
    const said = async (facts: Recording) =>
      JSON.stringify((await reported(await systemOf(facts, { kind: "stack" }))).assessments);
    expect(await said(recording)).toContain(SECRET);
    const shown = await said(await withoutHiddenValues(recording));
    expect(shown).not.toContain(SECRET);
    expect(shown).toBe((await said(recording)).replaceAll(SECRET, "x".repeat(SECRET.length)));
  });

  test("leaves every place where it was", async () => {
    const recording = recordingOf(loose);
    const places = (facts: SystemFacts) =>
      facts.stacks.flatMap((stack) => [...stack.resources.values()].map((each) => each.locate(["Properties"])));
    const live = await systemOf(recording, { kind: "stack" });
    expect(places(await kept(recording))).toEqual(places(live));
  });

  test("is masked in YAML as well, wherever an anchor keeps it", async () => {
    const yaml = [
      "Resources:",
      "  F:",
      "    Type: AWS::Lambda::Function",
      "    Properties:",
      "      Description: &shared planted-shared",
      "      Environment:",
      "        Variables:",
      "          A: planted plain text",
      '          B: !Sub "planted-${AWS::Region}"',
      "          C: >-",
      "            planted folded",
      "            and more",
      "          D: 'planted ''quoted'''",
      "          E: !GetAtt F.Arn",
      "          G: *shared",
      "      Code:",
      "        ZipFile: |",
      "          // planted",
      "          exports.x = 1",
      "      Handler: index.x",
    ].join("\n");
    const F = { logicalId: "F", physicalId: "f", type: "AWS::Lambda::Function", status: "CREATE_COMPLETE" };
    const recording = recordingOf({ stacks: [{ template: yaml, resources: [F] }] });
    const { stacks } = JSON.parse((await snapshotText(recording, { accounts: false })).text) as Recording;
    const text = stacks[0]?.template ?? "";
    expect(text).not.toContain("planted");
    expect(text).toContain("!GetAtt F.Arn");
    expect(text).toContain("${AWS::Region}");
    expect(text.split("\n").length).toBe(yaml.split("\n").length);
    expect(text.split("\n").at(-1)).toBe("      Handler: index.x");
  });
});

describe("a file that is no whole snapshot", () => {
  const good = recordingOf({
    stacks: [{ template: { Resources: { Q: { Type: "AWS::SQS::Queue" } } } }],
    answers: [{ ask: { kind: "alarm", stack: "shop", name: "a" }, seen: null }],
  });
  const reading = (file: string | object) =>
    readSnapshots({ paths: ["a.json"], cwd: folder({ "a.json": file }), limits: defaultLimits });

  test("is read where it is whole", async () => {
    expect((await reading(good)).stacks.map(({ name }) => name)).toEqual(["shop"]);
  });

  test("is not there", async () => {
    const missing = readSnapshots({ paths: ["none.json"], cwd: folder({}), limits: defaultLimits });
    await expect(missing).rejects.toMatchObject({ message: "does not exist", place: { file: "none.json" } });
  });

  test.each<[string, string | object, RegExp]>([
    ["of another version", { ...good, version: 2 }, /version 2/],
    ["a report", { schemaVersion: 1 }, /not a snapshot/],
    ["cut off", JSON.stringify(good, null, 2).slice(0, 300), /JSON|end/i],
    [
      "with an answer of another shape",
      { ...good, answers: { [Object.keys(good.answers)[0] ?? ""]: { state: "seen", value: 1 } } },
      /answers/,
    ],
    ["with an answer to no question", { ...good, answers: { x: { state: "seen", value: null } } }, /unknown request/],
    ["with a key that nobody knows", { ...good, more: 1 }, /more/],
    [
      "with a nested stack of none",
      { ...good, stacks: good.stacks.map((stack) => ({ ...stack, parent: { stack: "x", logicalId: "y" } })) },
      /parent of/,
    ],
    ["without a stack", { ...good, stacks: [] }, /stacks/],
  ])("is refused: %s", async (_what, file, message) => {
    await expect(reading(file)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      place: { file: "a.json", line: expect.any(Number) },
      remedy: expect.any(String),
    });
  });
});

test("A snapshot that lacks a nested stack is not read as a whole", async () => {
  const Resources = { Q: { Type: "AWS::SQS::Queue" }, Nested: { Type: "AWS::CloudFormation::Stack" } };
  const whole = recordingOf({
    stacks: [
      { template: { Resources } },
      { name: "shop-Nested", template: { Resources: {} }, parent: { stack: "shop", logicalId: "Nested" } },
    ],
  });
  const read = (recording: Recording) =>
    readSnapshots({ paths: ["a.json"], cwd: folder({ "a.json": recording }), limits: defaultLimits });
  expect((await read(whole)).unread).toEqual([]);
  expect((await read({ ...whole, stacks: whole.stacks.slice(0, 1) })).unread).toEqual([
    { file: "shop/Nested", message: "this nested stack is not in the snapshot; record the system again" },
  ]);
});

describe("several snapshots", () => {
  const one = (id: string, name = "shop") =>
    recordingOf({
      stacks: [{ name, id, template: { Resources: { Q: { Type: "AWS::SQS::Queue" } } } }],
      answers: [{ ask: { kind: "alarm", stack: name, name: "a" }, seen: null }],
    });
  const read = (...recordings: readonly Recording[]) => {
    const files = Object.fromEntries(recordings.map((recording, index) => [`${index}.json`, recording]));
    return readSnapshots({ paths: Object.keys(files), cwd: folder(files), limits: defaultLimits });
  };

  test("are one system, whose stacks have names of their own", async () => {
    const facts = await read(
      one("arn:aws:cloudformation:eu-west-1:1:stack/shop/1"),
      one("arn:aws:cloudformation:us-east-1:1:stack/shop/2"),
    );
    expect(facts.stacks.map(({ name, deployedName }) => [name, deployedName])).toEqual([
      ["shop", undefined],
      ["shop.eu-west-1", "shop"],
    ]);
    expect(facts.observations?.size).toBe(2);
  });

  test("of the same stack are refused", async () => {
    await expect(read(one("arn:a"), one("arn:a"))).rejects.toThrow(/more than one snapshot/);
  });
});
