// The simulation as one page that needs no network and no script: each deployment with its traffic, its alarms and how it ends.
import type { SimulatedDeployment, Simulation } from "../audit/report.ts";
import { element, lines, type Markup } from "./page/markup.ts";
import { page } from "./page/page.ts";
import { TRAFFIC } from "./page/shift.ts";
import { drawAssumptions, drawDeployment } from "./page/shift-section.ts";
import { shiftStyle } from "./page/shift-style.ts";
import { style } from "./page/style.ts";
import { commonAssumptions, conditionsOf, endings, sentenceOf, shiftOf, type Told } from "./shift/words.ts";
import { visible } from "./words.ts";

/** @param locator what was read, as its user named it */
export function drawSimulation(simulation: Simulation, told: Told, locator: string): string {
  const title = `What stops a broken version of ${visible(locator)}`;
  const common = commonAssumptions(simulation.deployments);
  const body = lines(
    drawHeader(simulation, told, title),
    element("main", {}, lines(simulation.deployments.map((each, index) => drawOne(each, told, idOf(index), common)))),
    element(
      "footer",
      {},
      lines(
        drawAssumptions([...common]),
        element(
          "p",
          {},
          "Played by serverless-fitness, minute by minute, as CloudWatch and CodeDeploy are documented to behave.",
        ),
      ),
    ),
  );
  return page(title, style + shiftStyle, body);
}

function idOf(index: number): string {
  return `shift-${index + 1}`;
}

function stateOf({ stopped }: SimulatedDeployment): string {
  return stopped === null ? "undecided" : stopped ? "fine" : "broken";
}

function drawHeader(
  { deployments, requestsPerMinute, errorRate, metricDelaySeconds }: Simulation,
  told: Told,
  title: string,
): Markup {
  const conditions = conditionsOf(requestsPerMinute, errorRate, metricDelaySeconds).join(" · ");
  const worst =
    ["broken", "undecided", "fine"].find((state) => deployments.some((each) => stateOf(each) === state)) ?? "undecided";
  const entries = deployments.map((each, index) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: `#${idOf(index)}`, title: sentenceOf(each).text },
        element("span", { class: `dot ${stateOf(each)}` }),
        visible(told.address(each.subject)) || "no name",
      ),
    ),
  );
  return element(
    "header",
    {},
    lines(
      element("h1", {}, title),
      element("p", {}, element("b", { class: worst }, endings(deployments)), { html: " " }, `· ${conditions}`),
      element("nav", { "aria-label": "Deployments" }, element("ol", { class: "overview" }, lines(entries))),
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
    ["end", "the shift ends: from here on no alarm rolls it back"],
  ];
  const items = samples.map(([name = "", text = ""]) => element("li", {}, element("span", { class: `sample ${name}` }), text));
  return element("ul", { class: "legend", "aria-label": "Legend" }, lines(items));
}

function drawOne(deployment: SimulatedDeployment, told: Told, id: string, common: ReadonlySet<string>): Markup {
  const { subject } = deployment;
  const label = visible(told.address(subject)) || "no name";
  return element(
    "section",
    { id, class: "lane deployment", "aria-labelledby": `${id}-heading` },
    lines(
      element(
        "h2",
        { id: `${id}-heading` },
        element("span", { class: `dot ${stateOf(deployment)}` }),
        label,
        element("small", {}, `alias ${visible(subject.detail)} · ${shiftOf(deployment)}`),
      ),
      drawDeployment(deployment, told, id, common),
    ),
  );
}
