// sarif-report: what a linter or a security scanner found, as SARIF.
import * as z from "zod";
import type { Observations, Subject } from "../assessment.ts";
import { atMost, countOf, evidenceOptions, firstOf, judgeCounted, judgeEvidence, maximumCount } from "../measuring/evidence.ts";
import { countInWords } from "../measuring/words.ts";
import type { SarifLevel, SarifReport } from "../model/evidence/evidence.ts";
import { defineCheck } from "./define-check.ts";

const options = z.strictObject({
  ...evidenceOptions("reports/*.sarif"),
  level: z.enum(["error", "warning", "note"]).default("error").describe("The lowest result level that counts."),
  maximum: maximumCount,
});
type Options = z.infer<typeof options>;

const RANK: Readonly<Record<SarifLevel, number>> = { none: 0, note: 1, warning: 2, error: 3 };

export default defineCheck<Options>({
  id: "sarif-report",
  title: "linters and scanners find nothing serious",
  characteristic: "security",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "SARIF file",
  severity: "off",
  options,
  requires: ["path"],
  reads: ({ path = "" }) => ({ kind: "sarif", path }),
  *assess(observations) {
    const { options: limits } = observations;
    const ask = { kind: "sarif", path: limits.path ?? "" } as const;
    yield* judgeEvidence(
      {
        ask,
        limits,
        remedy: "run the scanner with SARIF output",
        judge: (report, subject) => [judge(report, subject, observations)],
      },
      observations,
    );
  },
});

function judge({ findings, suppressed, tool }: SarifReport, subject: Subject, observations: Observations<Options>) {
  const { level, maximum } = observations.options;
  const counted = findings.filter((finding) => RANK[finding.level] >= RANK[level]);
  const below = findings.length - counted.length;
  const beside = [
    `${firstOf(counted.map(({ rule, where }) => `${rule} at ${where}`))} (${tool}, level ${level} or above)`,
    ...(below > 0 ? [`${countInWords(below, "result")} below level ${level}`] : []),
    ...(suppressed.length > 0
      ? [
          `${countInWords(suppressed.length, "suppression")}${firstOf(suppressed.map(({ rule, reason }) => `${rule} (${reason})`))}`,
        ]
      : []),
  ].join("; ");
  const remedy = "fix what the scanner found, or suppress a result in the scanner with its reason";
  const value = counted.length;
  return judgeCounted(
    { subject, value, unit: "results", fact: countOf(value, "result"), beside, bound: atMost(maximum), remedy },
    observations,
  );
}
