// Reports of rule packs over a CDK application: cdk-nag 2 (CSV, JSON), the CDK's own validation report in both shapes (cdk-nag 3 among them).
import { parse as parseCsv } from "csv-parse/sync";
import type { FindingsReport, Suppression, ToolFinding } from "../../model/evidence/evidence.ts";
import { type Dictionary, dictionary, FormatError, isDictionary, isJson, list, type Parsed, parseJson, text } from "./format.ts";

/**
 * @param file its base name, which names the pack of a cdk-nag report
 * @throws FormatError where it has another format
 */
export function parseCompliance(content: string, file: string): Parsed<FindingsReport> {
  if (!isJson(content)) return { content: nagReport(csvLines(content), file), writtenAt: null };
  const report = parseJson(content);
  if (Array.isArray(dictionary({ report }, "report")["lines"]))
    return { content: nagReport(list(report, "lines").filter(isDictionary), file), writtenAt: null };
  const plugins = isDictionary(report) ? report["pluginReports"] : undefined;
  if (!Array.isArray(plugins)) throw new FormatError("the file is not a cdk-nag report or a CDK validation report");
  return { content: validationReport(plugins.filter(isDictionary)), writtenAt: null };
}

const COLUMNS: Readonly<Record<string, string>> = {
  "Rule ID": "ruleId",
  "Resource ID": "resourceId",
  Compliance: "compliance",
  "Exception Reason": "exceptionReason",
  "Rule Info": "ruleInfo",
};

function csvLines(content: string): readonly Dictionary[] {
  if (!content.replace(/^\uFEFF/, "").startsWith("Rule ID,"))
    throw new FormatError('the file is not a cdk-nag report: its first line does not start with "Rule ID,"');
  try {
    return parseCsv(content, { bom: true, columns: (names: string[]) => names.map((name) => COLUMNS[name] ?? name) });
  } catch {
    throw new FormatError("the file is not valid CSV; it may be truncated");
  }
}

function nagReport(lines: readonly Dictionary[], file: string): FindingsReport {
  const pack = file.replace(/-NagReport\.\w+$/, "").split("-")[0] ?? "";
  const of = (compliance: string) => lines.filter((line) => text(line, "compliance") === compliance);
  const known = new Set(["Compliant", "Non-Compliant", "Suppressed"]);
  return {
    tool: `cdk-nag ${pack}`,
    examined: lines.length,
    findings: of("Non-Compliant").map(nagFinding),
    minor: [],
    suppressed: distinct(
      of("Suppressed").map((line) => ({
        rule: text(line, "ruleId") ?? "no rule",
        reason: text(line, "exceptionReason") ?? "no reason given",
      })),
    ),
    undetermined: lines.filter((line) => !known.has(text(line, "compliance") ?? "")).map(nagFinding),
  };
}

function nagFinding(line: Dictionary): ToolFinding {
  return {
    rule: text(line, "ruleId") ?? "no rule",
    where: text(line, "resourceId") ?? "no place",
    message: text(line, "ruleInfo") ?? "",
  };
}

/** Severities below an error; what has none is an error, as in the CDK's older report. */
const MINOR: ReadonlySet<string> = new Set(["warning", "warn", "info", "note", "low", "informational"]);

function validationReport(plugins: readonly Dictionary[]): FindingsReport {
  const parts = plugins.map((plugin) => {
    const violations = list(plugin, "violations").filter(isDictionary);
    const serious = violations.filter((each) => !MINOR.has((text(each, "severity") ?? "error").toLowerCase()));
    const conclusion = text(plugin, "conclusion") ?? text(dictionary(plugin, "summary"), "status");
    // A plug-in that failed for its warnings alone takes them seriously.
    const counted = conclusion === "failure" && serious.length === 0 ? violations : serious;
    return {
      name: text(plugin, "pluginName") ?? text(dictionary(plugin, "summary"), "pluginName") ?? "unnamed plug-in",
      findings: counted.flatMap(violationFindings),
      minor: violations.filter((each) => !counted.includes(each)).flatMap(violationFindings),
      suppressed: list(plugin, "suppressedViolations").filter(isDictionary).map(acknowledged),
      // A failure without a violation: the plug-in itself failed, or its report is of an unknown shape.
      undetermined:
        conclusion === "failure" && violations.length === 0
          ? [{ rule: "no rule", where: "no place", message: "the plug-in failed and reports no violation" }]
          : [],
    };
  });
  return {
    tool: parts.map(({ name }) => name).join(", ") || "the CDK's validation",
    examined: plugins.length,
    findings: parts.flatMap(({ findings }) => findings),
    minor: parts.flatMap(({ minor }) => minor),
    suppressed: distinct(parts.flatMap(({ suppressed }) => suppressed)),
    undetermined: parts.flatMap(({ undetermined }) => undetermined),
  };
}

/** One for each construct; one without a place where no construct is named. */
function violationFindings(violation: Dictionary): readonly ToolFinding[] {
  const rule = text(violation, "ruleName") ?? "no rule";
  const message = (text(violation, "description") ?? "").trim();
  const constructs = [...list(violation, "violatingConstructs"), ...list(violation, "violatingResources")];
  const places = constructs.map(
    (each) => text(each, "constructPath") ?? text(each, "resourceLogicalId") ?? text(each, "resourceName"),
  );
  return places.length === 0
    ? [{ rule, where: "no place", message }]
    : [...new Set(places)].map((place) => ({ rule, where: place ?? "no place", message }));
}

function acknowledged(violation: Dictionary): Suppression {
  return { rule: text(violation, "ruleName") ?? "no rule", reason: text(violation, "reason") ?? "no reason given" };
}

function distinct(all: readonly Suppression[]): readonly Suppression[] {
  return [...new Map(all.map((each) => [`${each.rule}\0${each.reason}`, each])).values()];
}
