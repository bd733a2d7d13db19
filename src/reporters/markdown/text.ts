// Text and names as Markdown that shows them and obeys nothing in them: no markup, no mention, no command of a pipeline's log.
// Backticks are written \x60: a plain one in a pattern looks like the start of a template to tools that read the code.

// Controls, lone surrogates, and what turns the direction of text.
const unprintable = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(unprintable, "\ufffd");
}

/** A sentence: everything that Markdown reads as markup is escaped, without mentions and links. */
export function prose(text: string): string {
  return oneLine(text)
    .replace(/[\\\x60*_[\]<>|~#!&$]/g, "\\$&")
    .replace(/@/g, "@<!-- -->")
    .replace(/^([-+=:]|\d+[.)])/, "\\$1")
    .replace(/::/g, ":<!-- -->:");
}

/** A name, in the font of code. Also within a table, where a bar would end the cell. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "<code> </code>";
  if (!/[\x60|#]/.test(line)) return `\x60${line}\x60`;
  return `<code>${line.replace(/[^\p{L}\p{N} ./:-]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
}

/** A collapsed section; empty where it has no content. */
export function folded(summary: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["<details>", `<summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}
