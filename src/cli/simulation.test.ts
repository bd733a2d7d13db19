// Where the rate of a simulation comes from, and what a live run has to ask for it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { requestFor } from "../../test/folder.ts";
import { recordingOf } from "../../test/recordings.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import { SIMULATION_DEFAULTS, simulate } from "../simulation/simulate.ts";
import { systemOf } from "../sources/recorded-system.ts";
import { readTemplates } from "../sources/template/template.ts";
import { questionsOfSimulation, simulateSystem } from "./simulation.ts";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures/checks/rollback-alarm-sensitivity");

function live(name: string): Promise<SystemFacts> {
  return systemOf(recordingOf(JSON.parse(readFileSync(path.join(fixtures, name), "utf8"))), { kind: "stack" });
}

async function simulated(name: string, requestsPerMinute: number | null = null) {
  const model = link(await live(name), {});
  const { simulation } = simulateSystem(model, { ...SIMULATION_DEFAULTS, requestsPerMinute }, []);
  const [deployment] = simulation.deployments;
  return { simulation, deployment, assumptions: deployment?.assumptions.join("; ") };
}

it("plays a live system at the rate that it shows", async () => {
  const { simulation, deployment, assumptions } = await simulated("measured-busy.pass.live.json");
  expect(simulation.requestsPerMinute).toBeNull();
  expect(deployment?.probabilityStopped).toBeGreaterThan(0.95);
  expect(assumptions).toMatch(/[\d.]+ requests a minute arrive, as in the last hour/);
});

it("lists the deployments of AppConfig, those that are selected, and simulates none", async () => {
  const file = "fixtures/cdk-styles/configuration/Configuration.template.json";
  const model = link(await readTemplates(requestFor(path.resolve(import.meta.dirname, "../.."), [file])), {});
  const listed = (select: readonly string[]) => simulateSystem(model, SIMULATION_DEFAULTS, select).simulation;
  const [first] = listed([]).notSimulated;
  expect(first?.reason).toMatch(/^deployed by AppConfig: a template does not show/);
  expect(listed([]).deployments).toEqual([]);
  const details = (select: readonly string[]) => listed(select).notSimulated.map(({ subject }) => subject.detail);
  expect(details([])).toHaveLength(4);
  expect(details(["Configuration/Beta"])).toEqual(["LimitsDeploymentABF2A", "TextsDeploymentABF2A"]);
  expect(simulate(model, SIMULATION_DEFAULTS).notSimulated).toEqual(listed([]).notSimulated);
});

it("takes the rate that is given for the one that counts", async () => {
  const { deployment, assumptions } = await simulated("measured-busy.pass.live.json", 1);
  expect(deployment?.probabilityStopped).toBeLessThan(0.95);
  expect(assumptions).not.toContain("last hour");
});

it.each([
  ["measured-nothing.unknown.live.json", "there was no traffic in the last hour"],
  ["denied.unknown.live.json", "allow cloudwatch:GetMetricData"],
])("takes no deployment for stopped where the traffic cannot be measured: %s", async (name, why) => {
  const { deployment, assumptions } = await simulated(name);
  expect(deployment).toMatchObject({ stopped: null, alarmMinute: 2, exposedMinutes: null, probabilityStopped: null });
  expect(deployment?.reason).toContain(why);
  expect(deployment?.reason).toMatch(/; pass --requests-per-minute$/);
  expect(assumptions).toContain("heavy traffic is assumed: ");
  expect((await simulated(name, 1000)).deployment?.stopped).toBe(true);
});

it.each(["alarm", "deployment-group"])("has no result for a live system whose %s could not be read", async (kind) => {
  const facts = await live("measured-busy.pass.live.json");
  const observations = new Map([...(facts.observations ?? [])].filter(([key]) => !key.includes(`"kind","${kind}"`)));
  const { deployments } = simulateSystem(link({ ...facts, observations }, {}), SIMULATION_DEFAULTS, []).simulation;
  expect(deployments).toMatchObject([{ stopped: null, reason: expect.stringContaining("was not recorded") }]);
  expect(simulateSystem(link(facts, {}), SIMULATION_DEFAULTS, []).simulation.deployments).toMatchObject([{ stopped: true }]);
});

