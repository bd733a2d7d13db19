// Many deployments at a terminal: one line each, the worst first.
import type { SimulatedDeployment } from "../../audit/report.ts";
import type { Look } from "../../reporters/human/look.ts";
import { columnsOf } from "../../reporters/human/text.ts";
import { cut } from "../shift/cut.ts";
import { COLUMNS, rowOf, sentenceOf, type Told } from "../shift/words.ts";

const GAP = 2;
const NARROWEST = 12;

/** @param deployments the worst first */
export function tableLines(look: Look, deployments: readonly SimulatedDeployment[], told: Told, unicode: boolean): string[] {
  const rows = deployments.map((each) => ({ each, cells: rowOf(each) }));
  const widths = COLUMNS.map((name, column) =>
    Math.max(...[name, ...rows.map(({ cells }) => cells[column] ?? "")].map(columnsOf)),
  );
  const rest = widths.reduce((sum, width) => sum + GAP + width, 0);
  const names = deployments.map(({ subject }) => `${look.shown(told.address(subject))} ${look.shown(subject.detail)}`);
  const longest = Math.max(NARROWEST, ...names.map(columnsOf));
  const room = Math.max(NARROWEST, Math.min(longest, look.width - 2 - rest));
  const line = (cells: readonly string[]): string => cells.map((cell, column) => padded(cell, widths[column] ?? 0)).join("");
  const head = look.paint.quiet(` ${"deployment".padEnd(room)}${line(COLUMNS)}`);
  const body = rows.map(({ each, cells }, index) => {
    const name = cut(names[index] ?? "", room, unicode);
    return ` ${name}${" ".repeat(Math.max(0, room - columnsOf(name)))}${look.paint[sentenceOf(each).tone](line(cells))}`;
  });
  return [head, ...body];
}

function padded(text: string, width: number): string {
  return " ".repeat(GAP) + text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
