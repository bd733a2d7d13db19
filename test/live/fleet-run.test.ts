// The example's state machine on MiniStack: its own template and code, over more than sixty systems of which some cannot be audited.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FleetReport } from "../../src/fleet/report.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { connection, type Deployed, deploy, withoutDeployments } from "./deploy.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { root } from "./fitness.ts";
import { missing, startMiniStack, type TestServer } from "./servers.ts";
import type { Asked } from "./wire.ts";

const example = path.join(root, "examples/fleet");
const account = "000000000000";

/** What `npm run auditor` makes of the example's code, packed as the CDK packs it. */
function packedCode(): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), "fitness-auditor-"));
  const code = path.join(folder, "code");
  cpSync(path.join(example, "auditor"), code, { recursive: true });
  const installed = path.join(code, "node_modules", "serverless-fitness");
  mkdirSync(installed, { recursive: true });
  cpSync(path.join(root, "package.json"), path.join(installed, "package.json"));
  cpSync(path.join(root, "dist"), path.join(installed, "dist"), {
    recursive: true,
    filter: (file) => !file.includes(`${path.sep}types`),
  });
  execFileSync("python3", ["-m", "zipfile", "-c", path.join(folder, "code.zip"), "."], { cwd: code });
  return readFileSync(path.join(folder, "code.zip"));
}

/** The example's template without what this server lacks; its functions ask the proxy and have less time. */
function template(endpoint: string): JsonObject {
  const written = JSON.parse(readFileSync(path.join(example, "cdk.out/FleetAudit.template.json"), "utf8")) as JsonObject;
  const { Rules: _rules, ...rest } = withoutDeployments(written, () => null);
  const resources = Object.entries(rest["Resources"] as Record<string, JsonObject>).flatMap(([id, resource]) => {
    const { Type: type, Properties: properties } = resource;
    // Its alarms take no metric math.
    if (isObject(properties) && type === "AWS::CloudWatch::Alarm" && properties["Metrics"] !== undefined) return [];
    if (type !== "AWS::Lambda::Function" || !isObject(properties)) return [[id, resource]];
    const environment = {
      Variables: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    };
    return [[id, { ...resource, Properties: { ...properties, Timeout: 20, Environment: environment } }]];
  });
  const { BootstrapVersion: _bootstrap, ...parameters } = rest["Parameters"] as JsonObject;
  return { ...rest, Parameters: parameters, Resources: Object.fromEntries(resources) };
}

/** A system with a log group; and with an alarm that tells nobody. */
const system = (alarms: object = {}): JsonObject => ({
  Resources: { Logs: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 30 } }, ...alarms },
});
const silent = {
  Depth: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmDescription: "Orders wait",
      Namespace: "Orders",
      MetricName: "Depth",
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    },
  },
};
const fit = Array.from({ length: 60 }, (_unused, index) => `orders-${index + 1}`);

