// The schema of the report and the simulation's own types are one contract in two places.
import { expect, expectTypeOf, it } from "vitest";
import type { Simulation as Played } from "../simulation/outcome.ts";
import type { Simulation } from "./report.ts";
import { simulationSchema } from "./simulation.ts";

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;

it("says the same of a simulation as what plays it", () => {
  expectTypeOf<Writable<Played>>().toEqualTypeOf<Writable<Simulation>>();
});

it("takes nothing that is not in the contract", () => {
  const simulation = { schemaVersion: 1, requestsPerMinute: null, errorRate: 1, metricDelaySeconds: 60, deployments: [] };
  expect(simulationSchema.safeParse(simulation).success).toBe(true);
  expect(simulationSchema.safeParse({ ...simulation, trials: 10_000 }).success).toBe(false);
  expect(simulationSchema.safeParse({ ...simulation, errorRate: 1.5 }).success).toBe(false);
});
