// A comparison as a comment on a pull request.
import type { Comparison } from "../../audit/comparison.ts";
import { code, folded, prose } from "../markdown/text.ts";
import { type Line, namesOf, predicateOf, sectionsOf, summaryOf, type Tone } from "./lines.ts";

const SIGNS: Readonly<Record<Tone, string>> = { worse: "❌", better: "✅", changed: "🔀" };
/** Of each section. */
const MOST_LINES = 10;

export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, isWorse } = comparison;
  const isSame = before.score === after.score || after.score === null;
  const score = isSame ? "" : ` · score ${after.score} (was ${before.score ?? "unknown"})`;
  const head = `### ${isWorse ? "Worse" : "No worse"} than before: ${prose(summaryOf(comparison))}${score}`;
  const from = `${code(after.locator)} against ${code(before.locator)}`;
  return `${[head, "", from, "", ...changeItems(comparison)].join("\n").trimEnd()}\n`;
}

/** A list for each section, the first lines of it shown and the others folded. */
export function changeItems(comparison: Comparison): string[] {
  return sectionsOf(comparison).flatMap(({ title, lines }) => {
    const items = lines.map(itemOf);
    const shown = items.length <= MOST_LINES + 1 ? items : items.slice(0, MOST_LINES);
    const more = items.slice(shown.length);
    const rest = more.length === 0 ? [] : [...folded(`${more.length} more`, more), ""];
    return [`**${title[0]?.toUpperCase()}${title.slice(1)}**`, "", ...shown, "", ...rest];
  });
}

function itemOf(line: Line): string {
  const names = line.subjects.length === 0 ? "" : `**${prose(namesOf(line))}**`;
  const text = line.check === null ? predicateOf(line) : line.text;
  const check = line.check === null ? "" : ` (${code(line.check)})`;
  return `- ${SIGNS[line.tone]} ${names}${text.startsWith(":") || names === "" ? "" : " "}${prose(text)}${check}`;
}
