// JUnit XML for pipeline dashboards, with the file and line of each case.
import type { Report } from "../audit/report.ts";
import { junitDocument } from "./junit/document.ts";
import type { ReporterEnvironment } from "./reporter.ts";

export default function junit(report: Report, { all = false }: Pick<ReporterEnvironment, "all">): string {
  return junitDocument(report, { isStrict: false, all });
}
