// A comparison for a person at a terminal: the change of an architecture in a few lines.
import type { Comparison } from "../../audit/comparison.ts";
import { ends, type Look, lookOf } from "../human/look.ts";
import { inert, wrap } from "../human/text.ts";
import type { ReporterEnvironment } from "../reporter.ts";
import { type Line, namesOf, predicateOf, type Section, sectionsOf, summaryOf, type Tone } from "./lines.ts";

/** Of each section. */
const MOST_LINES = 10;
const INDENT = 3;

export function comparisonText(comparison: Comparison, env: ReporterEnvironment): string {
  const look = lookOf(env);
  const lines = [...headLines(look, comparison), ...sectionsOf(comparison).flatMap((section) => sectionLines(look, section))];
  return `${lines.map((line) => inert(line.trimEnd())).join("\n")}\n`;
}

function headLines(look: Look, comparison: Comparison): string[] {
  const { isWorse, before, after } = comparison;
  const word = isWorse ? "WORSE" : comparison.better.length > 0 ? "BETTER" : "NO WORSE";
  const left = [
    { text: ` ${word} `, paint: look.banner[isWorse ? "bad" : "good"] },
    { text: `  ${look.shown(after.locator)}`, paint: look.paint.strong },
  ];
  const changed = before.score !== null && after.score !== null && before.score !== after.score;
  const score = changed ? `   score ${after.score} (was ${before.score})` : "";
  return [...ends(look, left, { text: `against ${look.shown(before.locator)}${score}` }, 1), ` ${summaryOf(comparison)}`];
}

function sectionLines(look: Look, { title, lines }: Section): string[] {
  const shown = look.verbose || lines.length <= MOST_LINES ? lines : lines.slice(0, MOST_LINES - 1);
  const more = lines.length - shown.length;
  const rest = more === 0 ? [] : [`   ${look.paint.quiet(`${look.sign.more} and ${more} more, all with --verbose`)}`];
  return ["", ` ${look.paint.quiet(title)}`, ...shown.flatMap((line) => changeLines(look, line)), ...rest];
}

const SIGNS: Readonly<Record<Tone, "fail" | "pass" | "settled">> = { worse: "fail", better: "pass", changed: "settled" };
const PAINTS: Readonly<Record<Tone, "bad" | "good" | "doubt">> = { worse: "bad", better: "good", changed: "doubt" };

function changeLines(look: Look, line: Line): string[] {
  const sign = `${look.paint[PAINTS[line.tone]](look.sign[SIGNS[line.tone]])} `;
  const names = namesOf(line, look.verbose ? Number.POSITIVE_INFINITY : undefined);
  const width = look.width - INDENT;
  const block = (text: string): string[] => wrap(look.shown(text), width);
  if (line.check !== null) {
    const head = block(`${line.check}  ${names}`).map((text) => look.paint.strong(text));
    return indented(sign, [...head, ...block(line.text)]);
  }
  const predicate = predicateOf(line);
  return indented(sign, block(names === "" ? predicate : `${names}${predicate.startsWith(":") ? "" : " "}${predicate}`));
}

function indented(sign: string, lines: readonly string[]): string[] {
  return lines.map((text, index) => `${index === 0 ? ` ${sign}` : " ".repeat(INDENT)}${text}`);
}
