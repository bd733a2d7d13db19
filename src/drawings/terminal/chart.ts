// The chart of one deployment in a terminal: minutes, traffic, and a line for each alarm until it enters ALARM.
import type { SimulatedAlarm, SimulatedDeployment } from "../../audit/report.ts";
import type { Look, Paint } from "../../reporters/human/look.ts";
import { columnsOf, wrap } from "../../reporters/human/text.ts";
import { cut } from "../shift/cut.ts";
import { endOf, ticksOf } from "../shift/span.ts";
import { blocks, grouped, isLate, momentOf, type Naming, percent } from "../shift/words.ts";

const SIGNS = {
  unicode: { quiet: "·", off: "●", on: "━", end: "│", beyond: "›", steps: "▁▂▃▄▅▆▇█", to: "→" },
  ascii: { quiet: ".", off: "O", on: "=", end: "|", beyond: ">", steps: "_.-=+*%#", to: "->" },
};
const AXIS = "minute";
const TRAFFIC = "new version";
const GAP = 3;
/** Charts narrower than this have the description of a line below it instead of beside it. */
const NARROWEST = 22;
const WIDEST = 64;

interface Chart {
  readonly look: Look;
  readonly signs: typeof SIGNS.unicode;
  readonly deployment: SimulatedDeployment;
  /** Columns from the margin to the chart. */
  readonly left: number;
  readonly columns: number;
  readonly isBeside: boolean;
  readonly end: number;
  columnOf(minute: number): number;
}

/** @returns nothing where the shift is unknown, but for the alarms that are not simulated */
export function chartLines(look: Look, deployment: SimulatedDeployment, naming: Naming, unicode: boolean): string[] {
  const labels = deployment.alarms.map((alarm) => cut(look.shown(naming.label(alarm)), Math.floor(look.width * 0.3), unicode));
  const label = Math.max(TRAFFIC.length, ...labels.map(columnsOf));
  const short = deployment.alarms.map((alarm) => momentOf(alarm, deployment));
  const full = inFull(short, deployment);
  const remarks = roomBeside(look, deployment, label, full) >= NARROWEST ? full : short;
  const chart = chartOf(look, deployment, unicode, label, remarks);
  const alarms = deployment.alarms.flatMap((alarm, index) => alarmLines(chart, alarm, labels[index] ?? "", remarks[index] ?? ""));
  return deployment.schedule.length === 0 ? alarms : [axisLine(chart), ...trafficLines(chart), ...alarms];
}

/** The first alarm that enters ALARM is described in full. */
function inFull(moments: readonly string[], { alarms }: SimulatedDeployment): readonly string[] {
  const first = alarms.findIndex(({ state }) => state === "goes-off");
  return moments.map((moment, index) => (index === first && moment.startsWith("minute") ? `ALARM at ${moment}` : moment));
}

function roomBeside(look: Look, deployment: SimulatedDeployment, label: number, remarks: readonly string[]): number {
  return look.width - 1 - label - GAP - 2 - Math.max(...[trafficRemark(deployment), ...remarks].map(columnsOf));
}

function chartOf(
  look: Look,
  deployment: SimulatedDeployment,
  unicode: boolean,
  label: number,
  remarks: readonly string[],
): Chart {
  const left = 1 + label + GAP;
  const end = endOf(deployment);
  const room = roomBeside(look, deployment, label, remarks);
  const isBeside = room >= NARROWEST;
  const most = Math.min(WIDEST, isBeside ? room : look.width - left);
  const whole = [5, 4, 3, 2, 1].find((each) => end * each + Math.max(each, 3) <= most);
  const scale = whole ?? (most - 4) / end;
  const columnOf = (minute: number): number => Math.floor(minute * scale + 1e-9);
  const columns = columnOf(end) + Math.max(Math.floor(scale), 3);
  return { look, signs: unicode ? SIGNS.unicode : SIGNS.ascii, deployment, left, columns, isBeside, end, columnOf };
}

function axisLine({ look, left, columns, end, columnOf }: Chart): string {
  const width = grouped(end).length + 2;
  let line = "";
  for (const tick of ticksOf(end, Math.floor(columns / width) + 1)) line = line.padEnd(columnOf(tick)) + grouped(tick);
  return look.paint.quiet(` ${AXIS.padEnd(left - 1)}${line}`);
}

