// csv: one row an assessment, for a spreadsheet.
import { defineReporter } from "serverless-fitness";

const head = ["check", "verdict", "severity", "stack", "subject", "message", "file", "line"];

export default defineReporter({
  name: "csv",
  render({ assessments }) {
    const rows = assessments.map(({ check, verdict, severity, subject, message, location, sourceLocation }) => {
      const place = sourceLocation ?? location;
      const name = subject.constructPath ?? subject.logicalId ?? subject.stack;
      return [check, verdict, severity, subject.stack, name, message, place?.file ?? "", place?.line ?? ""];
    });
    return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  },
});

/** Quoted; a text that a spreadsheet would take for a formula is marked as text. */
function cell(value) {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
  return `"${text.replaceAll('"', '""')}"`;
}
