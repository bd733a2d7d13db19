// The pages in a browser: they render at every width in light and dark, nothing lies on anything else, and nothing is loaded.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulateSystem } from "../src/cli/simulation.ts";
import { drawHtml } from "../src/drawings/html.ts";
import { drawSimulation } from "../src/drawings/simulation.ts";
import { drawTrends } from "../src/drawings/trend.ts";
import { link } from "../src/model/link.ts";
import { SIMULATION_DEFAULTS } from "../src/simulation/simulate.ts";
import { systemOf } from "../src/sources/recorded-system.ts";
import { barriers, hasChromium, openBrowser, overflowing, overlaps, show } from "./browser.ts";
import { goldenGraph } from "./graphs.ts";
import { pastRuns } from "./histories.ts";
import { recordedIncidents } from "./incidents.ts";
import { heavy, measured, plainNames } from "./simulations.ts";

const graph = goldenGraph();
const root = graph.nodes.find(({ id }) => id === graph.lanes.find(({ kind }) => kind === "function")?.id)?.subject;
const below = {
  ...heavy,
  deployments: heavy.deployments.map((each, index) =>
    index === 1 ? { ...each, subject: { stack: root!.stack, logicalId: root!.logicalId, detail: "live" } } : each,
  ),
};
const facts = await systemOf(await recordedIncidents(), { kind: "snapshot" });
const { simulation: backtested } = simulateSystem(link(facts, {}), SIMULATION_DEFAULTS, [], {
  isRecommended: false,
  rates: null,
  windowSeconds: 14 * 86_400,
});
const pages = [
  ["a backtest", drawSimulation(backtested, plainNames, "shop.snapshot.json")],
  ["a simulation", drawSimulation(heavy, plainNames, "cdk.out")],
  ["a simulation with a rate", drawSimulation(measured, plainNames, "cdk.out")],
  ["the wiring with a simulation", drawHtml(graph, "shop.json", below)],
  ["a trend", drawTrends([pastRuns, pastRuns.slice(0, 1)], "reports")],
] as const;
const views = [1280, 400].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));

describe.skipIf(!hasChromium)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  describe.each(pages)("%s", (_name, html) => {
    it.each(views)("fits at $width pixels, $scheme", async (view) => {
      const { page, complaints } = await show(browser, html, view);
      try {
        expect(await page.locator("svg[role=img]").count()).toBeGreaterThan(0);
        for (const picture of await page.locator(".shift > svg").all()) {
          const box = await picture.boundingBox();
          expect(box?.width).toBeGreaterThan(240);
          expect(box?.height).toBeGreaterThan(120);
        }
        expect(await overlaps(page)).toEqual([]);
        expect(await overflowing(page)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await barriers(page)).toEqual([]);
      } finally {
        await page.close();
      }
    });
  });

  it("follows the reader's light or dark setting", async () => {
    const colours = await Promise.all(
      (["light", "dark"] as const).map(async (scheme) => {
        const { page } = await show(browser, pages[0][1], { width: 800, scheme });
        return page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      }),
    );
    expect(new Set(colours).size).toBe(2);
  });

  it("sees what it is there to see: labels on each other, what sticks out, and what is loaded", async () => {
    const bad = `<!DOCTYPE html><div class="shift" style="width:3000px"><svg width="1000" height="40"><text y="20">one</text><text y="21">two</text><text x="900" y="20">far</text></svg></div><img src="http://elsewhere.example/x.png">`;
    const { page, complaints } = await show(browser, bad, { width: 400, scheme: "light" });
    expect(await overlaps(page)).toEqual(["one / two"]);
    expect(await overflowing(page)).toEqual(["the page is 3008 pixels wide", "far"]);
    expect(await barriers(page)).toContain("image-alt: img");
    expect(complaints).toContain("request: http://elsewhere.example/x.png");
    await page.close();
  });
});
