// One finding in the human report: its subjects, singly or by stack, then what they have in common.
import type { ReportedAssessment } from "../../audit/report.ts";
import { addressOf, detailOf, placeOf, stateOf } from "../report/assessments.ts";
import { commonOf, type Finding, findingInWords } from "../report/fold.ts";
import { remediesInWords } from "../report/remedies.ts";
import { ends, indent, type Look, type Paint, severityPaint } from "./look.ts";
import { sentence, wordLines } from "./sentences.ts";
import { columnsOf, fill, nameList, shortPath } from "./text.ts";

const subjectsShown = 3;
/** So many subjects have a line each in a report that is brief. */
const briefly = 2;

function signOf(look: Look, assessment: ReportedAssessment): [string, Paint] {
  const { sign, paint } = look;
  const state = stateOf(assessment);
  if (state === "fail") return [sign.fail, severityPaint(look, assessment.severity)];
  if (state === "unknown") return [sign.unknown, paint.doubt];
  return state === "pass" ? [sign.pass, paint.good] : [sign.settled, paint.quiet];
}

function subjectLines(look: Look, assessment: ReportedAssessment): string[] {
  const [sign, paint] = signOf(look, assessment);
  const detail = detailOf(assessment);
  const place = placeOf(assessment);
  const left = [
    { text: "   " },
    { text: sign, paint },
    { text: ` ${look.shown(addressOf(assessment.subject))}`, paint: look.paint.strong },
    { text: detail === null ? "" : `  ${look.shown(detail)}` },
  ];
  if (place === null) return ends(look, left, null);
  const at = look.shown(`${place.file}:${place.line}:${place.column}`);
  if (look.verbose) return ends(look, left, { text: at, paint: look.paint.place });
  const beside = shortPath(at, look.width - columnsOf(left.map(({ text }) => text).join("")) - 2, look.sign.more);
  const text = beside ?? shortPath(at, look.width - indent.length, look.sign.more) ?? at;
  return ends(look, left, { text, paint: look.paint.place });
}

/** The nodes that were walked; one node alone is the subject itself, and says nothing. */
function pathLines(look: Look, { evidence }: ReportedAssessment): string[] {
  if (evidence.length < 2) return [];
  const nodes = evidence.map(({ label, note }) => look.shown(look.verbose && note !== null ? `${label} (${note})` : label));
  return fill(nodes, look.sign.joint, look.width - indent.length - 2, look.sign.joint.trimEnd()).map(
    (line) => indent + look.paint.quiet(line),
  );
}

function moreLines(look: Look, hidden: number): string[] {
  return hidden > 0 ? [`${indent}${look.paint.quiet(`${look.sign.more} and ${hidden} more`)}`] : [];
}

/** One by one: each with its place and, where they differ, with its words. */
function memberLines(look: Look, { members }: Finding, areAlike: boolean): string[] {
  const isFew = look.verbose || members.length <= subjectsShown + 1;
  const shown = isFew ? members : members.slice(0, subjectsShown);
  const lines = shown.flatMap((member) => [
    ...subjectLines(look, member),
    ...(look.verbose && members.length > 1 ? pathLines(look, member) : []),
    ...(areAlike ? [] : wordLines(look, member)),
  ]);
  return [...lines, ...moreLines(look, members.length - shown.length)];
}

/** All at once: how many of how many in which stacks, and which of one stack where it is not all. */
function summaryLines(look: Look, finding: Finding, areAlike: boolean): string[] {
  const { members, shares, cause } = finding;
  const [first] = members;
  const [sign, paint] = signOf(look, first);
  const [head = "", ...rest] = sentence(look, findingInWords(finding), look.paint.strong);
  const lines = [`   ${paint(sign)} ${head.trimStart()}`, ...rest];
  const [share, ...others] = shares;
  if (share !== undefined && others.length === 0 && members.length < share.total) {
    const names = members.map((member) => look.shown(shortName(member, share.stack)));
    lines.push(indent + look.paint.quiet(nameList(names, look.width - indent.length, look.sign.more)));
  }
  if (cause?.kind === "lack" || areAlike) return lines;
  return [...lines, ...sentence(look, `e.g. ${shortName(first, first.subject.stack)}: ${first.message}`, look.paint.plain)];
}

function shortName(member: ReportedAssessment, stack: string): string {
  const address = addressOf(member.subject);
  return address.startsWith(`${stack}/`) ? address.slice(stack.length + 1) : address;
}

/** On one line where it fits, for a report that is brief: whom it concerns and what is wrong. */
export function oneLine(look: Look, finding: Finding): string[] {
  const { members, cause } = finding;
  const [first, ...others] = members;
  const [sign, paint] = signOf(look, first);
  const whom = others.length === 0 ? addressOf(first.subject) : findingInWords(finding, 0);
  const says = others.length > 0 && cause?.kind === "lack" ? "" : `: ${first.message}`;
  const [head = "", ...rest] = sentence(look, `${first.check}: ${whom}${says}`, look.paint.plain);
  return [`   ${paint(sign)} ${head.trimStart()}`, ...rest];
}

function remediesOf({ members }: Finding): readonly string[] {
  return stateOf(members[0]) === "pass" ? [] : remediesInWords(members);
}

function remedyLines(look: Look, finding: Finding): string[] {
  return remediesOf(finding).flatMap((remedy) => sentence(look, remedy, look.paint.good, `${look.sign.arrow} `));
}

/** What two findings after each other may share. null: its members differ in it. */
const wordsOf = ({ members }: Finding) => commonOf(members, ({ message, reason, measurement }) => [message, reason, measurement]);

/** @param next what follows: what both say, and how both are fixed, is said once, after the second */
export function findingLines(look: Look, finding: Finding, next: Finding | undefined): string[] {
  const { members } = finding;
  const [first] = members;
  const words = wordsOf(finding);
  const isMany = !look.verbose && members.length > (look.brief ? briefly : subjectsShown + 1);
  const isRepeated = next !== undefined && JSON.stringify(remediesOf(next)) === JSON.stringify(remediesOf(finding));
  const isSaidBelow = isRepeated && words !== null && JSON.stringify(words) === JSON.stringify(wordsOf(next));
  return [
    ...(isMany ? summaryLines(look, finding, words !== null) : memberLines(look, finding, words !== null)),
    ...(words === null || isSaidBelow || (isMany && first.cause?.kind === "lack") ? [] : wordLines(look, first)),
    ...(members.length === 1 && !look.brief && !isSaidBelow ? pathLines(look, first) : []),
    ...(isRepeated ? [] : remedyLines(look, finding)),
  ];
}
