// JSON without characters that a terminal or log would interpret.

// JSON leaves these as they are, but a terminal obeys the C1 controls and a reader is misled by reversed text.
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Parses to exactly the value. @param indent 0 for one line */
export function inertJson(value: unknown, indent: 0 | 2): string {
  // Azure Pipelines obeys `##vso[…]` anywhere in a line of a job's output.
  return JSON.stringify(value, null, indent).replace(unsafe, escaped).replaceAll("##", "#\\u0023");
}
