// Whatever the simulation advises is applied to the template that it was advised for, and simulated again.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateSystem } from "../../src/cli/simulation.ts";
import { link } from "../../src/model/link.ts";
import { SIMULATION_DEFAULTS, type SimulationSettings } from "../../src/simulation/simulate.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { reportOn } from "../audited.ts";
import { folder } from "../folder.ts";
import { patched } from "./patched.ts";
import { rollouts } from "./random-rollouts.ts";
import { shops, watchedTraffic } from "./random-shops.ts";

async function simulated(template: object, settings: Partial<SimulationSettings>, isRecommended = false) {
  const model = link(await readTemplates(requestFor(folder({ "shop.json": template }), ["shop.json"])));
  const [only] = simulateSystem(model, { ...SIMULATION_DEFAULTS, seeksBounds: false, ...settings }, [], {
    isRecommended,
    rates: null,
  }).simulation.deployments;
  if (only === undefined) throw new Error("a deployment was expected");
  return only;
}

const SHIFT = /DeploymentConfigName: (CodeDeployDefault\.\w+)(?:: then a broken version is rolled back at minute (\d+))?$/;

async function holds(template: object, settings: Partial<SimulationSettings>): Promise<boolean> {
  const { stopped, remedy } = await simulated(template, settings);
  if (stopped === true || remedy === null || remedy.effect === null) return false;
  const after = await simulated(patched(template, remedy.changes), settings);
  expect(after, remedy.text).toMatchObject({ stopped: true });
  if (settings.requestsPerMinute === undefined) expect(after.alarmMinute).toBe(remedy.effect.minute);
  return true;
}

describe("every recommendation works, and lets healthy versions through", { timeout: 600_000 }, () => {
  it.each([
    ["of a function", shops, 20],
    ["of a state machine", rollouts, 30],
  ] as const)("%s, at a rate, with the usual failures", async (_, templates, numRuns) => {
    let printed = 0;
    const property = fc.asyncProperty(templates, fc.constantFrom(30, 300), async (template, requestsPerMinute) => {
      const settings = { requestsPerMinute, baselineErrorRate: 0.001 };
      const { recommendation } = await simulated(template, settings, true);
      if (recommendation === null || recommendation.effect === null) return;
      const after = await simulated(patched(template, recommendation.changes), settings);
      expect(after, recommendation.text).toMatchObject({ stopped: true });
      // Unknown where an alarm is not simulated, and not promised then.
      expect(after.healthyRollbacks === null).toBe(recommendation.effect.healthyRollbacks === null);
      expect(after.healthyRollbacks ?? 0).toBeLessThanOrEqual(0.01);
      expect(recommendation.code === null).toBe(recommendation.changes.length === 0);
      printed += 1;
    });
    await fc.assert(property, { numRuns, seed: 14 });
    expect(printed).toBeGreaterThan(10);
  });
});

describe("every remedy that is printed works", { timeout: 600_000 }, () => {
  const delays = fc.constantFrom(60, 60, 300);

  it("in heavy traffic", async () => {
    let printed = 0;
    const property = fc.asyncProperty(
      shops,
      delays,
      fc.constantFrom(1, 1, 0.3),
      async (template, metricDelaySeconds, errorRate) => {
        if (await holds(template, { metricDelaySeconds, errorRate })) printed += 1;
      },
    );
    await fc.assert(property, { numRuns: 940, seed: 14 });
    expect(printed).toBeGreaterThan(300);
  });

  it("of state machines, in heavy traffic and at a rate", async () => {
    let printed = 0;
    const rates = fc.constantFrom(undefined, undefined, 2, 20, 300);
    const property = fc.asyncProperty(rollouts, delays, rates, async (template, metricDelaySeconds, requestsPerMinute) => {
      const atRate = requestsPerMinute === undefined ? {} : { requestsPerMinute };
      if (await holds(template, { metricDelaySeconds, ...atRate })) printed += 1;
    });
    await fc.assert(property, { numRuns: 150, seed: 14 });
    expect(printed).toBeGreaterThan(60);
  });

  it("where an alarm watches for missing traffic, without advice to ignore missing data", async () => {
    let taken = 0;
    const property = fc.asyncProperty(watchedTraffic, fc.constantFrom(0.5, 2, 30), async (template, requestsPerMinute) => {
      await holds(template, { requestsPerMinute });
      const { remedy } = await simulated(template, { requestsPerMinute });
      expect(remedy?.text ?? "").not.toMatch(/TreatMissingData: notBreaching on Silence/);
      if (remedy?.text.includes("remove Silence from")) taken += 1;
    });
    await fc.assert(property, { numRuns: 25, seed: 14 });
    expect(taken).toBeGreaterThan(4);
  });

  it("of the check progressive-traffic", async () => {
    let promised = 0;
    const property = fc.asyncProperty(shops, async (template) => {
      const report = await reportOn({ "shop.json": template }, { checks: ["progressive-traffic"] });
      const [, shift, minute] = SHIFT.exec(report.assessments[0]?.remedy ?? "") ?? [];
      if (shift === undefined) return;
      const changes = [
        { op: "set", stack: "shop", logicalId: "Group", path: ["Properties", "DeploymentConfigName"], value: shift } as const,
      ];
      const after = patched(template, changes);
      const [assessment] = (await reportOn({ "shop.json": after }, { checks: ["progressive-traffic"] })).assessments;
      expect(assessment?.verdict).toBe("pass");
      if (minute === undefined) return;
      promised += 1;
      expect(await simulated(after, {})).toMatchObject({ stopped: true, alarmMinute: Number(minute) });
    });
    await fc.assert(property, { numRuns: 500, seed: 14 });
    expect(promised).toBeGreaterThan(10);
  });

  it("at a rate", async () => {
    let printed = 0;
    const property = fc.asyncProperty(shops, fc.constantFrom(2, 20, 300), async (template, requestsPerMinute) => {
      if (await holds(template, { requestsPerMinute })) printed += 1;
    });
    await fc.assert(property, { numRuns: 60, seed: 14 });
    expect(printed).toBeGreaterThan(20);
  });
});
