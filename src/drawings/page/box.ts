// The box of a node: its texts, lines and size. Text is not measured because names are monospaced.
import type { GraphNode } from "../../audit/report.ts";
import { nameOf, visible } from "../words.ts";

export const BOX_WIDTH = 150;
/** Characters of the name's font that fit into a line, and of the smaller one below it. */
const NAME_COLUMNS = 17;
const DETAIL_COLUMNS = 20;
const NAME_LINES = 3;
const DETAIL_LINES = 2;

export interface Box {
  readonly name: readonly string[];
  readonly detail: readonly string[];
  readonly height: number;
}

export const CAPTION_Y = 17;
export const NAME_Y = 33;
export const NAME_LINE = 15;
export const DETAIL_LINE = 13;

export function boxOf(node: GraphNode): Box {
  const { detail } = node;
  const name = wrapped(nameOf(node), NAME_COLUMNS, NAME_LINES);
  const below = detail === null ? [] : wrapped(visible(detail), DETAIL_COLUMNS, DETAIL_LINES);
  const height = NAME_Y + (name.length - 1) * NAME_LINE + below.length * DETAIL_LINE + 10;
  return { name, detail: below, height };
}

/** Broken behind blanks and marks and before capitals; what does not fit on the lines ends in an ellipsis. */
export function wrapped(text: string, columns: number, most: number): readonly string[] {
  const pieces = text.split(/(?<=[\s/_.:@-])|(?<=[\p{Ll}\d])(?=\p{Lu})/u);
  const rows: string[] = [""];
  for (const piece of pieces.flatMap((each) => chopped(each, columns))) {
    const row = rows.at(-1) ?? "";
    if (columnsOf((row + piece).trimEnd()) <= columns) rows[rows.length - 1] = row + piece;
    else rows.push(piece);
  }
  const kept = rows.slice(0, most).map((row) => row.trim());
  if (rows.length <= most) return kept;
  const last = [...(kept.at(-1) ?? "")];
  while (columnsOf(last.join("")) >= columns) last.pop();
  return [...kept.slice(0, -1), `${last.join("").trimEnd()}…`];
}

function chopped(piece: string, columns: number): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (columnsOf(part + character) > columns) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115e\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}
