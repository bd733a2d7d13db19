// Open findings as a table of causes: subjects, message, and remedy.
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import { addressOf, detailOf, placeOf, worstFirst } from "../report/assessments.ts";
import { commonOf, type Finding, findingInWords, foldByCause } from "../report/fold.ts";
import { code, folded, prose } from "./text.ts";

/** Subjects that are named in a row. */
const NAMED = 3;

/** @param most rows that are shown; the others are only counted */
export function findingRows(report: Report, most: number): string[] {
  const findings = foldByCause(report, worstFirst(report));
  const gating = findings.filter(({ members: [first] }) => first.gating);
  const others = findings.filter(({ members: [first] }) => !first.gating);
  const table = tableOf(gating, report, most);
  const quiet = tableOf(others, report, most);
  const count = others.reduce((sum, { members }) => sum + members.length, 0);
  return [
    ...table,
    ...(table.length > 0 ? [""] : []),
    ...folded(`${count} more that ${count === 1 ? "does" : "do"} not gate`, quiet),
  ];
}

function tableOf(findings: readonly Finding[], report: Report, most: number): string[] {
  if (findings.length === 0) return [];
  const rows = findings.slice(0, most).map((finding) => rowOf(finding, report));
  const hidden = findings.slice(most).reduce((sum, { members }) => sum + members.length, 0);
  const rest = hidden === 0 ? [] : ["", `… and ${hidden} more: \`fitness check --verbose\` lists all.`];
  return ["| | check | found | fix |", "|---|---|---|---|", ...rows, ...rest];
}

function rowOf(finding: Finding, report: Report): string {
  const { members } = finding;
  const [first] = members;
  const sign = first.verdict === "unknown" ? "❔" : first.severity === "error" ? "❌" : first.severity === "warning" ? "⚠️" : "ℹ️";
  const remedy = commonOf(members, (member) => member.remedy);
  const found = [whom(finding), saidOf(finding), whereOf(members)].filter((part) => part !== "").join("<br>");
  const page = report.checks.find(({ id }) => id === first.check)?.documentation;
  const name = page === undefined ? code(first.check) : `[${code(first.check)}](${page})`;
  return `| ${sign} | ${name} | ${found} | ${remedy === null ? "" : prose(remedy)} |`;
}

function whom(finding: Finding): string {
  const { members } = finding;
  if (members.length > NAMED) return `**${prose(findingInWords(finding))}**`;
  return members.map((member) => `**${prose(nameOf(member))}**`).join(", ");
}

function nameOf(assessment: ReportedAssessment): string {
  const detail = detailOf(assessment);
  return detail === null ? addressOf(assessment.subject) : `${addressOf(assessment.subject)} (${detail})`;
}

/** What all say alike; of several that say different things the first, as an example. */
function saidOf({ members }: Finding): string {
  const [first] = members;
  const { message, reason } = first;
  const said = [message, ...(reason === null || reason === message ? [] : [reason])].map(prose).join(" · ");
  const isCommon = commonOf(members, (member) => [member.message, member.reason]) !== null;
  return isCommon ? said : `for example ${prose(nameOf(first))}: ${said}`;
}

function whereOf(members: Finding["members"]): string {
  const places = members.flatMap((member) => placeOf(member) ?? []);
  const shown = [...new Set(places.map(({ file, line }) => code(`${file}:${line}`)))];
  const more = shown.length > NAMED ? ` and ${shown.length - NAMED} more` : "";
  return shown.slice(0, NAMED).join(", ") + more;
}
