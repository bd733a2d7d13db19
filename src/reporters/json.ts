// The report as JSON, for programs.
import type { Report } from "../audit/report.ts";
import { inertJson } from "./report/inert-json.ts";

/** The report, pretty-printed. Parses to exactly the report; as text it holds no control character and no command of a pipeline's log. */
export default function json(report: Report): string {
  return `${inertJson(report, 2)}\n`;
}
