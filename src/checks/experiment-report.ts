// experiment-report: whether the system withstood an injected fault, as the experiment's own result says.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { evidenceOptions, firstOf, judgeEvidence } from "../measuring/evidence.ts";
import { countInWords } from "../measuring/words.ts";
import type { ExperimentReport } from "../model/evidence/evidence.ts";
import { defineCheck } from "./define-check.ts";

const options = z.strictObject(evidenceOptions("reports/fis-experiment.json"));
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "experiment-report",
  title: "the system withstands injected faults",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "result of an experiment",
  severity: "off",
  options,
  requires: ["path"],
  reads: ({ path = "" }) => ({ kind: "experiment", path }),
  *assess(observations) {
    const { options: limits } = observations;
    const ask = { kind: "experiment", path: limits.path ?? "" } as const;
    yield* judgeEvidence(
      { ask, limits, remedy, judge: (report, subject) => [judge(report, subject, observations)] },
      observations,
    );
  },
});

/** https://docs.aws.amazon.com/fis/latest/APIReference/API_ExperimentState.html */
const ENDED_BADLY: ReadonlySet<string> = new Set(["stopped", "failed"]);

function judge(report: ExperimentReport, subject: Subject, { pass, fail, unknown }: Observations<Options>): Assessment {
  if (report.source === "junit") {
    const run = report.tests - report.skipped;
    if (report.failed.length > 0) {
      const message = `${report.failed.length} of ${countInWords(run, "experiment")} failed${firstOf(report.failed)}`;
      return fail(subject, { message, remedy: withstand });
    }
    if (run > 0) return pass(subject, { message: `${countInWords(run, "experiment")} passed` });
    return unknown(subject, { message: "no experiment failed", because: "the report contains no experiment that ran", remedy });
  }
  const { id, status, reason } = report;
  const message = `AWS FIS experiment ${id} is ${status}${reason === null ? "" : `: ${reason.replace(/\.$/, "")}`}`;
  if (status === "completed") return pass(subject, { message });
  if (ENDED_BADLY.has(status)) return fail(subject, { message, remedy: withstand });
  return unknown(subject, { message, because: "it has not ended", remedy });
}

const remedy = "run the experiment and save its result (aws fis get-experiment --id …) before fitness";
const withstand = "find out what failed: a stop condition's alarm entered ALARM, or an action failed";
