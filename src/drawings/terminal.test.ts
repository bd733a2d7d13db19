// Simulated deployments as a terminal shows them: at its width, in its characters, and with nothing in them that it would obey.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawingFile } from "../../test/graphs.ts";
import { heavy, hostileSimulation, many, measured, nothing, plainNames } from "../../test/simulations.ts";
import { columnsOf } from "../reporters/human/text.ts";
import { drawTerminal } from "./terminal.ts";

const terminal = { colour: 0, width: 80, unicode: true } as const;
const only = (logicalId: string): typeof heavy => ({
  ...heavy,
  deployments: heavy.deployments.filter(({ subject }) => subject.logicalId === logicalId),
});

it("draws a minute in five columns where there is room", () => {
  const [head, , ...chart] = drawTerminal(only("StartCharging"), plainNames, terminal).split("\n");
  expect(head).toBe(" Shop/StartCharging  alias live               canary: 10 % for 5 min, then 100 %");
  expect(chart.slice(0, 5)).toEqual([
    " minute         0    1    2    3    4    5",
    " new version    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█████  10 % → 100 %",
    " StartErrors    ··········●                     ALARM at minute 2",
    " StartErrRate   ···············●                minute 3",
    " rolled back at minute 2: 0.2 minutes of full traffic reached the broken version",
  ]);
});

describe("every kind of shift and ending", () => {
  it.each([
    ["simulation.txt", heavy, terminal],
    ["simulation-ascii.txt", heavy, { ...terminal, unicode: false }],
    ["simulation-narrow.txt", heavy, { ...terminal, width: 40 }],
    ["simulation-with-a-rate.txt", measured, terminal],
  ] as const)("%s", async (name, simulation, env) => {
    await expect(drawTerminal(simulation, plainNames, env)).toMatchFileSnapshot(drawingFile(name));
  });
});

it("names what is not simulated, with the reason once", () => {
  const reason = "deployed by AppConfig";
  const notSimulated = ["Production", "Beta", "Beta"].map((logicalId) => ({
    subject: { stack: "Shop", logicalId, detail: "Rollout" },
    reason,
  }));
  const drawn = drawTerminal({ ...nothing, notSimulated }, plainNames, terminal);
  expect(drawn).toContain(" skipped   Shop/Production, Shop/Beta: deployed by AppConfig\n");
  expect(drawTerminal(nothing, plainNames, terminal)).not.toContain("skipped");
});

it.each([40, 52, 64, 80, 100, 200])("keeps to %i columns", (width) => {
  for (const simulation of [heavy, measured, many, nothing]) {
    const lines = drawTerminal(simulation, plainNames, { ...terminal, width }).split("\n");
    expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
  }
});

it("marks the minute of an alarm under that minute of the axis", () => {
  const lines = drawTerminal(heavy, plainNames, terminal).split("\n");
  const ship = lines.findIndex((line) => line.startsWith(" ShipRate"));
  expect(lines[ship]?.indexOf("●")).toBe(lines[ship - 3]?.lastIndexOf("9"));
});

it("paints red what meets the broken version, and nothing where no deployment passes", () => {
  const red = /\u001b\[31m[▁-█]/;
  const drawn = (logicalId: string): string => drawTerminal(only(logicalId), plainNames, { ...terminal, colour: 1 });
  expect(drawn("StartCharging")).toMatch(red);
  expect(drawn("Search")).not.toMatch(red);
  expect(drawn("Search")).toContain("not rolled back but blocked: ");
});

it("maps the probability in blocks that need no colour, the current traffic marked below its column", () => {
  const lines = drawTerminal(measured, plainNames, terminal).split("\n");
  const start = lines.findIndex((line) => line.startsWith(" error rate"));
  expect(lines.slice(start, start + 8)).toEqual([
    " error rate  probability of a rollback (at least)",
    "      100 %  ▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓████████",
    "       10 %  ░░░░░░░░▒▒▒▒▒▒▒▒▓▓▓▓████",
    "      0.1 %  ················░░░░████",
    "    healthy  ············▒▒▒▒????████",
    "             1   2   4   5   10  1M",
    "                     ▲ current traffic: 4 requests a minute",
    "             requests a minute",
  ]);
});

it("says that there was nothing to play", () => {
  expect(drawTerminal(nothing, plainNames, terminal)).toMatch(/^ simulated no deployments\n/);
});

describe("hostile names and reasons", () => {
  const environment = fc.record({
    colour: fc.constant(0 as const),
    width: fc.integer({ min: 0, max: 300 }),
    unicode: fc.boolean(),
  });

  it("are shown, and never obeyed", () => {
    fc.assert(
      fc.property(hostileSimulation, environment, (simulation, env) => {
        const drawn = drawTerminal(simulation, plainNames, env);
        expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
        expect(drawn).not.toMatch(/^\s*::|##\[|##vso\[/m);
        if (!env.unicode) expect(drawn).toMatch(/^[\x20-\x7e\n]*$/);
      }),
      { numRuns: 100 },
    );
  });
});
