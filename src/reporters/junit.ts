// JUnit XML for pipeline dashboards, with the file and line of each case.
import type { Report } from "../audit/report.ts";
import { junitDocument } from "./junit/document.ts";

export default function junit(report: Report): string {
  return junitDocument(report, true);
}
