// Issues for Azure Pipelines, as commands on standard output. https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
import type { Report } from "../audit/report.ts";
import { inert } from "./human/text.ts";
import { type Annotation, annotationOf } from "./report/annotation.ts";
import { worstFirst } from "./report/assessments.ts";
import { outcomeInWords } from "./report/outcome.ts";

/** A longer log is not readable. */
const kept = 100;

/** `##vso[task.logissue type=error;sourcepath=…;linenumber=…;columnnumber=…;code=…]message`, the worst first, then the verdict as a line of text. */
export default function azure(report: Report): string {
  const open = worstFirst(report);
  const issues = open.slice(0, kept).map((assessment) => commandOf(annotationOf(assessment, report), assessment.check));
  const more = open.length - issues.length;
  return [...issues, inert(`fitness: ${outcomeInWords(report)}${more > 0 ? `; ${more} more are not listed` : ""}`), ""].join(
    "\n",
  );
}

/** Azure knows errors and warnings only. */
function commandOf({ level, file, line, column, title, sentences }: Annotation, check: string): string {
  const type = level === "error" ? "error" : "warning";
  const properties = { type, sourcepath: file, linenumber: line, columnnumber: column, code: check };
  const given = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))};`);
  return `##vso[task.logissue ${given.join("")}]${data([title, ...sentences].join(" - "))}`;
}

function data(text: string): string {
  return quiet(text).replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll("]", "%5D").replaceAll(";", "%3B");
}

/** A command within a command, and one of GitHub's at its beginning. */
function quiet(text: string): string {
  return text.replaceAll("##", "# #").replace(/^(\s*):(?=:)/, "$1: ");
}