function trafficLines(chart: Chart): string[] {
  const { look, signs, deployment, columns, columnOf } = chart;
  const { schedule, stopped, alarmMinute, percentiles } = deployment;
  const cells = Array.from({ length: columns }, (_, column) => {
    const step = schedule.findLast(({ minute }) => columnOf(minute) <= column);
    return blockOf(step?.percent ?? 0, signs.steps);
  }).join("");
  const stop = blocks(deployment) ? 0 : stopped === true ? (alarmMinute ?? percentiles?.minute.p50 ?? null) : null;
  const exposed = stop === null ? columns : columnOf(stop);
  const { bad, quiet, plain } = look.paint;
  const drawn = painted(cells.slice(0, exposed), stopped === null ? plain : bad) + painted(cells.slice(exposed), quiet);
  return beside(chart, TRAFFIC, drawn, trafficRemark(deployment, signs.to), quiet);
}

function painted(text: string, paint: Paint): string {
  return text === "" ? "" : paint(text);
}

/** Full only where all of the traffic is. */
function blockOf(share: number, steps: string): string {
  const highest = share >= 100 ? 8 : 7;
  return share <= 0 ? " " : (steps[Math.min(highest, Math.max(1, Math.round((share / 100) * 8))) - 1] ?? " ");
}

function trafficRemark({ schedule }: SimulatedDeployment, to = "→"): string {
  const [first, last] = [schedule[0]?.percent ?? 100, schedule.at(-1)?.percent ?? 100];
  return first === last ? percent(first) : `${percent(first)} ${to} ${percent(last)}`;
}

function alarmLines(chart: Chart, alarm: SimulatedAlarm, label: string, remark: string): string[] {
  const { look, left, deployment } = chart;
  const why = alarm.reason === null ? "" : look.shown(alarm.reason);
  if (alarm.state === "not-simulated" || deployment.schedule.length === 0) {
    const text = why === "" ? remark : `${remark}: ${why}`;
    return hanging(` ${padded(label, left - 1)}`, wrap(text, look.width - left), left, look.paint.doubt);
  }
  const below = why === "" ? [] : wrap(why, look.width - left).map((line) => " ".repeat(left) + look.paint.quiet(line));
  return [...beside(chart, label, laneOf(chart, alarm), remark, paintOf(look, alarm, deployment)), ...below];
}

function laneOf({ look, signs, columns, columnOf, end, deployment }: Chart, alarm: SimulatedAlarm): string {
  const { goesOffMinute: minute, state } = alarm;
  const paint = paintOf(look, alarm, deployment);
  if (state === "always-on") return paint(signs.off + signs.on.repeat(columns - 1));
  const isShown = minute !== null && minute <= end;
  const quietColumns = isShown ? columnOf(minute) : columns - (minute === null ? 0 : 1);
  const lane = [...signs.quiet.repeat(quietColumns)];
  const shiftEnd = columnOf(deployment.endMinute ?? 0);
  if (shiftEnd < lane.length) lane[shiftEnd] = signs.end;
  const mark = isShown ? signs.off : minute === null ? "" : signs.beyond;
  const blank = " ".repeat(columns - quietColumns - mark.length);
  return painted(lane.join(""), look.paint.quiet) + painted(mark, paint) + blank;
}

/** Green is what stops the deployment in time. */
function paintOf(look: Look, { state, goesOffMinute }: SimulatedAlarm, { endMinute }: SimulatedDeployment): Paint {
  if (state === "always-on") return look.paint.bad;
  if (state !== "goes-off" || goesOffMinute === null) return look.paint.quiet;
  return isLate(goesOffMinute, endMinute) ? look.paint.doubt : look.paint.good;
}

/** A line of the chart with the finding about it at its end, or below. */
function beside({ left, isBeside }: Chart, label: string, drawn: string, remark: string, paint: Paint): string[] {
  const line = ` ${padded(label, left - 1)}${drawn}`;
  return isBeside ? [`${line}  ${paint(remark)}`] : [line, `${" ".repeat(left)}${paint(remark)}`];
}

function hanging(head: string, lines: readonly string[], left: number, paint: Paint): string[] {
  return lines.map((line, index) => (index === 0 ? head : " ".repeat(left)) + paint(line));
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
