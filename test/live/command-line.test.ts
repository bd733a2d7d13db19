// The built command line on live stacks of a server in this process: streams, exit codes, time, Ctrl-C, and what it loads.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { folder } from "../folder.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { fitness, reportOf, root, towards } from "./fitness.ts";
import { account, identityArn, type Stub, type StubStack, startStub } from "./stub.ts";

const prod: StubStack = {
  name: "prod",
  template: {
    Parameters: { Stage: { Type: "String" } },
    Resources: { Fn: { Type: "AWS::Lambda::Function", Properties: { FunctionName: { Ref: "Stage" }, Runtime: "nodejs22.x" } } },
  },
  parameters: { Stage: "prod" },
  resources: [{ logicalId: "Fn", type: "AWS::Lambda::Function", physicalId: "prod" }],
};
const introduction = `fitness: account ${account}, eu-west-1, as ${identityArn}: prod CREATE_COMPLETE.\n`;
/** A check that asks no more than the template tells. */
const check = ["check", "--check", "function-alias"];

let stub: Stub;
let proxy: FaultProxy;
beforeAll(async () => {
  stub = await startStub([prod], { "lambda:ListAliases": () => ({ Aliases: [] }) });
});
beforeEach(async () => {
  proxy = await startFaultProxy(stub.endpoint);
});
afterEach(() => proxy.stop());
afterAll(() => stub.stop());

