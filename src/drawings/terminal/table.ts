// Many deployments at a terminal: one line each, the worst first.
import type { SimulatedDeployment } from "../../audit/report.ts";
import type { Look } from "../../reporters/human/look.ts";
import { columnsOf } from "../../reporters/human/text.ts";
import { cut } from "../shift/cut.ts";
import { COLUMNS, type Naming, rowOf, sentenceOf } from "../shift/words.ts";

const GAP = 2;
const NARROWEST = 12;
/** Of the columns as many as there is room for. */
const SHOWN = [[0, 1, 2, 3], [1, 2, 3], [1, 2], [1]];

/** @param deployments the worst first */
export function tableLines(look: Look, deployments: readonly SimulatedDeployment[], naming: Naming, unicode: boolean): string[] {
  const all = deployments.map((each) => ({ each, cells: rowOf(each) }));
  const widest = COLUMNS.map((name, column) =>
    Math.max(...[name, ...all.map(({ cells }) => cells[column] ?? "")].map(columnsOf)),
  );
  const restOf = (columns: readonly number[]): number => columns.reduce((sum, column) => sum + GAP + (widest[column] ?? 0), 0);
  const shown = SHOWN.find((columns) => restOf(columns) + NARROWEST + 2 <= look.width) ?? [];
  const rows = all.map(({ each, cells }) => ({ each, cells: shown.map((column) => cells[column] ?? "") }));
  const widths = shown.map((column) => widest[column] ?? 0);
  const rest = restOf(shown);
  const names = deployments.map(({ subject }) => `${look.shown(naming.address(subject))} ${look.shown(subject.detail)}`);
  const longest = Math.max(NARROWEST, ...names.map(columnsOf));
  const room = Math.max(NARROWEST, Math.min(longest, look.width - 2 - rest));
  const line = (cells: readonly string[]): string => cells.map((cell, column) => padded(cell, widths[column] ?? 0)).join("");
  const head = look.paint.quiet(` ${"deployment".padEnd(room)}${line(shown.map((column) => COLUMNS[column] ?? ""))}`);
  const body = rows.map(({ each, cells }, index) => {
    const name = cut(names[index] ?? "", room, unicode);
    return ` ${name}${" ".repeat(Math.max(0, room - columnsOf(name)))}${look.paint[sentenceOf(each).tone](line(cells))}`;
  });
  return [head, ...body];
}

function padded(text: string, width: number): string {
  return " ".repeat(GAP) + text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
