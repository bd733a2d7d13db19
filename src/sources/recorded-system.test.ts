// What becomes of a recording: facts with what only a deployment has.
import { describe, expect, test } from "vitest";
import { ACCOUNT, type LooseRecording, REGION, recordingOf } from "../../test/recordings.ts";
import type { StackFacts } from "../model/facts.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { link } from "../model/link.ts";
import type { Model } from "../model/model.ts";
import { systemOf } from "./recorded-system.ts";

const queue = (more: JsonObject = {}) => ({ Type: "AWS::SQS::Queue", ...more });
const facts = (loose: LooseRecording) => systemOf(recordingOf(loose), { kind: "stack" });
const modelOf = async (loose: LooseRecording): Promise<Model> => link(await facts(loose), { includeInfrastructure: false });
const stackIn = async (loose: LooseRecording): Promise<StackFacts | undefined> => (await facts(loose)).stacks[0];
const textOf = (model: Model, logicalId: string, property: string, stack = "shop") =>
  model.system.resource(stack, logicalId)?.property(property).text();
const named = (QueueName: Json) => ({ Resources: { Jobs: queue({ Properties: { QueueName } }) } });

describe("a recorded stack", () => {
  test("has its region, its own name and its status", async () => {
    const shop = await stackIn({
      stacks: [{ template: named("jobs"), status: "UPDATE_ROLLBACK_COMPLETE", tags: { team: "a" } }],
    });
    expect(shop).toMatchObject({
      name: "shop",
      nameDerived: false,
      region: REGION,
      account: ACCOUNT,
      file: "shop (deployed template)",
      deployed: { status: "UPDATE_ROLLBACK_COMPLETE", statusReason: null },
    });
    expect([...(shop?.tags ?? [])]).toEqual([["team", "a"]]);
    expect(shop?.resources.get("Jobs")?.physicalId).toBe("jobs");
    expect(shop?.resources.get("Jobs")?.locate([]).line).toBeGreaterThan(1);
  });

  test("has pseudo parameters with values", async () => {
    const name = { "Fn::Sub": "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${AWS::StackName}" };
    const stacks = [{ name: "renamed", id: "arn:aws:cloudformation:eu-west-1:1:stack/shop/0", template: named(name) }];
    const value = textOf(await modelOf({ stacks }), "Jobs", "QueueName", "renamed");
    expect(value).toEqual({ state: "known", value: `aws ${REGION} ${ACCOUNT} shop` });
  });

  test("has the parameters that it was deployed with, not the defaults", async () => {
    const template = { ...named({ Ref: "Stage" }), Parameters: { Stage: { Type: "String", Default: "dev" } } };
    const model = await modelOf({ stacks: [{ template, parameters: { Stage: "prod" } }] });
    expect(textOf(model, "Jobs", "QueueName")).toMatchObject({ state: "known", value: "prod" });
  });

  test("has the value read from the parameter store", async () => {
    const Type = "AWS::SSM::Parameter::Value<String>";
    const template = { ...named({ Ref: "Stage" }), Parameters: { Stage: { Type, AllowedValues: ["/stage"] } } };
    const model = await modelOf({ stacks: [{ template, parameters: { Stage: "prod" } }] });
    expect(textOf(model, "Jobs", "QueueName")).toMatchObject({ state: "known", value: "prod" });
  });

  test("does not take the default of a parameter whose value is hidden", async () => {
    const template = { ...named({ Ref: "Secret" }), Parameters: { Secret: { Type: "String", NoEcho: true, Default: "x" } } };
    const value = textOf(await modelOf({ stacks: [{ template }] }), "Jobs", "QueueName");
    expect(value).toMatchObject({ state: "unresolved", reason: expect.stringMatching(/parameter Secret.*NoEcho/) });
  });

  test("has the resources that it lists: others had a false condition or failed", async () => {
    const template = { Resources: { A: queue(), B: queue(), C: queue({ Condition: "Hidden" }) } };
    const listed = (logicalId: string, status: string) => ({ logicalId, physicalId: "x", type: "AWS::SQS::Queue", status });
    const resources = [listed("A", "CREATE_COMPLETE"), listed("B", "CREATE_FAILED")];
    const status = "UPDATE_FAILED";
    expect((await modelOf({ stacks: [{ template, resources, status }] })).resources.map(({ logicalId }) => logicalId)).toEqual([
      "A",
    ]);
  });

  test.each([
    [["Jobs", "Extra"], "prod"],
    [["Jobs"], "dev"],
  ])("decides what depends on a hidden parameter by what exists: %s", async (there, name) => {
    const template = {
      Parameters: { Secret: { Type: "String", NoEcho: true } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Secret" }, "prod"] }, IsDev: { "Fn::Not": [{ Condition: "IsProd" }] } },
      Resources: {
        Jobs: queue({ Properties: { QueueName: { "Fn::If": ["IsDev", "dev", "prod"] } } }),
        Extra: queue({ Condition: "IsProd" }),
      },
    };
    const resources = Object.fromEntries(there.map((id) => [id, id]));
    const model = await modelOf({ stacks: [{ template, resources }] });
    expect(textOf(model, "Jobs", "QueueName")).toMatchObject({ state: "known", value: name });
    expect(model.resources.every(({ presence }) => presence.state === "known")).toBe(true);
  });

  test("expands a template that SAM has not, whatever digest its version got", async () => {
    const template = {
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        Hello: {
          Type: "AWS::Serverless::Function",
          Properties: { Runtime: "nodejs22.x", Handler: "x.y", CodeUri: "s3://b/k", AutoPublishAlias: "live" },
        },
      },
    };
    const listed = (logicalId: string, kind: string) => ({
      logicalId,
      physicalId: `${logicalId}-1`,
      type: `AWS::Lambda::${kind}`,
      status: "CREATE_COMPLETE",
    });
    const resources = [
      listed("Hello", "Function"),
      listed("HelloAliaslive", "Alias"),
      listed("HelloVersion0123456789", "Version"),
    ];
    const model = await modelOf({ stacks: [{ template, resources }] });
    expect(model.resources.map(({ facts: { physicalId } }) => physicalId)).toEqual([
      "Hello-1",
      "HelloVersion0123456789-1",
      "HelloAliaslive-1",
    ]);
    expect(model.aliases[0]?.version.kind).toBe("published");
    expect(model.stacks[0]?.language).toBe("sam");
  });

  test("speaks the CDK's language where the CDK deployed it", async () => {
    const template = { Resources: { Jobs: queue({ Metadata: { "aws:cdk:path": "shop/Jobs/Resource" } }) } };
    expect(await stackIn({ stacks: [{ template }] })).toMatchObject({ language: "cdk" });
  });
});

