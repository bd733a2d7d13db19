// Annotations for GitHub Actions, as commands on standard output. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
import type { Report } from "../audit/report.ts";
import { inert } from "./human/text.ts";
import { type Annotation, annotationOf } from "./report/annotation.ts";
import { worstFirst } from "./report/assessments.ts";
import { outcomeInWords } from "./report/outcome.ts";

/** GitHub shows so many of each kind a step. */
const kept = 10;
const commands = { error: "error", warning: "warning", info: "notice" } as const;

/** `::error file=…,line=…,col=…,title=…::message`, the worst first, then the verdict as a line of text. */
export default function github(report: Report): string {
  const all = worstFirst(report).map((assessment) => annotationOf(assessment, report));
  const shown = (["error", "warning", "info"] as const).flatMap((level) => {
    return all.filter((annotation) => annotation.level === level).slice(0, kept);
  });
  const more = all.length - shown.length;
  const rest = more > 0 ? `; ${more} more are not annotated: GitHub shows ${kept} of each kind` : "";
  return [...shown.map(commandOf), inert(`fitness: ${outcomeInWords(report)}${rest}`), ""].join("\n");
}

function commandOf({ level, file, line, column, title, sentences }: Annotation): string {
  const properties = { file, line, col: column, title };
  const given = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${commands[level]} ${given.join(",")}::${data(sentences.join("\n"))}`;
}

function data(text: string): string {
  return quiet(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** The commands of older runners and of Azure's, which are obeyed anywhere in a line. */
function quiet(text: string): string {
  return text.replaceAll("##", "# #");
}
