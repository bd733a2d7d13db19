// The fleet report on a terminal: verdict, missing targets, what got worse, worst systems, most failed checks.
import type { FleetReport } from "../../fleet/report.ts";
import { type Look, lookOf } from "../human/look.ts";
import { changeInWords, type FleetReporter, scoreInWords, verdictOf, verdictsInWords } from "./reporter.ts";

/** Lines of a list before it is cut; all with --verbose. */
const MOST = 10;

const human: FleetReporter = (report, env) => {
  const look = lookOf(env);
  const sections = [
    headline(report, look),
    unaccounted(report, look),
    change(report, look),
    worst(report, look),
    checks(report, look),
  ];
  return `${[...sections, groups(report, look), footer(report, look)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
};
export default human;

function headline(report: FleetReport, look: Look): string[] {
  const tone = report.exitCode === 0 ? "good" : report.exitCode === 3 ? "doubt" : "bad";
  const banner = look.banner[tone](` ${verdictOf(report).toUpperCase()} `);
  const { median } = report.score;
  return [
    `${banner}  ${report.systems} systems: ${verdictsInWords(report.verdicts)}${median === null ? "" : `   median score ${median}`}`,
  ];
}

function listed(title: string, lines: readonly string[], look: Look): string[] {
  if (lines.length === 0) return [];
  const shown = look.verbose ? lines : lines.slice(0, MOST);
  const rest = lines.length - shown.length;
  return [
    ` ${look.paint.strong(title)}`,
    ...shown.map((line) => `   ${line}`),
    ...(rest > 0 ? [look.paint.quiet(`   … and ${rest} more (--verbose)`)] : []),
  ];
}

function unaccounted({ unaccounted: all, unlisted }: FleetReport, look: Look): string[] {
  const lines = all.map(
    ({ name, reason }) => `${look.paint.bad(look.sign.fail)} ${look.shown(name)}  ${look.shown(reason.split("\n")[0] ?? "")}`,
  );
  const strays = unlisted.map((name) => `${look.shown(name)}  has a report but is not in the list of targets`);
  return [...listed("without a verdict", lines, look), ...listed("not in the list of targets", strays, look)];
}

function change({ change: changed }: FleetReport, look: Look): string[] {
  if (changed === null) return [];
  const { since, worse, better, added, removed, scoreFrom, scoreTo } = changed;
  const counts = `${worse.length} worse, ${better.length} better, ${added.length} new, ${removed.length} gone`;
  const title = `since ${since.slice(0, 10)}: ${counts}, median score ${scoreInWords(scoreFrom)} → ${scoreInWords(scoreTo)}`;
  const lines = [
    ...worse.map((each) => `${look.paint.bad(look.sign.fail)} ${look.shown(each.name)}  ${changeInWords(each)}`),
    ...better.map((each) => `${look.paint.good(look.sign.pass)} ${look.shown(each.name)}  ${changeInWords(each)}`),
  ];
  return lines.length === 0 ? [` ${look.paint.strong(title)}`] : listed(title, lines, look);
}

function worst({ worst: names, all }: FleetReport, look: Look): string[] {
  const byName = new Map(all.map((system) => [system.name, system]));
  const column = Math.min(Math.max(...names.map((name) => name.length), 0), 48);
  const lines = names.flatMap((name) => {
    const system = byName.get(name);
    if (system === undefined) return [];
    const counts = `${system.failures} failures, ${system.unknowns} unknown`;
    return [
      `${look.shown(name).padEnd(column)}  ${system.verdict.padEnd(12)}  score ${String(system.score ?? "–").padStart(5)}  ${counts}`,
    ];
  });
  return listed("worst systems", lines, look);
}

function checks({ checks: all }: FleetReport, look: Look): string[] {
  const failing = all.filter(({ failing }) => failing > 0);
  const column = Math.max(...failing.map(({ id }) => id.length), 0);
  const lines = failing.map(
    ({ id, failing: count, assessed }) => `${id.padEnd(column)}  ${bar(count / assessed, look)}  ${count} of ${assessed} systems`,
  );
  return listed("failing checks", lines, look);
}

function bar(share: number, look: Look): string {
  const full = Math.round(share * 20);
  return look.paint.bad("█".repeat(full).padEnd(20, "░"));
}

function groups({ groups: all }: FleetReport, look: Look): string[] {
  return Object.entries(all).flatMap(([name, values]) =>
    values.length < 2
      ? []
      : listed(
          `by ${name}`,
          values.map(
            ({ value, systems, verdicts, score }) =>
              `${look.shown(value)}  ${systems} ${systems === 1 ? "system" : "systems"}: ${verdictsInWords(verdicts)}, ${score === null ? "no score" : `median score ${score}`}`,
          ),
          look,
        ),
  );
}

function footer(report: FleetReport, look: Look): string[] {
  const { median } = report.score;
  return [
    look.paint.quiet(
      ` ${verdictOf(report)}: ${verdictsInWords(report.verdicts)}${median === null ? "" : `; median score ${median}`}; exit code ${report.exitCode}`,
    ),
  ];
}
