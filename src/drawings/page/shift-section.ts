// The section of a page about one simulated deployment: picture, result, percentiles, and assumptions.
import type { SimulatedDeployment } from "../../audit/report.ts";
import { foresightOf, type Naming, percentileRows, sentenceOf } from "../shift/words.ts";
import { visible } from "../words.ts";
import { element, lines, type Markup } from "./markup.ts";
import { drawShift } from "./shift.ts";
import { drawSweep } from "./sweep.ts";
import { drawBacktest } from "./week.ts";

/**
 * @param id unique in the page
 * @param common assumptions that the page tells once, at its end
 * @param errorRate of the version that is played
 */
export function drawDeployment(
  deployment: SimulatedDeployment,
  naming: Naming,
  id: string,
  common: ReadonlySet<string>,
  errorRate: number,
): Markup {
  const { tone, text } = sentenceOf(deployment);
  const isKnown = deployment.schedule.length > 0;
  return lines(
    isKnown ? element("div", { class: "shift" }, drawShift(deployment, naming, id)) : [],
    element("p", { class: `ending ${tone}` }, capital(text)),
    drawForesight(deployment),
    drawRemedy(deployment.remedy?.text ?? deployment.recommendation?.text ?? null),
    drawCode(deployment),
    drawPercentiles(deployment),
    deployment.sweep === null ? [] : drawSweep(deployment.sweep, errorRate, id),
    drawReasons(deployment, naming),
    drawBacktest(deployment.backtest, naming, visible(naming.address(deployment.subject))),
    drawAssumptions(deployment.assumptions.filter((each) => !common.has(each))),
  );
}

function drawForesight(deployment: SimulatedDeployment): readonly Markup[] {
  const said = foresightOf(deployment).join("; ");
  return said === "" ? [] : [element("p", { class: "foresight" }, `${capital(said)}.`)];
}

function drawRemedy(remedy: string | null): readonly Markup[] {
  return remedy === null ? [] : [element("p", { class: "remedy" }, `→ ${remedy}`)];
}

function drawCode({ recommendation }: SimulatedDeployment): readonly Markup[] {
  const code = recommendation?.code ?? null;
  return code === null ? [] : [element("pre", { class: "code" }, element("code", {}, code))];
}

function drawPercentiles(deployment: SimulatedDeployment): readonly Markup[] {
  const rows = percentileRows(deployment);
  if (rows.length === 0) return [];
  const head = ["when rolled back", "half by", "95 % by"].map((text) => element("th", { scope: "col" }, text));
  const body = rows.map(([name, half, most]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, half), element("td", {}, most)),
  );
  return [
    element("table", { class: "percentiles" }, element("thead", {}, element("tr", {}, head)), element("tbody", {}, lines(body))),
  ];
}

function drawReasons({ alarms }: SimulatedDeployment, naming: Naming): readonly Markup[] {
  const reasons = alarms.flatMap((alarm) => (alarm.reason === null ? [] : [{ alarm, reason: alarm.reason }]));
  const items = reasons.map(({ alarm, reason }) => {
    const state = alarm.state === "not-simulated" ? " is not simulated: " : ": ";
    return element("li", {}, element("code", {}, visible(naming.label(alarm))), { html: " " }, `${state}${reason}`);
  });
  return items.length === 0 ? [] : [element("ul", { class: "said" }, lines(items))];
}

export function drawAssumptions(assumptions: readonly string[]): readonly Markup[] {
  if (assumptions.length === 0) return [];
  const items = assumptions.map((text) => element("li", {}, `Assumed: ${text}`));
  return [element("ul", { class: "said", "aria-label": "Assumptions" }, lines(items))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
