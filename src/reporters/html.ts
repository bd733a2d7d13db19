// The report as one page that needs no network, and no script to be read: what got worse, open findings, and details.
import type { Report } from "../audit/report.ts";
import { element, lines, type Markup } from "../drawings/page/markup.ts";
import { page } from "../drawings/page/page.ts";
import { shiftStyle } from "../drawings/page/shift-style.ts";
import { style as pageStyle } from "../drawings/page/style.ts";
import { trendStyle } from "../drawings/page/trend-style.ts";
import { visible } from "../drawings/words.ts";
import { drawAccepted } from "./html/accepted.ts";
import { drawChains } from "./html/chains.ts";
import { drawChange } from "./html/change.ts";
import { drawFindings } from "./html/findings.ts";
import { drawHead } from "./html/head.ts";
import { drawKinds } from "./html/kinds.ts";
import { drawMeasurements } from "./html/measurements.ts";
import type { Part } from "./html/part.ts";
import { drawRest } from "./html/rest.ts";
import { script } from "./html/script.ts";
import { drawStacks } from "./html/stacks.ts";
import { style } from "./html/style.ts";
import { drawHistory } from "./html/trend.ts";
import { drawWaivers } from "./html/waivers.ts";
import type { Reporter } from "./reporter.ts";

const html: Reporter = (report) => {
  const chains = drawChains(report);
  const parts = [
    ...drawChange(report),
    drawFindings(report, chains.anchors),
    ...chains.parts,
    ...drawKinds(report),
    ...drawStacks(report),
    ...drawMeasurements(report),
    ...drawHistory(report),
    ...drawWaivers(report),
    ...drawAccepted(report),
    ...drawRest(report),
  ];
  const body = lines(
    element("a", { class: "skip", href: "#main" }, "Skip to open findings"),
    drawHead(report),
    drawNavigation(parts),
    element("main", { id: "main" }, lines(parts.map(drawPart))),
    element("footer", {}, footerText(report)),
  );
  const title = `${visible(report.source.locator)}: ${report.verdict ?? "incomplete"}`;
  return page(title, pageStyle + shiftStyle + trendStyle + style, body, script);
};
export default html;

function drawNavigation(parts: readonly Part[]): Markup {
  const items = parts.map(({ id, title, count }) =>
    element(
      "li",
      {},
      element("a", { href: `#${id}` }, title, ...(count === null ? [] : [element("span", { class: "count" }, String(count))])),
    ),
  );
  return element("nav", { class: "jump", "aria-label": "Sections" }, element("ul", {}, lines(items)));
}

function drawPart({ id, title, note, content }: Part): Markup {
  const heading = element("h2", { id: `${id}-heading` }, title, ...(note === null ? [] : [element("small", {}, note)]));
  return element("section", { id, class: "part", "aria-labelledby": `${id}-heading` }, lines(heading, content));
}

function footerText({ tool, startedAt }: Report): string {
  const time = startedAt.slice(0, 16).replace("T", " ");
  return `${tool.name} ${tool.version}, ${time} UTC. This page loads nothing and sends nothing.`;
}
