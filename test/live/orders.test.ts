// The orders template on fakecloud: parity, two versions with traffic on both, and the same of a snapshot when the server is gone.
import { readFileSync } from "node:fs";
import path from "node:path";
import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/audit/report.ts";
import type { Simulation } from "../../src/simulation/outcome.ts";
import { folder } from "../folder.ts";
import { connection, type Deployed, deployOrders } from "./deploy.ts";
import { configurationVerdicts, fitness, reportOf, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

const template = "fixtures/orders/template.yaml";

describe.skipIf(missing("fakecloud"))("the orders template on fakecloud", () => {
  let server: TestServer;
  let orders: Deployed;

  const physical = (logicalId: string): string => orders.physicalIds.get(logicalId) ?? "";
  const audit = (...args: string[]) =>
    fitness(["check", "--stack", "orders", "--reporter", "json", ...args], towards(server.endpoint));

  beforeAll(async () => {
    server = await startFakecloud();
    orders = await deployOrders(server.endpoint);
  });
  afterAll(() => server?.stop());

  test("has the verdicts of its template, and nothing there differs from it", async () => {
    const written = await fitness(["check", "--template", template, "--stack-name", "orders", "--reporter", "json"]);
    const verdicts = configurationVerdicts(reportOf(written));
    expect(new Set(verdicts.values())).toEqual(new Set(["pass"]));
    const live = reportOf(await audit());
    expect(configurationVerdicts(live)).toEqual(verdicts);
    const drift = live.assessments.filter(({ check }) => check === "deployment-drift");
    expect(drift.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([
      "pass: matches its template; not compared: Tags, values of Environment.Variables",
      "pass: matches its template; not compared: Tags",
      "pass: matches its template; not compared: Tags of PlaceOrderDeployments, Tags of PlaceOrderUnhealthy",
      "pass: matches its template; not compared: Tags of FulfilOrderDeployments, Tags of FulfilOrderErrors",
    ]);
  });

  describe("with a tenth of its traffic on a second version", () => {
    beforeAll(async () => {
      const lambda = new LambdaClient(connection(server.endpoint));
      const functionName = physical("PlaceOrder");
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName, Description: "the next one" }));
      const { Version: next = "" } = await lambda.send(new PublishVersionCommand({ FunctionName: functionName }));
      await lambda.send(
        new UpdateAliasCommand({
          FunctionName: functionName,
          Name: "live",
          RoutingConfig: { AdditionalVersionWeights: { [next]: 0.1 } },
        }),
      );
      await putTraffic(server.endpoint, functionName, next);
    });

    const ofPlaceOrder = async (...checks: string[]) => {
      const { assessments } = reportOf(await audit("--check", ...checks));
      return assessments.filter(({ subject }) => subject.logicalId === "PlaceOrder");
    };

    test("both versions are compared, and what is left over is named", async () => {
      const found = await ofPlaceOrder("canary-comparison", "deployment-outcome");
      expect(found.map(({ check, verdict, message }) => [check, verdict, message])).toEqual([
        ["deployment-outcome", "fail", "no deployment is running, and 10 % of its traffic is still routed to version 2"],
        ["canary-comparison", "pass", expect.stringContaining("version 2")],
      ]);
    });

    test("the traffic that there is tells how probably an alarm stops a deployment, and what meets a broken version", async () => {
      const [sensitivity] = await ofPlaceOrder("rollback-alarm-sensitivity");
      expect(sensitivity).toMatchObject({ verdict: "pass", message: expect.stringContaining("at 20 requests a minute") });
      const simulated = async (args: readonly string[], env = {}) => {
        const { stdout } = await fitness(["simulate", "--format", "json", ...args], env);
        const { deployments } = JSON.parse(stdout) as Simulation;
        const { assumptions: _, rate, ...played } = deployments.find(({ subject }) => subject.logicalId === "PlaceOrder") ?? {};
        return { ...played, requestsPerMinute: rate?.requestsPerMinute };
      };
      const measured = await simulated(["--stack", "orders"], towards(server.endpoint));
      expect(measured).toMatchObject({ kind: "linear", stopped: true });
      expect(measured).toEqual(
        await simulated(["--template", template, "--stack-name", "orders", "--requests-per-minute", "20"]),
      );
    });
  });

  describe("recorded", () => {
    /** Everything but where it comes from and when it was made. */
    const lasting = ({ source: _source, startedAt: _at, durationMs: _time, ...rest }: Report) => rest;

    test("is audited alike, byte for byte, when the server is gone", async () => {
      const recorded = folder({});
      const file = path.join(recorded, "orders.snapshot.json");
      const made = await fitness(["snapshot", "--stack", "orders", "-o", file], towards(server.endpoint));
      expect(made).toMatchObject({ status: 0, stdout: "" });
      const live = reportOf(await audit());
      await server.stop();
      const run = await fitness(["check", "--snapshot", file, "--reporter", "json"]);
      const offline = reportOf(run);
      expect(JSON.stringify(offline.assessments, null, 1)).toBe(JSON.stringify(live.assessments, null, 1));
      expect(lasting(offline)).toEqual(lasting(live));
      expect(readFileSync(file, "utf8")).not.toContain("exports.handler");
    });
  });
});

/** Two dozen requests a minute over the last hour, a tenth of them met by the new version; neither fails. */
async function putTraffic(endpoint: string, functionName: string, next: string): Promise<void> {
  const now = Date.now();
  const ofMinute = (minutesAgo: number, dimensions: MetricDatum["Dimensions"], invocations: number): MetricDatum[] => {
    const common = { Dimensions: dimensions, Timestamp: new Date(now - minutesAgo * 60_000) };
    return [
      { ...common, MetricName: "Invocations", Value: invocations },
      { ...common, MetricName: "Errors", Value: 0 },
      { ...common, MetricName: "Duration", Value: 40 + (minutesAgo % 7) },
    ];
  };
  const ofAlias = [
    { Name: "FunctionName", Value: functionName },
    { Name: "Resource", Value: `${functionName}:live` },
  ];
  const ofVersion = (version: string) => [...ofAlias, { Name: "ExecutedVersion", Value: version }];
  const minutes = Array.from({ length: 50 }, (_unused, index) => index + 5);
  const data = minutes.flatMap((minute) => [
    ...ofMinute(minute, ofAlias, 24),
    ...ofMinute(minute, ofVersion("1"), 22),
    ...ofMinute(minute, ofVersion(next), 2),
    ...ofMinute(minute, ofAlias.slice(0, 1), 24),
  ]);
  const client = new CloudWatchClient(connection(endpoint));
  await client.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData: data }));
}
