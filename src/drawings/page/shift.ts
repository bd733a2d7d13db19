// One deployment as inline SVG: the traffic over minutes, the part that reaches the broken version, and a lane for each alarm.
// Places on the axis of time are in percent, so that the picture is as wide as there is room for and its text stays as large.
import type { SimulatedAlarm, SimulatedDeployment } from "../../audit/report.ts";
import { cut } from "../shift/cut.ts";
import { endOf, ticksOf } from "../shift/span.ts";
import { blocks, grouped, isLate, momentOf, type Naming, percent, sentenceOf } from "../shift/words.ts";
import { visible } from "../words.ts";
import { element, lines, type Markup } from "./markup.ts";

const ROW = 18;
const AREA = 96;
const AXIS = 30;
const LANE = 46;
const MOST_TICKS = 7;
const LABEL_COLUMNS = 36;

export const TRAFFIC = {
  exposed: "traffic to the broken version",
  possible: "possible traffic to it",
  planned: "planned traffic",
};

interface Marker {
  readonly minute: number;
  readonly kind: "stop" | "late" | "end";
  readonly text: string;
}

interface Plot {
  readonly deployment: SimulatedDeployment;
  readonly end: number;
  /** Past `end` there is room for what comes after it. */
  readonly total: number;
  /** Where the area begins, below the markers' labels. */
  readonly top: number;
  readonly height: number;
  x(minute: number): string;
}

/** @param id unique in the page */
export function drawShift(deployment: SimulatedDeployment, naming: Naming, id: string): Markup {
  const markers = markersOf(deployment);
  const end = endOf(deployment);
  const total = end * 1.09;
  const top = markers.length * ROW + 12;
  const height = top + AREA + AXIS + deployment.alarms.length * LANE + 4;
  const x = (minute: number): string => `${round((minute / total) * 100)}%`;
  const plot: Plot = { deployment, end, total, top, height, x };
  return element(
    "svg",
    { width: "100%", height, role: "img", "aria-labelledby": `${id}-title ${id}-desc` },
    lines(
      element(
        "title",
        { id: `${id}-title` },
        `The deployment of a broken version of ${visible(naming.address(deployment.subject))}`,
      ),
      element("desc", { id: `${id}-desc` }, descriptionOf(deployment, naming)),
      drawArea(plot),
      drawAxis(plot),
      markers.map((marker, index) => drawRule(plot, marker, 4 + index * ROW)),
      deployment.alarms.map((alarm, index) => drawLane(plot, alarm, naming, top + AREA + AXIS + index * LANE)),
      markers.map((marker, index) => drawLabel(plot, marker, 13 + index * ROW)),
    ),
  );
}

function descriptionOf(deployment: SimulatedDeployment, naming: Naming): string {
  const steps = deployment.schedule.map((step) => `${percent(step.percent)} from minute ${grouped(step.minute)} on`).join(", ");
  const alarms = deployment.alarms.map((alarm) => `${visible(naming.label(alarm))}: ${momentOf(alarm, deployment)}`);
  return [`${sentenceOf(deployment).text}`, `The new version gets ${steps}`, ...alarms].join(". ");
}

function markersOf(deployment: SimulatedDeployment): readonly Marker[] {
  const { stopped, alarmMinute, percentiles, endMinute } = deployment;
  const kind = stopped === true ? "stop" : "late";
  const markers: Marker[] = [];
  if (percentiles !== null) {
    const { p50, p95 } = percentiles.minute;
    markers.push({ minute: p50, kind, text: `half by minute ${grouped(p50)}` });
    if (p95 !== p50) markers.push({ minute: p95, kind, text: `95 % by minute ${grouped(p95)}` });
  } else if (stopped === true && alarmMinute !== null)
    markers.push({ minute: alarmMinute, kind, text: `rolled back at minute ${grouped(alarmMinute)}` });
  if (endMinute !== null) markers.push({ minute: endMinute, kind: "end", text: `shift ends at minute ${grouped(endMinute)}` });
  return markers;
}

/** The minute until which traffic most likely meets the broken version; the minute from which it hardly does. */
function exposureOf(deployment: SimulatedDeployment): readonly [number, number] {
  const { stopped, alarmMinute, percentiles } = deployment;
  if (blocks(deployment) || stopped === null) return [0, 0];
  if (percentiles !== null) return [percentiles.minute.p50, stopped ? percentiles.minute.p95 : Infinity];
  return stopped && alarmMinute !== null ? [alarmMinute, alarmMinute] : [Infinity, Infinity];
}

function drawArea(plot: Plot): Markup {
  const { deployment, top, total } = plot;
  const [likely, possible] = exposureOf(deployment);
  const parts = [
    ["exposed", 0, likely],
    ["possible", likely, possible],
    ["planned", possible, total],
  ] as const;
  const areas = parts.flatMap(([name, from, to]) => {
    const path = outline(deployment, Math.min(from, total), Math.min(to, total), total);
    return path === "" ? [] : [element("path", { class: `traffic ${name}`, d: path }, element("title", {}, TRAFFIC[name]))];
  });
  return element(
    "g",
    {},
    element("line", { class: "full", x1: "0", x2: "100%", y1: top, y2: top }),
    element("svg", { x: "0", y: top, width: "100%", height: AREA, viewBox: "0 0 1000 100", preserveAspectRatio: "none" }, areas),
    element("line", { class: "base", x1: "0", x2: "100%", y1: top + AREA, y2: top + AREA }),
    percentsOf(deployment).map((share) =>
      element("text", { class: "share", x: -8, y: round(top + AREA * (1 - share / 100) + 4) }, percent(share)),
    ),
  );
}

