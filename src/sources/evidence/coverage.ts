// Code coverage: Istanbul's coverage-summary.json, LCOV traces, Cobertura XML.
import lcovParser from "@friedemannsommer/lcov-parser/sync";
import type { CoverageMetric, CoverageReport } from "../../model/evidence/evidence.ts";
import { dictionary, FormatError, isDictionary, isJson, number, type Parsed, parseJson, timeOf } from "./format.ts";
import { isXml, visitXml } from "./xml.ts";

type Metrics = CoverageReport["metrics"];

/** @throws FormatError where it has another format, or counts no line at all */
export function parseCoverage(content: string): Parsed<CoverageReport> {
  const parsed = isJson(content) ? istanbul(content) : isXml(content) ? cobertura(content) : lcov(content);
  const { metrics } = parsed.content;
  if (Object.values(metrics).every(({ total }) => total === 0))
    throw new FormatError("the report covers no code: every count is 0");
  return parsed;
}

const METRICS: readonly CoverageMetric[] = ["lines", "branches", "functions", "statements"];

function istanbul(content: string): Parsed<CoverageReport> {
  const report = parseJson(content);
  if (!isDictionary(report) || !isDictionary(report["total"]))
    throw new FormatError('the file is not a coverage-summary.json of Istanbul: it has no "total"');
  const metrics = METRICS.flatMap((metric) => {
    const counts = dictionary(report["total"], metric);
    const [covered, total] = [number(counts, "covered"), number(counts, "total")];
    return covered === null || total === null ? [] : [[metric, { covered, total }] as const];
  });
  return { content: { tool: "Istanbul", metrics: Object.fromEntries(metrics) }, writtenAt: null };
}

function lcov(content: string): Parsed<CoverageReport> {
  if (!/^(?:TN|SF):/m.test(content)) throw new FormatError("the file is not an Istanbul summary, LCOV or Cobertura XML");
  if (!/end_of_record\s*$/.test(content)) throw new FormatError("the LCOV trace ends within a record; it may be truncated");
  const sections = lcovParser({ from: content });
  const sum = (of: "lines" | "branches" | "functions") => ({
    covered: sections.reduce((all, section) => all + section[of].hit, 0),
    total: sections.reduce((all, section) => all + section[of].instrumented, 0),
  });
  const metrics: Metrics = { lines: sum("lines"), branches: sum("branches"), functions: sum("functions") };
  return { content: { tool: "LCOV", metrics }, writtenAt: null };
}

function cobertura(content: string): Parsed<CoverageReport> {
  let root: Readonly<Record<string, string>> | null = null;
  let tag = "";
  visitXml(content, {
    open: (name, attributes) => {
      if (tag === "") [tag, root] = [name, attributes];
    },
  });
  const attributes: Readonly<Record<string, string>> = root ?? {};
  if (tag !== "coverage" || attributes["lines-valid"] === undefined)
    throw new FormatError(`the XML is not a Cobertura report: its root is <${tag}>, or has no lines-valid`);
  const count = (name: string) => Number.parseInt(attributes[name] ?? "0", 10);
  const metrics: Metrics = {
    lines: { covered: count("lines-covered"), total: count("lines-valid") },
    branches: { covered: count("branches-covered"), total: count("branches-valid") },
  };
  const timestamp = Number(attributes["timestamp"] ?? Number.NaN);
  // Seconds by the format's DTD, milliseconds by most tools.
  const written = Number.isFinite(timestamp) ? (timestamp < 1e11 ? timestamp * 1000 : timestamp) : null;
  return { content: { tool: "Cobertura", metrics }, writtenAt: timeOf(written) };
}
