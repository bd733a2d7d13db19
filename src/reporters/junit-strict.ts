// JUnit XML that validates against both published schemas: Jenkins' `junit-10.xsd` and the `JUnit.xsd` that Azure documents.
import type { Report } from "../audit/report.ts";
import { junitDocument } from "./junit/document.ts";
import type { ReporterEnvironment } from "./reporter.ts";

export default function junitStrict(report: Report, { all = false }: Pick<ReporterEnvironment, "all">): string {
  return junitDocument(report, { isStrict: true, all });
}
