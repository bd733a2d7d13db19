// Folded details: passes, waived and accepted findings, scores, and what was not run.
import type { Report } from "../../audit/report.ts";
import { addressOf, stateOf } from "../report/assessments.ts";
import { expiringWaivers } from "../report/waivers.ts";
import { code, folded, prose } from "./text.ts";

export function restLines(report: Report): string[] {
  const { checks, summary, notes } = report;
  const passed = checks.filter(({ summary: own }) => own.pass > 0).map(({ id, summary: own }) => `${code(id)} ${own.pass}`);
  return [
    ...section(`${summary.pass} passed`, passed.length === 0 ? [] : [passed.join(" · ")]),
    ...section(`Scores`, scoreRows(report)),
    ...section(waiverTitle(report), waiverItems(report)),
    ...section(`${summary.baselined} accepted`, acceptedItems(report)),
    ...section("Not run", notRun(report)),
    ...section(
      "Notes",
      notes.map((note) => `- ${prose(note)}`),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...folded(title, lines), ""];
}

function scoreRows({ score }: Report): string[] {
  const known = Object.entries(score.characteristics).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  const least = (name: string): string => (score.minimums?.[name] === undefined ? "" : ` (minimum ${score.minimums[name]})`);
  return ["| of | score |", "|---|---|", ...known.map(([name, value]) => `| ${prose(name)} | ${value}${least(name)} |`)];
}

const IDLE = { unused: "is unused", expired: "has expired", forbidden: "is not allowed: the check is mandatory" };

function waiverTitle({ summary, waivers }: Report): string {
  const lapsed = waivers.filter(({ status }) => status === "expired").length;
  return `${summary.waived} waived${lapsed === 0 ? "" : `, ${lapsed} lapsed`}`;
}

function waiverItems(report: Report): string[] {
  const expiring = expiringWaivers(report).map((text) => `- ⏳ ${prose(text)}`);
  const idle = report.waivers.flatMap(({ check, subject, status, reason }) =>
    status === "used" || status === "not-assessed"
      ? []
      : [`- ⚠️ ${code(check)} ${prose(subject)} ${IDLE[status]}: ${prose(reason)}`],
  );
  const used = report.assessments
    .filter((assessment) => stateOf(assessment) === "waived")
    .map(({ check, subject, waiver }) => {
      const until = waiver?.expires === null || waiver === null ? "" : ` (until ${prose(waiver.expires)})`;
      return `- ${code(check)} ${prose(addressOf(subject))}: ${prose(waiver?.reason ?? "")}${until}`;
    });
  return [...expiring, ...idle, ...new Set(used)];
}

function acceptedItems({ assessments }: Report): string[] {
  return assessments
    .filter((assessment) => stateOf(assessment) === "baselined")
    .map(({ check, subject, message }) => `- ${code(check)} ${prose(addressOf(subject))}: ${prose(message)}`);
}

function notRun({ checks, source }: Report): string[] {
  const of = (wanted: string): string =>
    checks
      .filter(({ status }) => status === wanted)
      .map(({ id }) => code(id))
      .join(" · ");
  const [skipped, idle] = [of("skipped"), of("not-applicable")];
  const lack = source.kind === "template" ? "need a live stack (`--stack`)" : "need live data that was not read";
  return [...(skipped === "" ? [] : [`- ${lack}: ${skipped}`]), ...(idle === "" ? [] : [`- found no subject: ${idle}`])];
}
