// Properties of an assessment for reporters: state, name, location, order.
import type { Report, ReportedAssessment, ReportedCheck, ReportedSubject } from "../../audit/report.ts";
import { isOfProduction } from "./stages.ts";

/** The five disjoint ways in which a summary counts an assessment. */
export type State = keyof Report["summary"];

export function stateOf(assessment: ReportedAssessment): State {
  if (assessment.verdict === "pass") return "pass";
  if (assessment.waiver !== null) return "waived";
  return assessment.baselined ? "baselined" : assessment.verdict;
}

/** Something to act on: a failure or an unknown that is neither waived nor accepted by the baseline. */
export function isOpen(assessment: ReportedAssessment): boolean {
  return stateOf(assessment) === "fail" || stateOf(assessment) === "unknown";
}

/** As a person addresses it: the construct path or `<stack>/<logical id>`; the stack's name for a stack. */
export function addressOf(subject: Pick<ReportedSubject, "stack" | "logicalId" | "constructPath">): string {
  if (subject.constructPath !== null) return subject.constructPath.replace(/\/Resource$/, "");
  return subject.logicalId === null ? subject.stack : `${subject.stack}/${subject.logicalId}`;
}

/** `alias prod` where the detail is the name of an alias on the path; else the detail as it is. */
export function detailOf({ subject, evidence }: ReportedAssessment): string | null {
  const isAlias = evidence.some((node) => node.type === "AWS::Lambda::Alias" && node.label === subject.detail);
  return isAlias ? `alias ${subject.detail}` : subject.detail;
}

/** The place to open: the source where it is known, else the template. */
export function placeOf(assessment: ReportedAssessment): ReportedAssessment["location"] {
  return assessment.sourceLocation ?? assessment.location;
}

const severities = ["error", "warning", "info", "off"];
const states: readonly State[] = ["fail", "unknown", "waived", "baselined", "pass"];

/** The less, the sooner it needs attention: failures, then unknowns; what gates, by severity, production stages. */
function urgencyOf(assessment: ReportedAssessment): number {
  const { gating, severity, subject } = assessment;
  const ranks = [
    states.indexOf(stateOf(assessment)),
    gating ? 0 : 1,
    severities.indexOf(severity),
    isOfProduction(subject) ? 0 : 1,
  ];
  return ranks.reduce((urgency, rank) => urgency * states.length + rank, 0);
}

/** What is as urgent stays in the order in which it comes. */
function byUrgency(assessments: readonly ReportedAssessment[]): ReportedAssessment[] {
  return assessments
    .map((assessment) => ({ assessment, urgency: urgencyOf(assessment) }))
    .sort((one, other) => one.urgency - other.urgency)
    .map(({ assessment }) => assessment);
}

/** What is open over all checks, the most urgent first. */
export function worstFirst({ assessments }: Pick<Report, "assessments">): ReportedAssessment[] {
  return byUrgency(assessments.filter(isOpen));
}

/** A check with what it found, the most urgent first. */
export interface CheckFindings {
  readonly check: ReportedCheck;
  readonly found: readonly ReportedAssessment[];
}

function rankOf({ check, found: [first] }: CheckFindings): number {
  if (first !== undefined && isOpen(first)) return 0;
  return check.status === "error" ? 1 : 2;
}

/** Every check with its assessments, the most urgent check first: open findings, then checks that broke, then the rest. */
export function findingsByCheck({ assessments, checks }: Report): CheckFindings[] {
  const byCheck = new Map<string, ReportedAssessment[]>(checks.map(({ id }) => [id, []]));
  for (const assessment of byUrgency(assessments)) byCheck.get(assessment.check)?.push(assessment);
  const findings = checks.map((check) => ({ check, found: byCheck.get(check.id) ?? [] }));
  return findings.sort((one, other) => {
    const [[a], [b]] = [one.found, other.found];
    return rankOf(one) - rankOf(other) || (a && b ? urgencyOf(a) - urgencyOf(b) : 0);
  });
}
