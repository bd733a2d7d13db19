// The walk of one check for the subjects that a glob names: what was met, in order, and how that decided.
import { addressesOf, matchesOf } from "../../audit/addresses.ts";
import type { Report, ReportedAssessment } from "../../audit/report.ts";
import type { Check } from "../../checks/define-check.ts";
import type { ResolvedConfig } from "../../config/load.ts";
import { withWrittenWaivers } from "../../config/written-waivers.ts";
import { UsageError } from "../../errors.ts";
import type { ResourceFacts, StackFacts, SystemFacts } from "../../model/facts.ts";
import { nearestName } from "../../nearest.ts";
import { toolIdentity } from "../../package-root.ts";
import { auditWithPlugins } from "../../plugins/audit-with-plugins.ts";
import { addressOf, detailOf, placeOf } from "../../reporters/report/assessments.ts";
import type { Pen } from "../pen.ts";

interface SubjectRequest {
  readonly check: Check;
  readonly config: ResolvedConfig;
  readonly facts: SystemFacts;
  /** As `AuditPolicy` has it. */
  readonly broken: ReadonlyMap<string, string>;
  readonly glob: string;
  readonly pen: Pen;
}

interface Met {
  readonly stack: StackFacts;
  readonly resource: ResourceFacts;
}

/**
 * @returns the text for standard output
 * @throws UsageError where the glob matches nothing in the system
 */
export async function explainSubject({ check, config, facts, broken, glob, pen }: SubjectRequest): Promise<string> {
  const matching = resourcesOf(facts).filter(({ stack, resource }) => matchesOf({ stack, resource: { facts: resource } })(glob));
  const stacks = facts.stacks.filter((stack) => matchesOf({ stack, resource: null })(glob));
  if (matching.length === 0 && stacks.length === 0) throw nothingMatches(glob, facts);
  const policy = {
    ...withWrittenWaivers(config, facts),
    checks: [check],
    select: [glob],
    broken,
    now: new Date(),
    tool: toolIdentity(),
    elapsedMs: () => 0,
  };
  const report = await auditWithPlugins(facts, policy);
  const walks = report.assessments.map((assessment) => walk(assessment, pen));
  const head = [`${pen.chalk.bold(check.id)}: ${pen.shown(check.title)}`, ...outcome(report, pen)];
  return `${[...head, ...walks, ...leftOut(report, matching, check, pen)].join("\n\n")}\n`;
}

function resourcesOf({ stacks }: SystemFacts): Met[] {
  return stacks.flatMap((stack) => [...stack.resources.values()].map((resource) => ({ stack, resource })));
}

function nothingMatches(glob: string, facts: SystemFacts): UsageError {
  const addresses = resourcesOf(facts).flatMap(({ stack, resource }) => addressesOf({ stack, resource: { facts: resource } }));
  const nearest = nearestName(glob, addresses);
  return new UsageError(`--subject ${JSON.stringify(glob)} matches nothing in ${facts.locator}`, {
    remedy:
      nearest === null
        ? "use a construct path or <stack>/<logical id>; '**' matches all"
        : `did you mean ${JSON.stringify(nearest)}?`,
  });
}

/** What became of the check as a whole, where that explains why nothing was assessed. */
function outcome({ checks: [result] }: Report, { shown }: Pen): string[] {
  if (result?.status === "skipped") return ["It was skipped: it needs a live stack."];
  return result?.status === "error" ? [shown(`It ended in an error: ${result.error}`)] : [];
}

function walk(assessment: ReportedAssessment, { chalk, shown }: Pen): string {
  const { verdict, subject, message, reason, remedy, evidence, measurement, waiver, severity, gating } = assessment;
  const paint = { pass: chalk.green, fail: chalk.red, unknown: chalk.yellow }[verdict];
  const place = placeOf(assessment);
  const nodes = evidence.map(({ type, label, note }) =>
    `    ${shown(label)}  ${chalk.dim(shown(type))}  ${shown(note ?? "")}`.trimEnd(),
  );
  const line = (name: string, text: string | null | undefined): string[] => (text ? [`  ${name}: ${shown(text)}`] : []);
  return [
    `${chalk.bold(shown(addressOf(subject)))}  ${shown(detailOf(assessment) ?? "")}`.trimEnd(),
    ...line(paint(verdict), message),
    ...line("because", reason),
    ...line(
      "measured",
      measurement && `${measurement.value} ${measurement.unit}, wanted ${measurement.comparator} ${measurement.threshold}`,
    ),
    ...(nodes.length === 0 ? [] : ["  walked:", ...nodes]),
    ...line("at", place && `${place.file}:${place.line}:${place.column}`),
    ...line("waived", waiver?.reason),
    ...line("to do", remedy),
    ...line("severity", verdict === "pass" ? null : `${severity}, ${gating ? "affects" : "does not affect"} the exit code`),
  ].join("\n");
}

const namedAtMost = 20;

/** The resources that match and were not assessed, each with the reason. */
function leftOut(report: Report, matching: readonly Met[], check: Check, { chalk, shown }: Pen): string[] {
  const assessed = new Set(report.assessments.map(({ subject }) => keyOf(subject.stack, subject.logicalId)));
  const reasons = new Map(report.notSubjects.map(({ stack, logicalId, reason }) => [keyOf(stack, logicalId), reason]));
  const lines = matching.flatMap(({ stack, resource: { logicalId, type, constructPath } }) => {
    const key = keyOf(stack.name, logicalId);
    // Of a construct that was assessed, its role and its policy need no excuse.
    if (assessed.has(key) || (assessed.size > 0 && !reasons.has(key))) return [];
    const address = addressOf({ stack: stack.name, logicalId, constructPath });
    const reason = reasons.get(key) ?? `this check assesses: ${check.subjects}`;
    return [`${chalk.bold(shown(address))}  ${chalk.dim(shown(type))}\n  not assessed: ${shown(reason)}`];
  });
  const rest = lines.length - namedAtMost;
  return rest > 0 ? [...lines.slice(0, namedAtMost), `and ${rest} more`] : lines;
}

function keyOf(stack: string, logicalId: string | null): string {
  return JSON.stringify([stack, logicalId]);
}
