// What stands around the blocks of the human report: the verdict above; counts, waivers, notes and the next step below.
import type { Report } from "../../audit/report.ts";
import { stateOf } from "../report/assessments.ts";
import { ends, type Look, type Paint, type Span } from "./look.ts";
import { fill, shortPath, wrap } from "./text.ts";

const labelColumns = 11;

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const banners = {
  fit: ["FIT", "good"],
  degraded: ["DEGRADED", "bad"],
  inconclusive: ["INCONCLUSIVE", "doubt"],
  null: ["INCOMPLETE", "bad"],
} as const;

/** What is open, by severity, then unknowns: `3 errors, 1 warning, 1 unknown`. */
function openCounts(report: Report): string[] {
  const open = report.assessments.filter((assessment) => stateOf(assessment) === "fail");
  const of = (...severities: string[]): number => open.filter(({ severity }) => severities.includes(severity)).length;
  const stale = report.waivers.filter(({ gating }) => gating).length;
  const fixed = report.baseline?.gating === true ? report.baseline.stale.length : 0;
  const broken = report.checks.filter(({ status }) => status === "error").length;
  const counts: [number, string][] = [
    [of("error"), counted(of("error"), "error")],
    [of("warning"), counted(of("warning"), "warning")],
    [of("info", "off"), `${of("info", "off")} info`],
    [report.summary.unknown, `${report.summary.unknown} unknown`],
    [broken, `${counted(broken, "check")} failed to run`],
    [report.unread.length, `${counted(report.unread.length, "source")} not read`],
    [report.unanswered?.length ?? 0, "cut short"],
    [stale, counted(stale, "stale waiver")],
    [fixed, counted(fixed, "stale baseline entry", "stale baseline entries")],
  ];
  return counts.filter(([count]) => count > 0).map(([, text]) => text);
}

/** Why the verdict is as it is, in counts. */
function countsInWords(report: Report): string {
  const open = openCounts(report);
  // Beside FIT, what is open must not read as what was found fit.
  if (open.length > 0) return `${open.join(", ")}${report.verdict === "fit" ? ", none of which gate" : ""}`;
  if (report.assessments.length === 0) return "nothing was assessed";
  const { pass, waived, baselined } = report.summary;
  return [`${pass} passed`, waived > 0 && `${waived} waived`, baselined > 0 && `${baselined} baselined`]
    .filter(Boolean)
    .join(", ");
}

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

/** The last line, for whoever sees only the end of a long report. */
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
