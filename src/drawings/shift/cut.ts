// Names that are too long for a picture.
import { columnsOf } from "../../reporters/human/text.ts";

/** Cut in the middle: names of alarms often begin alike, and end alike less often. */
export function cut(text: string, columns: number, unicode: boolean): string {
  if (columnsOf(text) <= columns) return text;
  const ellipsis = unicode ? "…" : "...";
  const room = columns - ellipsis.length;
  const characters = [...text];
  const head = taken(characters, Math.floor(room / 2));
  const tail = [...taken([...characters].reverse(), room - columnsOf(head))].reverse().join("");
  return head + ellipsis + tail;
}

function taken(characters: readonly string[], columns: number): string {
  let text = "";
  for (const character of characters) {
    if (columnsOf(text + character) > columns) break;
    text += character;
  }
  return text;
}
