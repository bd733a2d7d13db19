// From assessments to entries of the report: settings of the subject, waivers, and what gates.
import type { Assessment, Evidence, Remedy, Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { Language } from "../model/facts.ts";
import { Resource } from "../model/resource.ts";
import { matchesOf } from "./addresses.ts";
import type { BaselineBook } from "./baseline/book.ts";
import { withinTolerance } from "./baseline/tolerance.ts";
import { causeOf } from "./cause.ts";
import type { Fingerprints } from "./fingerprint.ts";
import { adviceOn } from "./manual-change.ts";
import type { AuditPolicy, CheckSettings, Severity } from "./policy.ts";
import { withReliance } from "./reliance.ts";
import type { ReportedAssessment } from "./report.ts";
import { subjectKey } from "./run-check.ts";
import { asSeen } from "./unseen.ts";
import type { WaiverBook } from "./waivers.ts";
import type { Worlds } from "./worlds.ts";

const RANK: Readonly<Record<Severity | "none", number>> = { off: 0, info: 1, warning: 2, error: 3, none: 4 };

export function isGatingSeverity(severity: Severity, failOn: AuditPolicy["failOn"]): boolean {
  return RANK[severity] >= RANK[failOn];
}

export interface Judged {
  readonly reported: ReportedAssessment;
  readonly subject: Subject;
  /** It cannot be accepted. */
  readonly mandatory: boolean;
}

/** What one run judges with. */
export interface Bench {
  readonly worlds: Worlds;
  readonly policy: AuditPolicy;
  readonly waivers: WaiverBook;
  readonly baseline: BaselineBook;
  readonly fingerprints: Fingerprints;
  /** The fingerprints of what the policy omits, filled as it is judged. */
  readonly leftOut: Set<string>;
}

/** Everything one check says, as the policy takes it. @throws what the check throws. */
export function judge(check: Check, bench: Bench): readonly Judged[] {
  const { worlds, policy, fingerprints } = bench;
  const measuredBefore = (subject: Subject) => bench.baseline.measuredBefore(fingerprints.of(check, subject, undefined));
  const byOptions = new Map<unknown, ReadonlyMap<string, Assessment>>();
  const assess = (options: unknown): ReadonlyMap<string, Assessment> => {
    const existing = byOptions.get(options);
    if (existing !== undefined) return existing;
    const now = policy.now.getTime();
    const elsewhere = policy.elsewhere?.get(check.id)?.(options, worlds.base);
    const settled = elsewhere ?? worlds.assess(check, options, now, measuredBefore);
    const seen = new Map(settled.map((assessment) => [subjectKey(assessment), asSeen(assessment, check, worlds.base)]));
    const suppose = worlds.suppose(check, options, now, measuredBefore);
    const found = elsewhere === undefined ? withReliance(seen, worlds.base, suppose) : seen;
    byOptions.set(options, found);
    return found;
  };
  const base = baseSettings(check, policy);
  if (base.missing.length > 0) return [];
  return [...assess(base.options)].flatMap(([key, { subject, finding }]): Judged[] => {
    const matches = matchesOf(subject);
    const settings = policy.settingsOf(check, matches);
    const isSelected = policy.select.length === 0 || policy.select.some(matches);
    if (!isSelected || settings.severity === "off" || !settings.included || settings.missing.length > 0) {
      bench.leftOut.add(fingerprints.of(check, subject, finding.target));
      return [];
    }
    const found = assess(settings.options).get(key);
    if (found === undefined) return [];
    const own = withinTolerance(found, settings.tolerance, measuredBefore);
    return [{ subject: own.subject, reported: report(check, own, settings, bench), mandatory: settings.mandatory }];
  });
}

/** Those with which a check is asked first: an override may give the required options for some subjects only. */
export function baseSettings(check: Check, policy: Pick<AuditPolicy, "settingsOf">): CheckSettings {
  const plain = policy.settingsOf(check, () => false);
  return plain.missing.length > 0 ? policy.settingsOf(check, () => true) : plain;
}

function report(check: Check, assessment: Assessment, settings: CheckSettings, bench: Bench): ReportedAssessment {
  const { policy, waivers } = bench;
  const { verdict, subject, finding } = assessment;
  const passed = verdict === "pass";
  const waiver = passed ? null : waivers.use(check, subject, settings.mandatory);
  const decides = verdict === "fail" || (verdict === "unknown" && settings.unknown === "gate");
  // Computed where it is read: a run that only prints its findings needs no hashes.
  let known: string | undefined;
  const fingerprint = (): string => {
    known ??= bench.fingerprints.of(check, subject, finding.target);
    return known;
  };
  const measurement = finding.measurement ?? null;
  const isBarred = waiver !== null || settings.mandatory;
  const met = { check: check.id, fingerprint, verdict, measurement, isBarred };
  const baselined = bench.baseline.accepts(met);
  return {
    check: check.id,
    verdict,
    severity: settings.severity,
    gating: decides && waiver === null && !baselined && isGatingSeverity(settings.severity, policy.failOn),
    subject: reportSubject(subject),
    message: finding.message,
    reason: verdict === "unknown" ? reasonOf(finding.because) : null,
    remedy: remedyOf(assessment, check),
    location: passed ? null : locationOf(assessment),
    sourceLocation: passed ? null : sourceLocationOf(assessment),
    evidence: walkedNodes(finding),
    measurement,
    waiver,
    baselined,
    get fingerprint() {
      return fingerprint();
    },
    cause: causeOf(check, assessment),
  };
}

/** Each node once, where it comes first. */
function walkedNodes({ evidence: walked = [] }: Assessment["finding"]): ReportedAssessment["evidence"] {
  const nodes = new Map<string, ReportedNode>();
  for (const evidence of walked) {
    const node = evidence instanceof Resource ? plainNode(evidence) : reportedNode(evidence);
    const key = `${node.stack}\0${node.logicalId}\0${node.label}\0${node.note ?? ""}`;
    if (!nodes.has(key)) nodes.set(key, node);
  }
  return [...nodes.values()];
}

type ReportedNode = ReportedAssessment["evidence"][number];

function reportedNode({ resource, label, note }: Evidence): ReportedNode {
  const { stack, logicalId, type } = resource;
  return { stack: stack.name, logicalId, type, label: label ?? resource.label, note: note ?? null };
}

/** Large reports name one resource in dozens of assessments: it is there once. */
const plainNodes = new WeakMap<Resource, ReportedNode>();

function plainNode(resource: Resource): ReportedNode {
  const existing = plainNodes.get(resource);
  if (existing !== undefined) return existing;
  const node = reportedNode({ resource });
  plainNodes.set(resource, node);
  return node;
}

/** Of what was not seen, that of the cause: the resource itself may be as it should be. */
function remedyOf(assessment: Assessment, check: Check): string | null {
  const { verdict, subject, finding } = assessment;
  const { because, remedy } = finding;
  if (verdict === "pass") return null;
  if (verdict === "unknown" && typeof because === "object" && because.remedy !== undefined) return because.remedy;
  return remedy === undefined ? null : adviceOn(assessment, check, remedyFor(remedy, subject));
}

function reasonOf(because: Assessment["finding"]["because"]): string {
  return typeof because === "string" ? because : (because?.reason ?? "undetermined");
}

function reportSubject({ stack, resource, detail, file }: Subject): ReportedAssessment["subject"] {
  return {
    stack: stack.name,
    logicalId: resource?.logicalId ?? null,
    type: resource?.type ?? (file === undefined ? "AWS::CloudFormation::Stack" : "File"),
    constructPath: resource?.facts.constructPath ?? null,
    physicalId: resource?.facts.physicalId ?? null,
    detail,
  };
}

/** In the language of the source that the subject is written in. */
export function remedyFor(remedy: Remedy | string, { stack, resource }: Subject): string {
  if (typeof remedy === "string") return remedy;
  const isWrittenPlainly = stack.language === "sam" && resource !== null && resource.facts.generatedFrom === null;
  const language: Language = isWrittenPlainly ? "cloudformation" : stack.language;
  return remedy[language];
}

function locationOf({ subject, finding }: Assessment): ReportedAssessment["location"] {
  if (subject.file !== undefined) return { file: subject.file, line: 1, column: 1 };
  if (finding.at !== undefined) return finding.at.resource.locate(finding.at.path);
  return subject.resource === null ? subject.stack.facts.locate([]) : subject.resource.locate([]);
}

/** Of the same resource as the location in the template: a group's flaw is fixed where the group is made. */
function sourceLocationOf({ subject, finding }: Assessment): ReportedAssessment["sourceLocation"] {
  if (subject.file !== undefined) return null;
  const resource = finding.at?.resource ?? subject.resource;
  return (resource === null ? subject.stack.facts.sourceLocation?.() : resource.facts.sourceLocation()) ?? null;
}
