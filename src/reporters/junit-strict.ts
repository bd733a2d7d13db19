// JUnit XML that validates against both published schemas: Jenkins' `junit-10.xsd` and the `JUnit.xsd` that Azure documents.
import type { Report } from "../audit/report.ts";
import { junitDocument } from "./junit/document.ts";

export default function junitStrict(report: Report): string {
  return junitDocument(report, false);
}
