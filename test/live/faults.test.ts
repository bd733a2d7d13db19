// What goes wrong on the way to real stacks: each as it is documented, within its time, and nothing ever turns into a pass.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import type { Report } from "../../src/audit/report.ts";
import { folder } from "../folder.ts";
import { connection, deploy, deployable } from "./deploy.ts";
import { type Fault, type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { fitness, type Run, reportOf, root, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

const template = (name: string): string => `fixtures/ev-charging/cdk.out-fit/${name}.template.json`;

/** Those of the example's own run that follow when its stacks are read. */
const observing = [
  "lambda:GetFunctionConfiguration",
  "lambda:ListAliases",
  "lambda:ListVersionsByFunction",
  "lambda:GetFunctionEventInvokeConfig",
  "lambda:GetAccountSettings",
  "codedeploy:BatchGetDeploymentGroups",
  "codedeploy:ListDeployments",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:GetMetricData",
];

describe.skipIf(missing("fakecloud"))("on the way to fakecloud", () => {
  let server: TestServer;
  let undisturbed: ReadonlyMap<string, string>;

  const check = ["check", "--stack", "EVStateless", "EVStateful", "--reporter", "json"];
  const audit = (proxy: FaultProxy, ...args: string[]) => fitness([...check, ...args], towards(proxy.endpoint));
  const proxied = async ({ onTestFinished }: Pick<TestContext, "onTestFinished">): Promise<FaultProxy> => {
    const proxy = await startFaultProxy(server.endpoint);
    onTestFinished(() => proxy.stop());
    return proxy;
  };

  beforeAll(async () => {
    server = await startFakecloud();
    const { outputs } = await deploy(server.endpoint, { name: "EVStateful", template: deployable(template("EVStateful")) });
    await deploy(server.endpoint, { name: "EVStateless", template: deployable(template("EVStateless"), outputs) });
    await putLatency(server.endpoint);
    undisturbed = verdictsOf(reportOf(await fitness(check, towards(server.endpoint))));
    expect(undisturbed.get("api-latency EVStateless/ApiDeploymentStageprod3EB9684E null")).toBe("pass");
  });
  afterAll(() => server?.stop());

  /** Nothing but doubts came in: the same subjects, each judged as without the fault or not at all. */
  function expectOnlyDoubts(run: Run): readonly Report["assessments"][number][] {
    const report = reportOf(run);
    expect(report.checks.filter(({ status }) => status === "error")).toEqual([]);
    const changed = [...verdictsOf(report)].filter(([subject, verdict]) => undisturbed.get(subject) !== verdict);
    expect(changed.filter(([, verdict]) => verdict !== "unknown")).toEqual([]);
    expect(changed.length).toBeGreaterThan(0);
    expect(run.status).toBe(3);
    const doubted = new Set(changed.map(([subject]) => subject));
    return report.assessments.filter((assessment) => doubted.has(subjectOf(assessment)));
  }

  describe.concurrent("one answer", () => {
    test.for<[string, string, Fault, RegExp]>([
      ["is throttled for 30 s", "cloudwatch:DescribeAlarms", { kind: "throttle", seconds: 30 }, /throttled at every attempt/],
      [
        "is cut off every time",
        "codedeploy:BatchGetDeploymentGroups",
        { kind: "reset" },
        /got no response: .*(ECONNRESET|hang up)/,
      ],
      ["comes by half every time", "lambda:ListAliases", { kind: "truncate" }, /got no response: aborted/],
      ["is half of one", "cloudwatch:GetMetricData", { kind: "truncate", declared: true }, /a response that is not from AWS/],
      ["is HTML", "cloudwatch:DescribeAlarms", { kind: "html", status: 200 }, /an HTML page with status 200 came back/],
      ["is an error in HTML", "lambda:GetFunctionConfiguration", { kind: "html", status: 503 }, /page with status 503 came back/],
      ["is empty", "codedeploy:BatchGetDeploymentGroups", { kind: "body", body: "{}" }, /it has no deploymentGroupsInfo/],
      [
        "is an error",
        "cloudwatch:GetMetricData",
        { kind: "error", status: 500, code: "InternalFailure", message: "" },
        /got no response/,
      ],
    ])("%s: what rests on it is unknown, and nothing else", async ([, action, fault, reason], context) => {
      const proxy = await proxied(context);
      proxy.inject(action, fault);
      const run = await audit(proxy);
      for (const doubted of expectOnlyDoubts(run)) {
        context.expect(doubted.reason).toContain(action);
        context.expect(doubted.reason).toMatch(reason);
      }
    });

    test("comes at the third attempt: as if nothing had happened", async (context) => {
      const proxy = await proxied(context);
      for (const action of observing) proxy.inject(action, { kind: "throttle" }, 2);
      const run = await audit(proxy);
      context.expect(verdictsOf(reportOf(run))).toEqual(undisturbed);
      context.expect(proxy.seen.get("cloudwatch:DescribeAlarms")).toBe(3);
    });
  });

  describe.concurrent("every answer about what is live", () => {
    test.for<[string, Fault]>([
      ["throttled for 30 s", { kind: "throttle", seconds: 30 }],
      ["cut off", { kind: "reset" }],
      ["half a body", { kind: "truncate", declared: true }],
      ["HTML", { kind: "html", status: 502 }],
      ["denied", { kind: "deny" }],
    ])("%s: what the template tells by itself is still judged", async ([, fault], context) => {
      const proxy = await proxied(context);
      for (const action of observing) proxy.inject(action, fault);
      const began = performance.now();
      const run = await audit(proxy);
      context.expect(performance.now() - began).toBeLessThan(50_000);
      const doubted = new Set(expectOnlyDoubts(run).map(({ check: id }) => id));
      context.expect([...doubted]).toEqual(context.expect.arrayContaining(["alarm-metric", "deployment-group", "api-latency"]));
      const judged = reportOf(run).assessments.filter(({ verdict }) => verdict === "pass");
      context
        .expect(judged.map(({ check: id }) => id))
        .toEqual(context.expect.arrayContaining(["api-access-log", "invocation-qualifier"]));
    });

    test("does not come within 5 s: so it is said, and the rest is judged", async (context) => {
      const proxy = await proxied(context);
      proxy.inject("cloudwatch:GetMetricData", { kind: "hang" });
      const began = performance.now();
      const run = await audit(proxy, "--timeout", "5");
      context.expect(performance.now() - began).toBeLessThan(15_000);
      const doubted = expectOnlyDoubts(run);
      context
        .expect(doubted.find(({ check: id }) => id === "api-latency")?.reason)
        .toBe("no response within the time limit of 5 s");
    });
  });

  describe.concurrent("exit 2, one paragraph and no report", () => {
    const expired: Fault = { kind: "error", status: 403, code: "ExpiredToken", message: "The security token has expired" };
    const introduction =
      /^fitness: account 123456789012, eu-west-1, as arn:\S+: EVStateless CREATE_COMPLETE, EVStateful CREATE_COMPLETE\.\n/;

    test.for<[string, string, Fault, RegExp]>([
      ["credentials that have expired", "*", expired, /^fitness: the credentials have expired\. .*log in: `aws sso login`\.\n$/],
      [
        "those that expire on the way",
        "codedeploy:BatchGetDeploymentGroups",
        expired,
        /fitness: the credentials have expired\. /,
      ],
      [
        "throttling of everything for 30 s",
        "*",
        { kind: "throttle", seconds: 30 },
        /DescribeStacks in eu-west-1 was throttled at every attempt/,
      ],
      ["connections that are all cut", "*", { kind: "reset" }, /got no response/],
      ["a proxy's page instead of any answer", "*", { kind: "html", status: 200 }, /an HTML page with status 200 came back/],
      [
        "half a template",
        "cloudformation:GetTemplate",
        { kind: "truncate", declared: true },
        /GetTemplate in eu-west-1 got a response/,
      ],
      [
        "a clock an hour behind",
        "*",
        { kind: "clock", seconds: 3600 },
        /clock of this machine differs from AWS.s clock by 60 min, it is behind/,
      ],
    ])("%s", async ([, action, fault, message], context) => {
      const proxy = await proxied(context);
      proxy.inject(action, fault);
      const began = performance.now();
      const { status, stdout, stderr } = await audit(proxy);
      context.expect(performance.now() - began).toBeLessThan(50_000);
      context.expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      context.expect(stderr.replace(introduction, "").split("\n").length).toBe(2);
      context.expect(stderr).toMatch(message);
    });

    test("no region", async (context) => {
      const { AWS_REGION: _, ...env } = towards(server.endpoint);
      const { status, stdout, stderr } = await fitness(check, env);
      context.expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      context.expect(stderr).toMatch(/^fitness: no region is set\. Pass --region, set AWS_REGION/);
    });

    test("a stack that is not there: what is near is named", async (context) => {
      const { status, stdout, stderr } = await fitness(["check", "--stack", "EVStatelss"], towards(server.endpoint));
      context.expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      context
        .expect(stderr)
        .toMatch(/^fitness: there is no stack "EVStatelss" in account 123456789012 in eu-west-1\. Did you mean "EVStateless"\? /);
    });

    test("silence, within the time that the run has", async (context) => {
      const proxy = await proxied(context);
      proxy.inject("*", { kind: "hang" });
      const began = performance.now();
      const { status, stdout, stderr } = await audit(proxy, "--timeout", "5");
      context.expect(performance.now() - began).toBeLessThan(15_000);
      context.expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      context.expect(stderr).toMatch(/no response within the time limit of 5 s\. Raise it with --timeout/);
    });
  });

  test.for<["hang" | "throttle"]>([["hang"], ["throttle"]])(
    "Ctrl-C while metrics %s: exit 130 within a second, nothing written",
    // A second is short where others keep the machine busy; waiting for what is under way takes far longer.
    { retry: 2 },
    async ([kind], context) => {
      const proxy = await proxied(context);
      proxy.inject("cloudwatch:GetMetricData", { kind });
      const written = folder({});
      const child = spawn(
        process.execPath,
        [path.join(root, "bin/fitness.js"), ...check.slice(0, -1), `json=${written}/report.json`],
        { cwd: root, env: { PATH: process.env["PATH"] ?? "", ...towards(proxy.endpoint) }, stdio: ["ignore", "pipe", "ignore"] },
      );
      const said: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
      const end = new Promise<number | null>((resolve) => child.on("close", resolve));
      await expect.poll(() => proxy.seen.get("cloudwatch:GetMetricData") ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
      const began = performance.now();
      child.kill("SIGINT");
      expect(await end).toBe(130);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(Buffer.concat(said).toString()).toBe("");
      expect(readdirSync(written)).toEqual([]);
    },
  );
});

function subjectOf({ check, subject: { stack, logicalId, detail } }: Report["assessments"][number]): string {
  return `${check} ${stack}/${logicalId} ${detail}`;
}

function verdictsOf({ assessments }: Report): ReadonlyMap<string, string> {
  return new Map(assessments.map((assessment) => [subjectOf(assessment), assessment.verdict]));
}

/** Enough requests for a verdict. */
async function putLatency(endpoint: string): Promise<void> {
  const Dimensions = [
    { Name: "ApiName", Value: "ev-charging" },
    { Name: "Stage", Value: "prod" },
  ];
  const at = new Date(Date.now() - 20 * 60_000);
  const data = { MetricName: "Latency", Dimensions, Values: [180], Counts: [400], Timestamp: at };
  await new CloudWatchClient(connection(endpoint)).send(
    new PutMetricDataCommand({ Namespace: "AWS/ApiGateway", MetricData: [data] }),
  );
}
