// The audit: every check over the linked system, as the policy has it, into one report.
import type { Check } from "../checks/define-check.ts";
import { builtInChecks } from "../checks/index.ts";
import type { SystemFacts } from "../model/facts.ts";
import { openBaseline } from "./baseline/book.ts";
import { type Fingerprints, fingerprintsFor } from "./fingerprint.ts";
import { type Bench, isGatingSeverity, type Judged, judge } from "./judge.ts";
import { placeNotes } from "./places.ts";
import type { AuditPolicy } from "./policy.ts";
import type { Report, ReportedCheck } from "./report.ts";
import { overallScore, scoreOf, summarize, tooLow } from "./score.ts";
import { withoutSecrets } from "./secrets.ts";
import { unansweredIn } from "./unanswered.ts";
import { verdictOf } from "./verdict.ts";
import { type Coverage, openWaivers } from "./waivers.ts";
import { Worlds } from "./worlds.ts";

interface Result {
  readonly check: Check;
  readonly status: ReportedCheck["status"];
  readonly error: string | null;
  readonly judged: readonly Judged[];
}

/** An audit, with what its report omits: the subjects themselves, and how they are named over time. */
export interface Conducted {
  readonly report: Report;
  readonly judged: readonly Judged[];
  readonly fingerprints: Fingerprints;
}

/** Audits the facts of one system. Never throws for what a check does: that check ends in `error`. */
export function audit(facts: SystemFacts, policy: AuditPolicy): Report {
  return conduct(facts, policy).report;
}

export function conduct(facts: SystemFacts, policy: AuditPolicy): Conducted {
  const worlds = new Worlds(facts, policy.includeInfrastructure);
  const waivers = openWaivers(policy.waivers, policy.now, policy.expiresWithinDays);
  const book = openBaseline(policy.against ?? null);
  const fingerprints = fingerprintsFor(facts);
  const bench = { worlds, policy, waivers, baseline: book, fingerprints, leftOut: new Set<string>() };
  const results = policy.checks
    .filter((check) => policy.isEnabled(check))
    .map((check): Result => ({ check, ...run(check, facts, bench) }));
  const judged = results.flatMap((result) => result.judged);
  const assessments = judged.map(({ reported }) => reported);
  const checks = results.map((result) => reportCheck(result, policy));
  const score = overallScore(
    results.map(({ check }, index) => ({
      characteristic: check.characteristic,
      score: checks[index]?.score ?? null,
      weight: policy.settingsOf(check, () => false).weight,
    })),
    policy.scoreMinimum,
    policy.scoreMinimums,
  );
  const unread = [...facts.unread, ...(policy.faults ?? [])];
  const audited = coverageOf(results, worlds, policy);
  const accounted = waivers.account(audited);
  const baseline = book.account({
    checks: unread.length > 0 ? new Set() : audited.checks,
    stacks: new Set(facts.stacks.map(({ name }) => fingerprints.stackKey(name))),
    leftOut: bench.leftOut,
  });
  const gating = assessments.filter((assessment) => assessment.gating);
  const unanswered = unansweredIn(facts);
  const report: Report = {
    schemaVersion: 1,
    tool: policy.tool,
    startedAt: policy.now.toISOString(),
    durationMs: policy.elapsedMs(),
    source: {
      kind: facts.kind,
      locator: facts.locator,
      stacks: facts.stacks.map(({ name, region, account }) => ({ name, region, account })),
    },
    ...verdictOf({
      isWhole: unread.length === 0,
      gatingFailures: gating.filter(({ verdict }) => verdict === "fail").length,
      gatingUnknowns: gating.filter(({ verdict }) => verdict === "unknown").length,
      isCutShort: unanswered.length > 0,
      gatingErrors: checks.filter(({ status, severity }) => status === "error" && isGatingSeverity(severity, policy.failOn))
        .length,
      assessed: assessments.length,
      scoreTooLow: tooLow(score).length > 0,
      staleWaivers: accounted.some(({ gating: decides }) => decides),
      staleBaseline: baseline?.gating === true && policy.failOn !== "none",
      reportsOnly: policy.failOn === "none",
    }),
    score,
    scanned: {
      stacks: facts.stacks.length,
      resources: facts.stacks.reduce((sum, { resources }) => sum + resources.size, 0),
      subjects: new Set(judged.map(({ subject }) => subject.file ?? subject.resource?.id ?? subject.stack.name)).size,
      checks: results.length,
    },
    summary: summarize(assessments),
    checks,
    assessments,
    waivers: accounted,
    notSubjects: notSubjects(worlds, policy),
    notes: [...facts.notes, ...placeNotes(facts, assessments)],
    unread,
    ...(unanswered.length === 0 ? {} : { unanswered: [...unanswered] }),
    baseline,
    history: null,
    graph: null,
    simulation: null,
  };
  return { report: withoutSecrets(report, facts.secrets), judged, fingerprints };
}

function run(check: Check, facts: SystemFacts, bench: Bench): Omit<Result, "check"> {
  const none = { error: null, judged: [] };
  if (check.needs === "observation" && facts.kind === "template") return { ...none, status: "skipped" };
  const broken = bench.policy.broken?.get(check.id);
  if (broken !== undefined) return { ...none, status: "error", error: broken };
  try {
    const judged = judge(check, bench);
    return { status: judged.length === 0 ? "not-applicable" : "assessed", error: null, judged };
  } catch (error) {
    return { ...none, status: "error", error: error instanceof Error ? error.message : String(error) };
  }
}

/** A check that was omitted, ended early or lacks its options looked at nothing, and with `select` none looked at everything. */
function coverageOf(results: readonly Result[], { base }: Worlds, policy: AuditPolicy): Coverage {
  const looked = results.filter(
    ({ check, status }) =>
      status === "assessed" || (status === "not-applicable" && policy.settingsOf(check, () => true).missing.length === 0),
  );
  return {
    checks: new Set(policy.select.length > 0 ? [] : looked.map(({ check }) => check.id)),
    resources: base.resources,
    strict: policy.strictWaivers && policy.failOn !== "none",
  };
}

function reportCheck({ check, status, error, judged }: Result, policy: AuditPolicy): ReportedCheck {
  const summary = summarize(judged.map(({ reported }) => reported));
  const { id, title, characteristic, scope, cadence, subjects } = check;
  const { severity, weight } = policy.settingsOf(check, () => false);
  return {
    ...{ id, title, ...documentationOf(check, policy.tool.homepage), characteristic, scope, cadence, subjects, severity },
    gating: isGatingSeverity(severity, policy.failOn),
    weight,
    ...{ status, error, score: scoreOf(summary), summary },
  };
}

/** The pages of the built-in checks are in the repository that the package names as its home; plug-ins name theirs. */
function documentationOf(check: Check, homepage: string | undefined): { documentation?: string } {
  if (check.documentation !== undefined) return { documentation: check.documentation };
  if (homepage === undefined || !builtInChecks.includes(check)) return {};
  return { documentation: `${homepage.replace(/#.*$/, "")}/blob/main/docs/checks/${check.id}.md` };
}

function notSubjects({ base }: Worlds, policy: AuditPolicy): Report["notSubjects"] {
  if (policy.includeInfrastructure) return [];
  return base.functionIndex.functions.flatMap((node) => {
    const role = base.roles.of(node);
    if (role.kind === "traffic") return [];
    const { stack, logicalId, type, facts } = node.resource;
    return [{ stack: stack.name, logicalId, type, constructPath: facts.constructPath, reason: role.reason }];
  });
}
