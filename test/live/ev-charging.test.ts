// The example deployed to fakecloud: the live system gets the findings of its template, and what is changed or measured there is found.
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CodeDeployClient, UpdateDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import {
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connection, type Deployed, deploy, deployable } from "./deploy.ts";
import { assessmentsOf, configurationVerdicts, fitness, reportOf, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

const template = (name: string): string => `fixtures/ev-charging/cdk.out-fit/${name}.template.json`;

describe.skipIf(missing("fakecloud"))("the EV example on fakecloud", () => {
  let server: TestServer;
  let stateless: Deployed;

  const physical = (logicalId: string): string => stateless.physicalIds.get(logicalId) ?? "";
  const inFunction = (): string => physical("StartCharging4B5E4136");
  const audit = (...args: string[]) =>
    fitness(["check", "--stack", "EVStateless", "EVStateful", "--reporter", "json", ...args], towards(server.endpoint));

  beforeAll(async () => {
    server = await startFakecloud();
    const { outputs } = await deploy(server.endpoint, { name: "EVStateful", template: deployable(template("EVStateful")) });
    stateless = await deploy(server.endpoint, { name: "EVStateless", template: deployable(template("EVStateless"), outputs) });
  }, 60_000);
  afterAll(() => server?.stop());

  test("has the verdicts of its template, and says first who looked where", async () => {
    const live = await audit();
    const written = await fitness(["check", "--template", "fixtures/ev-charging/cdk.out-fit", "--reporter", "json"]);
    const verdicts = configurationVerdicts(reportOf(written));
    expect(verdicts.size).toBeGreaterThan(50);
    expect(configurationVerdicts(reportOf(live))).toEqual(verdicts);
    expect(live.stderr).toMatch(/^fitness: account 123456789012, eu-west-1, as arn:aws:\S+: EVStateless CREATE_COMPLETE/);
  });

  test("a window without a request is unknown, never a pass", async () => {
    const run = await audit("--check", "api-latency");
    expect(assessmentsOf(reportOf(run))).toEqual([["api-latency", "unknown", "0 samples in 1 h, 20 needed"]]);
    expect(run.status).toBe(3);
  });

  test("an alarm edited by hand, a weight left over and a group switched to all at once are each named as drift", async () => {
    const cloudwatch = new CloudWatchClient(connection(server.endpoint));
    const lambda = new LambdaClient(connection(server.endpoint));
    const codedeploy = new CodeDeployClient(connection(server.endpoint));
    const functionName = inFunction();
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: physical("StartChargingErrorsBF69665D"),
        AlarmDescription: "StartCharging failed at least once in 1 minute; a running deployment is rolled back",
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Dimensions: [
          { Name: "FunctionName", Value: functionName },
          { Name: "Resource", Value: `${functionName}:prod` },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1000,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
        AlarmActions: [physical("Operations993AC38D")],
      }),
    );
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName, Description: "the next one" }));
    const { Version: next = "" } = await lambda.send(new PublishVersionCommand({ FunctionName: functionName }));
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: "prod",
        RoutingConfig: { AdditionalVersionWeights: { [next]: 0.1 } },
      }),
    );
    await codedeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: physical("Deployments7DB91225"),
        currentDeploymentGroupName: physical("StopChargingGroup3869884F").split("/").at(-1),
        deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
      }),
    );

    const report = reportOf(await audit("--check", "deployment-drift", "deployment-outcome", "progressive-traffic"));
    const failed = report.assessments.filter(({ verdict }) => verdict === "fail");
    expect(failed.map(({ check, subject, message }) => [check, subject.detail, message])).toEqual([
      ["progressive-traffic", "prod", expect.stringContaining("shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce)")],
      ["deployment-outcome", "prod", "no deployment is running, and 10 % of its traffic is still routed to version 2"],
      ["deployment-drift", null, "StartCharging: Description is the next one, but the template says Opens a charging session"],
      [
        "deployment-drift",
        "prod",
        expect.stringMatching(/AdditionalVersionWeights is 2=0\.1.*Threshold is 1000, but the template says 1$/),
      ],
      ["deployment-drift", "prod", expect.stringContaining("DeploymentConfigName is CodeDeployDefault.LambdaAllAtOnce")],
    ]);
    expect(report.verdict).toBe("degraded");
  });

  test("latency that grows from 180 to 260 ms turns a pass into a failure with its measurement", async () => {
    const dimensions = [
      { Name: "ApiName", Value: "ev-charging" },
      { Name: "Stage", Value: "prod" },
    ];
    const measured = async (metric: string, values: readonly number[], minutesAgo: number): Promise<void> => {
      const data = { MetricName: metric, Dimensions: dimensions, Values: [...values], Counts: values.map(() => 1) };
      const at = new Date(Date.now() - minutesAgo * 60_000);
      const client = new CloudWatchClient(connection(server.endpoint));
      await client.send(new PutMetricDataCommand({ Namespace: "AWS/ApiGateway", MetricData: [{ ...data, Timestamp: at }] }));
    };
    const latency = async () => {
      const run = await audit("--check", "api-latency");
      const [assessment] = reportOf(run).assessments;
      return {
        status: run.status,
        verdict: assessment?.verdict,
        reason: assessment?.reason,
        value: assessment?.measurement?.value,
      };
    };
    await measured("Latency", [180, 180, 180], 30);
    expect(await latency()).toMatchObject({ status: 3, verdict: "unknown", reason: "3 samples in 1 h, 20 needed" });
    await measured("Latency", Array(40).fill(180), 20);
    expect(await latency()).toMatchObject({ status: 0, verdict: "pass", value: 180 });
    await measured("Latency", Array(400).fill(268), 10);
    const slower = await latency();
    expect(slower).toMatchObject({ status: 1, verdict: "fail" });
    expect(slower.value).toBeCloseTo((43 * 180 + 400 * 268) / 443, 6);
  });

  test("a new version that fails 5 % of what the old one does not fails the comparison", async () => {
    const functionName = inFunction();
    const client = new CloudWatchClient(connection(server.endpoint));
    const put = (version: string, metric: string, value: number, minutesAgo: number) => ({
      MetricName: metric,
      Value: value,
      Timestamp: new Date(Date.now() - minutesAgo * 60_000),
      Dimensions: [
        { Name: "FunctionName", Value: functionName },
        { Name: "Resource", Value: `${functionName}:prod` },
        { Name: "ExecutedVersion", Value: version },
      ],
    });
    const of = (version: string, invocations: number, errors: number) =>
      Array.from({ length: 20 }, (_unused, index) => [
        put(version, "Invocations", invocations, index + 5),
        put(version, "Errors", errors, index + 5),
        put(version, "Duration", 40 + (index % 7), index + 5),
      ]).flat();
    const enabled = ["--check", "canary-comparison"];
    const before = reportOf(await audit(...enabled));
    expect(before.assessments.map(({ verdict }) => verdict)).toEqual(["unknown"]);
    await client.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData: [...of("1", 90, 0), ...of("2", 20, 1)] }));
    const after = reportOf(await audit(...enabled));
    expect(after.assessments.map(({ verdict, subject }) => [verdict, subject.detail])).toEqual([["fail", "prod"]]);
  });
});
