// The three numbers and the recommendations against a brute force: requests one after the other, alarms as in the user guide.
import { describe, expect, it } from "vitest";
import { simulateSystem } from "../../src/cli/simulation.ts";
import { link } from "../../src/model/link.ts";
import { healthyRollbacksOf, healthyTwin, holdsFrom } from "../../src/simulation/foresight.ts";
import { deploymentReader } from "../../src/simulation/read/deployment.ts";
import type { Bucket, Scenario } from "../../src/simulation/scenario.ts";
import { SIMULATION_DEFAULTS } from "../../src/simulation/simulate.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { folder } from "../folder.ts";
import { alarm, errorRate, errors, errorsOfNewVersion, number, operation, requests, series } from "../scenes.ts";
import { canary, linear } from "./arbitraries.ts";
import { bruteForce, firstAlarm, percentAt } from "./brute-force.ts";
import { patched } from "./patched.ts";
import { errors as errorsAlarm, expression, ofFunction, shop } from "./shop.ts";

const TRIALS = 5000;
/** Two points. */
const NEAR = 0.02;

/** mulberry32 */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/** What came of the trials: `stopped` no sooner for the healthy twin of the same requests. */
function brute(scenario: Scenario) {
  const { schedule, requestsPerMinute, errorRate: broken, baselineErrorRate: baseline = 0 } = scenario;
  const chance = uniform(4711);
  const outcome = { stopped: 0, own: 0, blocked: 0 };
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const drawn = new Map<number, { readonly broken: Bucket; readonly healthy: Bucket }>();
    const bucketsAt = (minute: number) => {
      const known = drawn.get(minute);
      if (known !== undefined) return known;
      const share = minute < 0 ? 0 : percentAt(schedule, minute) / 100;
      const made = bucketsOf(requestsPerMinute ?? 0, share, broken, baseline, chance);
      drawn.set(minute, made);
      return made;
    };
    const last = schedule.endMinute - 1;
    const minuteOf = (kind: "broken" | "healthy"): number => {
      const played = kind === "broken" ? scenario : healthyTwin(scenario);
      return (
        firstAlarm(
          played,
          bruteForce(played, (minute) => bucketsAt(minute)[kind], 0, last),
        ) ?? Number.POSITIVE_INFINITY
      );
    };
    const minute = minuteOf("broken");
    if (minute === 0) outcome.blocked += 1;
    else if (minute <= last) {
      outcome.stopped += 1;
      if (baseline === 0 || minuteOf("healthy") > minute) outcome.own += 1;
    }
  }
  return { stopped: outcome.stopped / TRIALS, own: outcome.own / TRIALS, blocked: outcome.blocked / TRIALS };
}

function bucketsOf(rate: number, share: number, broken: number, baseline: number, chance: () => number) {
  const counts = { newRequests: 0, failures: 0, anyway: 0, oldRequests: 0, oldFailures: 0 };
  const gap = (): number => -Math.log(chance()) / rate;
  for (let time = gap(); time < 1; time += gap()) {
    const [isNew, luck] = [chance() < share, chance()];
    const fails = luck < baseline ? 1 : 0;
    counts[isNew ? "newRequests" : "oldRequests"] += 1;
    counts[isNew ? "anyway" : "oldFailures"] += fails;
    if (isNew && luck < Math.max(broken, baseline)) counts.failures += 1;
  }
  const { newRequests, failures, anyway, oldRequests, oldFailures } = counts;
  return {
    broken: { newRequests, failures, oldRequests, oldFailures },
    healthy: { newRequests, failures: anyway, oldRequests, oldFailures },
  };
}

const success = operation(number(100), "-", operation(number(100), "*", errorRate));
const filter = series({ kind: "matches", value: 1, otherwise: null });

const scenarioOf = (more: Partial<Scenario>): Scenario => ({
  schedule: canary(10, 5),
  alarms: [alarm({ missing: "notBreaching" })],
  requestsPerMinute: 30,
  errorRate: 1,
  baselineErrorRate: 0,
  metricDelaySeconds: 60,
  ...more,
});

