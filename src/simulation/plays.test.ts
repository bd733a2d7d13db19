// How often deployments are played: those that are alike once, however many there are.
import { beforeEach, expect, it, vi } from "vitest";
import { folder } from "../../test/folder.ts";
import { errors, shop } from "../../test/simulation/shop.ts";
import { simulateSystem } from "../cli/simulation.ts";
import { link } from "../model/link.ts";
import { requestFor } from "../sources/source.ts";
import { readTemplates } from "../sources/template/template.ts";
import { playTrials } from "./play/trials.ts";
import { SIMULATION_DEFAULTS } from "./simulate.ts";

vi.mock("./play/trials.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("./play/trials.ts")>();
  return { ...original, playTrials: vi.fn(original.playTrials) };
});

beforeEach(() => {
  vi.mocked(playTrials).mockClear();
});

/** So many stacks with the same deployment; how often trials were played for them, and of how many trials. */
async function played(stacks: number, alarm: object, requestsPerMinute: number | null) {
  const names = Array.from({ length: stacks }, (_, index) => `shop${index}.json`);
  const template = shop({ alarms: { Errors: alarm } });
  const cwd = folder(Object.fromEntries(names.map((name) => [name, template])));
  const model = link(await readTemplates(requestFor(cwd, names)));
  const { deployments } = simulateSystem(model, { ...SIMULATION_DEFAULTS, requestsPerMinute }, []).simulation;
  expect(deployments).toHaveLength(stacks);
  const calls = vi.mocked(playTrials).mock.calls;
  return { times: calls.length, trials: calls.reduce((sum, [, { trials }]) => sum + trials, 0) };
}

it.each([
  ["a count, without a rate", errors({ Threshold: 5 }), null],
  ["two data points, without a rate", errors({ EvaluationPeriods: 2, Statistic: "Average", Threshold: 0.05 }), null],
  ["a count, at a rate", errors(), 4],
] as const)("once for each kind: %s", async (_, alarm, rate) => {
  const once = await played(1, alarm, rate);
  vi.mocked(playTrials).mockClear();
  expect((await played(20, alarm, rate)).times).toBeLessThanOrEqual(once.times);
});

it("not at all where Poisson numbers tell, and else hardly more often than it takes to tell two points", async () => {
  expect(await played(1, errors({ Threshold: 5 }), null)).toEqual({ times: 0, trials: 0 });
  vi.mocked(playTrials).mockClear();
  const { times, trials } = await played(1, errors({ EvaluationPeriods: 2, Statistic: "Average", Threshold: 0.05 }), null);
  expect(times).toBeLessThan(16);
  expect(trials).toBeLessThan(25_000);
});
