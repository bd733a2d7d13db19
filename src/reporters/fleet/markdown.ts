// The fleet as a comment or a job summary.
import type { FleetReport } from "../../fleet/report.ts";
import { code, prose } from "../markdown/text.ts";
import { changeInWords, type FleetReporter, scoreInWords, verdictOf, verdictsInWords } from "./reporter.ts";

const MOST = 25;

const markdown: FleetReporter = (report) => {
  const median = report.score.median === null ? "" : `, median score ${report.score.median}`;
  const head = `## Fleet: ${verdictOf(report)}\n\n${report.systems} systems: ${verdictsInWords(report.verdicts)}${median}`;
  const parts = [head, ...changed(report), ...unaccounted(report), ...worst(report), ...checks(report)];
  return `${parts.join("\n\n")}\n`;
};
export default markdown;

function changed({ change }: FleetReport): string[] {
  if (change === null) return [];
  const { worse, better, added, removed, since } = change;
  const counts = `Since ${since.slice(0, 10)}: ${worse.length} worse, ${better.length} better, ${added.length} new, ${removed.length} gone.`;
  const rows = worse.map((each) => [prose(each.name), prose(changeInWords(each))]);
  return rows.length === 0 ? [counts] : [counts, table(["worse", "change"], rows)];
}

function unaccounted({ unaccounted: all }: FleetReport): string[] {
  return all.length === 0
    ? []
    : [
        table(
          ["without a verdict", "reason"],
          all.map(({ name, reason }) => [prose(name), prose(reason)]),
        ),
      ];
}

function worst({ worst: names, all }: FleetReport): string[] {
  const byName = new Map(all.map((system) => [system.name, system]));
  const rows = names.flatMap((name) => {
    const system = byName.get(name);
    return system === undefined
      ? []
      : [[prose(name), system.verdict, scoreInWords(system.score), `${system.failures}`, `${system.unknowns}`]];
  });
  return rows.length === 0 ? [] : [table(["worst systems", "verdict", "score", "failures", "unknown"], rows)];
}

function checks({ checks: all }: FleetReport): string[] {
  const rows = all
    .filter(({ failing }) => failing > 0)
    .map(({ id, failing, assessed }) => [code(id), `${failing} of ${assessed}`]);
  return rows.length === 0 ? [] : [table(["check", "failing systems"], rows)];
}

/** @param rows Markdown already: what comes from a report is to be escaped before */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rest = rows.length > MOST ? `\n\n… and ${rows.length - MOST} more` : "";
  return [line(head), line(head.map(() => "---")), ...rows.slice(0, MOST).map(line)].join("\n") + rest;
}
