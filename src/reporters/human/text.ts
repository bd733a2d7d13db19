// Text as a terminal may be given it: nothing that it would obey, measured in columns, wrapped between words.

// Controls, lone surrogates, and what is invisible or turns the direction of text. A joiner is fine inside an emoji only.
const unprintable =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|(?!\u200d)(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u115f\u1160\u3164\uffa0]|\u034f)/gu;
const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return short[character] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`);
}

const plainForms: Readonly<Record<string, string>> = {
  "…": "...",
  "–": "-",
  "—": "-",
  "─": "-",
  "·": "-",
  "×": "x",
  "→": "->",
  "≥": ">=",
  "≤": "<=",
  "≠": "!=",
  "«": '"',
  "»": '"',
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
};

/** Text from outside, with everything a terminal would obey, hide or reverse shown as an escape; plain ASCII unless `unicode`. */
export function printable(text: string, unicode: boolean): string {
  const visible = text.replace(unprintable, escaped);
  return unicode ? visible : visible.replace(/\P{ASCII}/gu, (character) => plainForms[character] ?? escaped(character));
}

// All one column wide, and all that most reports hold: no need to look at graphemes.
const narrow = /^[\x20-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u259f\u2713\u2717]*$/;
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115e\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18fff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
let segmenter: Intl.Segmenter | undefined;

/** Columns that a terminal gives the text: two for a wide character or an emoji, however many code points it has. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += /^\p{M}+$/u.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return columns;
}

/** Fills lines with the pieces, `separator` between two on a line and `tail` at the end of a line that goes on. A piece that is too long stays whole, so that it can be copied. */
export function fill(pieces: readonly string[], separator: string, columns: number, tail = ""): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const piece of pieces) {
    const longer: string = line === undefined ? piece : line + separator + piece;
    if (line !== undefined && columnsOf(longer.trimEnd()) > columns) {
      lines.push(line + tail);
      line = piece;
    } else line = longer;
  }
  return line === undefined ? lines : [...lines, line];
}

/** Wraps a sentence between words. */
export function wrap(text: string, columns: number): string[] {
  return fill(text.split(" "), " ", columns);
}

/** A path, or the most of its last folders and its file that fit, after `mark`; null where not even the file does. */
export function shortPath(path: string, columns: number, mark: string): string | null {
  if (columnsOf(path) <= columns) return path;
  const parts = path.split("/");
  const ends = parts.map((_part, index) => [mark, ...parts.slice(index)].join("/")).slice(1);
  return ends.find((end) => columnsOf(end) <= columns) ?? null;
}

/** `Checkout, Basket … and 11 more`: as many names as fit on one line, at least one. */
export function nameList(names: readonly string[], columns: number, mark: string): string {
  for (let shown = names.length; shown > 1; shown--) {
    const line = names.slice(0, shown).join(", ") + (shown < names.length ? ` ${mark} and ${names.length - shown} more` : "");
    if (columnsOf(line) <= columns) return line;
  }
  return `${names[0]}${names.length > 1 ? ` ${mark} and ${names.length - 1} more` : ""}`;
}

/**
 * A line that no pipeline takes for a command: GitHub obeys a line that begins with `::`, blanks and colours aside, and
 * `##[` anywhere; Azure obeys `##vso[` anywhere.
 */
export function inert(line: string): string {
  return line.replace(/^((?:\s|\x1b\[[\d;]*m)*)(?=::)/, "$1\\").replace(/##(?=vso\[|\[)/g, "#\\#");
}