const cases: readonly (readonly [string, Scenario])[] = [
  ["three errors in one minute", scenarioOf({ alarms: [alarm({ threshold: 3 })] })],
  ["ten errors in five minutes", scenarioOf({ alarms: [alarm({ threshold: 10, periodMinutes: 5 })] })],
  [
    "two errors in two of three minutes",
    scenarioOf({ schedule: canary(10, 10), alarms: [alarm({ threshold: 2, evaluationPeriods: 3, datapointsToAlarm: 2 })] }),
  ],
  [
    "a rate of 5 %",
    scenarioOf({
      alarms: [alarm({ formula: errorRate, threshold: 0.05, evaluationPeriods: 2, datapointsToAlarm: 2 })],
      baselineErrorRate: 0.01,
    }),
  ],
  [
    "a success rate below 95 %",
    scenarioOf({
      alarms: [alarm({ formula: success, threshold: 95, comparison: "LessThanThreshold" })],
      baselineErrorRate: 0.002,
    }),
  ],
  [
    "the new version's average",
    scenarioOf({
      alarms: [alarm({ formula: { ...errorsOfNewVersion, statistic: "Average" } as never, threshold: 0.3 })],
      errorRate: 0.5,
      baselineErrorRate: 0.02,
    }),
  ],
  [
    "two alarms, linear",
    scenarioOf({
      schedule: linear(20, 1),
      alarms: [alarm({ threshold: 8 }), alarm({ formula: errorRate, threshold: 0.4 })],
      errorRate: 0.6,
    }),
  ],
  [
    "a metric filter",
    scenarioOf({
      alarms: [alarm({ formula: filter, threshold: 2, evaluationPeriods: 2, datapointsToAlarm: 1 })],
      baselineErrorRate: 0.004,
    }),
  ],
  [
    "errors of few requests",
    scenarioOf({ alarms: [alarm({ formula: errors, missing: "missing" })], requestsPerMinute: 20, baselineErrorRate: 0.001 }),
  ],
];

describe("against a brute force, within two points", { timeout: 240_000 }, () => {
  it.each(cases)("healthy rollbacks: %s", (_, scenario) => {
    const { stopped, blocked } = brute(healthyTwin(scenario));
    expect(Math.abs((healthyRollbacksOf(scenario) ?? -1) - stopped - blocked)).toBeLessThan(NEAR);
  });

  it("healthy rollbacks of silence: an alarm on the number of requests", () => {
    const silent = alarm({ formula: requests, threshold: 1, comparison: "LessThanThreshold", missing: "breaching" });
    const scenario = scenarioOf({ alarms: [silent], requestsPerMinute: 0.5 });
    const { stopped, blocked } = brute(healthyTwin(scenario));
    expect(stopped + blocked).toBeGreaterThan(0.1);
    expect(Math.abs((healthyRollbacksOf(scenario) ?? -1) - stopped - blocked)).toBeLessThan(NEAR);
  });

  it.each(cases)("the least traffic: %s", (_, scenario) => {
    const minimum = 0.8;
    const { requestsPerMinute } = holdsFrom(scenario, minimum);
    if (requestsPerMinute === null)
      return expect(brute({ ...scenario, requestsPerMinute: 200 }).own).toBeLessThan(minimum + NEAR);
    expect(requestsPerMinute).toBeLessThan(1000);
    expect(Math.abs(brute({ ...scenario, requestsPerMinute }).own - minimum)).toBeLessThan(NEAR);
  });

  it.each(cases)("the least error rate: %s", (_, scenario) => {
    const minimum = 0.5;
    const at = { ...scenario, requestsPerMinute: 60 };
    const { errorRate: least } = holdsFrom(at, minimum);
    if (least === null) return expect(brute({ ...at, errorRate: 1 }).own).toBeLessThan(minimum + NEAR);
    expect(least).toBeGreaterThan(0);
    expect(Math.abs(brute({ ...at, errorRate: least }).own - minimum)).toBeLessThan(NEAR);
  });

  const shops = [
    ["too slow", { Slow: errorsAlarm({ EvaluationPeriods: 3, Period: 300, TreatMissingData: "notBreaching" }) }],
    ["diluted", { Rate: expression("100 * e / i", ofFunction) }],
    ["too sensitive", { Errors: errorsAlarm({ TreatMissingData: "notBreaching" }) }],
  ] as const;

  it.each(shops)("recommendations: %s", async (_, alarms) => {
    const settings = { ...SIMULATION_DEFAULTS, requestsPerMinute: 60, baselineErrorRate: 0.002 };
    const template = shop({ alarms });
    const modelOf = async (text: object) => link(await readTemplates(requestFor(folder({ "shop.json": text }), ["shop.json"])));
    const played = simulateSystem(await modelOf(template), settings, [], { isRecommended: true, rates: null });
    const recommendation = played.simulation.deployments[0]?.recommendation;
    const effect = recommendation?.effect;
    if (recommendation === null || recommendation === undefined || effect === null || effect === undefined)
      throw new Error("a recommendation was expected");
    const changed = await modelOf(patched(template, recommendation.changes));
    const [shifted] = changed.shiftedAliases;
    const scenario = shifted === undefined ? null : deploymentReader(changed)(shifted, settings).scenario;
    if (scenario === null) throw new Error("a scenario was expected");
    const broken = brute(scenario);
    const healthy = brute(healthyTwin(scenario));
    expect(Math.abs(broken.own - (effect.probability ?? -1))).toBeLessThan(NEAR);
    expect(Math.abs(healthy.stopped + healthy.blocked - (effect.healthyRollbacks ?? -1))).toBeLessThan(NEAR);
    expect(broken.own).toBeGreaterThan(0.95 - NEAR);
    expect(healthy.stopped + healthy.blocked).toBeLessThan(0.01 + NEAR);
  });
});
