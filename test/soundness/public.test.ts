// Whatever is said while a value is open holds for each value: over public templates.
import { describe, expect, it } from "vitest";
import { explored, inWords } from "./held.ts";
import { publicInputs } from "./inputs.ts";

const inputs = publicInputs();
if (inputs.length === 0) console.warn("SKIPPED: the corpora are not here; set FITNESS_CORPORA to their folder");

describe.skipIf(inputs.length === 0)("public templates", () => {
  it("are many", () => {
    expect(inputs.length).toBeGreaterThanOrEqual(300);
  });

  it("say of an open value only what holds for each", async () => {
    const { findings, assessments, unknown } = await explored("public templates", inputs, 800);
    expect(findings.map(inWords)).toEqual([]);
    expect(unknown / assessments).toBeLessThan(0.25);
  }, 3_600_000);
});
