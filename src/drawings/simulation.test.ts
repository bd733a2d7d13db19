// The page of a simulation: what it shows, and that no name in it can be more than a name.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawingFile, goldenGraph } from "../../test/graphs.ts";
import { heavy, hostileSimulation, many, measured, nothing, plainNames } from "../../test/simulations.ts";
import { drawHtml } from "./html.ts";
import { drawSimulation } from "./simulation.ts";

describe("the page", () => {
  it.each([
    ["simulation.html", heavy],
    ["simulation-with-a-rate.html", measured],
  ] as const)("%s", async (name, simulation) => {
    await expect(drawSimulation(simulation, plainNames, "cdk.out")).toMatchFileSnapshot(drawingFile(name));
  });

  it("names and describes each picture for those who cannot see it", () => {
    const drawn = drawSimulation(heavy, plainNames, "cdk.out");
    const known = heavy.deployments.filter(({ schedule }) => schedule.length > 0);
    const labels = [...drawn.matchAll(/role="img" aria-labelledby="(\S+) (\S+)"/g)];
    expect(labels).toHaveLength(known.length);
    for (const [, title, description] of labels) {
      expect(drawn).toMatch(new RegExp(`<title id="${title}">[^<]+</title>`));
      expect(drawn).toMatch(new RegExp(`<desc id="${description}">[^<]+</desc>`));
    }
  });

  it("names what is not simulated, as text", () => {
    const subject = { stack: "Shop", logicalId: "<b>", detail: null };
    const drawn = drawSimulation(
      { ...nothing, notSimulated: [{ subject, reason: "deployed by AppConfig" }] },
      plainNames,
      "cdk.out",
    );
    expect(drawn).toContain("<p>Not simulated: Shop/&lt;b&gt;: deployed by AppConfig.</p>");
  });

  it("says that there was nothing to play", () => {
    expect(drawSimulation(nothing, plainNames, "cdk.out")).toContain("no deployments");
  });

  it("tells many deployments in a table, the worst first, and opens that one alone", () => {
    const drawn = drawSimulation(many, plainNames, "cdk.out");
    const links = [...drawn.matchAll(/<a href="#(shift-\d+)"[^>]*>([^<]+)<\/a>/g)].map(([, id, name]) => [id, name]);
    expect(links).toHaveLength(many.deployments.length);
    expect(links[0]).toEqual(["shift-1", "Shop/h"]);
    expect(drawn.match(/<section id="shift-1"/g)).toHaveLength(1);
    expect(drawn.match(/<details class="lane deployment">/g)).toHaveLength(many.deployments.length - 1);
  });

  it("has each probability of a map in words, and marks the current traffic", () => {
    const drawn = drawSimulation(measured, plainNames, "cdk.out");
    expect(drawn).toContain(
      "A version is rolled back with a probability of 95 % from 10 requests a minute on where 100 % of its requests fail",
    );
    expect(drawn).toMatch(/<th scope="col" class="present" title="4 requests a minute">4<small>present<\/small><\/th>/);
    expect(drawn).toContain('<td class="level3 present">70</td>');
    expect(drawn).toContain('<td class="unknown">?</td>');
    expect(drawn).toContain("probability of a rollback (at least), by error rate and requests a minute");
  });
});

describe("below the wiring", () => {
  const graph = goldenGraph();
  const lane = graph.lanes.find(({ kind }) => kind === "function");
  const root = graph.nodes.find(({ id }) => id === lane?.id)?.subject;
  const [first, second] = heavy.deployments;
  const simulation = {
    ...heavy,
    deployments: [{ ...first!, subject: { stack: root!.stack, logicalId: root!.logicalId, detail: "live" } }, second!],
  };

  it("the function's deployment is drawn, and no other", () => {
    const drawn = drawHtml(graph, "shop.json", simulation);
    expect(drawn.match(/class="shift"/g)).toHaveLength(1);
    expect(drawn).toContain("A broken version behind alias live");
    expect(drawn).toContain("Rolled back at minute 2: 0.2 minutes of full traffic reached the broken version");
  });

  it("nothing changes where nothing was simulated", () => {
    expect(drawHtml(graph, "shop.json", null)).toBe(drawHtml(graph, "shop.json"));
  });
});

describe("hostile names and reasons", () => {
  it("leave a page with the same elements, none of which can run or fetch anything", () => {
    const elementsOf = (page: string): string[] => (page.match(/<\/?[a-z][a-z0-9]*/g) ?? []).sort();
    const plain = new Set([heavy, measured, many].flatMap((each) => elementsOf(drawSimulation(each, plainNames, "cdk.out"))));
    fc.assert(
      fc.property(hostileSimulation, fc.string(), (simulation, locator) => {
        const inside = drawSimulation(simulation, plainNames, locator).replace(/<style>[\s\S]*?<\/style>/, "");
        expect(elementsOf(inside).filter((name) => !plain.has(name))).toEqual([]);
        expect(inside.replace(/<[!/]?[a-zA-Z](?:[^<>"]|"[^"<>]*")*>/g, "")).not.toMatch(/[<>]/);
        expect(inside.replace(/"[^"]*"/g, "")).not.toMatch(/<[^>]* (?:on\w+|style)=/);
        expect(inside.match(/(?:href|src)="[^"]*"/g)?.every((link) => /^href="(?:#shift-\d+|data:,)"$/.test(link))).toBe(true);
        expect(inside).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
      }),
      { numRuns: 100 },
    );
  });
});
