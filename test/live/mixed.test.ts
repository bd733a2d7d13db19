// One system on two servers: the stacks on MiniStack, which has no CodeDeploy, and the deployments on fakecloud, where no template made them.
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
} from "@aws-sdk/client-codedeploy";
import {
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connection, type Deployed, deploy, deployable, withoutDeployments } from "./deploy.ts";
import { configurationVerdicts, fitness, reportOf, towards } from "./fitness.ts";
import { missing, startFakecloud, startMiniStack, type TestServer } from "./servers.ts";

const example = (name: string): string => `fixtures/ev-charging/cdk.out-fit/${name}.template.json`;
const application = "charging";
const groups = { StartChargingProd2E4FC2D8: "start-charging", StopChargingProd5E77234A: "stop-charging" } as const;

describe.skipIf(missing("ministack", "fakecloud"))("the EV example on MiniStack, its deployments on fakecloud", () => {
  let stacks: TestServer;
  let deployments: TestServer;
  let stateless: Deployed;

  const physical = (logicalId: string): string => stateless.physicalIds.get(logicalId) ?? "";
  const codedeploy = (): CodeDeployClient => new CodeDeployClient(connection(deployments.endpoint));
  const audit = (args: readonly string[] = [], elsewhere: Readonly<Record<string, string>> = {}) =>
    fitness(
      ["check", "--stack", "EVStateless", "EVStateful", "--reporter", "json", ...args],
      towards(stacks.endpoint, { AWS_ENDPOINT_URL_CODEDEPLOY: deployments.endpoint, ...elsewhere }),
    );
  const told = async (...args: Parameters<typeof audit>) =>
    reportOf(await audit(...args)).assessments.map(({ check, verdict, message }) => [check, verdict, message]);

  beforeAll(async () => {
    [stacks, deployments] = await Promise.all([startMiniStack(), startFakecloud()]);
    const { outputs } = await deploy(stacks.endpoint, { name: "EVStateful", template: deployable(example("EVStateful")) });
    const template = withoutDeployments(deployable(example("EVStateless"), outputs), (alias) => ({
      application,
      name: groups[alias as keyof typeof groups],
    }));
    stateless = await deploy(stacks.endpoint, { name: "EVStateless", template });
    await codedeploy().send(new CreateApplicationCommand({ applicationName: application, computePlatform: "Lambda" }));
    const alarms = { "start-charging": "StartChargingErrorsBF69665D", "stop-charging": "StopChargingErrors65E9F1D1" };
    for (const [deploymentGroupName, alarm] of Object.entries(alarms)) {
      await codedeploy().send(
        new CreateDeploymentGroupCommand({
          applicationName: application,
          deploymentGroupName,
          serviceRoleArn: "arn:aws:iam::123456789012:role/deployments",
          deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
          deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
          alarmConfiguration: { enabled: true, alarms: [{ name: physical(alarm) }] },
          autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
        }),
      );
    }
  });
  afterAll(() => Promise.all([stacks?.stop(), deployments?.stop()]));

  test("has the verdicts of a template that has the groups in it", async () => {
    const written = await fitness(["check", "--template", "fixtures/ev-charging/cdk.out-fit", "--reporter", "json"]);
    expect(configurationVerdicts(reportOf(await audit()))).toEqual(configurationVerdicts(reportOf(written)));
  });

  test("a server of deployments that is not there leaves unknown what rests on it, and nothing else", async () => {
    const whole = reportOf(await audit());
    const began = performance.now();
    const run = await audit([], { AWS_ENDPOINT_URL_CODEDEPLOY: "http://127.0.0.1:1" });
    expect(performance.now() - began).toBeLessThan(20_000);
    const report = reportOf(run);
    const [before, after] = [configurationVerdicts(whole), configurationVerdicts(report)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...after].filter(([subject, verdict]) => before.get(subject) !== verdict);
    expect(new Set(changed.map(([, verdict]) => verdict))).toEqual(new Set(["unknown"]));
    const doubted = [...new Set(changed.map(([subject]) => subject.split(" ")[0] ?? ""))].sort();
    expect(doubted).toEqual([
      "deployment-group",
      "progressive-traffic",
      "rollback-alarm",
      "rollback-alarm-scope",
      "rollback-alarm-timing",
    ]);
    const reasons = report.assessments.filter(({ check }) => doubted.includes(check)).map(({ reason }) => reason);
    expect([...new Set(reasons)]).toEqual([
      expect.stringMatching(/codedeploy:BatchGetDeploymentGroups in eu-west-1 got no response: .*ECONNREFUSED/),
    ]);
    expect([run.status, report.verdict]).toEqual([3, "inconclusive"]);
  });

  test("a composite alarm that no template defines is looked into", async () => {
    const from = new CloudWatchClient(connection(stacks.endpoint));
    const to = new CloudWatchClient(connection(deployments.endpoint));
    const { MetricAlarms: alarms = [] } = await from.send(new DescribeAlarmsCommand({}));
    for (const alarm of alarms) await to.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: alarm.AlarmName ?? "" }));
    const rule = `ALARM("${physical("StartChargingErrorsBF69665D")}") OR ALARM("${physical("ApiServerErrorsDFE5B564")}")`;
    await to.send(new PutCompositeAlarmCommand({ AlarmName: "charging-unhealthy", AlarmRule: rule }));
    const watched = (name: string) =>
      codedeploy().send(
        new UpdateDeploymentGroupCommand({
          applicationName: application,
          currentDeploymentGroupName: "start-charging",
          alarmConfiguration: { enabled: true, alarms: [{ name }] },
        }),
      );
    const checks = ["--check", "rollback-alarm", "rollback-alarm-scope", "--select", "**/StartCharging*"];
    const elsewhere = { AWS_ENDPOINT_URL_CLOUDWATCH: deployments.endpoint };
    await watched("charging-unhealthy");
    expect(await told(checks, elsewhere)).toEqual([
      ["rollback-alarm", "pass", "rolls a deployment back when its alarm enters ALARM"],
      [
        "rollback-alarm-scope",
        "pass",
        "rollback alarm charging-unhealthy has member StartChargingErrors, which watches Errors of alias prod (level alias)",
      ],
    ]);
    await watched("charging-deleted");
    expect(await told(checks, elsewhere)).toEqual([["rollback-alarm", "fail", expect.stringContaining("charging-deleted")]]);
    await watched(physical("StartChargingErrorsBF69665D"));
  });

  test("a deployment is followed from its beginning to its end", async () => {
    const lambda = new LambdaClient(connection(stacks.endpoint));
    const functionName = physical("StartCharging4B5E4136");
    const checks = ["--check", "deployment-outcome", "deployment-drift", "--select", "EVStateless/StartCharging"];
    expect(await told(checks)).toEqual([
      ["deployment-outcome", "pass", "CodeDeploy has not deployed it yet"],
      // The function, and the alias with its group.
      ["deployment-drift", "pass", "matches its template; not compared: Tags, values of Environment.Variables"],
      ["deployment-drift", "pass", "matches its template; not compared: Tags of StartChargingErrors"],
    ]);
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName, Description: "the next one" }));
    const { Version: next = "" } = await lambda.send(new PublishVersionCommand({ FunctionName: functionName }));
    const shift = (version: string, weights: Readonly<Record<string, number>>) =>
      lambda.send(
        new UpdateAliasCommand({
          FunctionName: functionName,
          Name: "prod",
          FunctionVersion: version,
          RoutingConfig: { AdditionalVersionWeights: weights },
        }),
      );
    await shift("1", { [next]: 0.1 });
    const { deploymentId } = await codedeploy().send(
      new CreateDeploymentCommand({
        applicationName: application,
        deploymentGroupName: "start-charging",
        revision: { revisionType: "AppSpecContent", appSpecContent: { content: JSON.stringify({ version: 0 }) } },
      }),
    );
    const [[, running, said] = []] = await told(checks);
    expect(running).toBe("unknown");
    expect(said).toMatch(new RegExp(`^deployment ${deploymentId} is \\w+ since `));
    await shift(next, {});
    // Every look at a deployment moves it on there.
    await expect
      .poll(async () => (await told(checks))[0], { timeout: 40_000, interval: 0 })
      .toEqual(["deployment-outcome", "pass", expect.stringContaining(`its last deployment ${deploymentId} succeeded`)]);
    expect(await told(checks)).toContainEqual([
      "deployment-drift",
      "fail",
      expect.stringMatching(new RegExp(`FunctionVersion is ${next}, but the template says 1`)),
    ]);
  });
});
