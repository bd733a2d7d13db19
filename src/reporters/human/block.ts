// One check's block in the human report: its title, and what it found, equal findings folded into one.
import type { ReportedAssessment, ReportedCheck } from "../../audit/report.ts";
import { addressOf, detailOf, isOpen, placeOf, stateOf } from "../report/assessments.ts";
import { ends, type Look, type Paint } from "./look.ts";
import { fill, wrap } from "./text.ts";

const subjectsShown = 3;
const findingsShown = 10;
const indent = "     ";

function severityPaint(look: Look, severity: ReportedAssessment["severity"]): Paint {
  if (severity === "error") return look.paint.bad;
  return severity === "warning" ? look.paint.doubt : look.paint.plain;
}

function signOf(look: Look, assessment: ReportedAssessment): [string, Paint] {
  const { sign, paint } = look;
  const state = stateOf(assessment);
  if (state === "fail") return [sign.fail, severityPaint(look, assessment.severity)];
  if (state === "unknown") return [sign.unknown, paint.doubt];
  return state === "pass" ? [sign.pass, paint.good] : [sign.settled, paint.quiet];
}

/** `1 of 2 failed, 1 unknown (warning)` */
function countOf(check: ReportedCheck, found: readonly ReportedAssessment[]): string {
  const { summary, status } = check;
  if (status === "error") return "error";
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0);
  const counts = (["fail", "unknown", "waived", "baselined"] as const)
    .filter((state) => summary[state] > 0)
    .map((state) => `${summary[state]} ${state === "fail" ? "failed" : state}`);
  if (counts.length === 0) return `${summary.pass} passed`;
  const open = found.filter(isOpen);
  const { severity } = open[0] ?? check;
  const remark =
    severity === "error" ? (open.every(({ gating }) => !gating) && open.length > 0 ? "does not gate" : "") : severity;
  return counts.join(", ").replace(" ", ` of ${all} `) + (remark === "" ? "" : ` (${remark})`);
}

function titlePaint(look: Look, check: ReportedCheck, [first]: readonly ReportedAssessment[]): Paint {
  if (check.status === "error") return look.paint.bad;
  if (first === undefined || !isOpen(first)) return look.paint.quiet;
  return first.verdict === "unknown" ? look.paint.doubt : severityPaint(look, first.severity);
}

function titleLines(look: Look, check: ReportedCheck, found: readonly ReportedAssessment[]): string[] {
  const [id, title, count] = [look.shown(check.id), look.shown(check.title), countOf(check, found)];
  const paint = titlePaint(look, check, found);
  const right = { text: count, paint };
  const name = [{ text: " " }, { text: id, paint: look.paint.strong }];
  const whole = ends(look, [...name, { text: `${look.sign.dot}${title}`, paint: look.paint.quiet }], right);
  if (whole.length === 1) return whole;
  return [...ends(look, name, right, 3), ...wrap(title, look.width - 3).map((line) => `   ${look.paint.quiet(line)}`)];
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
  const at = place && { text: look.shown(`${place.file}:${place.line}:${place.column}`), paint: look.paint.place };
  return ends(look, left, at);
}

function sentence(look: Look, text: string, paint: Paint): string[] {
  return wrap(look.shown(text), look.width - indent.length).map((line) => indent + paint(line));
}

/** The nodes that were walked; one node alone is the subject itself, and says nothing. */
function pathLines(look: Look, { evidence }: ReportedAssessment): string[] {
  if (evidence.length < 2) return [];
  const nodes = evidence.map(({ label, note }) => look.shown(look.verbose && note !== null ? `${label} (${note})` : label));
  return fill(nodes, look.sign.joint, look.width - indent.length - 2, look.sign.joint.trimEnd()).map(
    (line) => indent + look.paint.quiet(line),
  );
}

