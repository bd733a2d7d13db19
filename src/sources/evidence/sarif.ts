// SARIF 2.1.0 (OASIS): results of any linter, at the level that the specification gives them.
import type { SarifLevel, SarifReport } from "../../model/evidence/evidence.ts";
import {
  type Dictionary,
  dictionary,
  FormatError,
  isDictionary,
  list,
  number,
  type Parsed,
  parseJson,
  text,
  timeOf,
} from "./format.ts";

type SarifFinding = SarifReport["findings"][number];

/** Kinds of result that are no problem (§3.27.9); without a kind it is `fail`. */
const HARMLESS: ReadonlySet<string> = new Set(["pass", "notApplicable", "informational"]);

/** @throws FormatError where it is no SARIF log, or where a run did not end well */
export function parseSarif(content: string): Parsed<SarifReport> {
  const log = parseJson(content);
  if (!isDictionary(log) || !Array.isArray(log["runs"])) throw new FormatError("the file is not a SARIF log: it has no runs");
  const version = text(log, "version");
  if (version !== "2.1.0") throw new FormatError(`the file is SARIF ${version ?? "without a version"}; only 2.1.0 is supported`);
  const runs = list(log, "runs").filter(isDictionary);
  if (runs.length === 0) throw new FormatError("the SARIF log has no runs: nothing was scanned");
  for (const run of runs) refuseUnfinished(run);
  const results = runs.flatMap(resultsOf);
  const ends = runs.flatMap((run) => list(run, "invocations").map((each) => timeOf(text(each, "endTimeUtc"))));
  return {
    content: {
      tool: [...new Set(runs.map(toolOf))].join(", "),
      findings: results.flatMap(({ finding, suppressed }) => (suppressed === null ? [finding] : [])),
      suppressed: distinct(results.flatMap(({ suppressed }) => (suppressed === null ? [] : [suppressed]))),
    },
    writtenAt: ends.reduce((latest, each) => (each === null ? latest : Math.max(latest ?? 0, each)), null),
  };
}

/** §3.14.23: a run without results did not scan; §3.20.14: an invocation may have failed. */
function refuseUnfinished(run: Dictionary): void {
  if (!Array.isArray(run["results"])) throw new FormatError(`${toolOf(run)} has no results: its scan did not complete`);
  if (list(run, "invocations").some((each) => isDictionary(each) && each["executionSuccessful"] === false))
    throw new FormatError(`${toolOf(run)} reports that its run was not successful`);
}

function toolOf(run: Dictionary): string {
  const driver = dictionary(dictionary(run, "tool"), "driver");
  return [text(driver, "name") ?? "unnamed tool", text(driver, "version") ?? text(driver, "semanticVersion")]
    .filter(Boolean)
    .join(" ");
}

interface Result {
  readonly finding: SarifFinding;
  readonly suppressed: { readonly rule: string; readonly reason: string } | null;
}

function resultsOf(run: Dictionary): readonly Result[] {
  return list(run, "results")
    .filter(isDictionary)
    .filter((result) => !HARMLESS.has(text(result, "kind") ?? "fail") && text(result, "baselineState") !== "absent")
    .map((result) => {
      const rule = text(result, "ruleId") ?? text(dictionary(result, "rule"), "id") ?? "no rule";
      const message = text(dictionary(result, "message"), "text") ?? text(dictionary(result, "message"), "id") ?? "";
      return {
        finding: { rule, message, where: whereOf(result), level: levelOf(result, run) },
        suppressed: suppressionOf(result, rule),
      };
    });
}

/** §3.27.10: the result's own level, else the rule's default, else warning. */
function levelOf(result: Dictionary, run: Dictionary): SarifLevel {
  const rules = list(dictionary(dictionary(run, "tool"), "driver"), "rules");
  const index = number(result, "ruleIndex");
  const named = rules.find((rule) => text(rule, "id") === text(result, "ruleId"));
  const rule = index !== null && index >= 0 ? rules[index] : named;
  const level = text(result, "level") ?? text(dictionary(rule, "defaultConfiguration"), "level") ?? "warning";
  return level === "error" || level === "note" || level === "none" ? level : "warning";
}

function whereOf(result: Dictionary): string {
  const location = dictionary(list(result, "locations")[0], "physicalLocation");
  const file = text(dictionary(location, "artifactLocation"), "uri") ?? "no place";
  const line = number(dictionary(location, "region"), "startLine");
  return line === null ? file : `${file}:${line}`;
}

/** §3.35: suppressed where there are suppressions and none is rejected or under review. */
function suppressionOf(result: Dictionary, rule: string): Result["suppressed"] {
  const suppressions = list(result, "suppressions");
  const isAccepted = suppressions.length > 0 && suppressions.every((each) => (text(each, "status") ?? "accepted") === "accepted");
  return isAccepted ? { rule, reason: text(suppressions[0], "justification") ?? "no reason given" } : null;
}

function distinct(all: readonly { readonly rule: string; readonly reason: string }[]) {
  return [...new Map(all.map((each) => [`${each.rule}\0${each.reason}`, each])).values()];
}
