// Measurements: each limit as a line, each value as a point on one scale; also as a table with earlier values.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { numeral } from "../../drawings/page/line-chart.ts";
import { element, lines, type Markup, space } from "../../drawings/page/markup.ts";
import { visible } from "../../drawings/words.ts";
import { addressOf, detailOf, stateOf } from "../report/assessments.ts";
import { grouped } from "../report/fold.ts";
import type { Part } from "./part.ts";
import { drawPast, keyOf, type Past, pastValues } from "./past.ts";
import { drawStrip } from "./strip.ts";

type Measured = ReportedAssessment & { readonly measurement: NonNullable<ReportedAssessment["measurement"]> };
type Measurements = readonly [Measured, ...Measured[]];

export function drawMeasurements(report: Report): readonly Part[] {
  const measured = report.assessments.filter((each): each is Measured => each.measurement !== null);
  if (measured.length === 0) return [];
  const alike = ({ check, measurement: { of, unit, comparator, threshold } }: Measured): string =>
    JSON.stringify([check, of, unit, comparator, threshold]);
  const groups = [...grouped(measured, alike).values()].sort((a, b) => rankOf(a) - rankOf(b));
  const beyond = measured.filter(isBeyond).length;
  const past = pastValues(report);
  return [
    {
      id: "measurements",
      title: "Measurements",
      count: measured.length,
      note: beyond === 0 ? "all within their limits" : `${beyond} beyond their limits`,
      content: [element("ul", { class: "measures" }, lines(groups.map((group) => drawGroup(group, past))))],
    },
  ];
}

function isBeyond(assessment: Measured): boolean {
  return assessment.verdict === "fail";
}

function rankOf(group: Measurements): number {
  return group.some(isBeyond) ? 0 : group.some(({ verdict }) => verdict === "unknown") ? 1 : 2;
}

const BOUNDS = { "<=": "at most", "<": "below", ">=": "at least", ">": "above", "==": "exactly" };

function withUnit(value: number, unit: string): string {
  return unit === "" ? numeral(value) : `${numeral(value)} ${visible(unit)}`;
}

function drawGroup(group: Measurements, past: Past): Markup {
  const [{ check, measurement: common }] = group;
  const bound = `${BOUNDS[common.comparator]} ${withUnit(common.threshold, common.unit)}`;
  const beyond = group.filter(isBeyond);
  const values = group.map(({ measurement }) => measurement.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = low === high ? withUnit(low, common.unit) : `${numeral(low)} to ${withUnit(high, common.unit)}`;
  const said = `${range} (bound: ${bound})`;
  const points = [...grouped(group, ({ measurement, verdict }) => JSON.stringify([measurement.value, verdict]))].map(
    ([, own]) => ({
      value: own[0].measurement.value,
      count: own.length,
      tone: toneOf(own[0]),
      title: `${withUnit(own[0].measurement.value, common.unit)}: ${namesOf(own)}`,
    }),
  );
  const count = beyond.length === 0 ? `${group.length} within` : `${beyond.length} of ${group.length} beyond`;
  return element(
    "li",
    { class: beyond.length > 0 ? "measure broken" : "measure" },
    lines(
      element(
        "p",
        { class: "of" },
        element("code", {}, visible(check)),
        ...(common.of === undefined ? [] : [element("span", {}, visible(common.of))]),
      ),
      drawStrip({ points, threshold: common.threshold, comparator: common.comparator, label: `${count}: ${said}` }),
      element("p", { class: "range" }, element("b", { class: beyond.length > 0 ? "bad" : "good" }, count), space, said),
      drawTable(group, past),
    ),
  );
}

function toneOf(assessment: Measured): string {
  const state = stateOf(assessment);
  return state === "pass" ? "good" : state === "fail" ? "bad" : state === "unknown" ? "doubt" : "settled";
}

function nameOf(assessment: Measured): string {
  const detail = detailOf(assessment);
  return [addressOf(assessment.subject), ...(detail === null ? [] : [detail])].map(visible).join(" ") || "no name";
}

const NAMED = 3;

function namesOf(group: readonly Measured[]): string {
  const names = group.slice(0, NAMED).map(nameOf);
  return group.length > NAMED ? `${names.join(", ")} and ${group.length - NAMED} more` : names.join(", ");
}

function drawTable(group: Measurements, past: Past): Markup {
  const sorted = [...group].sort(
    (a, b) => Number(isBeyond(b)) - Number(isBeyond(a)) || b.measurement.value - a.measurement.value,
  );
  const rows = sorted.map((each) => {
    const { value, unit, of } = each.measurement;
    const before = past.get(keyOf(each.fingerprint, of, unit)) ?? [];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, nameOf(each)),
      element("td", { class: `number ${toneOf(each)}` }, withUnit(value, unit)),
      ...(past.size === 0 ? [] : [drawPast([...before, value])]),
    );
  });
  const head = ["of", "value", ...(past.size === 0 ? [] : ["over the runs"])].map((name, index) =>
    element("th", { scope: "col", class: index === 1 ? "number" : null }, name),
  );
  const table = element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, lines(rows)));
  return element("details", {}, element("summary", {}, group.length === 1 ? nameOf(group[0]) : `${group.length} values`), table);
}
