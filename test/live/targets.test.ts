// fitness targets over the wire: pages, imports, nested stacks, roles and accounts that refuse.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { fitness, towards } from "./fitness.ts";
import { account, type Stub, startStub } from "./stub.ts";
import { WireError } from "./wire.ts";

const arn = (name: string): string => `arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/1`;
const described = (StackName: string, more: object = {}): object => ({
  StackName,
  StackId: arn(StackName),
  StackStatus: "UPDATE_COMPLETE",
  CreationTime: "2026-11-01T10:00:00Z",
  Tags: [{ Key: "team", Value: StackName === "alone" ? "platform" : "shop" }],
  ...more,
});
const exporting = (ExportName: string): object => ({ Outputs: [{ OutputKey: "Out", OutputValue: "x", ExportName }] });

const pages: readonly object[][] = [
  [
    described("network", exporting("vpc")),
    described("gone", { StackStatus: "DELETE_COMPLETE" }),
    described("alone", exporting("unused")),
  ],
  [
    described("orders"),
    described("orders-Nested-1", { ParentId: arn("orders"), RootId: arn("orders") }),
    described("review", { StackStatus: "REVIEW_IN_PROGRESS" }),
  ],
];

const answers = {
  "cloudformation:DescribeStacks": ({ input }: { input: Readonly<Record<string, unknown>> }) =>
    input["NextToken"] === undefined ? { Stacks: pages[0], NextToken: "2" } : { Stacks: pages[1] },
  "cloudformation:ListImports": ({ input }: { input: Readonly<Record<string, unknown>> }) => {
    if (input["ExportName"] === "vpc") return { Imports: ["orders-Nested-1"] };
    throw new WireError(400, "ValidationError", `Export '${String(input["ExportName"])}' is not imported by any stack.`);
  },
};

let stub: Stub;
afterEach(() => stub.stop());

async function targets(args: readonly string[], more: Parameters<typeof startStub>[1] = {}) {
  stub = await startStub([], { ...answers, ...more });
  const { status, stdout, stderr } = await fitness(["targets", ...args], towards(stub.endpoint));
  const lines = stdout.trim() === "" ? [] : stdout.trim().split("\n");
  return { status, stderr, found: lines.map((line) => JSON.parse(line) as { name: string; stacks: string[]; role?: string }) };
}

test("stacks that import each other's exports are one system, nested ones belong to their root", async () => {
  const { status, stderr, found } = await targets([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(found).toEqual([
    {
      name: `network.eu-west-1.${account}`,
      stacks: ["network", "orders"],
      region: "eu-west-1",
      account,
      tags: { team: "shop" },
    },
    { name: `alone.eu-west-1.${account}`, stacks: ["alone"], region: "eu-west-1", account, tags: { team: "platform" } },
  ]);
});

test("each stack for itself, of a name and with a tag, in a file", async () => {
  expect((await targets(["--each-stack"])).found.map(({ stacks }) => stacks)).toEqual([["network"], ["alone"], ["orders"]]);
  await stub.stop();
  const file = path.join(mkdtempSync(path.join(tmpdir(), "fitness-targets-")), "targets.jsonl");
  const written = await targets(["--stack", "o*", "--tag", "team=shop", "-o", file]);
  expect(written.found).toEqual([]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ stacks: ["network", "orders"] });
});

test("all active accounts of the organization, and those that refuse are named", async () => {
  const role = (id: string): string => `arn:aws:iam::${id}:role/audit`;
  const { status, stderr, found } = await targets(["--organization", "--role-name", "audit", "--external-id", "x"], {
    "organizations:ListAccounts": () => ({
      Accounts: [
        { Id: "222222222222", Status: "ACTIVE" },
        { Id: "333333333333", Status: "SUSPENDED" },
        { Id: "111111111111", Status: "ACTIVE" },
      ],
    }),
    "sts:AssumeRole": ({ input }) => {
      if (input["RoleArn"] === role("222222222222")) throw new WireError(403, "AccessDenied", "not you");
      return { Credentials: { AccessKeyId: "a", SecretAccessKey: "s", SessionToken: "t", Expiration: "2033-05-18T03:33:20Z" } };
    },
  });
  expect(status).toBe(2);
  expect(found.map((target) => target.role)).toEqual([role("111111111111"), role("111111111111")]);
  expect(stderr).toContain(`not listed: role ${role("222222222222")} cannot be assumed: not you`);
});

test.each([
  [["--organization"], "--organization needs the role to assume in each account"],
  [["--role-name", "audit"], "--role-name needs the accounts of the role"],
  [["--tag", "team"], "--tag team is not of the form key=value"],
  [["--stack", "nothing-*"], "no system was found"],
])("%j is refused", async (args, message) => {
  const { status, stderr } = await targets(args);
  expect(status).toBe(2);
  expect(stderr.replaceAll(/\s+/g, " ").toLowerCase()).toContain(message.toLowerCase());
});
