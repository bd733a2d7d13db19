// SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type { Report, ReportedAssessment, ReportedCheck } from "../audit/report.ts";
import { printable } from "./human/text.ts";
import { annotationOf } from "./report/annotation.ts";
import { stateOf, worstFirst } from "./report/assessments.ts";
import { inertJson } from "./report/inert-json.ts";

/** GitHub keeps so many results of a run. https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const kept = 5_000;
const levels = { error: "error", warning: "warning", info: "note" } as const;

export default function sarif(report: Report): string {
  const waived = report.assessments.filter((assessment) => ["waived", "baselined"].includes(stateOf(assessment)));
  const results = [...worstFirst(report), ...waived].slice(0, kept).map((assessment) => resultOf(assessment, report));
  const { name, version, homepage } = report.tool;
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            ...{ name, version },
            ...(isAddress(homepage) ? { informationUri: homepage } : {}),
            rules: rulesOf(report).map(ruleOf),
          },
        },
        invocations: [invocationOf(report)],
        results,
      },
    ],
  };
  return `${inertJson(log, 2)}\n`;
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && URL.canParse(text) && encodeURI(decodeURI(text)) === text;
}

/** Each id once: results name their rule by its index. */
function rulesOf({ checks }: Report): readonly ReportedCheck[] {
  return [...new Map(checks.map((check) => [check.id, check])).values()];
}

function ruleOf(check: ReportedCheck): object {
  const { id, title, documentation, characteristic, scope, cadence, severity } = check;
  const whole = printable(`The architecture is fit when ${title}.`, true);
  const more = `Details: fitness explain ${printable(id, true)}`;
  return {
    id,
    shortDescription: { text: printable(title, true) || "untitled" },
    fullDescription: { text: whole },
    help: { text: `${whole}\n${more}`, markdown: `${whole}\n\n${more}` },
    ...(isAddress(documentation) ? { helpUri: documentation } : {}),
    defaultConfiguration: { level: severity === "off" ? "none" : levels[severity] },
    properties: {
      tags: [...new Set([characteristic, scope, cadence])],
      "problem.severity": severity === "error" ? "error" : severity === "warning" ? "warning" : "recommendation",
    },
  };
}

function resultOf(assessment: ReportedAssessment, report: Report): object {
  const { check, fingerprint, waiver, verdict, gating } = assessment;
  const { level, file, line, column, title, sentences } = annotationOf(assessment, report);
  const state = stateOf(assessment);
  return {
    ruleId: check,
    ruleIndex: rulesOf(report).findIndex(({ id }) => id === check),
    level: levels[level],
    message: { text: `${title}\n${sentences.join("\n")}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: addressOfFile(file) },
          region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    ...(state === "waived" ? { suppressions: [{ kind: "external", justification: printable(waiver?.reason ?? "", true) }] } : {}),
    ...(state === "baselined" ? { baselineState: "unchanged", suppressions: [{ kind: "external" }] } : {}),
    properties: { verdict, gating },
  };
}

/** Relative to the root of the repository, as a URI; GitHub shows nothing of a path outside it. */
function addressOfFile(file: string): string {
  const parts = file.split("/").map((part) => encodeURIComponent(part));
  return file.startsWith("/") ? `file://${parts.join("/")}` : parts.join("/");
}

function invocationOf({ verdict, exitCode, startedAt, unread, checks }: Report): object {
  const messages = [
    ...unread.map(({ file, message }) => `${file} was not read: ${message}`),
    ...checks.flatMap(({ id, error }) => (error === null ? [] : [`the check ${id} failed to run: ${error}`])),
  ];
  return {
    executionSuccessful: verdict !== null,
    exitCode,
    startTimeUtc: startedAt,
    toolExecutionNotifications: messages.map((text) => ({ level: "error", message: { text: printable(text, true) } })),
  };
}