describe.skipIf(missing("ministack"))("a fleet's audit on MiniStack", () => {
  let server: TestServer;
  let proxy: FaultProxy;
  let fleet: Deployed;
  let bucket = "";
  const s3 = (): S3Client => new S3Client({ ...connection(server.endpoint), forcePathStyle: true });
  const put = (Bucket: string, Key: string, Body: string | Buffer) => s3().send(new PutObjectCommand({ Bucket, Key, Body }));

  beforeAll(async () => {
    server = await startMiniStack();
    proxy = await startFaultProxy(server.endpoint);
    const assets = `cdk-hnb659fds-assets-${account}-eu-west-1`;
    await s3().send(new CreateBucketCommand({ Bucket: assets }));
    const { files } = JSON.parse(readFileSync(path.join(example, "cdk.out/FleetAudit.assets.json"), "utf8"));
    const [asset] = Object.keys(files).filter((key) => files[key].source.packaging === "zip");
    await put(assets, `${asset}.zip`, packedCode());
    const parameters = { ExternalId: "an-external-id", MaxConcurrency: "4" };
    fleet = await deploy(server.endpoint, { name: "FleetAudit", template: template(proxy.endpoint), parameters });
    const physical = [...fleet.physicalIds].find(([id]) => id.startsWith("Reports") && !id.includes("Policy"));
    bucket = physical?.[1] ?? "";
    const systems = ["slow", "garbled", "lost", ...fit].map((name) => ({ name, template: system() }));
    const limit = pLimit(8);
    await Promise.all(systems.map((each) => limit(() => deploy(server.endpoint, each))));
  });
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  async function run(input: object): Promise<{ status: string; output: string; report: FleetReport }> {
    const client = new SFNClient(connection(server.endpoint));
    const stateMachineArn = [...fleet.physicalIds.values()].find((id) => id.includes(":stateMachine:"));
    const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    for (;;) {
      const { status = "", output = "", error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== "RUNNING") {
        if (status !== "SUCCEEDED") throw new Error(`the run ${status}: ${error}: ${cause}`);
        const Key = `runs/${executionArn.split(":").at(-1)}/fleet.json`;
        const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
        return { status, output, report: JSON.parse((await Body?.transformToString()) ?? "") };
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  const target = (name: string, more: object = {}): object => {
    const role = `arn:aws:iam::${account}:role/serverless-fitness`;
    return { name, stacks: [name], region: "eu-west-1", account, role, externalId: "an-external-id", ...more };
  };
  const upload = (targets: readonly object[]) =>
    put(bucket, "targets.jsonl", targets.map((each) => JSON.stringify(each)).join("\n"));

  test("every system of the list is audited, and the fleet is fit", async () => {
    await upload(fit.map((name) => target(name)));
    const { status, report, output } = await run({ key: "targets.jsonl" });
    expect(status).toBe("SUCCEEDED");
    expect(report).toMatchObject({ verdict: "fit", exitCode: 0, systems: 60, unaccounted: [], change: null });
    expect(JSON.parse(output)).toMatchObject({ verdict: "fit", exitCode: 0, systems: 60 });
  });

  test("what is broken, denied, too slow or lost is named, and compared with the run before", async () => {
    await deploy(server.endpoint, { name: "orders-60", template: system(silent) }, true);
    const denied = `arn:aws:iam::${account}:role/denied`;
    const hanging = `arn:aws:iam::${account}:role/hanging`;
    const isRole =
      (role: string) =>
      ({ action, input }: Asked) =>
        action === "sts:AssumeRole" && input["RoleArn"] === role;
    proxy.inject(isRole(denied), { kind: "deny" });
    proxy.inject(isRole(hanging), { kind: "hang" });
    const of = (stack: string, action: string) => (asked: Asked) =>
      asked.action === action && String(asked.input["StackName"]).includes(stack);
    proxy.inject(of("slow", "cloudformation:DescribeStacks"), { kind: "hang" });
    proxy.inject(of("garbled", "cloudformation:GetTemplate"), { kind: "html", status: 502 });
    const error = { kind: "error", status: 500, code: "InternalError", message: "no" } as const;
    proxy.inject(({ action }) => /^s3:PUT .*reports\/lost\.json$/.test(action), error);
    const more = ["slow", "garbled", "lost"].map((name) => target(name));
    const others = [
      target("gone"),
      target("stray", { stacks: ["orders-2"], account: "111111111111" }),
      target("denied", { stacks: ["orders-3"], role: denied }),
      target("hanging", { stacks: ["orders-4"], role: hanging }),
    ];
    await upload([...fit.map((name) => target(name)), ...more, ...others]);
    const { status, report } = await run({ key: "targets.jsonl" });
    expect(status).toBe("SUCCEEDED");
    expect(report.verdicts).toEqual({ fit: 59, degraded: 1, inconclusive: 0, notAudited: 5, missing: 2 });
    expect(report).toMatchObject({ verdict: null, exitCode: 2, systems: 67 });
    expect(Object.fromEntries(report.unaccounted.map(({ name, reason }) => [name, reason]))).toEqual({
      slow: expect.stringContaining("no response within"),
      garbled: expect.stringContaining("cloudformation:GetTemplate"),
      lost: "its report is missing",
      gone: expect.stringContaining('there is no stack "gone"'),
      stray: "the list names account 111111111111, but the stacks are in 000000000000; check the target's role",
      denied: expect.stringContaining(`role ${denied} cannot be assumed`),
      hanging: "its report is missing",
    });
    const worse = [expect.objectContaining({ name: "orders-60", from: "fit", to: "degraded" })];
    const added = ["slow", "garbled", "lost", "gone", "stray", "denied", "hanging"];
    expect(report.change).toMatchObject({ worse, better: [], added, removed: [] });
  });

  test("the systems of the organization are listed first", async () => {
    proxy.reset();
    const { status, report } = await run({});
    expect(status).toBe("SUCCEEDED");
    expect(report.all.map(({ name }) => name).sort()).toEqual(
      [...fit, "FleetAudit", "garbled", "lost", "slow"].map((name) => `${name}.eu-west-1.${account}`).sort(),
    );
    expect(report).toMatchObject({ verdict: "degraded", exitCode: 1, unaccounted: [] });
    expect(report.change?.removed).toHaveLength(67);
  });
});