/** The first step and all of the traffic, without marks between them that would overlap. */
function percentsOf({ schedule }: SimulatedDeployment): readonly number[] {
  const first = schedule[0]?.percent ?? 100;
  return first > 85 ? [100] : [first, 100];
}

function outline({ schedule }: SimulatedDeployment, from: number, to: number, total: number): string {
  if (to <= from) return "";
  const at = (minute: number): number => round((minute / total) * 1000);
  const steps = schedule.filter(({ minute }, index) => minute < to && (schedule[index + 1]?.minute ?? Infinity) > from);
  const path = steps.map((step) => `V${round(100 - step.percent)}H${at(Math.min(to, nextOf(schedule, step.minute)))}`);
  return path.length === 0 ? "" : `M${at(from)} 100${path.join("")}V100Z`;
}

function nextOf(schedule: SimulatedDeployment["schedule"], minute: number): number {
  return schedule.find((step) => step.minute > minute)?.minute ?? Infinity;
}

function drawAxis({ end, top, x }: Plot): Markup {
  const y = top + AREA;
  const ticks = ticksOf(end, MOST_TICKS).map((tick) =>
    element(
      "g",
      {},
      element("line", { class: "base", x1: x(tick), x2: x(tick), y1: y, y2: y + 4 }),
      element("text", { class: "tick", x: x(tick), y: y + 17 }, grouped(tick)),
    ),
  );
  return element("g", {}, ticks, element("text", { class: "unit", x: -8, y: y + 17 }, "min"));
}

/** From its label down, but not over what is written below the axis. */
function drawRule({ deployment, top, height, x }: Plot, { minute, kind }: Marker, y: number): Markup {
  const parts = [[y, top + AREA], ...(deployment.alarms.length === 0 ? [] : [[top + AREA + AXIS - 6, height] as const])] as const;
  const lineOf = ([y1, y2]: (typeof parts)[number]): Markup =>
    element("line", { class: `rule ${kind}`, x1: x(minute), x2: x(minute), y1, y2 });
  return element("g", {}, parts.map(lineOf));
}

/** To the side on which there is more room. */
function drawLabel({ x, total }: Plot, { minute, kind, text }: Marker, y: number): Markup {
  const isRight = minute / total <= 0.5;
  const place = { x: x(minute), y, dx: isRight ? 6 : -6 };
  return element("text", { class: `marker ${kind} ${isRight ? "from" : "to"}`, ...place }, text);
}

function drawLane(plot: Plot, alarm: SimulatedAlarm, naming: Naming, y: number): Markup {
  const name = visible(naming.label(alarm));
  return element(
    "g",
    { class: `alarm ${toneOf(alarm, plot.deployment)}` },
    element(
      "title",
      {},
      `${name}: ${momentOf(alarm, plot.deployment)}${alarm.reason === null ? "" : `, ${visible(alarm.reason)}`}`,
    ),
    element("text", { class: "name", x: 0, y: y + 12 }, cut(name, LABEL_COLUMNS, true)),
    drawMoment(plot, alarm, y + 31),
  );
}

function toneOf({ state, goesOffMinute }: SimulatedAlarm, { endMinute }: SimulatedDeployment): string {
  if (state !== "goes-off" || goesOffMinute === null) return state;
  return isLate(goesOffMinute, endMinute) ? "late" : "in-time";
}

function drawMoment({ deployment, end, total, x }: Plot, alarm: SimulatedAlarm, y: number): readonly Markup[] {
  const { state, goesOffMinute: minute } = alarm;
  const text = momentOf(alarm, deployment);
  const label = (name: string, place: Readonly<Record<string, string | number>>): Markup =>
    element("text", { class: `moment ${name}`, y: y + 4, ...place }, text);
  if (state === "not-simulated") return [label("from", { x: 0 })];
  const line = (to: string): Markup => element("line", { class: "wait", x1: "0", x2: to, y1: y, y2: y });
  if (state === "always-on") return [line("100%"), element("circle", { cx: "0", cy: y, r: 5 }), label("to", { x: "100%" })];
  if (minute === null) return [line("100%"), label("to", { x: "100%" })];
  if (minute > end) return [line("100%"), label("to", { x: "100%", dx: -12 }), arrow(y)];
  const isRight = minute / total <= 0.5;
  const place = { x: x(minute), dx: isRight ? 10 : -10 };
  return [line(x(minute)), element("circle", { cx: x(minute), cy: y, r: 5 }), label(isRight ? "from" : "to", place)];
}

/** Out of the picture: what comes later than it shows. */
function arrow(y: number): Markup {
  return element("svg", { x: "100%", y: y - 5, overflow: "visible" }, element("path", { class: "arrow", d: "M-8 0L0 5L-8 10Z" }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
