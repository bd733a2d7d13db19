// Both examples on fakecloud, behind the recording proxy: what is called is what the policy allows, and what is denied is named.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CodeDeployClient, CreateDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/audit/report.ts";
import { connection, deploy, deployable, deployOrders } from "./deploy.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { fitness, reportOf, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

const stacks = ["EVStateless", "EVStateful", "orders"];
const template = (name: string): string => `fixtures/ev-charging/cdk.out-fit/${name}.template.json`;
const unneeded = ["sts:GetCallerIdentity", "lambda:ListFunctions"];
const base = ["cloudformation:DescribeStacks", "cloudformation:GetTemplate", "cloudformation:ListStackResources"];

describe.skipIf(missing("fakecloud"))("the actions of a whole run", () => {
  let server: TestServer;
  let proxy: FaultProxy;
  let folder: string;
  let policy: readonly string[];

  const audit = (...args: string[]) =>
    fitness(["check", "--stack", ...stacks, "--reporter", "json", ...args], towards(proxy.endpoint), folder);

  beforeAll(async () => {
    server = await startFakecloud();
    proxy = await startFaultProxy(server.endpoint);
    const { outputs } = await deploy(server.endpoint, { name: "EVStateful", template: deployable(template("EVStateful")) });
    const { physicalIds } = await deploy(server.endpoint, {
      name: "EVStateless",
      template: deployable(template("EVStateless"), outputs),
    });
    await new CodeDeployClient(connection(server.endpoint)).send(
      new CreateDeploymentCommand({
        applicationName: physicalIds.get("Deployments7DB91225"),
        deploymentGroupName: physicalIds.get("StartChargingGroup3A6F5E86")?.split("/").at(-1),
        revision: { revisionType: "AppSpecContent", appSpecContent: { content: JSON.stringify({ version: 0 }) } },
      }),
    );
    await deployOrders(server.endpoint);
    folder = mkdtempSync(path.join(tmpdir(), "fitness-permissions-"));
    const options = { tags: { owner: true } };
    writeFileSync(
      path.join(folder, "fitness.config.json"),
      JSON.stringify({ extends: ["all"], checks: { "required-tags": { severity: "error", options } } }),
    );
    const { stdout } = await fitness(["permissions"], {}, folder);
    const document = JSON.parse(stdout) as { Statement: { Action: string[] }[] };
    policy = document.Statement.flatMap(({ Action }) => Action);
  }, 60_000);
  beforeEach(() => proxy.reset());
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test("are those of the policy, each and no other", async () => {
    const run = await audit();
    expect(reportOf(run).unread).toEqual([]);
    // Functions are listed where there are many of them.
    expect([...proxy.seen.keys(), "lambda:ListFunctions"].sort()).toEqual([...policy].sort());
  });

  test("are only what one check needs where one check runs", async () => {
    await audit("--check", "required-tags");
    expect([...proxy.seen.keys()].sort()).toEqual([...base, "sts:GetCallerIdentity", "tag:GetResources"].sort());
  });

  test("each denied by itself is named, and everything else is assessed", async () => {
    // Every look at a deployment moves it on there.
    for (let look = 0; look < 5; look += 1) await audit("--check", "deployment-outcome");
    const whole = reportOf(await audit());
    for (const action of policy.filter((each) => ![...base, ...unneeded].includes(each))) {
      proxy.reset();
      proxy.inject(action, { kind: "deny" });
      const report = reportOf(await audit());
      const unknown = report.assessments.filter(({ reason }) => reason?.includes(action) === true);
      expect({ action, verdicts: [...new Set(unknown.map(({ verdict }) => verdict))] }).toEqual({
        action,
        verdicts: ["unknown"],
      });
      const passed = new Set(passesOf(whole));
      expect({ action, new: passesOf(report).filter((pass) => !passed.has(pass)) }).toEqual({ action, new: [] });
      expect(report.checks.filter(({ status }) => status === "error")).toEqual([]);
      expect(report.exitCode).not.toBe(0);
    }
  }, 180_000);

  test.each(base)("without %s there is nothing to audit", async (action) => {
    proxy.inject(action, { kind: "deny" });
    const run = await audit();
    expect(run.status).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain(action);
  });
});

function passesOf({ assessments }: Report): readonly string[] {
  return assessments.flatMap(({ verdict, check, subject: { stack, logicalId, detail } }) =>
    verdict === "pass" ? [`${check} ${stack}/${logicalId} ${detail}`] : [],
  );
}
