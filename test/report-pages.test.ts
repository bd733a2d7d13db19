// The HTML report in a browser: at every width, in light and dark and on paper it is readable, loads nothing and keeps nobody out.
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import html from "../src/reporters/html.ts";
import { barriers, hasChromium, openBrowser, overflowing, overlaps, show } from "./browser.ts";
import { run } from "./commands.ts";
import { folder } from "./folder.ts";
import { manyFunctions } from "./many-functions.ts";
import { golden } from "./reports.ts";

const root = path.resolve(import.meta.dirname, "..");
const plain = { colour: 0, width: 80, unicode: true, verbose: false } as const;
const views = [360, 800, 1600].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));
/** Each width once, and each scheme: for pages of which the like is looked at in full. */
const some = views.filter((_view, index) => index % 3 === 0 || index === 5);

async function written(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stderr } = await run(cwd, ["check", ...args, "--quiet", "--reporter", "html=report.html"]);
  expect(stderr).toBe("");
  return readFileSync(path.join(cwd, "report.html"), "utf8");
}

/** The two assemblies, and a waiver that expires soon. */
function example(): string {
  const config = JSON.parse(readFileSync(path.join(root, "fitness.config.json"), "utf8"));
  const expires = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
  const waivers = [{ check: "alarm-action", subject: "EVStateless/ApiLatency", reason: "OPS-31", expires }];
  const cwd = folder({ "fitness.config.json": { ...config, target: { template: "cdk.out" }, waivers } });
  cpSync(path.join(root, "fixtures/ev-charging"), cwd, { recursive: true });
  return cwd;
}

/** Degraded, fit, degraded; the last compared with a baseline. */
async function overTime(): Promise<string> {
  const cwd = example();
  const { stderr } = await run(cwd, [
    "baseline",
    "--template",
    "cdk.out",
    "-o",
    "accepted.json",
    "--check",
    "rollback-alarm-scope",
  ]);
  expect(stderr).toContain("accepts 0 failures and 2 unknowns");
  for (const template of ["cdk.out", "cdk.out", "cdk.out-fit", "cdk.out-fit", "cdk.out-fit"])
    await run(cwd, ["check", template, "--history", "reports", "--quiet", "--reporter", "json"]);
  return written(cwd, "cdk.out", "--history", "reports", "--baseline", "accepted.json");
}

const inFull = ["nothing failing", "six runs"];
const goldens = ["hostile", "partly-read", "empty"];

const makers: Readonly<Record<string, () => Promise<string>>> = {
  "a first run": () => written(example(), "cdk.out"),
  "nothing failing": () => written(example(), "cdk.out-fit"),
  "against another system": () => written(example(), "cdk.out", "--against", "cdk.out-fit"),
  "six runs": overTime,
  "44 functions": () => written(folder({ "shop.json": manyFunctions(44) }), "shop.json"),
  "2,000 assessments": () => written(folder({ "shop.json": manyFunctions(150) }), "shop.json"),
  ...Object.fromEntries(goldens.map((name) => [name, async () => html(golden(name), plain) as string])),
};
const names = Object.keys(makers).filter((name) => name !== "2,000 assessments");

const made = new Map<string, Promise<string>>();

/** As its command wrote it, once for all tests. */
function pageOf(name: string): Promise<string> {
  const page = made.get(name) ?? makers[name]?.() ?? Promise.reject(new Error(name));
  made.set(name, page);
  return page;
}

describe.skipIf(!hasChromium)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function seen(name: string, view: { width: number; scheme: "light" | "dark" }, look: (page: Page) => Promise<void>) {
    const { page, complaints } = await show(browser, await pageOf(name), view);
    try {
      await look(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  }

  describe.each(names)("%s", (name) => {
    it.each(inFull.includes(name) ? views : some)("is readable at $width pixels, $scheme", async (view) => {
      await seen(name, view, async (page) => {
        expect(await overflowing(page)).toEqual([]);
        expect(await overlaps(page)).toEqual([]);
        expect(await barriers(page)).toEqual([]);
      });
    });

    if (!goldens.includes(name))
      it("is readable on paper", async () => {
        await seen(name, { width: 800, scheme: "dark" }, async (page) => {
          await page.emulateMedia({ media: "print" });
          expect(await barriers(page)).toEqual([]);
          expect(await page.locator("nav.jump").isVisible()).toBe(false);
          expect(await page.locator("h1").isVisible()).toBe(true);
          expect((await page.pdf()).length).toBeGreaterThan(5_000);
        });
      });
  });

  it("draws 2,000 assessments within a second, in less than 3 MB", async () => {
    expect(Buffer.byteLength(await pageOf("2,000 assessments"))).toBeLessThan(3_000_000);
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    // In the thread's own time: how busy the machine is has nothing to do with the page.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.setContent(await pageOf("2,000 assessments"));
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const { metrics } = await session.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    await page.close();
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(1);
  });

  it("filters what is open by words, by what gates and by characteristic", async () => {
    await seen("a first run", { width: 1600, scheme: "light" }, async (page) => {
      const shown = async (): Promise<string[]> => {
        const found = await page.locator("article.check:visible h3").allTextContents();
        return found;
      };
      const all = await shown();
      expect(all.length).toBeGreaterThan(4);
      await page.getByLabel("Search").fill("at once");
      expect(await shown()).toEqual(["progressive-traffic"]);
      expect(await page.locator(".filter output").textContent()).toMatch(/^1 of \d+ findings$/);
      await page.getByLabel("Search").fill("");
      await page.locator("select[name=show]").selectOption("unknown");
      expect(await shown()).toEqual(["rollback-alarm-scope"]);
      await page.locator("select[name=show]").selectOption("");
      await page.locator("select[name=of]").selectOption("cost");
      expect(await shown()).toEqual(["required-tags"]);
    });
  });

  it("shows everything where no script runs", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(await pageOf("a first run"));
    expect(await page.locator(".filter").isVisible()).toBe(false);
    expect(await page.locator("article.check:visible").count()).toBeGreaterThan(4);
    await context.close();
  });
});

describe("the page of six runs", () => {
  it("begins with what got worse since the last, and shows degraded, fit, degraded", async () => {
    const page = await pageOf("six runs");
    const order = [
      "What changed",
      "since the run of",
      "Open findings",
      "By function",
      "Over time",
      "Waivers",
      "Accepted failures",
    ];
    const places = order.map((text) => (page.lastIndexOf(`>${text}`) === -1 ? page.indexOf(text) : page.lastIndexOf(`>${text}`)));
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const verdicts = page.match(/<ol class="verdicts".*?<\/ol>/s)?.[0].match(/<li class="(\w+)"/g);
    expect(verdicts?.join(" ").match(/good|bad/g)).toEqual(["bad", "bad", "good", "good", "good", "bad"]);
    expect(page).toContain("12 days left");
    expect(page).toMatch(/2 accepted since \d{4}-\d\d-\d\d/);
  });
});

it.each(names)("%s: every link leads to a place of the page, and no place has two names", async (name) => {
  const page = await pageOf(name);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
});
