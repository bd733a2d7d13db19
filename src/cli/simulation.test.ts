// Where the rate of a simulation comes from, and what a live run has to ask for it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { recordingOf } from "../../test/recordings.ts";
import type { SystemFacts } from "../model/facts.ts";
import { link } from "../model/link.ts";
import { SIMULATION_DEFAULTS } from "../simulation/simulate.ts";
import { systemOf } from "../sources/recorded-system.ts";
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
  expect(assumptions).toMatch(/[\d.]+ requests a minute come in, as in the last hour/);
});

it("takes the rate that is given for the one that counts", async () => {
  const { deployment, assumptions } = await simulated("measured-busy.pass.live.json", 1);
  expect(deployment?.probabilityStopped).toBeLessThan(0.95);
  expect(assumptions).not.toContain("last hour");
});

it.each([
  ["measured-nothing.unknown.live.json", "in the last hour there was none"],
  ["denied.unknown.live.json", "allow cloudwatch:GetMetricData"],
])("takes no deployment for stopped where the traffic cannot be measured: %s", async (name, why) => {
  const { deployment, assumptions } = await simulated(name);
  expect(deployment).toMatchObject({ stopped: null, alarmMinute: 2, exposedMinutes: null, probabilityStopped: null });
  expect(deployment?.reason).toContain(why);
  expect(deployment?.reason).toMatch(/; pass --requests-per-minute$/);
  expect(assumptions).toContain("traffic is heavy: ");
  expect((await simulated(name, 1000)).deployment?.stopped).toBe(true);
});

it.each(["alarm", "deployment-group"])("says nothing of a live system whose %s nobody could see", async (kind) => {
  const facts = await live("measured-busy.pass.live.json");
  const observations = new Map([...(facts.observations ?? [])].filter(([key]) => !key.includes(`"kind","${kind}"`)));
  const { deployments } = simulateSystem(link({ ...facts, observations }, {}), SIMULATION_DEFAULTS, []).simulation;
  expect(deployments).toMatchObject([{ stopped: null, reason: expect.stringContaining("was not observed") }]);
  expect(simulateSystem(link(facts, {}), SIMULATION_DEFAULTS, []).simulation.deployments).toMatchObject([{ stopped: true }]);
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
