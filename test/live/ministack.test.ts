// MiniStack, for what it does as AWS does: pages, near names, processed SAM, tags, states of alarms, percentiles. It has no CodeDeploy.
import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient, UntagResourceCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { folder } from "../folder.ts";
import { connection, deploy, deployable, withoutDeployments } from "./deploy.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { configurationVerdicts, fitness, type Run, reportOf, towards } from "./fitness.ts";
import { missing, startMiniStack, type TestServer } from "./servers.ts";

const example = (name: string): string => `fixtures/ev-charging/cdk.out-fit/${name}.template.json`;

describe.skipIf(missing("ministack"))("MiniStack", () => {
  let server: TestServer;
  let proxy: FaultProxy;

  const audit = (args: readonly string[], config: object = {}) =>
    fitness(
      ["check", "--reporter", "json", ...args],
      towards(proxy.endpoint),
      folder({ "fitness.config.json": { extends: ["recommended"], ...config } }),
    );

  beforeAll(async () => {
    server = await startMiniStack();
    proxy = await startFaultProxy(server.endpoint);
  });
  beforeEach(() => proxy.reset());
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  describe("with the EV example", () => {
    let stateless: Awaited<ReturnType<typeof deploy>>;
    let templates: Readonly<Record<string, object>>;
    const physical = (logicalId: string): string => stateless.physicalIds.get(logicalId) ?? "";
    const cloudwatch = (): CloudWatchClient => new CloudWatchClient(connection(server.endpoint));

    beforeAll(async () => {
      const stateful = deployable(example("EVStateful"));
      const { outputs } = await deploy(server.endpoint, { name: "EVStateful", template: stateful });
      const template = withoutDeployments(deployable(example("EVStateless"), outputs), () => null);
      stateless = await deploy(server.endpoint, { name: "EVStateless", template });
      templates = { "EVStateful.json": stateful, "EVStateless.json": template };
    });

    test("has the verdicts of its template, failures included", async () => {
      const written = await fitness(["check", "--template", folder(templates), "--reporter", "json"]);
      const verdicts = configurationVerdicts(reportOf(written));
      expect([...verdicts].filter(([, verdict]) => verdict === "fail").map(([subject]) => subject)).toEqual([
        "deployment-group EVStateless StartCharging4B5E4136 prod",
        "deployment-group EVStateless StopCharging3A5367FB prod",
      ]);
      const live = await audit(["--stack", "EVStateless", "EVStateful"]);
      expect(configurationVerdicts(reportOf(live))).toEqual(verdicts);
      expect(live.status).toBe(1);
    });

    test.each([
      ["EVStatelss", '"EVStateless"'],
      ["evstate", '"EVStateful" or "EVStateless"'],
    ])("has no stack %s, and names what is near", async (name, near) => {
      const { status, stdout, stderr } = await audit(["--stack", name]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toBe(
        `fitness: there is no stack "${name}" in account 000000000000 in eu-west-1. Did you mean ${near}? If not, check --region and --profile.\n`,
      );
    });

    test("an alarm that is set off fails until it is OK again", async () => {
      const set = (StateValue: "ALARM" | "OK", StateReason: string) =>
        cloudwatch().send(new SetAlarmStateCommand({ AlarmName: physical("ApiServerErrorsDFE5B564"), StateValue, StateReason }));
      const ofAlarm = async () => {
        const report = reportOf(await audit(["--stack", "EVStateless", "--check", "alarm-state"]));
        return report.assessments.find(({ subject }) => subject.logicalId === "ApiServerErrorsDFE5B564");
      };
      expect(await ofAlarm()).toMatchObject({ verdict: "unknown" });
      await set("ALARM", "a drill");
      expect(await ofAlarm()).toMatchObject({
        verdict: "fail",
        message: expect.stringMatching(/^is in ALARM since \d{4}-\S+Z: a drill/),
      });
      await set("OK", "over");
      expect(await ofAlarm()).toMatchObject({ verdict: "pass" });
    });

    test("a percentile is that of all the values that a call put at once", async () => {
      const config = { checks: { "api-latency": { options: { statistic: "p95", maximum: 200 } } } };
      const put = (values: readonly number[], counts: readonly number[], minutesAgo: number) =>
        cloudwatch().send(
          new PutMetricDataCommand({
            Namespace: "AWS/ApiGateway",
            MetricData: [
              {
                MetricName: "Latency",
                Dimensions: [
                  { Name: "ApiName", Value: "ev-charging" },
                  { Name: "Stage", Value: "prod" },
                ],
                Values: [...values],
                Counts: [...counts],
                Timestamp: new Date(Date.now() - minutesAgo * 60_000),
              },
            ],
          }),
        );
      const latency = async () =>
        reportOf(await audit(["--stack", "EVStateless", "--check", "api-latency"], config)).assessments[0];
      await put([120, 900], [960, 40], 20);
      const pass = await latency();
      expect(pass).toMatchObject({ verdict: "pass", measurement: { unit: "ms", threshold: 200 } });
      expect(pass?.measurement?.value).toBeCloseTo(120, 0);
      await put([120, 900], [900, 100], 10);
      const fail = await latency();
      expect(fail).toMatchObject({ verdict: "fail" });
      expect(fail?.message).toMatch(/^p95 Latency is \d+ ms over 2,000 requests in 1 h/);
    });
  });

  test("a stack of 130 resources comes in pages of 100, and its alarms in calls of 100", async () => {
    const alarm = (index: number) => ({
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmName: `wide-${index}`,
        Namespace: "Orders",
        MetricName: `Depth${index}`,
        Statistic: "Maximum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        AlarmActions: [{ Ref: "Operations" }],
      },
    });
    const Resources = {
      Operations: { Type: "AWS::SNS::Topic", Properties: {} },
      ByEmail: {
        Type: "AWS::SNS::Subscription",
        Properties: { TopicArn: { Ref: "Operations" }, Protocol: "email", Endpoint: "operations@example.com" },
      },
      ...Object.fromEntries(Array.from({ length: 128 }, (_unused, index) => [`Alarm${index}`, alarm(index)])),
    };
    await deploy(server.endpoint, { name: "wide", template: { AWSTemplateFormatVersion: "2010-09-09", Resources } });
    const { assessments } = reportOf(await audit(["--stack", "wide", "--check", "alarm-action"]));
    expect(assessments).toHaveLength(128);
    expect(new Set(assessments.map(({ verdict }) => verdict))).toEqual(new Set(["pass"]));
    expect(assessments.map(({ subject }) => subject.physicalId)).toEqual(
      assessments.map(({ subject }) => subject.logicalId?.replace("Alarm", "wide-")),
    );
    expect(proxy.seen.get("cloudformation:ListStackResources")).toBe(2);
    expect(proxy.seen.get("cloudwatch:DescribeAlarms")).toBe(2);
  });

  test("a SAM template is read as it was processed", async () => {
    const template = deployable("fixtures/greeter/2-alias.yaml");
    await deploy(server.endpoint, { name: "greeter", template });
    const written = await fitness(["check", "--template", folder({ "greeter.json": template }), "--reporter", "json"]);
    // What SAM generated is itself a subject there: an event of a function is a route of an API.
    const verdicts = (run: Run) =>
      [...configurationVerdicts(reportOf(run))].map(([subject, verdict]) => `${subject.split(" ")[0]} ${verdict}`).sort();
    expect(new Set(verdicts(written).map((each) => each.split(" ")[1]))).toEqual(new Set(["pass", "fail"]));
    expect(verdicts(await audit(["--stack", "greeter"]))).toEqual(verdicts(written));
    expect(proxy.seen.get("cloudformation:GetTemplate")).toBe(1);
  });

  test("tags are the live ones, whatever added or removed them", async () => {
    const tagged = {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } },
      },
      Greeter: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["Role", "Arn"] },
          Code: { ZipFile: "exports.handler = async () => ({});" },
          Tags: [{ Key: "owner", Value: "web-team" }],
        },
      },
    };
    const { physicalIds } = await deploy(server.endpoint, { name: "tagged", template: { Resources: tagged } });
    const required = { "required-tags": { severity: "error", options: { tags: { owner: true }, on: "resources" } } };
    const ofFunction = async () => {
      const report = reportOf(await audit(["--stack", "tagged", "--check", "required-tags"], { checks: required }));
      return report.assessments.find(({ subject }) => subject.logicalId === "Greeter");
    };
    expect(await ofFunction()).toMatchObject({ verdict: "pass" });
    const arn = `arn:aws:lambda:eu-west-1:000000000000:function:${physicalIds.get("Greeter")}`;
    await new LambdaClient(connection(server.endpoint)).send(new UntagResourceCommand({ Resource: arn, TagKeys: ["owner"] }));
    expect(await ofFunction()).toMatchObject({ verdict: "fail", message: "lacks owner" });
    proxy.inject("tag:GetResources", { kind: "deny" });
    expect(await ofFunction()).toMatchObject({
      verdict: "unknown",
      reason: expect.stringContaining("tag:GetResources is denied"),
    });
  });
});
