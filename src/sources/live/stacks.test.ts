// Reading stacks from a server that speaks CloudFormation's protocol: what is recorded of them, and from where.
import { expect, onTestFinished, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "../../../test/live/fault-proxy.ts";
import { type Opened, opened } from "../../../test/live/opened.ts";
import { account, identityArn, type StubStack, stackArn, startStub } from "../../../test/live/stub.ts";
import type { Reading } from "./stacks.ts";

const template = { Resources: { Fn: { Type: "AWS::Lambda::Function", Properties: {} } } };
const prod: StubStack = {
  name: "prod",
  template,
  parameters: { Stage: "prod", Secret: "****", Ami: "/aws/service/ami" },
  resolved: { Ami: "ami-1" },
  outputs: { Url: "https://example.com" },
  tags: { owner: "orders" },
  resources: [{ logicalId: "Fn", type: "AWS::Lambda::Function", physicalId: "prod-Fn-1" }],
};

async function read(
  stacks: readonly StubStack[],
  given: Opened = {},
): Promise<Reading & { announced: string[]; proxy: FaultProxy }> {
  const stub = await startStub(stacks);
  const proxy = await startFaultProxy(stub.endpoint);
  onTestFinished(async () => {
    await proxy.stop();
    await stub.stop();
  });
  const { live, announced } = await opened({ endpoint: proxy.endpoint, ...given });
  return { ...(await live.readStacks()), announced, proxy };
}

test("a stack is recorded with what it was deployed with, without secrets", async () => {
  const { recording, unread, announced } = await read([prod]);
  expect(recording).toEqual({
    version: 1,
    takenAt: "2026-11-22T10:00:00.000Z",
    locator: "prod",
    stacks: [
      {
        name: "prod",
        id: stackArn(prod),
        region: "eu-west-1",
        account,
        status: "CREATE_COMPLETE",
        statusReason: null,
        template: JSON.stringify(template),
        parameters: { Stage: "prod", Ami: "ami-1" },
        tags: { owner: "orders" },
        outputs: { Url: "https://example.com" },
        resources: [{ logicalId: "Fn", type: "AWS::Lambda::Function", physicalId: "prod-Fn-1", status: "CREATE_COMPLETE" }],
        parent: null,
      },
    ],
    answers: {},
    notes: [],
  });
  expect(unread).toEqual([]);
  expect(announced).toEqual([`account ${account}, eu-west-1, as ${identityArn}: prod CREATE_COMPLETE`]);
});

test("the alarms on which CloudFormation rolls back are recorded, where there are any", async () => {
  const Arn = `arn:aws:cloudwatch:eu-west-1:${account}:alarm:errors`;
  const RollbackTriggers = [{ Arn, Type: "AWS::CloudWatch::Alarm" }];
  const rollbackOf = async (rollback: object) => (await read([{ ...prod, rollback }])).recording.stacks[0]?.rollback;
  const triggers = [{ arn: Arn, type: "AWS::CloudWatch::Alarm" }];
  expect(await rollbackOf({ RollbackTriggers, MonitoringTimeInMinutes: 10 })).toEqual({ monitoringMinutes: 10, triggers });
  expect(await rollbackOf({ RollbackTriggers })).toEqual({ monitoringMinutes: 0, triggers });
  expect(await rollbackOf({ MonitoringTimeInMinutes: 10 })).toBeUndefined();
});

test("only what the policy names is called, each page once", async () => {
  const resources = Array.from({ length: 130 }, (_, index) => ({
    logicalId: `Fn${index}`,
    type: "AWS::Lambda::Function",
    physicalId: `fn-${index}`,
  }));
  const { recording, proxy } = await read([{ ...prod, resources }]);
  expect(recording.stacks[0]?.resources.length).toBe(130);
  expect(Object.fromEntries(proxy.seen)).toEqual({
    "sts:GetCallerIdentity": 1,
    "cloudformation:DescribeStacks": 1,
    "cloudformation:ListStackResources": 2,
    "cloudformation:GetTemplate": 1,
  });
});

test("nested stacks are followed, below the resource they hang on, whether or not they were named too", async () => {
  const leaf: StubStack = { name: "prod-Api-Db-2", template };
  const middle: StubStack = {
    name: "prod-Api-1",
    template,
    resources: [{ logicalId: "Db", type: "AWS::CloudFormation::Stack", physicalId: stackArn(leaf) }],
  };
  const top: StubStack = {
    ...prod,
    resources: [
      { logicalId: "Api", type: "AWS::CloudFormation::Stack", physicalId: stackArn(middle) },
      { logicalId: "Old", type: "AWS::CloudFormation::Stack", physicalId: stackArn({ name: "gone" }), status: "DELETE_COMPLETE" },
    ],
  };
  const below = [
    ["prod", null],
    ["prod-Api-1", { stack: "prod", logicalId: "Api" }],
    ["prod-Api-Db-2", { stack: "prod-Api-1", logicalId: "Db" }],
  ];
  for (const stacks of [["prod"], ["prod", "prod-Api-1"]]) {
    const { recording, unread } = await read([top, middle, leaf], { stacks });
    expect(recording.stacks.map(({ name, parent }) => [name, parent])).toEqual(below);
    expect(unread).toEqual([]);
  }
});

test("a nested stack that cannot be followed is unread: without an id, or nested in itself", async () => {
  const nested = (logicalId: string, physicalId?: string) => ({
    logicalId,
    type: "AWS::CloudFormation::Stack",
    ...(physicalId === undefined ? {} : { physicalId }),
  });
  const below: StubStack = { name: "prod-Api-1", template, resources: [nested("Top", stackArn({ name: "prod" }))] };
  const top: StubStack = {
    ...prod,
    resources: [nested("Db"), nested("Api", stackArn(below)), nested("Me", stackArn(prod)), nested("Lost", "lost")],
  };
  const { recording, unread } = await read([top, below]);
  expect(recording.stacks.map(({ name, parent }) => [name, parent])).toEqual([
    ["prod", null],
    ["prod-Api-1", { stack: "prod", logicalId: "Api" }],
  ]);
  const own = stackArn(prod);
  expect(unread.map(({ file, message }) => [file, message]).sort()).toEqual([
    [own, "this nested stack cannot be read: the resource list has the id of one of its parent stacks"],
    [own, "this nested stack cannot be read: the resource list has the id of one of its parent stacks"],
    ["lost", expect.stringContaining('there is no stack "lost"')],
    ["prod/Db", "this nested stack cannot be read: the resource list has no id for it"],
  ]);
});

test("an ARN sets its region, also where no other is known; equal names are distinguished", async () => {
  const american: StubStack = { ...prod, region: "us-east-1" };
  const { recording } = await read([prod, american], { stacks: [stackArn(american)], region: null });
  expect(recording.stacks.map(({ name, region }) => [name, region])).toEqual([["prod", "us-east-1"]]);
  const both = await read([prod, american], { stacks: ["prod", stackArn(american)] });
  expect(both.recording.stacks.map(({ name, region }) => [name, region])).toEqual([
    ["prod", "eu-west-1"],
    ["prod.us-east-1", "us-east-1"],
  ]);
  expect(both.announced).toEqual([
    `account ${account}, eu-west-1, us-east-1, as ${identityArn}: prod in eu-west-1 CREATE_COMPLETE, prod in us-east-1 CREATE_COMPLETE`,
  ]);
});

test("of several stacks those that can be read are, and the others are named", async () => {
  const { recording, unread, announced } = await read([prod], { stacks: ["prod", "staging"] });
  expect(recording.stacks.map(({ name }) => name)).toEqual(["prod"]);
  expect(unread).toEqual([{ file: "staging", message: `there is no stack "staging" in account ${account} in eu-west-1` }]);
  expect(announced).toEqual([`account ${account}, eu-west-1, as ${identityArn}: prod CREATE_COMPLETE`]);
});

test("a stack that is being changed is read, and said to be in flux", async () => {
  const { recording } = await read([{ ...prod, status: "UPDATE_IN_PROGRESS" }]);
  expect(recording.notes).toEqual(["stack prod is UPDATE_IN_PROGRESS: it may change during the audit"]);
});

test.each([
  ["DELETE_COMPLETE", "stack prod was deleted: it is DELETE_COMPLETE"],
  ["REVIEW_IN_PROGRESS", "stack prod was never deployed: it is REVIEW_IN_PROGRESS"],
])("a stack that is %s has nothing to audit", async (status, message) => {
  await expect(read([{ ...prod, status }])).rejects.toMatchObject({ name: "FitnessError", message });
});

test("where the processed template is refused, the original is taken", async () => {
  const stub = await startStub([prod]);
  const proxy = await startFaultProxy(stub.endpoint);
  proxy.inject(
    "cloudformation:GetTemplate",
    { kind: "error", status: 400, code: "ValidationError", message: "no such stage" },
    1,
  );
  onTestFinished(async () => {
    await proxy.stop();
    await stub.stop();
  });
  const { live } = await opened({ endpoint: proxy.endpoint });
  expect((await live.readStacks()).recording.stacks[0]?.template).toBe(JSON.stringify(template));
  expect(proxy.seen.get("cloudformation:GetTemplate")).toBe(2);
});
