// Load tests: the summaries of k6 in both shapes, the report of Artillery.
import type { LoadTestReport } from "../../model/evidence/evidence.ts";
import { dictionary, FormatError, isDictionary, number, type Parsed, parseJson } from "./format.ts";

/** @throws FormatError where it has another format */
export function parseLoadTest(content: string): Parsed<LoadTestReport> {
  const report = parseJson(content);
  if (isDictionary(report) && isDictionary(report["metrics"])) return k6(report["metrics"]);
  if (isDictionary(report) && isDictionary(report["aggregate"])) return artillery(report["aggregate"]);
  throw new FormatError('the file is neither a k6 summary (no "metrics") nor an Artillery report (no "aggregate")');
}

function k6(metrics: Readonly<Record<string, unknown>>): Parsed<LoadTestReport> {
  const values = new Map<string, number>();
  const crossed: string[] = [];
  let thresholds = 0;
  for (const [name, metric] of Object.entries(metrics)) {
    if (!isDictionary(metric)) continue;
    // handleSummary nests the numbers in "values"; --summary-export does not.
    const numbers = isDictionary(metric["values"]) ? metric["values"] : metric;
    for (const [statistic, value] of numbersIn(numbers, `${name}.`)) values.set(statistic, value);
    thresholds += Object.keys(dictionary(metric, "thresholds")).length;
    crossed.push(...crossedThresholds(name, dictionary(metric, "thresholds")));
  }
  if (values.size === 0) throw new FormatError("the k6 summary has no number: nothing ran");
  return { content: { tool: "k6", metrics: values, thresholds, crossed }, writtenAt: null };
}

/** `handleSummary` writes `{ ok: false }` for a threshold that was crossed, `--summary-export` writes `true`. */
function crossedThresholds(metric: string, thresholds: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(thresholds)
    .filter(([, state]) => state === true || (isDictionary(state) && state["ok"] === false))
    .map(([threshold]) => `${metric} ${threshold}`);
}

function artillery(aggregate: Readonly<Record<string, unknown>>): Parsed<LoadTestReport> {
  const values = new Map<string, number>([
    ...numbersIn(dictionary(aggregate, "counters"), ""),
    ...numbersIn(dictionary(aggregate, "rates"), ""),
    ...Object.entries(dictionary(aggregate, "summaries")).flatMap(([name, statistics]) => numbersIn(statistics, `${name}.`)),
  ]);
  if (values.size === 0) throw new FormatError("the Artillery report has no number: nothing ran");
  return {
    content: { tool: "Artillery", metrics: values, thresholds: 0, crossed: [] },
    writtenAt: number(aggregate, "lastMetricAt"),
  };
}

function numbersIn(values: unknown, prefix: string): readonly (readonly [string, number])[] {
  return Object.entries(isDictionary(values) ? values : {}).flatMap(([name, value]) =>
    typeof value === "number" ? [[prefix + name, value] as const] : [],
  );
}
