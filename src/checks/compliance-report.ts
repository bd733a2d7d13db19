// compliance-report: the fitness function of security compliance is a rule pack that runs elsewhere; its result counts here.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { atMost, countOf, evidenceOptions, firstOf, judgeCounted, judgeEvidence, maximumCount } from "../measuring/evidence.ts";
import { countInWords } from "../measuring/words.ts";
import type { FindingsReport, Suppression } from "../model/evidence/evidence.ts";
import { nagSuppressionsOf } from "../model/evidence/nag-suppressions.ts";
import { defineCheck } from "./define-check.ts";

const options = z.strictObject({
  ...evidenceOptions("reports/*-NagReport.json; by default the reports in the CDK assembly"),
  maximum: maximumCount,
  maximumSuppressed: z
    .int()
    .min(0)
    .optional()
    .describe("Maximum number of suppressions in one report or stack; any number by default."),
});
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "compliance-report",
  title: "the system complies with its rule packs",
  characteristic: "security",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "report of a rule pack; stack with suppressions",
  severity: "off",
  options,
  reads: ({ path }) => ({ kind: "compliance", path: path ?? null }),
  *assess(observations) {
    const { model, options: limits } = observations;
    const ask = { kind: "compliance", path: limits.path ?? null } as const;
    yield* judgeEvidence(
      { ask, limits, remedy, judge: (report, subject) => [judge(report, subject, observations)] },
      observations,
    );
    for (const stack of model.stacks) {
      const suppressed = nagSuppressionsOf(stack.facts);
      if (suppressed.length === 0) continue;
      const subject = { stack, resource: null, detail: "cdk_nag suppressions" };
      const message = suppressedInWords(suppressed);
      if (suppressed.length > (limits.maximumSuppressed ?? Number.POSITIVE_INFINITY))
        yield observations.fail(subject, { message: `${message}; ${tooMany(limits)}`, remedy: fewer });
      else yield observations.pass(subject, { message });
    }
  },
});

function judge(report: FindingsReport, subject: Subject, observations: Observations<Options>): Assessment {
  const { findings, minor, suppressed, undetermined, examined, tool } = report;
  const { maximum, maximumSuppressed = Number.POSITIVE_INFINITY } = observations.options;
  const warned = minor.length === 0 ? "" : `; ${countInWords(minor.length, "warning")}`;
  const beside = `${firstOf(findings.map(({ rule, where }) => `${rule} at ${where}`))} (${tool})${warned}`;
  const accepted = suppressed.length === 0 ? "" : `; ${suppressedInWords(suppressed)}`;
  const value = findings.length;
  const fact = countOf(value, "non-compliant finding");
  const judged = judgeCounted(
    { subject, value, unit: "findings", fact, beside: beside + accepted, bound: atMost(maximum), remedy: comply },
    observations,
  );
  if (judged.verdict !== "pass") return judged;
  if (suppressed.length > maximumSuppressed)
    return observations.fail(subject, { message: `${judged.finding.message}; ${tooMany(observations.options)}`, remedy: fewer });
  if (undetermined.length > 0) {
    const because = `${tool} could not decide${firstOf(undetermined.map(({ rule, where }) => `${rule} at ${where}`))}`;
    return observations.unknown(subject, { message: judged.finding.message, because, remedy: comply });
  }
  if (examined === 0)
    return observations.unknown(subject, { message: "the report lists no result", because: "nothing was examined", remedy });
  return judged;
}

function suppressedInWords(suppressed: readonly Suppression[]): string {
  return `${countInWords(suppressed.length, "suppression")}${firstOf(
    suppressed.map(({ rule, reason }) => `${rule} (${reason})`),
    10,
  )}`;
}

function tooMany({ maximumSuppressed }: Options): string {
  return `above the maximum of ${maximumSuppressed} suppressions`;
}

const remedy =
  "synthesize with a rule pack that writes a report: cdk-nag 2, or a validation plug-in of the CDK (cdk-nag 3); set path if the report is not in the assembly";
const comply = "fix the resources that the rule pack names, or suppress a finding with its reason";
const fewer = "fix what the suppressions cover and remove them, or raise maximumSuppressed";
