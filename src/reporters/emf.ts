// CloudWatch's embedded metric format: a line of JSON in a log becomes metrics without a call.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import type { Report, ReportedAssessment } from "../audit/report.ts";
import { printable } from "./human/text.ts";
import { stateOf } from "./report/assessments.ts";
import { grouped } from "./report/fold.ts";
import { inertJson } from "./report/inert-json.ts";

const namespace = "ServerlessFitness";
/** Values of one metric in a document. */
const valuesKept = 100;
/** Characters of a dimension's value, printable ASCII only. */
const longestDimension = 1_024;
const units: Readonly<Record<string, string>> = {
  ms: "Milliseconds",
  seconds: "Seconds",
  s: "Seconds",
  "%": "Percent",
  MB: "Megabytes",
};

type Metrics = Readonly<Record<string, { readonly unit: string; readonly value: number | readonly number[] }>>;

/** One line for each stack, and one for what each check measured in it. Subjects are no dimensions: each would cost a metric. */
export default function emf(report: Report): string {
  const lines = [...grouped(report.assessments, ({ subject }) => subject.stack)].flatMap(([stack, found]) => [
    documentOf(report, { Stack: stack }, countsOf(report, found)),
    ...[...grouped(found, ({ check }) => check)].flatMap(([check, own]) => measured(report, stack, check, own)),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}

function countsOf({ checks }: Report, found: readonly ReportedAssessment[]): Metrics {
  const count = (state: string) => ({ unit: "Count", value: found.filter((each) => stateOf(each) === state).length });
  const weights = new Map(checks.map(({ id, weight }) => [id, weight]));
  const byCheck = [...grouped(found, ({ check }) => check)].map(([check, own]) => {
    const good = own.filter((each) => ["pass", "waived"].includes(stateOf(each))).length;
    return { weight: weights.get(check) ?? 0, score: (good / own.length) * 100 };
  });
  const weight = byCheck.reduce((sum, each) => sum + each.weight, 0);
  const score = byCheck.reduce((sum, each) => sum + each.score * each.weight, 0) / weight;
  return {
    ...(weight > 0 ? { Score: { unit: "Percent", value: Math.round(score * 10) / 10 } } : {}),
    ...{ Failures: count("fail"), Unknown: count("unknown"), Waived: count("waived"), Baselined: count("baselined") },
    Passes: count("pass"),
  };
}

function measured(report: Report, stack: string, check: string, found: readonly ReportedAssessment[]): string[] {
  const measurements = found.flatMap(({ measurement }) => measurement ?? []);
  return [...grouped(measurements, ({ unit }) => unit)].flatMap(([unit, own]) => {
    const values = own.map(({ value }) => value).filter(Number.isFinite);
    const chunks = Array.from({ length: Math.ceil(values.length / valuesKept) }, (_each, index) =>
      values.slice(index * valuesKept, (index + 1) * valuesKept),
    );
    return chunks.map((value) =>
      documentOf(report, { Stack: stack, Check: check }, { Measurement: { unit: units[unit] ?? "None", value } }),
    );
  });
}

function documentOf({ startedAt }: Report, dimensions: Readonly<Record<string, string>>, metrics: Metrics): string {
  const values = Object.entries(dimensions).map(([name, value]) => [name, dimension(value)]);
  return inertJson(
    {
      _aws: {
        Timestamp: Date.parse(startedAt),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: Object.entries(metrics).map(([Name, { unit }]) => ({ Name, Unit: unit })),
          },
        ],
      },
      ...Object.fromEntries(values),
      ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value])),
    },
    0,
  );
}

function dimension(value: string): string {
  return printable(value, false).slice(0, longestDimension).trim() || "-";
}
