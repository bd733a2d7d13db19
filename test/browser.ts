// Opens pages in a headless Chromium, and says loudly where there is none; a pipeline must have it.
import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => place !== undefined && existsSync(place));

export const hasChromium = executablePath !== undefined;
if (!hasChromium) {
  const missing = "chromium is not installed (Debian: chromium; or CHROMIUM=<path>): no page is looked at";
  if (process.env.CI === "true") throw new Error(missing);
  console.warn(missing);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
}

export interface Seen {
  readonly page: Page;
  /** What the page wrote on the console, threw, or asked of a network. */
  readonly complaints: readonly string[];
}

/** Shows a page as its file would be shown. */
export async function show(
  browser: Browser,
  html: string,
  { width, scheme }: { readonly width: number; readonly scheme: "light" | "dark" },
): Promise<Seen> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === ADDRESS) return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
    complaints.push(`request: ${url}`);
    return route.abort();
  });
  await page.goto(ADDRESS);
  return { page, complaints };
}

/**
 * What keeps somebody from reading the page, as axe-core sees it: `color-contrast: .card b`. It runs beside the page's own policy, which
 * allows no script.
 */
export async function barriers(page: Page): Promise<string[]> {
  const found = await page.evaluate<{ violations: { id: string; nodes: { target: string[] }[] }[] }>(
    `${axe.source}\n;axe.run(document, { resultTypes: ["violations"] })`,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const ADDRESS = "http://page.example/";

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Text = readonly [string, Box];

const PICTURES = ".shift > svg";
const DRAWINGS = `${PICTURES}, .drawing > svg`;

/** The texts of each drawing with their places. As source text: what runs in a page knows another world than this file. */
function textsIn(page: Page, drawings: string): Promise<readonly (readonly Text[])[]> {
  return page.evaluate(`[...document.querySelectorAll(${JSON.stringify(drawings)})].map((drawing) =>
    [...drawing.querySelectorAll("text")].map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      return [text.textContent, { x, y, width, height }];
    }))`);
}

/** Boxes leave room for accents that a text may not have: a few pixels are no overlap. */
function isOver([, a]: Text, [, b]: Text): boolean {
  const isBeside = a.x + a.width < b.x + 1 || b.x + b.width < a.x + 1;
  const isBelow = a.y + a.height < b.y + 3 || b.y + b.height < a.y + 3;
  return !isBeside && !isBelow;
}

/** Texts of one drawing that lie on each other. */
export async function overlaps(page: Page): Promise<string[]> {
  const drawings = await textsIn(page, DRAWINGS);
  return drawings.flatMap((all) =>
    all.flatMap((one, index) => all.slice(index + 1).flatMap((other) => (isOver(one, other) ? [`${one[0]} / ${other[0]}`] : []))),
  );
}

/** What sticks out of the window: the page, or a text of a picture that is not in a box that scrolls. */
export async function overflowing(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const pageWidth = await page.evaluate<number>("document.documentElement.scrollWidth");
  const texts = (await textsIn(page, PICTURES)).flat();
  const outside = texts.filter(([, { x, width: own }]) => x < 0 || x + own > width).map(([label]) => label);
  return pageWidth > width ? [`the page is ${pageWidth} pixels wide`, ...outside] : outside;
}