describe("nested stacks", () => {
  test("hang on the resource above, whose references say more than the deployed text", async () => {
    const Nested = { Type: "AWS::CloudFormation::Stack", Properties: { Parameters: { Queue: { Ref: "Jobs" }, Age: "5" } } };
    const above = { Resources: { Nested, Jobs: queue() } };
    const Parameters = { Queue: { Type: "String" }, Age: { Type: "String" } };
    const below = { Parameters, Resources: { Other: queue({ Properties: { QueueName: { Ref: "Queue" } } }) } };
    const model = await modelOf({
      stacks: [
        { template: above },
        {
          name: "shop/Nested",
          id: "arn:aws:cloudformation:eu-west-1:111111111111:stack/shop-Nested-1/0",
          template: below,
          parameters: { Queue: "https://sqs/1/jobs", Age: "5" },
          parent: { stack: "shop", logicalId: "Nested" },
        },
      ],
    });
    const name = model.system.resource("shop/Nested", "Other")?.property("QueueName").symbol();
    expect(name?.state === "known" && model.system.symbols.display(name.value)).toBe("${Jobs}");
  });
});

describe("a recording with a template that cannot be read", () => {
  const broken = { name: "broken", template: "{", resources: {} };
  test("names it, and reads the others", async () => {
    const system = await facts({ stacks: [{ template: named("jobs") }, { ...broken, resources: [] }] });
    expect(system.stacks.map(({ name }) => name)).toEqual(["shop"]);
    expect(system.unread[0]?.file).toBe("broken (deployed template)");
  });

  test("is refused where there is no other", async () => {
    await expect(facts({ stacks: [{ ...broken, resources: [] }] })).rejects.toMatchObject({
      place: { file: "broken (deployed template)", line: 1 },
    });
  });
});

describe("a list that does not fit the template of a stack that is whole", () => {
  const template = { Resources: { A: queue(), B: queue(), C: queue({ Condition: "No" }), D: queue() } };
  const listed = (logicalId: string, status = "CREATE_COMPLETE", type = "AWS::SQS::Queue") => ({
    ...{ logicalId, physicalId: logicalId, type, status },
  });
  const whole = [listed("A"), listed("B"), listed("D")];

  test.each([
    ["lacks a resource", whole.slice(0, 2), "it lacks 1 of the template's 3 unconditional resources: D"],
    [
      "has only resources that could not be made",
      whole.map(({ logicalId }) => listed(logicalId, "CREATE_FAILED")),
      "it lacks 3 of the template's 3 unconditional resources: A, B, D",
    ],
    [
      "has another type",
      [listed("A", "CREATE_COMPLETE", "AWS::SNS::Topic"), ...whole.slice(1)],
      "A has type AWS::SNS::Topic, in the template AWS::SQS::Queue",
    ],
    ["has what the template does not define", [...whole, listed("E")], "it has E, which the template does not define"],
  ])("%s", async (_, resources, message) => {
    for (const status of ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"])
      await expect(facts({ stacks: [{ template, resources, status }] })).rejects.toThrow(message);
    expect((await facts({ stacks: [{ template, resources, status: "UPDATE_IN_PROGRESS" }] })).unread).toEqual([]);
  });

  test("fits, with what is under a condition and what is being deleted", async () => {
    const resources = [...whole, listed("C"), listed("Old", "DELETE_SKIPPED"), listed("Older", "DELETE_FAILED")];
    expect((await facts({ stacks: [{ template, resources }] })).unread).toEqual([]);
    expect((await facts({ stacks: [{ template, resources: whole }] })).unread).toEqual([]);
  });
});

describe("a stack that lists no resource", () => {
  const template = { Conditions: { No: { "Fn::Equals": [1, 2] } }, ...named("jobs") };
  const conditional = structuredClone(template) as { Resources: Record<string, { Condition?: string }> };
  for (const body of Object.values(conditional.Resources)) body.Condition = "No";

  test("is taken for an answer that cannot be right, where its template has some", async () => {
    await expect(facts({ stacks: [{ template, resources: [] }] })).rejects.toThrow(
      "stack shop is UPDATE_COMPLETE and lists no resources, but its template has one resource",
    );
    const system = await facts({
      stacks: [
        { template, resources: [] },
        { name: "other", template: named("jobs") },
      ],
    });
    expect(system.unread).toMatchObject([{ file: "shop (deployed template)" }]);
  });

  test("may have none, or none yet", async () => {
    expect((await facts({ stacks: [{ template: { Resources: {} }, resources: [] }] })).unread).toEqual([]);
    expect((await facts({ stacks: [{ template: conditional, resources: [] }] })).unread).toEqual([]);
    expect((await facts({ stacks: [{ template, resources: [], status: "CREATE_IN_PROGRESS" }] })).unread).toEqual([]);
  });
});
