// XML that every JUnit consumer accepts: well-formed whatever the text, and no line of it a pipeline's command.

export type Attributes = Readonly<Record<string, string | number | null>>;

// What XML 1.0 forbids (Jenkins rejects the whole file for one), the C1 controls, and what reverses the direction of text.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text without what XML forbids; a lone surrogate becomes U+FFFD. */
function wellFormed(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", " ");
  return lines.replace(/\p{Surrogate}/gu, "\ufffd").replace(forbidden, "");
}

/** On one line, as an attribute that schemas call a token. */
export function token(text: string): string {
  return wellFormed(text).replace(/\s+/g, " ").trim();
}

function escaped(text: string): string {
  // Written to a job's log, a line that begins with `::` (GitHub) or holds `##` (GitHub, Azure) would be obeyed.
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/^(\s*):(?=:)/gm, "$1&#58;")
    .replaceAll("##", "#&#35;");
}

function tag(name: string, attributes: Attributes): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  return name + given.map(([key, value]) => ` ${key}="${escaped(wellFormed(String(value)))}"`).join("");
}

/** An element with text alone. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  const body = escaped(wellFormed(text));
  return body === "" ? `<${tag(name, attributes)}/>` : `<${tag(name, attributes)}>${body}</${name}>`;
}

/** An element with elements in it, each on lines of its own. */
export function element(name: string, attributes: Attributes, children: readonly string[]): string {
  return children.length === 0 ? `<${tag(name, attributes)}/>` : `<${tag(name, attributes)}>\n${children.join("\n")}\n</${name}>`;
}
