// How a command writes on its stream: with the colours that it shows, and with text from the input made inert.
import { Chalk, type ChalkInstance } from "chalk";
import { printable } from "../reporters/human/text.ts";
import type { ReporterEnvironment } from "../reporters/reporter.ts";

export interface Pen {
  readonly chalk: ChalkInstance;
  /** Without control characters and, where the locale is not UTF-8, in ASCII. */
  shown(text: string): string;
}

export function penFor({ colour, unicode }: Pick<ReporterEnvironment, "colour" | "unicode">): Pen {
  return { chalk: new Chalk({ level: colour }), shown: (text) => printable(text, unicode) };
}
