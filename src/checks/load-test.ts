// load-test: whether the system held its limits under load, as the load test's own report says.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { atMost, evidenceOptions, firstOf, judgeCounted, judgeEvidence } from "../measuring/evidence.ts";
import { type Maximum, maximumOption } from "../measuring/options.ts";
import { countInWords, numberInWords } from "../measuring/words.ts";
import type { LoadTestReport } from "../model/evidence/evidence.ts";
import { defineCheck } from "./define-check.ts";

const options = z.strictObject({
  ...evidenceOptions("reports/k6-summary.json"),
  maximum: z
    .record(z.string(), maximumOption)
    .default({})
    .describe(
      'By metric as the report names it, "http_req_duration.p(95)" or "http.response_time.p95": a number, "+10%", or a list of both.',
    ),
});
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "load-test",
  title: "the system stays within its limits under load",
  characteristic: "performance",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "report of a load test",
  severity: "off",
  options,
  requires: ["path"],
  reads: ({ path = "" }) => ({ kind: "load", path }),
  *assess(observations) {
    const { options: limits } = observations;
    const ask = { kind: "load", path: limits.path ?? "" } as const;
    yield* judgeEvidence({ ask, limits, remedy, judge: (report, subject) => judge(report, subject, observations) }, observations);
  },
});

function* judge(report: LoadTestReport, file: Subject, observations: Observations<Options>): Iterable<Assessment> {
  const {
    pass,
    fail,
    unknown,
    options: { maximum },
  } = observations;
  const { crossed, thresholds, tool } = report;
  const bounds = Object.entries(maximum);
  const isSole = thresholds === 1;
  const all = `the ${isSole ? "threshold" : countInWords(thresholds, "threshold")} of the ${tool} test`;
  if (crossed.length > 0) {
    const message = `${isSole ? `${all} was` : `${crossed.length} of ${all}`} crossed${firstOf(crossed)}`;
    yield fail(file, { message, remedy: faster });
  } else if (thresholds > 0) yield pass(file, { message: isSole ? `${all} was not crossed` : `none of ${all} was crossed` });
  else if (bounds.length === 0) {
    const because = "the report has no thresholds, and maximum names no metric";
    yield unknown(file, {
      message: `the ${tool} test has no limit`,
      because,
      remedy: "set maximum for a metric of the report",
    });
  }
  for (const [metric, most] of bounds)
    yield judgeMetric(metric, most, report, { ...file, detail: `${file.file}: ${metric}` }, observations);
}

function judgeMetric(
  metric: string,
  maximum: Maximum,
  report: LoadTestReport,
  subject: Subject,
  observations: Observations<Options>,
): Assessment {
  const value = report.metrics.get(metric);
  if (value === undefined) {
    const because = `the report has no such metric; it has metrics such as${firstOf([...report.metrics.keys()], 5).slice(1)}`;
    return observations.unknown(subject, { message: `${metric} is unknown`, because, remedy });
  }
  const fact = `${metric} is ${numberInWords(value)} (${report.tool})`;
  return judgeCounted({ subject, value, unit: metric, fact, bound: atMost(maximum), remedy: faster }, observations);
}

const remedy =
  "run the load test with its JSON summary (k6 --summary-export or handleSummary, artillery run --output), before fitness";
const faster = "find what is slow or fails under this load, or lower the limit";
