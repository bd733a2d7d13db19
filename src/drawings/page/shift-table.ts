// All deployments of a simulation in a table, each with a link to its picture.
import type { SimulatedDeployment } from "../../audit/report.ts";
import { COLUMNS, type Naming, rowOf, sentenceOf } from "../shift/words.ts";
import { visible } from "../words.ts";
import { element, lines, type Markup } from "./markup.ts";

export function stateOf({ stopped }: SimulatedDeployment): string {
  return stopped === null ? "undecided" : stopped ? "fine" : "broken";
}

/** @param idOf the section of the deployment at that place */
export function drawTable(deployments: readonly SimulatedDeployment[], naming: Naming, idOf: (index: number) => string): Markup {
  const head = ["deployment", "alias", ...COLUMNS].map((text) => element("th", { scope: "col" }, text));
  const rows = deployments.map((deployment, index) => {
    const { subject } = deployment;
    const name = visible(naming.address(subject)) || "no name";
    const link = element("a", { href: `#${idOf(index)}`, title: sentenceOf(deployment).text }, name);
    const dot = element("span", { class: `dot ${stateOf(deployment)}` });
    return element(
      "tr",
      { class: stateOf(deployment) },
      element("th", { scope: "row" }, dot, { html: " " }, link),
      [visible(subject.detail), ...rowOf(deployment)].map((text) => element("td", {}, text)),
    );
  });
  const table = element(
    "table",
    { class: "deployments" },
    element("caption", {}, "Deployments"),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, lines(rows)),
  );
  return element("div", { class: "map", role: "group", tabindex: "0", "aria-label": "Deployments" }, table);
}
