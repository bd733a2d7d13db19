// The findings of a report as the violations that the CDK shows at its constructs: one for each check and message.
import { readFileSync } from "node:fs";
import type { Report, ReportedAssessment, ReportedSubject } from "../../audit/report.ts";
import { type Json, property } from "../../model/json.ts";
import { isOpen, worstFirst } from "../../reporters/report/assessments.ts";
import type { Acknowledgements } from "./acknowledgements.ts";
import type { StackTemplate, ValidationReport, ViolatingResource, Violation } from "./validation.ts";

export interface Shown {
  readonly stacks: readonly StackTemplate[];
  /** Checks of which the CDK would drop every violation, for an acknowledgement that covers some. */
  readonly dropped: Acknowledgements["checks"];
  /** The older interface knows resources by logical id and template only. */
  readonly isBeta: boolean;
}

export function validationReport(report: Report, shown: Shown): ValidationReport {
  const templates = new Map<string, Json>();
  const violations = new Map<string, Violation>();
  for (const assessment of worstFirst(report).filter(isOpen)) {
    const violation = violationOf(assessment, shown);
    const key = JSON.stringify([violation.ruleName, violation.description, violation.fix, violation.severity]);
    const resource = resourceOf(assessment.subject, shown, templates);
    violations.set(key, { ...violation, violatingResources: [...(violations.get(key)?.violatingResources ?? []), resource] });
  }
  return { success: report.exitCode === 0, violations: [...violations.values()], metadata: metadataOf(report) };
}

/** The CDK's command line takes a plug-in that throws, or fails without a violation, for one that found nothing. */
export function failedReport(cause: string, { stacks, isBeta }: Shown): ValidationReport {
  const [first] = stacks;
  const [constructPath, templatePath] = [first?.stackConstructPath ?? "", first?.templatePath ?? ""];
  const resource = isBeta ? { resourceLogicalId: constructPath, templatePath } : { constructPath };
  const violatingResources = [{ ...resource, locations: [] }];
  return { success: false, violations: [{ ruleName: "audit", description: cause, severity: "fatal", violatingResources }] };
}

function violationOf({ check, verdict, severity, gating, message, reason, remedy }: ReportedAssessment, shown: Shown): Violation {
  const open = verdict === "unknown" ? `unknown: ${message}${reason === null ? "" : ` (${reason})`}` : message;
  const least = severity === "error" ? "warning" : severity;
  return {
    ruleName: check,
    description: open,
    ...(remedy === null ? {} : { fix: remedy }),
    // What is fatal cannot be acknowledged.
    severity: gating ? (shown.dropped.has(check) ? "fatal" : "error") : least,
    violatingResources: [],
  };
}

function resourceOf(subject: ReportedSubject, { stacks, isBeta }: Shown, templates: Map<string, Json>): ViolatingResource {
  const { constructPath, logicalId, stack: name } = subject;
  const within = (stack: StackTemplate): boolean =>
    constructPath === null ? stack.stackConstructPath === name : `${constructPath}/`.startsWith(`${stack.stackConstructPath}/`);
  const stack = stacks.filter(within).sort((a, b) => b.stackConstructPath.length - a.stackConstructPath.length)[0];
  const templatePath = stack?.templatePath ?? stacks[0]?.templatePath ?? "";
  if (isBeta) return { resourceLogicalId: logicalId ?? name, templatePath, locations: [] };
  if (stack !== undefined && logicalId !== null && hasResource(templatePath, subject, templates))
    return { resourceLogicalId: logicalId, templatePath, locations: [] };
  return { constructPath: constructPath ?? stack?.stackConstructPath ?? name, locations: [] };
}

/** A resource of a nested stack is in another template: it is known by its construct path. */
function hasResource(file: string, { logicalId, type }: ReportedSubject, templates: Map<string, Json>): boolean {
  const template = templates.get(file) ?? (JSON.parse(readFileSync(file, "utf8")) as Json);
  templates.set(file, template);
  return property(property(property(template, "Resources"), logicalId ?? ""), "Type") === type;
}

function metadataOf({ verdict, score, summary, checks }: Report): Record<string, string> {
  const broken = checks.filter(({ status }) => status === "error").map(({ id, error }) => `${id}: ${error}`);
  return {
    verdict: String(verdict),
    score: String(score.value),
    waived: String(summary.waived),
    baselined: String(summary.baselined),
    ...(broken.length === 0 ? {} : { broken: broken.join("; ") }),
  };
}
