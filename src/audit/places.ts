// A note for the reader of a report whose findings have lines of templates only, although a CDK application made them.
import path from "node:path";
import type { SystemFacts } from "../model/facts.ts";
import type { ReportedAssessment } from "./report.ts";

/** One sentence for each assembly with findings that have a place in its templates, none of them a line of the CDK source. */
export function placeNotes(
  { kind, stacks }: Pick<SystemFacts, "kind" | "stacks">,
  assessments: readonly Pick<ReportedAssessment, "subject" | "location" | "sourceLocation">[],
): readonly string[] {
  if (kind !== "template") return [];
  const assemblies = new Map(
    stacks.filter(({ language }) => language === "cdk").map(({ name, file }) => [name, assemblyOf(file)] as const),
  );
  const placed = assessments.filter(({ location }) => location !== null);
  const without = (assembly: string): boolean => {
    const own = placed.filter(({ subject }) => assemblies.get(subject.stack) === assembly);
    return own.length > 0 && own.every(({ sourceLocation }) => sourceLocation === null);
  };
  return [...new Set(assemblies.values())].filter(without).map(noteOf);
}

/** The folder of its manifest, without the folders of stages. */
function assemblyOf(template: string): string {
  return path.dirname(template).replace(/(?:[/\\]assembly-[^/\\]*)+$/, "");
}

function noteOf(assembly: string): string {
  return `${assembly} does not record the lines of the CDK source, so locations are lines of its templates; CDK_DEBUG=1 cdk synth records them for TypeScript and JavaScript apps`;
}
