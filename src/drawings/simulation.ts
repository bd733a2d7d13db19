// The simulation as one page that needs no network and no script: each deployment with its traffic, its alarms and how it ends.
import type { SimulatedDeployment, Simulation } from "../audit/report.ts";
import { element, lines, type Markup } from "./page/markup.ts";
import { page } from "./page/page.ts";
import { TRAFFIC } from "./page/shift.ts";
import { drawAssumptions, drawDeployment } from "./page/shift-section.ts";
import { shiftStyle } from "./page/shift-style.ts";
import { drawTable, stateOf } from "./page/shift-table.ts";
import { style } from "./page/style.ts";
import { sweepStyle } from "./page/sweep-style.ts";
import { weekStyle } from "./page/week-style.ts";
import { cut } from "./shift/cut.ts";
import {
  commonAssumptions,
  conditionsOf,
  endings,
  MANY,
  type Naming,
  shiftOf,
  skippedInWords,
  worstFirst,
} from "./shift/words.ts";
import { visible } from "./words.ts";

/** Of many templates the first and the last say which. */
const LOCATOR_COLUMNS = 90;

/** @param locator what was read, as its user named it */
export function drawSimulation(simulation: Simulation, naming: Naming, locator: string): string {
  const title = `What stops a broken version of ${cut(visible(locator), LOCATOR_COLUMNS, true)}`;
  const { deployments } = simulation;
  const common = commonAssumptions(deployments);
  const ordered = deployments.length >= MANY ? worstFirst(deployments) : deployments;
  const sections = ordered.map((each, index) => {
    const drawn = drawDeployment(each, naming, idOf(index), common, simulation.errorRate);
    return index > 0 && deployments.length >= MANY
      ? drawFolded(each, naming, idOf(index), drawn)
      : drawOpen(each, naming, idOf(index), drawn);
  });
  const hasWeeks = deployments.some(({ backtest }) => backtest !== null);
  const body = lines(
    drawHeader(simulation, ordered, naming, title),
    element("main", {}, lines(sections)),
    element(
      "footer",
      {},
      lines(
        skippedInWords(simulation, naming).map((each) => element("p", {}, `Not simulated: ${visible(each)}.`)),
        drawAssumptions([...common]),
        element(
          "p",
          {},
          "Simulated by serverless-fitness, minute by minute, following the documentation of CloudWatch and CodeDeploy.",
        ),
      ),
    ),
  );
  return page(title, style + shiftStyle + sweepStyle + (hasWeeks ? weekStyle : ""), body);
}

function idOf(index: number): string {
  return `shift-${index + 1}`;
}

function drawHeader(simulation: Simulation, deployments: readonly SimulatedDeployment[], naming: Naming, title: string): Markup {
  const conditions = conditionsOf(simulation).join(" · ");
  const worst =
    ["broken", "undecided", "fine"].find((state) => deployments.some((each) => stateOf(each) === state)) ?? "undecided";
  return element(
    "header",
    {},
    lines(
      element("h1", {}, title),
      element("p", {}, element("b", { class: worst }, endings(deployments)), { html: " " }, `· ${conditions}`),
      deployments.length > 1 ? drawTable(deployments, naming, idOf) : [],
      drawLegend(deployments),
    ),
  );
}

function drawLegend(deployments: readonly SimulatedDeployment[]): Markup {
  const hasTrials = deployments.some(({ percentiles }) => percentiles !== null);
  const samples = [
    ["exposed", TRAFFIC.exposed],
    ...(hasTrials ? [["possible", TRAFFIC.possible]] : []),
    ["planned", TRAFFIC.planned],
    ["stop", "the deployment is rolled back"],
    ["end", "the shift ends: later alarms do not roll it back"],
  ];
  const items = samples.map(([name = "", text = ""]) => element("li", {}, element("span", { class: `sample ${name}` }), text));
  return element("ul", { class: "legend", "aria-label": "Legend" }, lines(items));
}

function drawOpen(deployment: SimulatedDeployment, naming: Naming, id: string, drawn: Markup): Markup {
  const heading = element("h2", { id: `${id}-heading` }, headingOf(deployment, naming));
  return element("section", { id, class: "lane deployment", "aria-labelledby": `${id}-heading` }, lines(heading, drawn));
}

/** Where there are many, only the worst is open; a link into it opens another. */
function drawFolded(deployment: SimulatedDeployment, naming: Naming, id: string, drawn: Markup): Markup {
  const summary = element("summary", {}, element("h2", { id: `${id}-heading` }, headingOf(deployment, naming)));
  return element("details", { class: "lane deployment" }, lines(summary, element("div", { id }, drawn)));
}

function headingOf(deployment: SimulatedDeployment, naming: Naming): readonly Markup[] {
  const { subject } = deployment;
  return [
    element("span", { class: `dot ${stateOf(deployment)}` }),
    element("span", {}, visible(naming.address(subject)) || "no name"),
    element("small", {}, `alias ${visible(subject.detail)} · ${shiftOf(deployment)}`),
  ];
}