describe("a version that is slower, on a live system", () => {
  const settings = { ...SIMULATION_DEFAULTS, requestsPerMinute: 600, errorRate: 0, slowdown: 3 };

  /** The alarm of the fixture on another metric. */
  async function watching(properties: object, values: readonly number[] | null = [40, 60, 150, 700, 1500]) {
    const name = "measured-busy.pass.live.json";
    const recording = JSON.parse(readFileSync(path.join(fixtures, name), "utf8"));
    const written = recording.stacks[0].template.Resources.GreeterErrors;
    const observed = recording.answers.find(({ ask }: { ask: { kind: string } }) => ask.kind === "alarm").seen;
    for (const node of [
      { holder: written, key: "Properties" },
      { holder: observed, key: "properties" },
    ]) {
      const { Statistic, ...others } = node.holder[node.key];
      const usual = { MetricName: "Duration", ExtendedStatistic: "p90", Threshold: 300 };
      node.holder[node.key] = { ...others, ...usual, ...properties };
    }
    const facts = await systemOf(recordingOf(recording), { kind: "stack" });
    const asks = questionsOfSimulation(settings, false)(facts).filter((ask) => ask.kind === "metric");
    const ofDurations = asks.filter(({ statistic }) => statistic.startsWith("p"));
    const span = { from: 1795341600000, to: 1795428000000 };
    const seen = (value: number | undefined) =>
      values === null ? { ...span, times: [], values: [] } : { ...span, times: [span.from], values: [value] };
    recording.answers.push(...ofDurations.map((ask, index) => ({ ask, seen: seen(values?.[index]) })));
    const model = link(await systemOf(recordingOf(recording), { kind: "stack" }), {});
    const [deployment] = simulateSystem(model, settings, []).simulation.deployments;
    return { ofDurations, deployment };
  }

  it("is played with the percentiles that were measured", async () => {
    const { ofDurations, deployment } = await watching({ Threshold: 145 });
    expect(ofDurations.map(({ statistic, metricName }) => `${metricName} ${statistic}`)).toEqual(
      ["p10", "p50", "p90", "p99", "p99.9"].map((each) => `Duration ${each}`),
    );
    expect(deployment?.assumptions).toContain("the old version's durations are those of the last day");
    // p90 was 150 ms: the alarm is in ALARM before anything is deployed.
    expect(deployment).toMatchObject({ stopped: false, healthyRollbacks: expect.any(Number) });
    expect(deployment?.healthyRollbacks).toBeGreaterThan(0.5);
  });

  it("is detected by a percentile that the old one hardly reaches", async () => {
    const { deployment } = await watching({ Threshold: 210 });
    expect(deployment?.probabilityStopped).toBeGreaterThan(0.6);
    expect(deployment?.healthyRollbacks).toBeLessThan(0.2);
  });

  it.each([
    [{}, null, "there were no requests in the last day"],
    [{ ExtendedStatistic: "tm90" }, undefined, "it has Statistic tm90"],
    [{ EvaluateLowSampleCountPercentile: "ignore" }, undefined, "has EvaluateLowSampleCountPercentile ignore"],
  ] as const)("is unknown for %j", async (properties, values, why) => {
    const { deployment } = await watching(properties, values);
    expect(deployment).toMatchObject({ stopped: null, reason: expect.stringContaining(why) });
  });
});

it("asks a live system for what shifts and watches it, and for the rate unless it is given", async () => {
  const facts = await live("measured-busy.pass.live.json");
  const kinds = (requestsPerMinute: number | null, more = {}): string[] => [
    ...new Set(
      questionsOfSimulation({ ...SIMULATION_DEFAULTS, requestsPerMinute, ...more }, false)(facts).map(({ kind }) => kind),
    ),
  ];
  expect(kinds(null)).toEqual(["deployment-group", "alarm", "metric"]);
  expect(kinds(4)).toContain("metric");
  expect(kinds(4, { baselineErrorRate: 0 })).not.toContain("metric");
});