describe("a live stack", () => {
  test("is audited; who asks for what is said first, on standard error", async () => {
    const run = await fitness([...check, "--stack", "prod", "--reporter", "json"], towards(proxy.endpoint));
    expect(run).toMatchObject({ status: 1, stderr: introduction });
    const { source, assessments } = reportOf(run);
    expect(source).toEqual({
      kind: "stack",
      locator: "prod",
      stacks: [{ name: "prod", region: "eu-west-1", account }],
    });
    expect(assessments).toMatchObject([
      { check: "function-alias", verdict: "fail", subject: { stack: "prod", logicalId: "Fn", physicalId: "prod" } },
    ]);
  });

  test("is named by the config as well, with region, profile and time", async () => {
    const home = folder({
      config: "[profile audit]\nregion = us-east-1\n",
      credentials: "[audit]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n",
    });
    const env = { AWS_CONFIG_FILE: `${home}/config`, AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials` };
    const project = folder({
      "fitness.config.json": { target: { stack: "prod" }, region: "eu-west-1", profile: "audit", timeout: 30 },
    });
    const run = await fitness(check, { ...towards(proxy.endpoint), ...env }, project);
    expect(run).toMatchObject({ status: 1, stderr: introduction });
  });

  test("is drawn and explained like any other source", async () => {
    const graph = await fitness(["graph", "--stack", "prod"], towards(proxy.endpoint));
    expect(graph).toMatchObject({ status: 0, stderr: introduction });
    const args = ["explain", "function-alias", "--subject", "**", "--stack", "prod"];
    expect(await fitness(args, towards(proxy.endpoint))).toMatchObject({ status: 0, stderr: introduction });
  });

  test("with --quiet says nothing on standard error", async () => {
    const run = await fitness([...check, "--stack", "prod", "--quiet"], towards(proxy.endpoint));
    expect(run).toMatchObject({ status: 1, stderr: "" });
  });
});

describe("exit code 2, one paragraph and no report", () => {
  const remedy = "Allow cloudformation:GetTemplate; `fitness permissions` prints the policy that a live run needs.";

  test("for a denied action without which there is nothing to audit", async () => {
    proxy.inject("cloudformation:GetTemplate", { kind: "deny" });
    const { status, stdout, stderr } = await fitness([...check, "--stack", "prod"], towards(proxy.endpoint));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      `${introduction}fitness: cloudformation:GetTemplate is denied in eu-west-1 because no identity-based policy allows the cloudformation:GetTemplate action. ${remedy}\n`,
    );
  });

  test("for one stack of two: what was read is reported", async () => {
    const run = await fitness([...check, "--stack", "prod", "gone", "--reporter", "json"], towards(proxy.endpoint));
    expect(run.status).toBe(2);
    expect(reportOf(run)).toMatchObject({
      verdict: null,
      unread: [{ file: "gone", message: `there is no stack "gone" in account ${account} in eu-west-1` }],
      assessments: [{ verdict: "fail" }],
    });
  });

  test.each([
    ["mixed sources", ["--stack", "prod", "--template", "x.yaml"], /--template and --stack cannot be combined/],
    [
      "a parameter for what is deployed",
      ["--stack", "prod", "--parameter", "A=1"],
      /--parameter cannot be combined with --stack/,
    ],
    ["a stack without a name", ["--stack", ""], /--stack: the name is empty/],
    ["no time at all", ["--stack", "prod", "--timeout", "0"], /--timeout.*is invalid\. Expected a number of seconds/],
    ["a time in words", ["--stack", "prod", "--timeout", "long"], /--timeout.*is invalid/],
  ])("for %s", async (_, args, message) => {
    const { status, stdout, stderr } = await fitness([...check, ...args], towards(proxy.endpoint));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(proxy.seen.size).toBe(0);
  });

  test("for a profile that wants a second factor, whatever the SDK leaves behind", async () => {
    const sso = "sso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = a\n";
    const role =
      "role_arn = arn:aws:iam::123456789012:role/a\nsource_profile = sso\nmfa_serial = arn:aws:iam::123456789012:mfa/x\n";
    const home = folder({ config: `[profile sso]\n${sso}[profile audit]\n${role}`, credentials: "" });
    const env = { AWS_CONFIG_FILE: `${home}/config`, AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials` };
    const run = await fitness([...check, "--stack", "prod", "--profile", "audit"], { ...towards(proxy.endpoint), ...env });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toMatch(/^fitness: the role of profile audit requires MFA, .*\n$/);
  });

  test("for silence, within the time that the run has", async () => {
    proxy.inject("cloudformation:ListStackResources", { kind: "hang" });
    const began = performance.now();
    const { status, stderr } = await fitness([...check, "--stack", "prod", "--timeout", "2"], towards(proxy.endpoint));
    expect(status).toBe(2);
    expect(stderr).toContain("fitness: no response within the time limit of 2 s. Raise it with --timeout");
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

// A second is short where others keep the machine busy; what is waited for takes far longer.
test.each<["hang" | "throttle", string]>([
  ["hang", "waits for an answer"],
  ["throttle", "waits to ask again"],
])("Ctrl-C ends a run within a second, with nothing written: while it %2$s", { retry: 2 }, async (kind) => {
  proxy.inject("cloudformation:ListStackResources", { kind });
  const written = folder({});
  const child = spawn(
    process.execPath,
    [path.join(root, "bin/fitness.js"), ...check, "--stack", "prod", "--reporter", `json=${written}/report.json`],
    { cwd: root, env: { PATH: process.env["PATH"] ?? "", ...towards(proxy.endpoint) }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const [said, told]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => said.push(chunk));
  child.stderr.on("data", (chunk) => told.push(chunk));
  const end = new Promise<number | null>((resolve) => child.on("close", resolve));
  await expect.poll(() => proxy.seen.get("cloudformation:ListStackResources") ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
  const began = performance.now();
  child.kill("SIGINT");
  expect(await end).toBe(130);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(Buffer.concat(said).toString()).toBe("");
  expect(Buffer.concat(told).toString()).toBe(`${introduction}fitness: interrupted; nothing was reported.\n`);
  expect(readdirSync(written)).toEqual([]);
});

describe("the AWS SDK", () => {
  /** The modules that a run executed, as V8 counts them. */
  async function loaded(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string[]> {
    const counted = folder({});
    await fitness(args, { ...env, NODE_V8_COVERAGE: counted });
    const urls = readdirSync(counted).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(path.join(counted, file), "utf8")) as { result: { url: string }[] };
      return result.map(({ url }) => url);
    });
    return urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  }
  const sdk = path.join(root, "dist", "aws-sdk.cjs");

  test("is loaded for a live stack and for no template", async () => {
    const template = path.join(root, "fixtures", "greeter", "4-rollback-alarm.yaml");
    const forTemplate = await loaded(["check", "--template", template]);
    expect(forTemplate).toContain(path.join(root, "bin/fitness.js"));
    expect(forTemplate).not.toContain(sdk);
    expect(await loaded([...check, "--stack", "prod"], towards(proxy.endpoint))).toContain(sdk);
  });

  test("says nothing of its own on standard error, whichever Node runs it", async () => {
    const home = folder({ config: "", credentials: "[audit]\naws_access_key_id = A\naws_secret_access_key = s\n" });
    const env = { AWS_CONFIG_FILE: `${home}/config`, AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials` };
    const args = [...check, "--stack", "prod", "--profile", "audit"];
    expect((await fitness(args, { ...towards(proxy.endpoint), ...env })).stderr).toBe(introduction);
  });
});
