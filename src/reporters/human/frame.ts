// Above and below the blocks of the human report: the verdict; counts, waivers, notes and the next step.
import type { Report } from "../../audit/report.ts";
import { countsInWords, openCounts } from "../report/counts.ts";
import { ends, type Look, type Paint, type Span } from "./look.ts";
import { fill, shortPath, wrap } from "./text.ts";

const labelColumns = 11;

const banners = {
  fit: ["FIT", "good"],
  degraded: ["DEGRADED", "bad"],
  inconclusive: ["INCONCLUSIVE", "doubt"],
  null: ["INCOMPLETE", "bad"],
} as const;

function scoreText({ score, baseline }: Report): string {
  if (score.value === null) return "";
  const before = baseline?.scoreBefore ?? null;
  const remarks = [
    before !== null && before !== score.value ? `was ${before}` : "",
    score.minimum !== null && score.value < score.minimum ? `minimum ${score.minimum}` : "",
  ].filter((remark) => remark !== "");
  return `score ${score.value}${remarks.length > 0 ? ` (${remarks.join(", ")})` : ""}`;
}

/** The first line: the verdict, of what, why, and the score. */
export function verdictLines(look: Look, report: Report): string[] {
  const [word, tone] = banners[report.verdict ?? "null"];
  const under = report.score.value !== null && report.score.value < (report.score.minimum ?? 0);
  const named = look.shown(report.source.locator);
  const shown = look.verbose ? named : (shortPath(named, look.width - word.length - 4, look.sign.more) ?? named);
  const locator = { text: `  ${shown}`, paint: look.paint.strong };
  const facts: Span[] = [{ text: countsInWords(report) }];
  if (scoreText(report) !== "" && !isFitWithFindings(report))
    facts.push({ text: scoreText(report), paint: under ? look.paint.bad : look.paint.plain });
  const left = [{ text: ` ${word} `, paint: look.banner[tone] }, locator];
  const whole = ends(look, left, { text: facts.map(({ text }) => text).join("   ") }, 1);
  if (whole.length > 1) return whole;
  return ends(look, [...left, ...facts.flatMap((fact) => [{ text: "   " }, fact])], null);
}

/** A score that nothing gates would belie the verdict beside it. */
export function isFitWithFindings(report: Report): boolean {
  return report.verdict === "fit" && openCounts(report).length > 0;
}

/** The last line, for readers who see only the end of a long report. */
export function closingLine(look: Look, report: Report): string {
  const [word, tone] = banners[report.verdict ?? "null"];
  return `${look.banner[tone](` ${word} `)}  ${countsInWords(report)}`;
}

/** ` label     item · item`, wrapped between items; nothing without any. */
export function entry(look: Look, label: string, items: readonly string[], paint: Paint = look.paint.plain): string[] {
  const columns = look.width - labelColumns;
  if (items.length === 0) return [];
  const lines = items.length > 1 ? fill(items, look.sign.dot, columns) : wrap(items[0] ?? "", columns);
  return lines.map((line, index) => look.paint.quiet((index === 0 ? ` ${label}` : "").padEnd(labelColumns)) + paint(line));
}

/** Whole sentences under one label, each on a line of its own. */
export function sentences(look: Look, label: string, texts: readonly string[], paint: Paint = look.paint.plain): string[] {
  return texts.flatMap((text, index) => entry(look, index === 0 ? label : "", [look.shown(text)], paint));
}
