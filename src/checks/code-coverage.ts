// code-coverage: how much of the code the tests run, as the coverage tool counted it.
import * as z from "zod";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { evidenceOptions, judgeCounted, judgeEvidence } from "../measuring/evidence.ts";
import { lowerBoundOf, type Minimum, minimumOption } from "../measuring/minimum.ts";
import { numberInWords } from "../measuring/words.ts";
import type { CoverageMetric, CoverageReport } from "../model/evidence/evidence.ts";
import { defineCheck } from "./define-check.ts";

const METRICS = ["lines", "branches", "functions", "statements"] as const;

const options = z.strictObject({
  ...evidenceOptions("coverage/coverage-summary.json"),
  minimum: z
    .strictObject(
      Object.fromEntries(METRICS.map((metric) => [metric, minimumOption.optional()])) as Record<
        CoverageMetric,
        z.ZodOptional<typeof minimumOption>
      >,
    )
    .optional()
    .describe(
      'Percent of lines, branches, functions, statements: a number, a change against the baseline like "-0%", or a list of both.',
    ),
});
type Options = z.infer<typeof options>;

export default defineCheck<Options>({
  id: "code-coverage",
  title: "the tests cover the code",
  characteristic: "code quality",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "coverage report",
  severity: "off",
  options,
  requires: ["path", "minimum"],
  reads: ({ path = "" }) => ({ kind: "coverage", path }),
  *assess(observations) {
    const { options: limits } = observations;
    const ask = { kind: "coverage", path: limits.path ?? "" } as const;
    const remedy = "run the tests with coverage before fitness";
    yield* judgeEvidence({ ask, limits, remedy, judge: (report, subject) => judge(report, subject, observations) }, observations);
  },
});

function* judge(report: CoverageReport, file: Subject, observations: Observations<Options>): Iterable<Assessment> {
  const { minimum = {} } = observations.options;
  for (const metric of METRICS) {
    const least = minimum[metric];
    if (least !== undefined)
      yield judgeMetric(metric, least, report, { ...file, detail: `${file.file}: ${metric}` }, observations);
  }
}

function judgeMetric(
  metric: CoverageMetric,
  minimum: Minimum,
  { metrics, tool }: CoverageReport,
  subject: Subject,
  observations: Observations<Options>,
): Assessment {
  const counted = metrics[metric];
  const remedy = "add tests for uncovered code";
  if (counted === undefined || counted.total === 0) {
    const because = counted === undefined ? `${tool} does not report ${metric}` : `the code has no ${metric}`;
    return observations.unknown(subject, { message: `the coverage of ${metric} is unknown`, because, remedy });
  }
  const value = (counted.covered / counted.total) * 100;
  const fact = `${show(value)} of ${metric} covered (${counted.covered} of ${counted.total}, ${tool})`;
  const bound = (before: number | null) => lowerBoundOf(minimum, before, show);
  return judgeCounted({ subject, value, unit: "%", fact, bound, isHigherBetter: true, remedy }, observations);
}

function show(percent: number): string {
  return `${numberInWords(percent)} %`;
}
