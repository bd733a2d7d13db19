// Suites as one JUnit document, in the dialect of both published schemas, and small enough for every consumer.
import type { Report } from "../../audit/report.ts";
import { baselineSentences } from "../report/baseline.ts";
import { expiringWaivers } from "../report/waivers.ts";
import { type Case, type Outcome, type Suite, suitesIn } from "./suites.ts";
import { element, textElement, token } from "./xml.ts";

/** Buildkite refuses a file with more results. */
const casesKept = 5_000;

function outcomeElement({ kind, type, message, body }: Outcome): string {
  const short = token(message) || kind;
  return kind === "skipped" ? textElement("skipped", { message: short }, "") : textElement(kind, { message: short, type }, body);
}

/** What a skipped case would say if it were red. */
function outputOf({ name, outcome }: Case, withName: boolean): string {
  if (outcome?.kind !== "skipped" || outcome.body === "") return "";
  return withName ? `${name}\n${outcome.body}\n` : outcome.body;
}

/** @param isStrict neither file and line nor output of its own, which not every consumer takes */
function caseElement(suite: Suite, one: Case, isStrict: boolean): string {
  const { name, outcome, place } = one;
  const at = !isStrict && place !== null ? { file: token(place.file), line: place.line } : {};
  const attributes = { name, classname: token(suite.name), time: "0", ...at };
  const output = isStrict ? "" : outputOf(one, false);
  return element("testcase", attributes, [
    ...(outcome === null ? [] : [outcomeElement(outcome)]),
    ...(output === "" ? [] : [textElement("system-out", {}, output)]),
  ]);
}

function propertiesOf(report: Report, { check }: Suite): string[] {
  const { id, title, characteristic, scope, cadence, severity } = check ?? {};
  const tool = `${report.tool.name} ${report.tool.version}`;
  const facts = { source: report.source.locator, tool, check: id, title, characteristic, scope, cadence, severity };
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [element("property", { name, value: token(value) }, [])],
  );
}

function suiteElement(report: Report, suite: Suite, id: number, notes: string, isStrict: boolean): string {
  const outputs = isStrict ? suite.cases.map((one) => outputOf(one, true)) : [];
  const of = (kind: string): number => suite.cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const attributes = {
    name: token(suite.name),
    tests: suite.cases.length,
    failures: of("failure"),
    errors: of("error"),
    skipped: of("skipped"),
    time: "0",
    timestamp: report.startedAt.slice(0, 19),
    hostname: "localhost",
    id,
    package: "fitness",
  };
  return element("testsuite", attributes, [
    element("properties", {}, propertiesOf(report, suite)),
    ...suite.cases.map((one) => caseElement(suite, one, isStrict)),
    textElement("system-out", {}, [notes, ...outputs].filter((text) => text !== "").join("\n")),
    textElement("system-err", {}, ""),
  ]);
}

/** The first cases of the most urgent suites, passes dropped first, and how many are omitted. */
function bounded(suites: readonly Suite[]): { kept: Suite[]; dropped: number } {
  const all = suites.flatMap(({ cases }) => cases);
  if (all.length <= casesKept) return { kept: [...suites], dropped: 0 };
  const keep = new Set(
    [...all.filter(({ outcome }) => outcome !== null), ...all.filter(({ outcome }) => outcome === null)].slice(0, casesKept),
  );
  const kept = suites.map((suite) => ({ ...suite, cases: suite.cases.filter((one) => keep.has(one)) }));
  return { kept: kept.filter(({ cases }) => cases.length > 0), dropped: all.length - keep.size };
}

export interface Form {
  /** Without `file` and `line` on cases, which GitLab and CircleCI read and the xUnit plugin forbids. */
  readonly isStrict: boolean;
  /** As `suitesIn` has it. */
  readonly all: boolean;
}

export function junitDocument(report: Report, { isStrict, all }: Form): string {
  const { kept, dropped } = bounded(suitesIn(report, all));
  const said = [
    ...report.notes,
    ...expiringWaivers(report).map((text) => `waiver: ${text}`),
    ...baselineSentences(report).map((text) => `baseline: ${text}`),
    ...(report.unanswered ?? []).map(({ message }) => message),
    ...(dropped > 0 ? [`${dropped} cases are not shown: some consumers accept at most ${casesKept}`] : []),
  ];
  const notes = said.join("\n");
  const suites = kept.map((suite, id) => suiteElement(report, suite, id, id === 0 ? notes : "", isStrict));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", {}, suites)}\n`;
}
