// The declaration of a plug-in's reporter.
import type { Report } from "../audit/report.ts";
import type { ReporterEnvironment } from "./reporter.ts";

export interface ReporterDeclaration {
  /** The name that `--reporter` takes, in kebab-case. */
  readonly name: string;
  /** Whether it shows the wiring and the simulated deployments: `report.graph` and `report.simulation` are null otherwise. */
  readonly drawings?: boolean;
  /** One text or, where the format has several parts, texts by name: `html=report.html` writes the part `log` to `report-log.html`. */
  render(report: Report, env: ReporterEnvironment): string | Record<string, string>;
}

/** Declares a reporter of a plug-in. The identity function: it only gives the report its type. */
export function defineReporter(reporter: ReporterDeclaration): ReporterDeclaration {
  return reporter;
}
