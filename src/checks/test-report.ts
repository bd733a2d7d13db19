// test-report: unit, integration or end-to-end tests, as JUnit XML.
import * as z from "zod";
import { atMost, countOf, evidenceOptions, firstOf, judgeCounted, judgeEvidence, maximumCount } from "../measuring/evidence.ts";
import { countInWords } from "../measuring/words.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "test-report",
  title: "the tests pass",
  characteristic: "code quality",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "JUnit file",
  severity: "off",
  options: z.strictObject({
    ...evidenceOptions("reports/**/junit.xml"),
    maximum: maximumCount,
    minimumTests: z.int().min(0).default(1).describe("The minimum number of tests in a report; skipped tests do not count."),
  }),
  requires: ["path"],
  reads: ({ path = "" }) => ({ kind: "tests", path }),
  *assess(observations) {
    const { options: limits, unknown } = observations;
    const ask = { kind: "tests", path: limits.path ?? "" } as const;
    yield* judgeEvidence(
      {
        ask,
        limits,
        remedy,
        *judge({ tests, skipped, failed }, subject) {
          const run = tests - skipped;
          const of = ` (of ${countInWords(run, "test")}${skipped > 0 ? `, ${skipped} skipped` : ""})`;
          const value = failed.length;
          const count = {
            subject,
            value,
            unit: "failures",
            fact: countOf(value, "failure"),
            beside: of + firstOf(failed),
            bound: atMost(limits.maximum),
            remedy: mend,
          };
          const judged = judgeCounted(count, observations);
          const because = `${countInWords(run, "test")} ran; minimumTests is ${limits.minimumTests}`;
          yield judged.verdict === "pass" && run < limits.minimumTests
            ? unknown(subject, { message: judged.finding.message, because, remedy })
            : judged;
        },
      },
      observations,
    );
  },
});

const remedy = "run the tests with a JUnit reporter, before fitness";
const mend = "fix the tests that fail, or what they test";
