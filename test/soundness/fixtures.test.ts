// Whatever is said while a value is open holds for each value: over the fixtures.
import { expect, it } from "vitest";
import { explored, inWords } from "./held.ts";
import { fixtureInputs } from "./inputs.ts";

it("says of an open value only what holds for each", async () => {
  const { findings, assessments, unknown } = await explored("the fixtures", fixtureInputs(), 1_200);
  expect(findings.map(inWords)).toEqual([]);
  // That nothing is said at all would be sound, too.
  expect(unknown / assessments).toBeLessThan(0.25);
}, 3_600_000);