function measurementLines(look: Look, { measurement, message, verdict }: ReportedAssessment): string[] {
  if (measurement === null) return [];
  const { value, unit, comparator, threshold } = measurement;
  const said = [value, threshold].every((number) => message.includes(String(number)));
  // A failure that is not about the number would only be obscured by a bound that it keeps.
  const isKept = holds(value, comparator, threshold);
  if (said || (isKept && !(verdict === "pass" && look.verbose))) return [];
  const must = comparator.replace(">=", "≥").replace("<=", "≤").replace("==", "=");
  return sentence(look, `measured ${value} ${unit}, must be ${must} ${threshold}`, look.paint.plain);
}

function holds(value: number, comparator: "<" | "<=" | ">" | ">=" | "==", threshold: number): boolean {
  if (comparator === "==") return value === threshold;
  if (value === threshold) return comparator.endsWith("=");
  return comparator.startsWith("<") ? value < threshold : value > threshold;
}

function remedyLines(look: Look, remedy: string): string[] {
  const [first, ...rest] = wrap(look.shown(remedy), look.width - indent.length - look.sign.arrow.length - 1);
  const hanging = " ".repeat(look.sign.arrow.length);
  return [`${look.sign.arrow} ${first}`, ...rest.map((line) => `${hanging} ${line}`)].map(
    (line) => indent + look.paint.good(line),
  );
}

/** What is the same for every subject of a finding. */
function findingLines(look: Look, assessment: ReportedAssessment): string[] {
  const { message, reason, waiver } = assessment;
  const state = stateOf(assessment);
  const lines = sentence(look, message, state === "pass" ? look.paint.quiet : look.paint.plain);
  lines.push(...measurementLines(look, assessment));
  if (reason !== null && reason !== message) lines.push(...sentence(look, reason, look.paint.plain));
  if (state === "waived" && waiver) lines.push(...sentence(look, `waived: ${waiver.reason}`, look.paint.quiet));
  if (state === "baselined") lines.push(...sentence(look, "known from the baseline", look.paint.quiet));
  return lines;
}

function folded(look: Look, [first, ...rest]: readonly ReportedAssessment[]): string[] {
  if (first === undefined) return [];
  const shown = look.verbose ? rest : rest.slice(0, rest.length === subjectsShown ? subjectsShown : subjectsShown - 1);
  const lines = [first, ...shown].flatMap((assessment) => [
    ...subjectLines(look, assessment),
    ...(look.verbose && rest.length > 0 ? pathLines(look, assessment) : []),
  ]);
  const hidden = rest.length - shown.length;
  if (hidden > 0) lines.push(`${indent}${look.paint.quiet(`${look.sign.more} and ${hidden} more`)}`);
  lines.push(...findingLines(look, first));
  if (rest.length === 0) lines.push(...pathLines(look, first));
  if (first.remedy !== null && stateOf(first) !== "pass") lines.push(...remedyLines(look, first.remedy));
  return lines;
}

/** Equal findings together, in the order of their first. */
function findingsIn(found: readonly ReportedAssessment[]): ReportedAssessment[][] {
  const groups = new Map<string, ReportedAssessment[]>();
  for (const assessment of found) {
    const { message, reason, remedy, waiver, measurement, severity, gating } = assessment;
    const key = JSON.stringify([stateOf(assessment), message, reason, remedy, waiver, measurement, severity, gating]);
    const equal = groups.get(key);
    if (equal) equal.push(assessment);
    else groups.set(key, [assessment]);
  }
  return [...groups.values()];
}

/** A check and those of its assessments that are to be shown. */
export function blockLines(look: Look, check: ReportedCheck, found: readonly ReportedAssessment[]): string[] {
  const findings = findingsIn(found);
  const shown = look.verbose ? findings : findings.slice(0, findingsShown);
  const lines = [...titleLines(look, check, found), ...shown.flatMap((finding) => folded(look, finding))];
  const hidden = findings.slice(shown.length).flat().length;
  if (hidden > 0) lines.push(`   ${look.paint.quiet(`${look.sign.more} and ${hidden} more subjects, all with --verbose`)}`);
  if (check.error !== null) {
    const [first, ...rest] = wrap(look.shown(`the check itself failed: ${check.error}`), look.width - indent.length);
    lines.push(`   ${look.paint.bad(look.sign.error)} ${first}`, ...rest.map((line) => indent + line));
  }
  return lines;
}
