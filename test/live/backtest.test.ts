// A backtest on fakecloud: what was put is played minute by minute, and a snapshot of it says the same.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulationSchema } from "../../src/audit/simulation.ts";
import { connection, type Deployed, deployOrders } from "./deploy.ts";
import { fitness, type Run, towards } from "./fitness.ts";
import { missing, startFakecloud, type TestServer } from "./servers.ts";

/** Three hours of twenty requests a minute, in which five minutes fail; ended a quarter of an hour ago. */
async function putTraffic(endpoint: string, functionName: string): Promise<number> {
  const last = Math.floor(Date.now() / 60_000) - 15;
  const failing = Math.floor((last - 90) / 5) * 5;
  const Dimensions = [
    { Name: "FunctionName", Value: functionName },
    { Name: "Resource", Value: `${functionName}:live` },
  ];
  const data = Array.from({ length: 180 }, (_, index): MetricDatum[] => {
    const minute = last - index;
    const common = { Timestamp: new Date(minute * 60_000) };
    const values = [
      { MetricName: "Invocations", Value: 20 },
      { MetricName: "Errors", Value: minute >= failing && minute < failing + 5 ? 20 : 0 },
    ];
    return values.flatMap((value) => [
      { ...common, ...value, Dimensions },
      { ...common, ...value, Dimensions: Dimensions.slice(0, 1) },
    ]);
  }).flat();
  const client = new CloudWatchClient(connection(endpoint));
  for (let at = 0; at < data.length; at += 500)
    await client.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData: data.slice(at, at + 500) }));
  return failing;
}

function backtestIn({ stdout, stderr }: Run) {
  if (stdout === "") throw new Error(stderr);
  const { deployments } = simulationSchema.parse(JSON.parse(stdout));
  const found = deployments.find(({ subject }) => subject.logicalId === "PlaceOrder")?.backtest;
  if (found === null || found === undefined) throw new Error("there is no backtest");
  return found;
}

describe.skipIf(missing("fakecloud"))("a backtest on fakecloud", () => {
  let server: TestServer;
  let orders: Deployed;
  let failing: number;
  let recorded: string;

  beforeAll(async () => {
    server = await startFakecloud();
    recorded = path.join(mkdtempSync(path.join(tmpdir(), "fitness-backtest-")), "orders.snapshot.json");
    orders = await deployOrders(server.endpoint);
    failing = await putTraffic(server.endpoint, orders.physicalIds.get("PlaceOrder") ?? "");
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(path.dirname(recorded), { recursive: true });
  });

  test("plays what was put, and a snapshot of it says the same", async () => {
    const question = ["simulate", "--backtest", "4h", "--format", "json"];
    const both = async () => {
      const [live, made] = await Promise.all([
        fitness([...question, "--stack", "orders"], towards(server.endpoint)),
        fitness(["snapshot", "--stack", "orders", "--backtest", "4h", "-o", recorded], towards(server.endpoint)),
      ]);
      expect(made.status, made.stderr).toBe(0);
      return [backtestIn(live), backtestIn(await fitness([...question, "--snapshot", recorded]))] as const;
    };
    let [live, offline] = await both();
    // Windows end at the minute in which a run begins; two that did not begin in the same one are not compared.
    for (let attempt = 0; live.to !== offline.to && attempt < 3; attempt += 1) [live, offline] = await both();
    expect(offline).toEqual(live);
    expect(live).toMatchObject({ reason: null, notPlayed: [] });
    expect(live.starts).toBeGreaterThan(20);
    expect(live.stopped).toBeGreaterThan(0.5);
    const shown = (minute: number): string => `${new Date(minute * 60_000).toISOString().slice(0, 16)}Z`;
    expect(live.alarmPeriods[0]?.from).toBe(shown(failing + 2));
    expect(live.healthyRollbacks).toBeGreaterThan(0);
    expect(readFileSync(recorded, "utf8")).toContain('"values": "');
  });

  test("stays within --timeout, and says what it could not read", async () => {
    const late = await fitness(
      ["simulate", "--stack", "orders", "--backtest", "4h", "--timeout", "0.05"],
      towards(server.endpoint),
    );
    expect([2, 3]).toContain(late.status);
    const other = await fitness(["simulate", "--snapshot", recorded, "--backtest", "14d", "--format", "json"]);
    expect(backtestIn(other).reason).toContain("was recorded for only 4 hours; pass --backtest 4h, or record it again");
    expect(other.status).not.toBe(0);
  });
});
