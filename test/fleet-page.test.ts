// The page of a fleet of 5,000 systems in a browser.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FleetReport, FleetSystem } from "../src/fleet/report.ts";
import html from "../src/reporters/fleet/html.ts";
import { barriers, hasChromium, openBrowser, overflowing, show } from "./browser.ts";

const TEAMS = ["payments", "orders", "identity", "search", "platform", "logistics"];

function system(index: number): FleetSystem {
  const verdict = index % 97 === 0 ? "missing" : index % 23 === 0 ? "inconclusive" : index % 3 === 0 ? "degraded" : "fit";
  const team = TEAMS[index % TEAMS.length] ?? "";
  const score = verdict === "missing" ? null : verdict === "fit" ? 100 : (index * 7919) % 100;
  return {
    ...{ name: `${team}-${index}`, verdict, score, exitCode: verdict === "fit" ? 0 : 1, failures: index % 9, unknowns: 0 },
    ...{ reason: verdict === "missing" ? "its report is missing" : null, auditedAt: null },
    ...{ page: `${team}-${index}.html`, account: "111122223333", region: "eu-west-1", tags: { team } },
  };
}

const all = Array.from({ length: 5_000 }, (_each, index) => system(index));
const count = (wanted: string): number => all.filter(({ verdict }) => verdict === wanted).length;
const verdicts = {
  ...{ fit: count("fit"), degraded: count("degraded"), inconclusive: count("inconclusive") },
  ...{ notAudited: 0, missing: count("missing") },
};
const report: FleetReport = {
  ...{
    schemaVersion: 1,
    kind: "fleet",
    tool: { name: "serverless-fitness", version: "0" },
    mergedAt: "2026-11-30T09:00:00.000Z",
  },
  ...{ verdict: null, exitCode: 2, systems: all.length, unlisted: [], all, verdicts },
  worst: all.slice(3, 23).map(({ name }) => name),
  score: { median: 84.2, deciles: [10, 20, 30, 40, 50, 60, 70, 80, 90] },
  unaccounted: all.flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }])),
  checks: [
    {
      ...{ id: "rollback-alarm", title: "an alarm stops a deployment", characteristic: "deployability" },
      ...{ assessed: 4_900, failing: 1_500, unknown: 3 },
    },
  ],
  characteristics: { deployability: 60 },
  groups: { "tag team": TEAMS.map((value) => ({ value, systems: 833, verdicts, score: 80 })) },
  change: {
    ...{ since: "2026-11-23T09:00:00.000Z", scoreFrom: 86, scoreTo: 84.2, added: [], removed: [], better: [] },
    worse: all.slice(0, 30).map(({ name }) => ({ name, from: "fit", to: "degraded", scoreFrom: 100, scoreTo: 71.5 })),
  },
};
const page = html(report, { colour: 0, width: 80, unicode: true, verbose: false });

it("weighs less than 3 MB", () => {
  expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
});

describe.skipIf(!hasChromium)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each([
    { width: 1600, scheme: "light" },
    { width: 360, scheme: "dark" },
  ] as const)(
    "has a cell for each system at $width pixels, $scheme",
    async (view) => {
      const { page: seen, complaints } = await show(browser, page, view);
      try {
        expect(await seen.locator(".cells li").count()).toBe(5_000);
        expect(await overflowing(seen)).toEqual([]);
        expect(await barriers(seen)).toEqual([]);
        expect(complaints).toEqual([]);
      } finally {
        await seen.close();
      }
    },
    60_000,
  );
});
