// The report as it is, for programs.
import type { Report } from "../audit/report.ts";

// JSON leaves these as they are, but a terminal obeys the C1 controls and a reader is misled by reversed text.
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The report, pretty-printed. Parses to exactly the report; as text it holds no control character and no command of a pipeline's log. */
export default function json(report: Report): string {
  // Azure Pipelines obeys `##vso[…]` anywhere in a line of a job's output.
  return `${JSON.stringify(report, null, 2).replace(unsafe, escaped).replaceAll("##", "#\\u0023")}\n`;
}
