// Shows the Markdown of a check's page on a terminal: headings in bold, code set in, paragraphs as wide as the terminal.
import { wrap } from "../reporters/human/text.ts";
import type { Pen } from "./pen.ts";

/** Lines longer than this are hard to read, however wide the terminal is. */
const widest = 100;

const fence = "`".repeat(3);

/** A terminal makes the address itself a link. */
const link = /\[([^\]]+)\]\((https:[^)\s]+)\)/g;

/** @param markdown paragraphs, headings, lists and fenced code; anything else is shown as it is written */
export function proseLines(markdown: string, { chalk, shown }: Pen, width: number): string[] {
  const columns = Math.min(width, widest);
  return blocksOf(markdown.trim()).flatMap(({ kind, lines }) => {
    if (kind === "code") return lines.map((line) => chalk.cyan(`    ${shown(line)}`.trimEnd()));
    if (kind === "verbatim") return lines.map(shown);
    const text = shown(
      lines
        .map((line) => line.trim())
        .join(" ")
        .replace(link, "$1: $2"),
    );
    if (kind === "heading") return chalk.bold(text.replace(/^#+\s*/, ""));
    const [marker = ""] = /^(?:[-*]|\d+\.) /.exec(text) ?? [];
    return wrap(text.slice(marker.length), columns - marker.length).map(
      (line, index) => (index === 0 ? marker : " ".repeat(marker.length)) + line,
    );
  });
}

interface Block {
  readonly kind: "heading" | "paragraph" | "code" | "verbatim";
  readonly lines: string[];
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let inCode = false;
  for (const line of markdown.split("\n")) {
    const last = blocks.at(-1);
    if (line.trimStart().startsWith(fence)) {
      inCode = !inCode;
      if (inCode) blocks.push({ kind: "code", lines: [] });
    } else if (inCode) last?.lines.push(line);
    else if (last?.kind === "paragraph" && isContinued(line)) last.lines.push(line);
    else blocks.push({ kind: kindOf(line), lines: [line] });
  }
  return blocks;
}

function kindOf(line: string): Block["kind"] {
  if (line.startsWith("#")) return "heading";
  return line.trim() === "" || line.startsWith("|") ? "verbatim" : "paragraph";
}

function isContinued(line: string): boolean {
  return kindOf(line) === "paragraph" && !/^\s*(?:[-*]|\d+\.) /.test(line);
}
